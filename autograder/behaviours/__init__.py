"""Which submissions are wrong in the same way: told by what they gave, not by how they are written.

In: a task of a key with observations of it that are wrong. Out: its behaviour, a value without
arrays that a database can hold; and which of the behaviours known so far equals it. Not here: which
observations tell of a task's own error (`grading.filing`), and the database.
"""
