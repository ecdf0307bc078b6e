"""Messages of numpy and PyTorch that students meet most, in the words of the course."""

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
)


def plain_error(message: str) -> str:
    """The message in plain words where it is one of those that are known, else as it is."""
    for pattern, words in RULES:
        found = pattern.search(message)
        if found is not None:
            return words.format(*found.groups())
    return message
