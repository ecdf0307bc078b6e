"""What a course gives out: one folder, complete or not there at all, in one of several formats.

In: topics as `autograder build` left them. Out: a folder that holds nothing of the references.
`new_release` opens it and refuses topics whose built files are out of date. A format is a click
command that fills it: `plain` is here, the others are with their platforms.
"""
