"""Who reads what students wrote: this process, or one of its own (`process`)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from types import TracebackType
from typing import BinaryIO, Protocol, Self

from autograder.model.outcomes import ProblemKind
from autograder.reading.answers import Answering
from autograder.reading.requests import ArchivedFile, R, Request, Unpack, UnpackMore
from autograder.reading.spool import Spool
from autograder.reading.unpacking import MAX_TOTAL
from autograder.reading.unreadable import Unreadable

# Processor time for all that is read of one submission. A notebook takes some ten milliseconds,
# an archive of 50 MB a few hundred.
LIMIT_S = 5.0
TOO_MUCH = "{name} was not opened: with it there would be more than {most} MB of code"
TOO_SLOW = "reading {name} took more than {limit:g} s of processor time: look at it by hand"


class OutOfTime(Exception):
    """Reading took more processor time than was left."""


class Reader(Protocol):
    """Answers requests about a student's bytes."""

    @property
    def spent_s(self) -> float:
        """Seconds of processor time that answers took so far."""
        ...

    def ask(self, request: Request[R], limit_s: float, file: BinaryIO | None = None) -> R:
        """The reply; raises Unreadable, and OutOfTime after `limit_s` of processor time.

        `file` is an archive on disk, open.
        """
        ...

    def close(self) -> None:
        """End what was started to read."""
        ...

    def __enter__(self) -> Self: ...

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None: ...


class OwnProcess:
    """Reads in this very process, without bounds of time: for the author of what is read."""

    def __init__(self) -> None:
        self.spent_s = 0.0
        self._answering = Answering()

    def ask(self, request: Request[R], limit_s: float, file: BinaryIO | None = None) -> R:
        """The reply; raises Unreadable."""
        reply: R = self._answering.answer(request, file)
        return reply

    def close(self) -> None:
        """Nothing was started."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


@dataclass(frozen=True)
class UnpackedFile:
    """A file that was in an archive, and how to get its content where that was kept."""

    file: ArchivedFile
    fetch: Callable[[], bytes] | None


class Reading:
    """What is read of one submission, and the processor time that is left for it.

    `limit_s` bounds all of it together, `spent_s` of which was spent before.
    """

    def __init__(
        self,
        reader: Reader,
        spent_s: float = 0.0,
        limit_s: float = LIMIT_S,
        spool: Spool | None = None,
    ) -> None:
        self._reader = reader
        self._limit_s = limit_s
        self._spool = spool or Spool()
        self._kept_bytes = 0
        self.spent_s = spent_s

    def of_another(self, submissions: int = 1, spent_s: float = 0.0) -> Reading:
        """The same for another submission, or for one archive of so many."""
        return Reading(self._reader, spent_s, LIMIT_S * submissions, self._spool)

    def ask(self, request: Request[R], file: BinaryIO | None = None) -> R:
        """The reply; raises Unreadable."""
        before_s = self._reader.spent_s
        try:
            if self.spent_s >= self._limit_s:
                raise OutOfTime
            return self._reader.ask(request, self._limit_s - self.spent_s, file)
        except OutOfTime:
            said = TOO_SLOW.format(name=request.name, limit=self._limit_s)
            raise Unreadable(ProblemKind.HARD_TO_READ, said) from None
        finally:
            self.spent_s += self._reader.spent_s - before_s

    def unpack(self, request: Unpack, file: BinaryIO) -> list[UnpackedFile]:
        """The files of an archive, unpacked once; raises Unreadable."""
        answer = self.ask(request, file)
        found = [self._kept(one, request) for one in answer.files]
        while not answer.last:
            answer = self.ask(UnpackMore(request.name))
            found += [self._kept(one, request) for one in answer.files]
        return found

    def _kept(self, one: ArchivedFile, request: Unpack) -> UnpackedFile:
        if one.content is None:
            return UnpackedFile(one, None)
        self._kept_bytes += len(one.content)
        if self._kept_bytes > MAX_TOTAL * request.students:
            said = TOO_MUCH.format(name=request.name, most=MAX_TOTAL >> 20)
            raise Unreadable(ProblemKind.REFUSED_ARCHIVE, said)
        return UnpackedFile(replace(one, content=None), self._spool.keep(one.content))
