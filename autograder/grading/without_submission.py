"""Guesses by what a submission has trained, made in a worker that never saw the submission.

So no table and no search for the nearest neighbour helps: what comes back from `fit` is the numbers
of a network that the driver made, and nothing else of the submission is there when they are asked.
"""

from __future__ import annotations

from autograder.errors import UserError
from autograder.model.answer_key import AnswerKey, KeyTask
from autograder.model.limits import Limits
from autograder.model.observation import Faulted
from autograder.model.requests import Case, Loaded, LoadRequest, RunReply, RunRequest
from autograder.rubric.checks import learns
from autograder.sandbox import Sandbox, Session, WorkerFault
from autograder.sandbox.session import EncodedRun


class WithoutSubmission:
    """A worker with the driver alone, opened when it is first needed."""

    def __init__(self, key: AnswerKey, sandbox: Sandbox, limits: Limits) -> None:
        self._key = key
        self._sandbox = sandbox
        self._limits = limits
        self._session: Session | None = None

    def with_guesses(self, task: KeyTask, observed: RunReply) -> RunReply:
        """The observations of a task, with guesses in place of what they are made with."""
        asked = learns.questions(task, dict(enumerate(observed)))
        if not asked:
            return observed
        found = dict(zip(asked, self._ask(tuple(asked.values())), strict=True))
        return tuple(found.get(place, one) for place, one in enumerate(observed))

    def close(self) -> None:
        """End the worker."""
        if self._session is not None:
            self._session.close()
            self._session = None

    def _ask(self, cases: tuple[Case, ...]) -> RunReply:
        try:
            request = EncodedRun.of(RunRequest(cases))
            return self._worker().run(request, self._limits.case_s)
        except WorkerFault as error:  # numbers that are too many, for instance
            self.close()
            said = f"what was trained could not be asked: the network {error}"
            return tuple(Faulted(said) for _ in cases)

    def _worker(self) -> Session:
        if self._session is None:
            key = self._key
            self._session = self._sandbox.open(self._limits)
            request = LoadRequest(key.topic, f"{key.topic}.py", "", key.driver, accelerator=False)
            loaded = self._session.load(request, self._limits.load_s)
            if not isinstance(loaded, Loaded) or loaded.driver_failures:
                raise UserError(f"the driver of {key.topic} cannot be loaded by itself")
        return self._session
