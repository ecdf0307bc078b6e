"""The memory of a course: attempts, results, people's decisions, and the marks that follow.

In: submissions, reports, what people decide, the course's dates. Out: marks, and reports as they
are marked. Not here: grading itself, pages, and the command line.

History is appended and never changed (`schema`); a mark is computed from it by one pure function
(`mark.settle`) and kept beside it as a cache that `checking` computes anew.
"""
