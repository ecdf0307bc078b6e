"""Small edits of a program's text, of which one may make a failing task right.

In: the text of a program and the name of a task. Out: edited definitions, the most likely first.
Pure: texts are parsed and cut, nothing of them is compiled or run. Not here: trying the edits.
"""
