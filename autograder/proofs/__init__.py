"""Proofs that a topic's rubric accepts what is right, rejects what is wrong, and names why.

In: a topic and its key. Out: counts, and every breach in words. Not here: the programs that are
graded, which are a course's variants, misconceptions and mutants of its reference.
"""
