"""nbgrader: a course folder for it, and marks in its gradebook that no notebook decided itself.

`source` makes the folder. `course_folder` reads one, `autograded` makes the notebooks for its
feedback, `marks` writes scores and comments; `step` is what `nbgrader autograde` runs. For
instructors: docs/instructors/nbgrader.md.
"""

# The settings in a course's folder, by which it is known.
CONFIG = "nbgrader_config.py"
