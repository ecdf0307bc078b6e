"""GitLab: JUnit XML, which Jenkins reads as well.

For instructors: docs/instructors/ci.md.
"""
