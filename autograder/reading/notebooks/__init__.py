"""Notebooks as files: read from submissions, and made into programs.

In: the bytes of a notebook. Out: Python, with a map from its lines to cells. Not here: a kernel;
nothing of a notebook is run.
"""
