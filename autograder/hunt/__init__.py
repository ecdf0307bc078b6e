"""Searches for inputs at which a submission with full marks differs from the reference.

In: a topic, of which the cases tell what its contracts allow, and programs. Out: the smallest input
at which each differs. Not here: points, which a hunt never changes.
"""
