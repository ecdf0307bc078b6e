"""What is known of one task of a submission: what came, and how its checks come out."""

from __future__ import annotations

from dataclasses import dataclass, replace

from autograder.grading.error_carried_forward import Answers, FirstRound, credited
from autograder.model.answer_key import KeyTask
from autograder.model.checks import Role, Verdict
from autograder.model.outcomes import Outcome
from autograder.model.requests import RunReply


@dataclass(frozen=True, eq=False)
class TaskEvidence:
    """A task's first round and the answers to what was asked again, with the verdicts of both."""

    first: FirstRound
    answers: Answers | None
    verdicts: tuple[Verdict, ...]
    explained_by_earlier: bool = False

    @classmethod
    def of(cls, first: FirstRound, answers: Answers | None) -> TaskEvidence:
        """With errors carried forward credited."""
        return cls(first, answers, credited(first, answers))

    @property
    def task(self) -> KeyTask:
        """The task in the key."""
        return self.first.task

    @property
    def wrong(self) -> bool:
        """Whether any check failed, or passed without the last digits."""
        return any(one.failed or one.digits is not None for one in self.verdicts)

    @property
    def values_right(self) -> bool:
        """Whether all checks that decide on the values passed, or an earlier error explains all."""
        if self.explained_by_earlier:
            return True
        pairs = zip(self.task.checks, self.verdicts, strict=True)
        return all(verdict.passed for check, verdict in pairs if check.role == Role.REQUIRED)

    @property
    def open_checks(self) -> str:
        """The titles of the checks that the supplementary ones wait for."""
        pairs = zip(self.task.checks, self.verdicts, strict=True)
        required = ((check, one) for check, one in pairs if check.role == Role.REQUIRED)
        return ", ".join(f"“{check.title}”" for check, one in required if not one.passed)

    @property
    def right_as_far_as_written(self) -> bool:
        """Whether all checks on values passed but for those of methods that are not there."""
        pairs = zip(self.task.checks, self.verdicts, strict=True)
        found = {one.outcome for check, one in pairs if check.role == Role.REQUIRED}
        return found == {Outcome.PASSED, Outcome.NOT_ATTEMPTED}

    @property
    def right_as_carried(self) -> bool:
        """Whether the values are right with an error carried forward."""
        return self.values_right and any(verdict.carried for verdict in self.verdicts)

    @property
    def beside_provided_results(self) -> RunReply | None:
        """What it gave with right results of earlier tasks provided, if that was asked."""
        return self.answers.with_provided_results if self.answers is not None else None

    @property
    def values_given(self) -> tuple[str, ...]:
        """The wrong tasks for which alone the values are right; then all else hangs on these."""
        pairs = zip(self.task.checks, self.verdicts, strict=True)
        required = (one.given for check, one in pairs if check.role == Role.REQUIRED and one.given)
        return next(required, ())

    @property
    def right_but_for(self) -> tuple[str, ...]:
        """The wrong tasks whose errors, carried forward, make all of the values right."""
        if not self.right_as_carried:
            return ()
        provided = self.answers.question.provided if self.answers is not None else ()
        named = (one.given or provided for one in self.verdicts if one.carried)
        return tuple(dict.fromkeys(task for tasks in named for task in tasks))

    def with_verdicts(self, verdicts: tuple[Verdict, ...]) -> TaskEvidence:
        """The same with other verdicts."""
        return replace(self, verdicts=verdicts)

    def with_failures_carried(self, message: str, cause: str) -> TaskEvidence:
        """The same with every failure passed as the error of one task, carried forward."""
        carried = Verdict(Outcome.PASSED, message, carried=True, given=(cause,))
        verdicts = tuple(carried if one.failed else one for one in self.verdicts)
        return replace(self, verdicts=verdicts, explained_by_earlier=True)
