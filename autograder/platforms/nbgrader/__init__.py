"""nbgrader: a course folder for it, and marks in its gradebook that no notebook decided itself.

`source` makes the folder. `course` reads one, `autograded` makes the notebooks for its feedback,
`marks` writes scores and comments; `step` is what `nbgrader autograde` runs. For instructors:
docs/instructors/nbgrader.md.
"""
