"""Every tolerance of the kit.

`VALUE`: judged element-wise, absolute or relative, whichever is looser, so that a tail that
underflows to zero is right.
`NEARLY` is what keeps a check of values with all but the last digits, relative to the largest
element of an array. Single precision inside leaves 1e-7, a 1e-8 in a denominator less; the mildest
misconceptions are at 3e-8 and 1.6e-7 (small numbers added, which have names), and then at 5e-3
(docs/evidence/tolerances.md). Up to `NEARLY_FOR_WORDS` a result is wrong, but no relation to the
right one explains it better than its digits do.
`GRADIENT_NUMERIC` bounds the tensor metric of `finite_differences.distance`: over five nets and
forty seeds the worst correct implementation reached 3.3e-9, the smallest of 22 planted bugs 6.9e-3.
`BORDERLINE` is where the metric is not trusted alone: there the odd Taylor remainder must fall with
a rate above `TAYLOR_RATE`, between the 3 of a right gradient and the 1 of a wrong one.
`QUICK_CHECK` is wide: kinks near a point disturb a right gradient by less, and few wrong ones come
as near.
`DEGENERATE` separates what rounding leaves of a difference that should be 0 (below 1e-13) from a
function that bends, or depends on an argument, which shows in the first digits.
`LIKE_SLOPE` and `LIKE_GRADIENT` bound from below the mean likeness (`gradient_check.likeness`) of
the slopes of a student's own wrong function to those asked for. Over 200 seeds, slopes for σ and
tanh: z² 0, z³ and z + z³ 0.61 at most; z/3 for z, softplus and piecewise lines 0.69 at least.
Gradients of a net's loss: sums of powers or sines of the parameters below 0.2 in 99.5 % of all
seeds; tanh or ReLU in the hidden layers above it in as many, linear hidden layers in 96.5 %.
`SINGLE` is for float32 results: machine epsilon 1.2e-7 times the few operations of a task, or of a
few steps of training. Over four seeds correct training loops are a seventh of it from the reference
at most, with sums in an accelerator's order a third; TF32 would be hundreds of times as far as it
allows, as is the mildest bug (`benchmarks/single_precision.py`).
"""

from __future__ import annotations

VALUE_ABSOLUTE = 1e-12
VALUE_RELATIVE = 1e-9
NEARLY = 1e-6
NEARLY_FOR_WORDS = 1e-4
SINGLE_ABSOLUTE = 1e-6
SINGLE_RELATIVE = 1e-4
GRADIENT_NUMERIC = 1e-5
METRIC_FLOOR = 1e-3
BORDERLINE = (1e-6, 1e-3)
TAYLOR_RATE = 2.0
QUICK_CHECK = 0.01
DEGENERATE = 1e-6
LIKE_SLOPE = 0.65
LIKE_GRADIENT = 0.2
