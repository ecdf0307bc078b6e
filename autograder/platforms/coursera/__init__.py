"""Coursera: what a grader's container answers.

For instructors: docs/instructors/coursera.md.
"""
