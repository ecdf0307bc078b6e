"""Finite differences, the metric, and the one table of tolerances."""
