"""Gradescope: the zip of an autograder, its run there, its results (docs/gradescope.md)."""
