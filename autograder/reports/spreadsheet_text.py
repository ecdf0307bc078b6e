"""Text of others in the cells of a table: no spreadsheet may take it for a formula."""

from __future__ import annotations

import re

SEPARATORS = ",;\t"
FORMULA = "=+-@＝＋－＠"
# Whatever hides the first sign: blanks, and the quotes that a spreadsheet removes.
HIDES = r'[\s"]*'
BEGIN = re.compile(f"{HIDES}[{re.escape(FORMULA)}]")
CHAIN = re.compile(
    f"([{SEPARATORS}]{HIDES})([{re.escape(FORMULA)}](?:{HIDES}[{re.escape(FORMULA)}])*)"
)


def cell_text(text: str, separator: str = ",") -> str:
    """The text with an apostrophe wherever a formula could begin.

    That is at its begin, and behind each separator but that of the file: a spreadsheet that expects
    another one splits the line there, whatever is in quotes. Numbers above zero stay as they are.
    """
    others = SEPARATORS.replace(separator, "")
    guarded = re.sub(f"([{others}])(?={BEGIN.pattern})", r"\1'", text)
    return f"'{guarded}" if BEGIN.match(guarded) else guarded


def cell_html(text: str) -> str:
    """HTML in which no formula begins behind a separator, such as the end of “&lt;”.

    A page shows it unchanged: signs that could begin one are written as references. Those end in a
    separator themselves, so a whole chain of signs is.
    """
    return CHAIN.sub(lambda found: found[1] + _references(found[2]), text)


def _references(signs: str) -> str:
    return "".join(f"&#{ord(sign)};" if sign in FORMULA else sign for sign in signs)
