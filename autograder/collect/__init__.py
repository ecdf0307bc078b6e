"""From what was submitted to submissions: folders, archives, notebooks, platform downloads.

In: a path, and the names of the topics. Out: a submission for each student and topic, and for each
notebook the program that is in it. Not here: running anything, and whose fault a bad result is.
"""
