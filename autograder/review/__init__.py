"""The local page on which instructors decide: what a gradebook holds, shown; what they say, kept.

In: a gradebook and requests from this machine. Out: pages, and calls of the gradebook's functions.
Not here: any query or rule of the gradebook, and any page that leaves the machine.
"""
