"""Every tolerance of the kit.

`VALUE`: judged element-wise, absolute or relative, whichever is looser, so that a tail that
underflows to zero is right.
`GRADIENT_NUMERIC` bounds the tensor metric of `finite_differences.distance`: over five nets and
forty seeds the worst correct implementation reached 3.3e-9, the smallest of 22 planted bugs 6.9e-3.
`BORDERLINE` is where the metric is not trusted alone: there the odd Taylor remainder must fall with
a rate above `TAYLOR_RATE`, between the 3 of a right gradient and the 1 of a wrong one.
`DEGENERATE` separates what rounding leaves of a difference that should be 0 (below 1e-13) from a
function that bends, or depends on an argument, which shows in the first digits.
`LIKE_SLOPE` and `LIKE_GRADIENT` bound the mean cosine between the slopes of a student's own wrong
function and those asked for, from below. Over six seeds, slopes: z² 0.13, z³ and z + z³ 0.49 at
most; tanh(z/3) for σ 0.87, softplus 0.70 at least. Gradients: half the sum of the squared
parameters 0.22 at most; other losses of the same net 0.37, other hidden layers 0.23 at least.
`SINGLE` is for float32 results: machine epsilon 1.2e-7 times the few operations of a task.
"""

from __future__ import annotations

VALUE_ABSOLUTE = 1e-12
VALUE_RELATIVE = 1e-9
SINGLE_ABSOLUTE = 1e-6
SINGLE_RELATIVE = 1e-4
GRADIENT_NUMERIC = 1e-5
METRIC_FLOOR = 1e-3
BORDERLINE = (1e-6, 1e-3)
TAYLOR_RATE = 2.0
DEGENERATE = 1e-6
LIKE_SLOPE = 0.5
LIKE_GRADIENT = 0.23
