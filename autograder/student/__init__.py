"""A student checking their own work on their own machine, without a sandbox.

In: a file beside a public key. Out: the same report that grading gives, on other cases. Not here:
anything secret; and the notebook's `check`, which is `autograder.notebook`.
"""
