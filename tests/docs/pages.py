"""The pages of the documentation as Markdown: blocks, links, headings, tables of contents.

A page's text is read as GitHub shows it; what Sphinx makes of it is `make docs`' business.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

from markdown_it import MarkdownIt
from markdown_it.token import Token

from tests.conftest import ROOT

DOCS = ROOT / "docs"
# Pages outside of docs/ that link into it, or that it includes.
OUTSIDE = ("README.md", "CONTRIBUTING.md", "CHANGELOG.md", "benchmarks/RESULTS.md")
PARSER = MarkdownIt("commonmark").enable("table")
COMMENT = re.compile(r"<!--\s*(?P<word>[a-z]+):\s*(?P<rest>.*?)\s*-->", re.DOTALL)


@dataclass(frozen=True)
class Block:
    """A fenced block, or a hidden command in a comment (language `run`).

    `first` and `last` are the lines of its text in the page, counted from 0, `last` excluded.
    `file` and `into` name the file that a reader would write the text to, or change with it.
    """

    language: str
    text: str
    first: int
    last: int
    file: str = ""
    into: str = ""


@dataclass(frozen=True)
class Page:
    """One Markdown file."""

    path: Path

    @property
    def name(self) -> str:
        """Its path in the project."""
        inside = self.path.is_relative_to(ROOT)
        return self.path.relative_to(ROOT).as_posix() if inside else self.path.name

    @cached_property
    def text(self) -> str:
        """All of it."""
        return self.path.read_text(encoding="utf-8")

    @cached_property
    def tokens(self) -> list[Token]:
        """As the Markdown parser gives them."""
        return PARSER.parse(self.text)

    @cached_property
    def blocks(self) -> tuple[Block, ...]:
        """Fenced blocks and hidden commands, in order; a comment before a block tells its file."""
        found = []
        pending: dict[str, str] = {}
        for token in self.tokens:
            if token.type == "html_block" and (comment := COMMENT.match(token.content)):
                word, rest = comment.group("word", "rest")
                if word == "run":
                    found.append(Block("run", rest, *_lines(token)))
                elif word in ("file", "into"):
                    pending[word] = rest
            elif token.type == "fence":
                first, last = _lines(token)
                language = token.info.split()[0] if token.info.strip() else ""
                found.append(Block(language, token.content, first + 1, last - 1, **pending))
                pending = {}
        return tuple(found)

    @cached_property
    def links(self) -> tuple[str, ...]:
        """Where its links and images lead."""
        inline = [child for token in self.tokens for child in token.children or ()]
        targets = [str(one.attrGet("href") or one.attrGet("src") or "") for one in inline]
        return tuple(target for target in targets if target)

    @cached_property
    def anchors(self) -> frozenset[str]:
        """Of its headings, as GitHub and MyST make them."""
        found = set()
        for opened, inline in zip(self.tokens, self.tokens[1:], strict=False):
            if opened.type == "heading_open":
                shown = "".join(
                    one.content for one in inline.children or () if one.type != "html_inline"
                )
                slug = re.sub(r"[^\w\- ]", "", shown.strip().lower()).replace(" ", "-")
                found.add(slug)
        return frozenset(found)

    @cached_property
    def code(self) -> tuple[str, ...]:
        """What stands in backticks in its sentences."""
        inline = [child for token in self.tokens for child in token.children or ()]
        return tuple(one.content for one in inline if one.type == "code_inline")

    @cached_property
    def children(self) -> tuple[Path, ...]:
        """The pages in its tables of contents."""
        found: list[Path] = []
        for block in self.blocks:
            if block.language != "{toctree}":
                continue
            for line in block.text.splitlines():
                entry = re.sub(r".*<(.*)>", r"\1", line.strip())
                if entry and not entry.startswith(":"):
                    base = DOCS if entry.startswith("/") else self.path.parent
                    found += sorted(base.glob(entry.lstrip("/").removesuffix(".md") + ".md"))
        return tuple(path.resolve() for path in found)


def _lines(token: Token) -> tuple[int, int]:
    assert token.map is not None
    return token.map[0], token.map[1]


@cache
def pages() -> tuple[Page, ...]:
    """All pages, those of docs/ first."""
    inside = sorted(DOCS.rglob("*.md"))
    return tuple(map(Page, [*inside, *(ROOT / name for name in OUTSIDE)]))
