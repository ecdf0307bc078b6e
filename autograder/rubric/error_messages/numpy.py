"""Messages of numpy."""

from __future__ import annotations

from autograder.rubric.error_messages.shapes import BROADCAST, PRODUCT

RULES = (
    (
        r"matmul: .*\(size (\d+) is different from (\d+)\)",
        "the inner sizes of a matrix product differ ({1} and {0}): write the shapes beside it; "
        "element by element is `*`",
    ),
    (r"shapes (\([\d,]*\)) and (\([\d,]*\)) not aligned: \d+ .* != \d+", PRODUCT),
    (
        r"matmul: Input operand \d does not have enough dimensions",
        "a matrix product was asked of a plain number: a number times an array is `*`",
    ),
    (
        r"operands could not be broadcast together with shapes (\([\d,]*\)) (\([\d,]*\))",
        "arrays of the shapes {0} and {1} " + BROADCAST,
    ),
    (
        r"could not broadcast input array from shape (\([\d,]*\)) into shape (\([\d,]*\))",
        "an array of the shape {0} does not fit into a place of the shape {1}",
    ),
    (
        r"cannot reshape array of size (\d+) into shape (\([\d,]*\))",
        "{0} elements do not fill the shape {1}: which sizes does the array have?",
    ),
    (
        r"axis (-?\d+) is out of bounds for array of dimension 1",
        "axis {0} was asked of an array with one axis, which is axis 0: a single row, (D,), is no "
        "batch, (1, D); axis=-1 is the last axis of both",
    ),
    (
        r"axis (-?\d+) is out of bounds for array of dimension (\d+)",
        "axis {0} was asked of an array with {1} axes; they are counted from 0",
    ),
    (
        r"index (-?\d+) is out of bounds for axis (\d+) with size (\d+)",
        "index {0} does not exist: axis {1} has {2} elements, counted from 0",
    ),
    (
        r"too many indices for array: array is (\d+)-dimensional, but (\d+) were indexed",
        "{1} indices were given for an array of {0} axes",
    ),
    (
        r"only (?:length-1|0-dimensional|size-1) arrays can be converted to",
        "a single number was needed where an array stands: functions of `math` take numbers, those "
        "of numpy arrays",
    ),
    (
        r"only integer scalar arrays can be converted to a scalar index",
        "an array stands where a whole number is needed: np.concatenate takes its arrays in one "
        "pair of brackets, ((a, b)), and a list is not indexed by an array",
    ),
    (
        r"The truth value of an array with more than one element is ambiguous"
        r"|Boolean value of Tensor with more than one value is ambiguous",
        "`if` needs one yes or no, and an array has many: np.where or a mask decides for each "
        "element, .all() and .any() for all",
    ),
    (
        r"arrays used as indices must be of integer \(or boolean\) type"
        r"|only integers, slices \(`:`\), ellipsis"
        r"|tensors used as indices must be long",
        "floats were used as indices: labels and positions are whole numbers, and become floats "
        "where they are stacked or calculated with floats; .astype(int) makes them whole again",
    ),
    (
        r"setting an array element with a sequence",
        "a whole array or list stands where one number belongs, or rows differ in length",
    ),
    (
        r"Cannot cast ufunc '\w+' output from dtype\('(\w+)'\) to dtype\('(\w+)'\)",
        "{0} does not go into an array of {1}: make the array of floats, or a new one (a = a + b)",
    ),
    (
        r"Cannot interpret '(\d+)' as a data type",
        "a shape is given in one pair of brackets of its own: np.zeros((n, {0}))",
    ),
    (
        r"all the input array dimensions except for the concatenation axis must match exactly",
        "arrays that are joined along one axis need equal sizes in the others",
    ),
    (
        r"can't allocate memory: you tried to allocate (\d+) bytes|OOM when allocating tensor with "
        r"shape(\[[\d,]*\])",
        "more memory was asked for at once than a submission may use",
    ),
)
