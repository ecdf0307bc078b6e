"""What a course gives out: one folder, complete or not there at all, in one of several formats.

`new_release` opens the folder and refuses topics whose built files are out of date. A format is a
click command that fills it: `plain` here, the others with their platforms.
"""
