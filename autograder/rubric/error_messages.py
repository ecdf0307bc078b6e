"""Messages of numpy, PyTorch and TensorFlow that students meet most, in the words of the course."""

from __future__ import annotations

import re

RULES: tuple[tuple[re.Pattern[str], str], ...] = (
    (
        re.compile(r"matmul: .*\(size (\d+) is different from (\d+)\)"),
        "the inner sizes of a matrix product differ ({1} and {0}): write the shapes beside it",
    ),
    (
        re.compile(r"shapes (\([\d,]*\)) and (\([\d,]*\)) not aligned: (\d+) .* != (\d+) .*"),
        "the inner sizes of a matrix product differ ({0} times {1}): write the shapes beside it",
    ),
    (
        re.compile(r"matmul: Input operand \d does not have enough dimensions.*"),
        "a matrix product was asked of a plain number",
    ),
    (
        re.compile(
            r"operands could not be broadcast together with shapes (\([\d,]*\)) (\([\d,]*\)).*"
        ),
        "arrays of the shapes {0} and {1} do not fit together element by element",
    ),
    (
        re.compile(r"index (-?\d+) is out of bounds for axis (\d+) with size (\d+)"),
        "index {0} does not exist: axis {1} has {2} elements",
    ),
    (
        re.compile(r"only (?:length-1|0-dimensional|size-1) arrays can be converted to .*"),
        "a single number was needed where an array stands",
    ),
    (
        re.compile(r"mat1 and mat2 shapes cannot be multiplied \((\d+x\d+) and (\d+x\d+)\)"),
        "the inner sizes of a matrix product differ ({0} times {1}): write the shapes beside it",
    ),
    (
        re.compile(r"The size of tensor a \((\d+)\) must match the size of tensor b \((\d+)\) .*"),
        "tensors of {0} and {1} elements do not fit together element by element",
    ),
    (
        re.compile(
            r"Expected all tensors to be on the same device, but found at least two devices, "
            r"(\S+) and (\S+)!(.*)"
        ),
        "tensors on two devices meet, {0} and {1}{2}",
    ),
    (
        re.compile(r"\"\S+\" not implemented for '(\w+)'"),
        "tensors of the type {0} were given to an operation that does not take them",
    ),
    (
        re.compile(r"indices should be either on \S+ or on the same device as .* \((\S+)\)"),
        "a tensor on {0} was asked for places that are named on another device",
    ),
    (
        re.compile(r"Passed in object <Variable.*", re.DOTALL),
        "a tape was told to watch a variable of Keras; trainable ones it watches by itself",
    ),
    (
        re.compile(r"expected target dtype to be (.+), but got (.+)"),
        "the loss takes labels of type {0}, and got {1}",
    ),
    (
        re.compile(r"element 0 of tensors does not require grad and does not have a grad_fn"),
        "backward() was asked of a tensor that has no graph behind it",
    ),
    (
        re.compile(r"Trying to backward through the graph a second time.*", re.DOTALL),
        "backward() went through one graph twice; the first time had used it up",
    ),
    (
        re.compile(
            r"one of the variables needed for gradient computation has been modified by an "
            r"inplace operation.*",
            re.DOTALL,
        ),
        "backward() needs numbers that were changed since the forward pass",
    ),
    (
        re.compile(r"can't convert (\S+) device type tensor to numpy.*"),
        "a tensor on {0} was asked to become a numpy array, which only the CPU's can",
    ),
    (
        re.compile(r"Can't call numpy\(\) on Tensor that requires grad.*"),
        "a tensor with a graph behind it was asked to become a numpy array",
    ),
    (
        re.compile(r".*can't allocate memory: you tried to allocate (\d+) bytes.*", re.DOTALL),
        "more memory was asked for ({0} bytes at once) than a submission may use",
    ),
    (
        re.compile(r"No gradients provided for any variable: ([^\n]+)"),
        "no gradient reached any variable: {0}",
    ),
    (
        re.compile(r"No gradients provided for any variable\."),
        "no gradient reached any variable: what did the tape see of the way to the loss?",
    ),
    (
        re.compile(r"A non-persistent GradientTape can only be used to compute one set of.*"),
        "a tape was asked for gradients twice; the first time had used it up",
    ),
    (
        re.compile(r"'numpy\.\w+' object has no attribute '(?:_id|op|dtype|shape|_tape\w*)'"),
        "a plain number stands where a tensor was needed",
    ),
    (
        re.compile(r"'[\w.]*EagerTensor' object has no attribute '(?:assign\w*|_unique_id|path)'"),
        "a tensor stands where a variable was needed",
    ),
    (
        re.compile(
            r"Arguments `target` and `output` must have the same (?:rank|shape).*"
            r"target\.shape=(\([\d, ]*\)), output\.shape=(\([\d, ]*\))"
        ),
        "the loss got labels of the shape {0} for predictions of the shape {1}",
    ),
    (
        re.compile(
            r"Argument `output` must have rank \(ndim\) `target\.ndim - 1`.*"
            r"target\.shape=(\([\d, ]*\)), output\.shape=(\([\d, ]*\))"
        ),
        "a loss that takes integer labels got labels of the shape {0} for predictions of the shape "
        "{1}",
    ),
    (
        re.compile(
            r"expected axis -1 of input shape to have value (\d+), but .*shape (\([\d, ]+\))"
        ),
        "the layer takes {0} numbers a sample, and got the shape {1}",
    ),
    (
        re.compile(r"Invalid input shape for input .*", re.DOTALL),
        "the model got something that is not one batch of samples, (N, inputs)",
    ),
    (
        re.compile(r"Only input tensors may be passed as positional arguments.*"),
        "the mode of a model is given by name: training=…",
    ),
    (
        re.compile(r"You must call `compile\(\)` before.*"),
        "`fit` and `evaluate` of Keras need a compiled model",
    ),
    (
        re.compile(r"Matrix size-incompatible: In\[0\]: \[(\d+),(\d+)\], In\[1\]: \[(\d+),(\d+)\]"),
        "the inner sizes of a matrix product differ ({0}x{1} times {2}x{3}): write the shapes "
        "beside it",
    ),
    (
        re.compile(
            r"(?:Incompatible shapes|required broadcastable shapes)"
            r".*?(\[[\d,]*\]) vs\. (\[[\d,]*\])"
        ),
        "tensors of the shapes {0} and {1} do not fit together element by element",
    ),
    (
        re.compile(r"[Ii]terating over a symbolic `?tf\.Tensor`? is not allowed.*", re.DOTALL),
        "inside of a tf.function a tensor was taken apart as a list",
    ),
    (
        re.compile(r"tf\.function only supports singleton tf\.Variables.*", re.DOTALL),
        "a tf.function makes variables: make them, and optimizers, outside of it",
    ),
    (
        re.compile(
            r"cannot compute \w+ as input #\d\(zero-based\) was expected to be an? (\w+) tensor "
            r"but is an? (\w+) tensor.*"
        ),
        "tensors of the types {0} and {1} do not mix: tf.cast makes one into the other",
    ),
    (
        re.compile(r".*slice index (-?\d+) of dimension (\d+) out of bounds.*"),
        "index {0} of axis {1} does not exist",
    ),
    (
        re.compile(r".*OOM when allocating tensor with shape(\[[\d,]*\]).*"),
        "more memory was asked for (a tensor of the shape {0}) than a submission may use",
    ),
    (
        re.compile(r"'SymbolicTensor' object has no attribute 'numpy'"),
        "inside of a tf.function a tensor has no numbers yet: .numpy() works outside only",
    ),
)


def plain_error(message: str) -> str:
    """The message in plain words where it is one of those that are known, else as it is."""
    for pattern, words in RULES:
        found = pattern.search(message)
        if found is not None:
            return words.format(*found.groups())
    return message
