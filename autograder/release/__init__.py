"""What students get of a course, as folders that hold nothing of the references.

In: topics as `autograder build` left them. Out: a folder, complete or not at all. Not here: what is
uploaded to a platform, which that platform's package makes.
"""
