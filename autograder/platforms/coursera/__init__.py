"""Coursera: what a grader's container answers (docs/coursera.md)."""
