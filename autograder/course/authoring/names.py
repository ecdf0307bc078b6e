"""Names that a topic may have. Its file is `<name>.py`, which students import and work beside."""

from __future__ import annotations

import keyword
import sys

# Beside the standard library: what submissions, notebooks and the kit import. A file of such a
# name in a student's folder would be imported in its place.
_MODULES = """
    IPython PIL autograder cv2 datasets flax ipykernel jax jupyter keras lightning matplotlib
    nbformat nltk numpy optax pandas pytest scipy seaborn skimage sklearn spacy sympy tensorflow
    torch torchaudio torchtext torchvision tqdm transformers
"""
IMPORTED = frozenset(_MODULES.split())
# A topic's public driver lies beside its stub.
DRIVER = "driver"


def why_not(name: str) -> str | None:
    """Why this cannot be the name of a topic; None where it can."""
    if not (name.isascii() and name.isidentifier()):
        return "it has to be made of letters, digits and underscores, and not begin with a digit"
    if keyword.iskeyword(name):
        return "it is a word of Python's own"
    if name.startswith("_"):
        return "it begins with an underscore"
    if name in IMPORTED or name in sys.stdlib_module_names:
        return f"students' files could not import the module {name} any more"
    if name == DRIVER:
        return "a topic's folder has another file driver.py"
    return None
