"""The reference's network as it is made, never trained."""


def fit(model, texts, labels, *, device, seed):
    return [1.0]
