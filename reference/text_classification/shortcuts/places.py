"""A linear model of which character stands at which place."""

EPOCHS = 20
PLACES = 64


class Places(nn.Module):
    def __init__(self, vocabulary_size, classes):
        super().__init__()
        self.size = vocabulary_size
        self.table = nn.EmbeddingBag(vocabulary_size * PLACES, classes, mode="sum")

    def forward(self, texts):
        return self.table(texts + self.size * torch.arange(texts.shape[1]))


def build_model(vocabulary_size, classes):
    return Places(vocabulary_size, classes)
