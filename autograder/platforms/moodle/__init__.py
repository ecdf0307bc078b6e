"""Moodle: its downloads, and marks in its offline grading worksheet.

For instructors: docs/instructors/moodle.md.
"""
