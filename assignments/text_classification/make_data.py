"""Texts in a language that nobody knows: what your network is graded on, and more for practice.

    from make_data import texts_and_labels
    texts, labels = texts_and_labels(seed=1, count=2600)

A language is drawn from its seed: for each class a mark, and other characters that mean nothing.
Every text has each mark one to three times, and its class is the mark that comes *last*; after it
come eight or more characters that mean nothing. How often a character stands in a text says
nothing, which ones are neighbours says nothing: the class is for those who remember. numpy is all
that this needs.
"""

import numpy as np

VOCABULARY = 95
MEANINGLESS = 24
LENGTH = 32
AFTER = 8
MOST_OF_A_MARK = 3


def texts_and_labels(seed, count):
    """Texts (N, 32) and labels (N,), both int64, of the language with this seed."""
    rng = np.random.default_rng(seed)
    words = language(rng)
    labels = rng.integers(2, size=count)
    return write(rng, *words, labels).astype(np.int64), labels


def language(rng, vocabulary=VOCABULARY, classes=2, meaningless=MEANINGLESS):
    """The classes' marks, and the characters without a meaning; all are different."""
    characters = rng.permutation(vocabulary)[: classes + meaningless]
    return characters[:classes], characters[classes:]


def write(rng, marks, meaningless, labels, length=LENGTH, after=AFTER):
    """One text a label: bytes (N, length), with `after` characters or more after the last mark."""
    texts = meaningless[rng.integers(len(meaningless), size=(len(labels), length))]
    for text, label in zip(texts, labels, strict=True):
        counts = rng.integers(1, MOST_OF_A_MARK + 1, size=len(marks))
        counts[label] -= 1
        earlier = rng.permutation(np.repeat(np.arange(len(marks)), counts))
        places = np.sort(rng.permutation(length - after)[: len(earlier) + 1])
        text[places] = marks[np.append(earlier, label)]
    return texts.astype(np.uint8)
