"""neural-autograder: assessment of neural-network fundamentals."""

__version__ = "0.1.0"
