"""Canvas: its downloads, and marks in the gradebook that it exports (docs/canvas.md)."""
