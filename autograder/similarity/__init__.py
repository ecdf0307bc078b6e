"""Which submissions of a class share rare passages, and what else they share.

In: the fingerprints of a class, and of what was handed out. Out: pairs, with their place among all
pairs, and what of two texts is equal. Not here: reading texts (`reading`), pages (`reports`), and
what a pair means: only a person who asks can find that out.
"""
