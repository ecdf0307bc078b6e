"""Run one submission in a sandbox and collect its observations, task by task."""

from __future__ import annotations

import time
from functools import partial
from types import TracebackType
from typing import Any

from autograder.grading import error_carried_forward as second_round
from autograder.grading.error_carried_forward import Answers, Observed, Question
from autograder.model.answer_key import AnswerKey, KeyTask, Observation, run_request
from autograder.model.outcomes import FaultKind, ProblemKind
from autograder.model.report import Figure, Problem
from autograder.model.source_map import Places
from autograder.rubric import figures, held_out
from autograder.sandbox import Limits, Sandbox, Session, WorkerFault
from autograder.sandbox import replies as testimony
from autograder.worker import frames

# Calls of one task that may hang or die before the rest of it is given up.
MAX_FAULTS = 2
# Import failures that are told; one missing package often breaks many lines.
MAX_FAILURES = 3
IMPORT = "the import"


class Interview:
    """One submission in a worker, for as long as that answers; a context that ends the worker.

    A worker that hung or died is replaced by another when the next question comes. Times are in
    seconds; each round has `limits.total_s` of its own. `places` names the lines of a program that
    is not a file of the student's.
    """

    def __init__(
        self,
        files: dict[str, bytes],
        key: AnswerKey,
        sandbox: Sandbox,
        limits: Limits,
        places: Places | None = None,
    ) -> None:
        self._files = files
        self._key = key
        self._sandbox = sandbox
        self._limits = limits
        self._places = places or Places(f"{key.topic}.py")
        self._session: Session | None = None
        # An accelerator's driver may end a process, again and again: then the CPU does the work.
        self._accelerator = True
        self._refused: str | None = None
        self._problems: tuple[Problem, ...] = ()

    def __enter__(self) -> Interview:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._end()

    def observe(self) -> tuple[Observed, tuple[Problem, ...]]:
        """Run all tasks; one that hangs or dies costs only itself, all together have a budget."""
        observed: Observed = {}
        waiting = list(self._key.tasks)
        faults: list[Problem] = []
        died: set[str] = set()
        ends = time.monotonic() + self._limits.total_s
        while waiting:
            session = self._worker()
            dead = any(problem.kind == ProblemKind.IMPORT_DIED for problem in self._problems)
            if dead and IMPORT not in died:
                died.add(IMPORT)  # once more, in case the machine was at fault
                self._end()
                continue
            refused = self._refused
            while waiting and refused is None:
                task = waiting[0]
                left = ends - time.monotonic()
                if left <= 0:
                    most = self._limits.total_s
                    refused = f"was not run: all tasks together took longer than {most:g} s"
                    break
                try:
                    answer = session.request(task.request, min(left, self._limits.task_s))
                    observed[task.name] = testimony.observations(answer, len(task.cases))
                    waiting.pop(0)
                except WorkerFault as error:
                    self._end()
                    if error.kind == FaultKind.DIED and task.name not in died:
                        died.add(task.name)  # once more, in case the machine was at fault
                        self._accelerator = False
                        break
                    observed[task.name] = self._case_by_case(task, ends)
                    waiting.pop(0)
                    said = f"while {task.name} was being run, it {error}"
                    faults.append(Problem(kind=error.kind.at_run, message=said))
                    break
            if refused is not None:
                for task in waiting:
                    observed[task.name] = [{"fault": refused} for _ in task.cases]
                waiting = []
        for task in self._key.tasks:
            observed[task.name] = held_out.marked(task, observed[task.name])
        return observed, (*self._problems, *faults)

    def ask_again(self, questions: list[Question], observed: Observed) -> dict[str, Answers]:
        """Ask the second round's questions; what fails there earns nothing more.

        The worker of the first round is asked, if it still answers: nothing that it learns from a
        question can change what it said before.
        """
        answered: dict[str, Answers] = {}
        ends = time.monotonic() + self._limits.total_s
        for question in questions:
            session = self._worker()
            if self._refused is not None or time.monotonic() >= ends:
                break
            answered[question.task.name] = second_round.put(
                question, observed[question.task.name], partial(self._ask, session, ends)
            )
        return answered

    def _ask(
        self, session: Session, ends: float, request: bytes, count: int
    ) -> list[Observation] | None:
        """Ask this worker, if it is not spoilt; the next question gets another."""
        if self._session is not session:
            return None
        left = max(0.0, min(ends - time.monotonic(), self._limits.task_s))
        try:
            return testimony.observations(session.request(request, left), count)
        except WorkerFault:
            self._end()
            return None

    def draw(self) -> tuple[Figure, ...]:
        """The figures for which the submission computes a curve."""
        drawn: list[Figure | None] = []
        for figure in self._key.figures:
            session = self._worker()
            if self._refused is not None:
                break
            try:
                answer = session.request(figure.request, self._limits.task_s)
                found = testimony.observations(answer, len(figure.cases))
                drawn.append(figures.figure(figure, found))
            except WorkerFault:
                self._end()  # the tasks tell what hangs or dies; there is nothing to be seen
        return tuple(figure for figure in drawn if figure is not None)

    def _case_by_case(self, task: KeyTask, ends: float) -> list[Observation]:
        """A task that hung or died, one case at a time: the others keep what they are worth."""
        found: list[Observation] = []
        faults: list[str] = []
        while len(found) < len(task.cases):
            session = self._worker()
            while len(found) < len(task.cases):
                left = min(ends - time.monotonic(), self._limits.case_s)
                if self._refused or len(faults) >= MAX_FAULTS or left <= 0:
                    said = self._refused or (
                        faults[-1] if faults else f"took longer than {left:g} s"
                    )
                    found += [{"fault": said}] * (len(task.cases) - len(found))
                    break
                try:
                    answer = session.request(run_request([task.cases[len(found)]]), left)
                    found += testimony.observations(answer, 1)
                except WorkerFault as error:
                    self._end()
                    faults.append(str(error))
                    found.append({"fault": str(error)})
                    break
        return found

    def _worker(self) -> Session:
        """The worker that holds the submission: the one there is, or a new one."""
        if self._session is None:
            self._session = self._sandbox.open(self._limits)
            self._refused, self._problems = _load(
                self._session, self._message(), self._key, self._limits, self._places
            )
        return self._session

    def _message(self) -> bytes:
        """The request to import the submission."""
        file_name = f"{self._key.topic}.py"
        return frames.encode(
            {
                "kind": "load",
                "name": self._key.topic,
                "file_name": file_name,
                "source": self._files[file_name].decode("utf-8-sig"),
                "driver": self._key.driver,
                "companions": {
                    name: content.decode("utf-8", "replace")
                    for name, content in self._files.items()
                    if name != file_name
                },
                "accelerator": self._accelerator,
            }
        )

    def _end(self) -> None:
        if self._session is not None:
            self._session.__exit__(None, None, None)
            self._session = None


