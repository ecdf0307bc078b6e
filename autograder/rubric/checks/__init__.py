"""The kinds of check, one module each: what it declares, its cases, its verdict, its words.

In: what a rubric declares, and later the observations of its cases. Out: checks of an answer key,
and verdicts. Not here: anything that another kind needs as well, which is in `base`.
"""
