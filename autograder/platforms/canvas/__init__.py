"""Canvas: its downloads, and marks in the gradebook that it exports.

For instructors: docs/instructors/canvas.md.
"""
