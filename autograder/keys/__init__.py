"""Building answer keys, and keeping them as files.

In: a topic of a course and a seed. Out: an answer key: cases, what the reference gives on them, and
what every misconception would. Not here: anything that sees a student's submission.
"""
