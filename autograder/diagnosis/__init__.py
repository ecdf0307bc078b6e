"""From wrong numbers to the idea that is wrong, where it enters, and what is already right.

In: a task of an answer key, observations and verdicts. Out: findings, each with a hint, and
remarks; never a formula and never an expected value. Not here: points.
"""
