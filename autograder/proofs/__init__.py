"""Proofs that a topic's rubric passes what is right, fails what is wrong, and names why."""
