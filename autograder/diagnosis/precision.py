"""Almost right numbers: told as what they are, digits, and never as mistakes that cancel out."""

from __future__ import annotations

from autograder.diagnosis.relations import Relation

ID = "precision"
# What single precision leaves after a few operations.
OF_SINGLE = 6
SAYS = (
    "The numbers are right to about {digits} digits: is single precision (float32) used inside, or "
    "a small number added?"
)
EVIDENCE = "right to about {digits} digits"
ROUGHLY = (
    "The numbers are right to about {digits} digits: is a constant rounded, or a small number "
    "added?"
)
HINT = "Which step still gives the same number if all of your arrays have 16 digits?"


def only_digits(digits: int) -> Relation:
    """What to say of numbers that are right to so many digits."""
    template = SAYS if digits >= OF_SINGLE else ROUGHLY
    return Relation(ID, template.format(digits=digits), HINT)
