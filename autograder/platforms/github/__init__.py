"""GitHub: a template repository, annotations and summaries, GitHub Classroom.

For instructors: docs/instructors/ci.md.
"""
