"""PrairieLearn: questions, the image that grades them, its results.

For instructors: docs/instructors/prairielearn.md.
"""