def _load(
    session: Session, message: bytes, key: AnswerKey, limits: Limits, places: Places
) -> tuple[str | None, tuple[Problem, ...]]:
    """Import the submission; returns what forbids going on, and what is to be said."""
    try:
        answer = session.request(message, limits.load_s)
        syntax, failures, names = testimony.loaded(answer)
    except WorkerFault as error:
        said = f"while {places.file} was being imported, it {error}"
        return said, (Problem(kind=error.kind.at_import, message=said),)
    if syntax is not None:
        place = places.words(syntax["line"])
        said = f"{places.file} is not valid Python: {place}: {syntax['message']}"
        return said, (Problem(kind=ProblemKind.SYNTAX_ERROR, message=said),)
    problems = []
    for failure in failures[:MAX_FAILURES]:
        said = (
            f"{places.words(failure['line'])} of {places.file} failed while it was being imported "
            f"({_in_words(failure)}); what stands after it was read all the same"
        )
        problems.append(Problem(kind=ProblemKind.IMPORT_ERROR, message=said))
    if len(failures) > MAX_FAILURES:
        said = f"{len(failures) - MAX_FAILURES} more lines failed, most likely for the same reason"
        problems.append(Problem(kind=ProblemKind.IMPORT_ERROR, message=said))
    absent = [task.name for task in key.tasks if task.name not in names]
    if absent:
        said = f"{places.file} does not define {', '.join(absent)}: were they renamed?"
        problems.append(Problem(kind=ProblemKind.MISSING_NAMES, message=said))
    return None, tuple(problems)


def _in_words(failure: dict[str, Any]) -> str:
    if failure["type"] == "SystemExit":
        return "the program ended itself there"
    if failure["type"] == "EOFError":
        return "input() has nobody to answer it"
    return f"{failure['type']}: {failure['message']}"
