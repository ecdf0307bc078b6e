"""What is said alike of shapes that do not fit, whichever library finds it."""

from __future__ import annotations

PRODUCT = (
    "the inner sizes of a matrix product differ ({0} times {1}): write the shapes beside it; "
    "element by element is `*`"
)
BROADCAST = (
    "do not fit together element by element: write their shapes beside the line; sums along an "
    "axis keep it with keepdims=True"
)
