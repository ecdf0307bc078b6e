"""What the public drivers of topics with a framework share: devices, models, layers that watch.

In: the module of a submission, and a case's arrays. Out: numbers and nestings of them. Not here:
anything that judges, and nothing that a student may not read.
"""
