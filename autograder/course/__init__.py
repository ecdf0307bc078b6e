"""A course on disk: its topics, what is made of their references, its deadlines.

In: the folders `reference` and `assignments`, `course.toml`. Out: topics with their texts, stubs
and notebooks; what lateness costs. Not here: running a reference, which is what `keys` does.
"""
