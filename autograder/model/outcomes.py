"""How checks, tasks and submissions come out, and what can go wrong with a submission."""

from __future__ import annotations

from enum import Enum, StrEnum, auto


class Outcome(StrEnum):
    """Of a check or a task. *Blocked* waits for something else; *ungraded* is never a zero."""

    PASSED = "passed"
    FAILED = "failed"
    NOT_ATTEMPTED = "not_attempted"
    BLOCKED = "blocked"
    UNGRADED = "ungraded"


class Status(StrEnum):
    """Of a submission: whether it has a score, and if not, why not."""

    GRADED = "graded"
    UNGRADED = "ungraded"
    NOT_ATTEMPTED = "not_attempted"
    EXCUSED = "excused"  # by a person: no score, and not a zero


class Blame(Enum):
    """Whose fault a problem is, which decides who has to act."""

    SUBMISSION = auto()  # the student
    COURSE = auto()  # whoever wrote the rubric
    MACHINE = auto()  # whoever runs the kit there: graded again elsewhere, it may go away
    KIT = auto()  # us


class ProblemKind(StrEnum):
    """What happened to a submission as a whole; `blame` says whose fault it is."""

    # What was submitted cannot be read, or not as it is.
    MISSING_FILE = "missing_file"
    RENAMED_FILE = "renamed_file"
    AMBIGUOUS = "ambiguous"
    TWO_FILES = "two_files"
    OTHER_KIND_OF_FILE = "other_kind_of_file"
    TYPED_IN = "typed_in"
    NOT_A_FILE = "not_a_file"
    HUGE_FILE = "huge_file"
    UNREADABLE = "unreadable"
    TOO_MANY_FILES = "too_many_files"
    MISPLACED = "misplaced"
    NOT_UTF8 = "not_utf8"
    BAD_ARCHIVE = "bad_archive"
    REFUSED_ARCHIVE = "refused_archive"
    ARCHIVE_NOT_OPENED = "archive_not_opened"
    BAD_NOTEBOOK = "bad_notebook"
    HARD_TO_READ = "hard_to_read"
    BAD_TIME_STAMP = "bad_time_stamp"
    # Part of a notebook does not count.
    UNREAD_CELL = "unread_cell"
    BROKEN_CELL = "broken_cell"
    OVERWRITTEN_NAME = "overwritten_name"
    # The program does not run as a whole.
    SYNTAX_ERROR = "syntax_error"
    IMPORT_ERROR = "import_error"
    MISSING_PACKAGE = "missing_package"
    MISSING_NAMES = "missing_names"
    IMPORT_TIMEOUT = "import_timeout"
    IMPORT_DIED = "import_died"
    IMPORT_MEMORY = "import_memory"
    IMPORT_PROTOCOL = "import_protocol"
    RUN_TIMEOUT = "run_timeout"
    RUN_DIED = "run_died"
    RUN_MEMORY = "run_memory"
    RUN_PROTOCOL = "run_protocol"
    # Not the submission's fault.
    RUBRIC = "rubric"
    NOT_AVAILABLE = "not_available"
    INTERRUPTED = "interrupted"
    KIT = "kit"

    @property
    def blame(self) -> Blame:
        """Whose fault it is."""
        return _NOT_THE_SUBMISSION.get(self, Blame.SUBMISSION)

    @property
    def may_go_away(self) -> bool:
        """Whether the same submission, graded again, may get a score."""
        return self.blame is not Blame.SUBMISSION


_NOT_THE_SUBMISSION = {
    ProblemKind.RUBRIC: Blame.COURSE,
    ProblemKind.NOT_AVAILABLE: Blame.MACHINE,
    ProblemKind.INTERRUPTED: Blame.MACHINE,
    ProblemKind.KIT: Blame.KIT,
}


class FaultKind(StrEnum):
    """How a worker failed to answer."""

    TIMEOUT = "timeout"
    DIED = "died"
    MEMORY = "memory"
    PROTOCOL = "protocol"

    @property
    def at_import(self) -> ProblemKind:
        """The problem where it happened while the submission was being imported."""
        return ProblemKind(f"import_{self.value}")

    @property
    def at_run(self) -> ProblemKind:
        """The problem where it happened while a task was being run."""
        return ProblemKind(f"run_{self.value}")
