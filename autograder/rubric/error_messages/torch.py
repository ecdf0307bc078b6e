"""Messages of PyTorch."""

from __future__ import annotations

from autograder.rubric.error_messages.shapes import BROADCAST, PRODUCT

RULES = (
    (r"mat1 and mat2 shapes cannot be multiplied \((\d+x\d+) and (\d+x\d+)\)", PRODUCT),
    (
        r"The size of tensor a \((\d+)\) must match the size of tensor b \((\d+)\)",
        "tensors of {0} and {1} elements " + BROADCAST,
    ),
    (
        r"Expected all tensors to be on the same device, but found at least two devices, "
        r"(\S+) and (\S+)!([^\n]*)",
        "tensors on two devices meet, {0} and {1}{2}: the model and every batch go to the device "
        "that the caller names",
    ),
    (
        r"\"\S+\" not implemented for '(\w+)'",
        "tensors of the type {0} were given to an operation that does not take them",
    ),
    (
        r"indices should be either on \S+ or on the same device as .* \((\S+)\)",
        "a tensor on {0} was asked for places that are named on another device",
    ),
    (
        r"[Ee]xpected (?:scalar type|target dtype to be) (?:'?torch\.)?[Ll]ong(?: or Byte)?'?,? "
        r"but (?:found|got) (?:'?torch\.)?(\w+)",
        "labels have to be whole numbers (torch.long), and are {0}: labels.long()",
    ),
    (
        r"expected target dtype to be (.+), but got (.+)",
        "the loss takes labels of type {0}, and got {1}",
    ),
    (
        r"mat1 and mat2 must have the same dtype, but got (\w+) and (\w+)"
        r"|expected m1 and m2 to have the same dtype, but got: (\w+) != (\w+)"
        r"|expected both vectors to have same dtype, but found (\w+) and (\w+)"
        r"|[Ff]ound dtype (\w+) but expected (\w+)"
        r"|expected scalar type (\w+) but found (\w+)",
        "tensors of two types meet: numpy's arrays are float64 (double), layers float32; .float() "
        "makes one of the other",
    ),
    (
        r"element 0 of tensors does not require grad and does not have a grad_fn",
        "backward() was asked of a tensor that has no graph behind it: .detach(), .item(), numpy, "
        "torch.no_grad() or a new torch.tensor(…) on the way cuts it off",
    ),
    (
        r"grad can be implicitly created only for scalar outputs",
        "backward() begins at one number: the mean (or sum) of the losses",
    ),
    (
        r"Trying to backward through the graph a second time",
        "backward() went through one graph twice; the first time had used it up: each step needs a "
        "forward pass of its own",
    ),
    (
        r"one of the variables needed for gradient computation has been modified by an inplace",
        "backward() needs numbers that were changed since the forward pass: do not overwrite them "
        "(+=, x[…] = …)",
    ),
    (
        r"a leaf Variable that requires grad is being used in an in-place operation"
        r"|a view of a leaf Variable that requires grad is being used in an in-place",
        "a parameter is changed in place while gradients are recorded: the optimizer does it, or "
        "you within torch.no_grad()",
    ),
    (
        r"can't convert (\S+) device type tensor to numpy",
        "a tensor on {0} was asked to become a numpy array, which only the CPU's can: .cpu() first",
    ),
    (
        r"Can't call numpy\(\) on Tensor that requires grad",
        "a tensor with a graph behind it was asked to become a numpy array: .detach() first",
    ),
    (
        r"Dimension out of range \(expected to be in range of \[.*\], but got (-?\d+)\)",
        "axis {0} was asked of a tensor that has fewer axes; they are counted from 0, and a single "
        "row, (D,), is no batch, (1, D)",
    ),
    (
        r"index (-?\d+) is out of bounds for dimension (\d+) with size (\d+)",
        "index {0} does not exist: axis {1} has {2} elements, counted from 0",
    ),
    (
        r"shape '(\[[\d, -]*\])' is invalid for input of size (\d+)",
        "{1} elements do not fill the shape {0}: which sizes does the tensor have?",
    ),
    (
        r"Sizes of tensors must match except in dimension (\d+)",
        "tensors that are joined along axis {0} need equal sizes in the others",
    ),
    (
        r"index out of range in self",
        "an embedding has no row for a number that it was given: how many rows are made, and which "
        "numbers come?",
    ),
    (
        r"Expected input batch_size \((\d+)\) to match target batch_size \((\d+)\)",
        "the loss got predictions for {0} samples and labels for {1}",
    ),
    (
        r"Target (-?\d+) is out of bounds",
        "the label {0} names a class that the model has no logit for; classes are counted from 0",
    ),
    (
        r"0D or 1D target tensor expected, multi-target not supported",
        "the loss takes labels of the shape (N,), one class number a sample",
    ),
    (
        r"view size is not compatible with input tensor's size and stride",
        "view cannot rearrange a transposed tensor: reshape can",
    ),
    (
        r"optimizer got an empty parameter list",
        "the model has no parameters that it knows: are layers in a plain list, or made elsewhere?",
    ),
    (
        r"must be Tensor, not (?:numpy\.)?(\w+)",
        "PyTorch's functions take tensors, and got a {0}: torch.as_tensor(…) makes one",
    ),
)
