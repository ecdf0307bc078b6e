"""Results of a submission, looked at in a worker that never saw the submission.

What runs beside a submission can be replaced by it; so where a function of the driver's decides
what is compared, it runs elsewhere, and gets what the submission returned: weights, batches, the
numbers of a network that was trained. Neither a table nor a forged summary helps then.
"""

from __future__ import annotations

import threading

from autograder.errors import UserError
from autograder.model.answer_key import AnswerKey
from autograder.model.limits import Limits
from autograder.model.observation import Faulted
from autograder.model.requests import Case, Loaded, LoadRequest, RunReply, RunRequest
from autograder.sandbox import Sandbox, Session, WorkerFault
from autograder.sandbox.session import EncodedRun
from autograder.worker import frames


class WithoutSubmission:
    """A worker with a topic's driver alone, for all submissions; opened when it is first needed."""

    def __init__(self, key: AnswerKey, sandbox: Sandbox, limits: Limits) -> None:
        self._key = key
        self._sandbox = sandbox
        self._limits = limits
        self._session: Session | None = None
        self._lock = threading.Lock()

    @classmethod
    def of(cls, key: AnswerKey, sandbox: Sandbox, limits: Limits) -> WithoutSubmission:
        """The one that the sandbox keeps for this key."""
        name = f"{key.topic} {key.hash}"
        return sandbox.kept.get(cls, name, lambda: cls(key, sandbox, limits))

    def ask(self, cases: tuple[Case, ...]) -> RunReply:
        """What the driver's functions give; Faulted where the worker twice does not answer.

        Its time is bounded over its life, so it may end between two submissions: then another one
        is asked.
        """
        try:
            request = EncodedRun.of(RunRequest(cases))
        except frames.TooLarge:
            said = "all that was returned is too large to be looked at"
            return tuple(Faulted(said) for _ in cases)
        with self._lock:
            for last in (False, True):
                try:
                    return self._worker().run(request, self._limits.case_s)
                except WorkerFault as error:
                    self.close()
                    if last:
                        said = f"what was returned could not be looked at: the worker {error}"
                        return tuple(Faulted(said) for _ in cases)
        raise AssertionError("the second attempt returns")

    def close(self) -> None:
        """End the worker."""
        if self._session is not None:
            self._session.close()
            self._session = None

    def _worker(self) -> Session:
        if self._session is None:
            key = self._key
            self._session = self._sandbox.open(self._limits)
            request = LoadRequest(key.topic, f"{key.topic}.py", "", key.driver, accelerator=False)
            loaded = self._session.load(request, self._limits.load_s)
            if not isinstance(loaded, Loaded) or loaded.driver_failures:
                raise UserError(f"the driver of {key.topic} cannot be loaded by itself")
        return self._session
