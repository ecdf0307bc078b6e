"""Grading where a platform runs the kit: one hand-in in its folder, one answer in its file.

`packing` makes what an instructor uploads there; the other modules run there.
"""
