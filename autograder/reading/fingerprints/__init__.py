"""From a program to the passages by which it is compared with others.

In: a text, also one that is no valid Python, and the names that belong to the course. Out: numbers,
lines, and words. Not here: comparing, which is `similarity`.
"""
