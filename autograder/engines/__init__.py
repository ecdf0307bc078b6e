"""Many submissions: who grades which, and what happens when a judge dies.

In: submissions, keys, a sandbox tier. Out: reports, in no particular order, each once. Not here:
how one submission is graded.
"""
