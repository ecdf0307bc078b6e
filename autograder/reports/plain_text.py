"""Text of others, made fit to be shown: nothing in it acts on a terminal, a page or the reader."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

# A sequence is removed whole, so that no "[31m" is left over. A string sequence (a window title,
# a link) ends at its terminator; without one only its introducer goes, and its text stays visible.
# A string holds no further introducer: else a row of them would be read to its end from each.
ESCAPES = re.compile(
    r"(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]"
    r"|(?:\x1b[\]PX^_]|[\x90\x98\x9d-\x9f])[^\x07\x1b\x90\x98\x9c-\x9f]*(?:\x1b\\|\x07|\x9c)"
    r"|\x1b[ -/]*[0-~]"
)
BREAKS = re.compile("[\t-\r\x1c-\x1e\x85\u2028\u2029]+")
# Persian and Indian scripts and composed emoji are spelled with these two.
JOINERS = "\u200c\u200d"


def plain_text(text: str) -> str:
    """One line without terminal escapes, control, bidirectional and invisible format characters.

    Line breaks and tabs become a space. Half of a surrogate pair, which no UTF-8 file can hold,
    becomes U+FFFD. Ordinary text of any script is returned as it is.
    """
    if text.isprintable():
        return text
    return "".join(map(_shown, BREAKS.sub(" ", ESCAPES.sub("", text))))


@dataclass(frozen=True)
class Piece:
    """Part of a line of code: text, or the name of one character that would not be seen."""

    text: str
    unseen: bool = False


def visible_code(line: str) -> tuple[Piece, ...]:
    """A line of code whose invisible characters are named: `U+202E` turns what follows it round.

    Nothing is left out, as what is not seen runs as well. Tabs become spaces.
    """
    line = line.expandtabs(4)
    if line.isprintable():
        return (Piece(line),)
    pieces: list[Piece] = []
    start = 0
    for place, character in enumerate(line):
        if unicodedata.category(character) in ("Cc", "Cf", "Cs", "Zl", "Zp"):
            if start < place:
                pieces.append(Piece(line[start:place]))
            pieces.append(Piece(f"U+{ord(character):04X}", unseen=True))
            start = place + 1
    if start < len(line):
        pieces.append(Piece(line[start:]))
    return tuple(pieces)


def _shown(character: str) -> str:
    category = unicodedata.category(character)
    if category == "Cs":
        return "\ufffd"
    return "" if category in ("Cc", "Cf") and character not in JOINERS else character
