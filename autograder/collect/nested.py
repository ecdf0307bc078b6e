"""A submission's archives beside its files: what is in them, and which of two files counts."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path, PurePosixPath

from autograder.collect.archives import FOREIGN, Failing, is_archive, nested_entries
from autograder.collect.files import STAMP, Entries, Entry
from autograder.model.outcomes import ProblemKind
from autograder.reading.reader import Reading
from autograder.reading.unpacking import MAX_ARCHIVE
from autograder.reading.unreadable import Unreadable

# So many archives in one submission are opened.
MAX_NESTED = 10


def opened(entries: Entries, reading: Reading) -> Entries:
    """The files of a submission with what is in its archives; a file counts before those.

    An archive in such an archive stays shut, and one that cannot be opened keeps its place: to
    read it raises Unreadable, which says why. So does a file that is in several, and differs.
    What is in an archive has no date and no time stamp but the archive's own.
    """
    plain = {name: entry for name, entry in entries.items() if not is_archive(Path(name))}
    packed = {name: entry for name, entry in entries.items() if name not in plain}
    inside: Entries = {}
    for count, (name, entry) in enumerate(packed.items()):
        try:
            if count >= MAX_NESTED:
                said = f"{name} was not opened: more than {MAX_NESTED} archives were submitted"
                raise Unreadable(ProblemKind.REFUSED_ARCHIVE, said)
            for one, found in as_old_as(entry, nested_entries(name, entry, reading)).items():
                inside[one] = _either(one, inside[one], found) if one in inside else found
        except Unreadable as error:
            plain[name] = replace(entry, regular=True, size=0, fetch=Failing(error))
    return {**inside, **plain}


def without_stamps(entries: Entries) -> Entries:
    """The same without time stamps: who packs an archive could have written them."""
    return {name: one for name, one in entries.items() if PurePosixPath(name).name != STAMP}


def as_old_as(archive: Entry, inside: Entries) -> Entries:
    """What an archive holds, dated by the archive alone: a student who packs it sets its clocks."""
    dated = without_stamps(inside).items()
    return {name: replace(one, modified=archive.modified) for name, one in dated}


def shut(entries: Entries) -> Unreadable | None:
    """Why an archive among these files could not be opened; None where there is none."""
    for name, entry in entries.items():
        path = PurePosixPath(name)
        if name.lower().endswith(FOREIGN):
            said = f"{path.name} is an archive of a kind that cannot be opened here: unpack it"
            return Unreadable(ProblemKind.ARCHIVE_NOT_OPENED, said)
        if is_archive(Path(name)):
            try:
                entry.read(path.name, MAX_ARCHIVE)
            except Unreadable as error:
                return error
            said = f"{path.name} was not opened: look at it by hand"
            return Unreadable(ProblemKind.ARCHIVE_NOT_OPENED, said)
    return None


def _either(name: str, first: Entry, second: Entry) -> Entry:
    """A file that is in two archives, as long as nothing has to be guessed."""

    def fetch() -> bytes:
        content = first.fetch()
        if not second.regular or second.fetch() != content:
            said = f"{name} is in several of the archives, and differs: which one counts?"
            raise Unreadable(ProblemKind.AMBIGUOUS, said)
        return content

    return replace(first, fetch=fetch)
