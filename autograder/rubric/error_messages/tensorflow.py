"""Messages of TensorFlow and Keras."""

from __future__ import annotations

from autograder.rubric.error_messages.shapes import BROADCAST

RULES = (
    (
        r"Passed in object <Variable",
        "a tape was told to watch a variable of Keras; trainable ones it watches by itself",
    ),
    (r"No gradients provided for any variable: ([^\n]+)", "no gradient reached any variable: {0}"),
    (
        r"No gradients provided for any variable\.",
        "no gradient reached any variable: what did the tape see of the way to the loss?",
    ),
    (
        r"Attempt to convert a value \(None\)|None values not supported",
        "a gradient is None: the tape saw no way from that variable to the loss; is the loss "
        "computed within the tape, by TensorFlow, from the model?",
    ),
    (
        r"A non-persistent GradientTape can only be used to compute one set of",
        "a tape was asked for gradients twice; the first time had used it up",
    ),
    (
        r"'numpy\.\w+' object has no attribute '(?:_id|op|dtype|shape|_tape\w*)'",
        "a plain number stands where a tensor was needed",
    ),
    (
        r"'[\w.]*EagerTensor' object has no attribute '(?:assign\w*|_unique_id|path)'",
        "a tensor stands where a variable was needed",
    ),
    (
        r"EagerTensor' object does not support item assignment",
        "a tensor of TensorFlow is never changed: make a new one, or use a tf.Variable",
    ),
    (
        r"Arguments `target` and `output` must have the same (?:rank|shape).*"
        r"target\.shape=(\([\d, ]*\)), output\.shape=(\([\d, ]*\))",
        "the loss got labels of the shape {0} for predictions of the shape {1}",
    ),
    (
        r"Argument `output` must have rank \(ndim\) `target\.ndim - 1`.*"
        r"target\.shape=(\([\d, ]*\)), output\.shape=(\([\d, ]*\))",
        "a loss that takes integer labels got labels of the shape {0} for predictions of the shape "
        "{1}",
    ),
    (
        r"Shapes (\([\w, ]*\)) and (\([\w, ]*\)) are incompatible",
        "labels of the shape {0} do not fit predictions of the shape {1}: one-hot labels go with "
        "categorical cross-entropy, class numbers with the sparse one",
    ),
    (
        r"expected axis -1 of input shape to have value (\d+), but .*shape=?\s?(\([\w, ]+\))",
        "the layer takes {0} numbers a sample, and got the shape {1}",
    ),
    (
        r"Invalid input shape for input ",
        "the model got something that is not one batch of samples, (N, inputs)",
    ),
    (
        r"Only input tensors may be passed as positional arguments",
        "the mode of a model is given by name: training=…",
    ),
    (
        r"You must call `compile\(\)` before",
        "`fit` and `evaluate` of Keras need a compiled model",
    ),
    (
        r"Matrix size-incompatible: In\[0\]: \[(\d+),(\d+)\], In\[1\]: \[(\d+),(\d+)\]",
        "the inner sizes of a matrix product differ ({0}x{1} times {2}x{3}): write the shapes "
        "beside it",
    ),
    (
        r"(?:Incompatible shapes|required broadcastable shapes)"
        r".*?(\[[\d,]*\]) vs\. (\[[\d,]*\])",
        "tensors of the shapes {0} and {1} " + BROADCAST,
    ),
    (
        r"[Ii]terating over a symbolic `?tf\.Tensor`? is not allowed",
        "inside of a tf.function a tensor was taken apart as a list",
    ),
    (
        r"tf\.function only supports singleton tf\.Variables",
        "a tf.function makes variables: make them, and optimizers, outside of it",
    ),
    (
        r"cannot compute \w+ as input #\d\(zero-based\) was expected to be an? (\w+) tensor "
        r"but is an? (\w+) tensor",
        "tensors of the types {0} and {1} do not mix: tf.cast makes one into the other",
    ),
    (
        r"slice index (-?\d+) of dimension (\d+) out of bounds",
        "index {0} of axis {1} does not exist",
    ),
    (
        r"'SymbolicTensor' object has no attribute 'numpy'",
        "inside of a tf.function a tensor has no numbers yet: .numpy() works outside only",
    ),
)
