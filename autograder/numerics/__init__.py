"""Comparing numbers: tolerances, finite differences, how two results differ.

In: values that a worker returned and values that were expected. Out: whether and how they differ.
Not here: what a difference is worth, or what a student is told about its cause.
"""
