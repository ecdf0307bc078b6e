"""Whose work it is, as a reviewer sees it: pseudonyms, and no name in anything that is shown.

Students write their names into comments, file names and messages. While names are hidden, each
text passes here before it is sent: a name of the roster becomes `[name]`.
"""

from __future__ import annotations

import builtins
import keyword
import re
from collections.abc import Collection, Iterable, Mapping

from autograder.gradebook.people import STUDENT, Person

HIDDEN = "[name]"
WORD = re.compile(r"[^\W_]+")
# Between the words of one name: "Ada Lovelace", "lovelace, ada", "ada_lovelace".
BETWEEN = re.compile(r"[\s._,@-]{0,3}")
# A name shorter than this is a letter, in most texts.
SHORTEST = 3
# In code these are no names: a student may be called Max.
OF_PYTHON = frozenset(word.casefold() for word in (*keyword.kwlist, *dir(builtins)))
QUOTES = re.compile(r"\"\"\"|'''")


class Names:
    """How each person is called on the page, and what hides the others' names in texts."""

    def __init__(self, people: Mapping[int, Person], *, shown: bool, course: Collection[str]):
        """`course` are words of the course's own (topics and tasks), which no name hides."""
        self._people = people
        self.shown = shown
        self._course = frozenset(course)
        self._sequences: dict[str, set[tuple[str, ...]]] = {}
        if not shown:
            for person in people.values():
                if person.kind == STUDENT:
                    self._add(person)

    def __getitem__(self, person_id: int) -> str:
        """A student's name or pseudonym; the name of a member of staff."""
        person = self._people[person_id]
        hidden = person.kind == STUDENT and not self.shown
        return person.pseudonym if hidden else person.name

    def hide(self, text: str) -> str:
        """The text without names of students."""
        if self.shown or text in self._course:
            return text
        return self._without(text, every=False)

    def hide_in_code(self, source: str) -> str:
        """Code without names; in comments and docstrings also those that Python itself has."""
        if self.shown:
            return source
        lines, quoted = [], ""
        for line in source.split("\n"):
            found = QUOTES.findall(line)
            code, mark, said = ("", "", line) if quoted or found else line.partition("#")
            for quotes in found:
                quoted = "" if quoted == quotes else quoted or quotes
            told = self._without(code, every=False) + mark + self._without(said, every=True)
            lines.append(told)
        return "\n".join(lines)

    def _add(self, person: Person) -> None:
        for text in (person.name, person.email, person.account):
            words = tuple(word.casefold() for word in WORD.findall(text))
            for sequence in _sequences(words):
                self._sequences.setdefault(sequence[0], set()).add(sequence)

    def _without(self, text: str, *, every: bool) -> str:
        found = list(WORD.finditer(text))
        words = [one[0].casefold() for one in found]
        parts, place, after = [], 0, 0
        for i, one in enumerate(found):
            if one.start() < after:
                continue
            length = max(self._lengths(words, found, i, text, every=every), default=0)
            if length:
                after = found[i + length - 1].end()
                parts += [text[place : one.start()], HIDDEN]
                place = after
        return "".join([*parts, text[place:]])

    def _lengths(
        self, words: list[str], found: list[re.Match[str]], i: int, text: str, *, every: bool
    ) -> Iterable[int]:
        """How many words from the i-th on are a name, for each name that they are."""
        for sequence in self._sequences.get(words[i], ()):
            length = len(sequence)
            if length == 1 and (words[i] in OF_PYTHON and not every or words[i] in self._course):
                continue
            together = zip(found[i : i + length - 1], found[i + 1 : i + length], strict=True)
            if tuple(words[i : i + length]) == sequence and all(
                BETWEEN.fullmatch(text, a.end(), b.start()) for a, b in together
            ):
                yield length


def _sequences(words: tuple[str, ...]) -> Iterable[tuple[str, ...]]:
    """The ways in which a name is written: whole, turned round, as one word, by parts of it."""
    if not words:
        return
    if len(words) > 1:
        yield words
        yield words[::-1]
    # One letter or two are hidden as a part of a whole name only.
    for word in {"".join(words), "".join(words[::-1]), *words}:
        if len(word) >= SHORTEST:
            yield (word,)
