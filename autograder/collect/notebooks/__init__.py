"""Notebooks as files: read from hand-ins, made into programs, written for students.

No kernel is started and nothing is run here.
"""
