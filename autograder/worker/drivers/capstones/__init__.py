"""What the drivers of the capstones share, one module for each function that students write.

A capstone has `build_model(…)`, `fit(model, inputs, labels, *, device, seed)` and
`predict(model, inputs, device)`. A network of the student's own is trained on the accelerator where
a submission is shown one; all else is on the CPU or on the pretended device, and equal work is
graded the same on every machine.

Yes and no explain, numbers earn: a habit that is missing changes numbers that depend on the secret
case (`telling`), and stands beside them as a sentence of its own.
"""
