"""Gradescope: the zip of an autograder, its run there, its results.

For instructors: docs/instructors/gradescope.md.
"""
