"""Grading where a platform runs the kit: what is uploaded there, and one submission graded."""
