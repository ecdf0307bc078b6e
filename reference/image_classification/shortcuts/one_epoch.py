"""The reference, trained for a single epoch."""

EPOCHS = 1
