"""PrairieLearn: questions, the image that grades them, its results (docs/prairielearn.md)."""
