"""What students wrote, taken apart: archives, notebooks, and whatever else has to be parsed.

In: bytes, and a request that says what to do with them. Out: plain data of bounded size, or that it
is not readable, and why. The work is done in a process of its own that may do nothing else, within
bounds of processor time and memory (docs/evidence/sandbox.md). Not here: which file of a submission
is which (`collect`), and running anything.
"""
