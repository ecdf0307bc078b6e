"""Moodle: its downloads, and marks in its offline grading worksheet (docs/moodle.md)."""
