"""A topic's `figure.svg`, read back: its frames, one at a time, as a page can hold them."""

from __future__ import annotations

import base64
import re
from dataclasses import dataclass
from html import escape, unescape

FILE = "figure.svg"
FRAME = re.compile(r'<g class="frame" data-value="(.*?)"(| display="none")>\n<desc>(.*?)</desc>')
MADE_FROM = re.compile(r'data-made-from="(\w*)"')
SLIDER = re.compile(r'data-slider="(.*?)"')
UNSEEN = ' display="none"'


@dataclass(frozen=True)
class Picture:
    """The text of a `figure.svg` as `draw` made it, and what is in it."""

    svg: str

    @property
    def made_from(self) -> str:
        """By which sources it was made; empty where it does not tell."""
        found = MADE_FROM.search(self.svg)
        return found[1] if found else ""

    @property
    def slider(self) -> str:
        """What the frames differ in; empty where there is only one."""
        found = SLIDER.search(self.svg)
        return unescape(found[1]) if found else ""

    @property
    def values(self) -> list[str]:
        """The places of the slider."""
        return [unescape(value) for value, _, _ in FRAME.findall(self.svg)]

    @property
    def says(self) -> list[str]:
        """The alternative text of each frame."""
        return [unescape(words) for _, _, words in FRAME.findall(self.svg)]

    @property
    def shown(self) -> int:
        """The frame that is seen where nothing moves."""
        return [unseen for _, unseen, _ in FRAME.findall(self.svg)].index("")

    @property
    def markdown(self) -> str:
        """The line by which a handout shows it."""
        return f"![{self.says[self.shown]}]({FILE})"

    def frame(self, number: int) -> str:
        """An SVG with this frame alone."""
        parts = re.split(r'(?=<g class="frame")', self.svg)
        head, chosen = parts[0], parts[number + 1].removesuffix("</svg>\n")
        words = escape(self.says[number])
        head = re.sub(r'(?<=<desc id="desc">).*?(?=</desc>)', lambda _: words, head)
        return f"{head}{chosen.replace(UNSEEN, '', 1)}</svg>\n"

    def html(self, number: int) -> str:
        """A frame as an image that holds all it needs; its styles stay within it."""
        data = base64.b64encode(self.frame(number).encode()).decode()
        words = escape(self.says[number])
        source = f"data:image/svg+xml;base64,{data}"
        return f'<img alt="{words}" src="{source}" width="560" style="max-width:100%">'
