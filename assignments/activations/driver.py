"""How the checks call more than one function of this topic at once. You may read this."""


def softmax_dot(module, upstream, logits):
    """A scalar made of the probabilities, so that its gradient can be measured."""
    return float((upstream * module.softmax(logits)).sum())


def softmax_vjp(module, upstream, logits):
    """Forward, then backward."""
    return module.softmax_backward(upstream, module.softmax(logits))
