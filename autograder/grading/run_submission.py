"""Run one submission in a sandbox and collect its observations, task by task."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import TracebackType

from autograder.grading import error_carried_forward, requests
from autograder.grading.error_carried_forward import Answers, FirstRound, Question
from autograder.model.answer_key import AnswerKey, KeyTask
from autograder.model.limits import Limits
from autograder.model.observation import Faulted, Observation, RaisedError
from autograder.model.outcomes import FaultKind, ProblemKind
from autograder.model.program import Program, SourceMap
from autograder.model.report import Figure, Problem
from autograder.model.requests import LoadRequest, NotPython, RunReply
from autograder.rubric import figures
from autograder.sandbox import Sandbox, Session, WorkerFault
from autograder.sandbox.session import EncodedRun

# Calls of one task that may hang or die before the rest of it is given up.
MAX_FAULTS = 2
# Import failures that are reported; one missing package often breaks many lines.
MAX_FAILURES = 3

Observed = Mapping[str, RunReply]


@dataclass(frozen=True)
class _Import:
    """What came of importing the submission: what forbids going on, and what to report."""

    refused: str | None = None
    problems: tuple[Problem, ...] = ()

    @property
    def died(self) -> bool:
        """Whether the worker ended while it imported."""
        return any(problem.kind == ProblemKind.IMPORT_DIED for problem in self.problems)


class SubmissionRun:
    """One submission in a worker, for as long as that answers; a context that ends the worker.

    A worker that hung or died is replaced by another when the next request comes. Times are in
    seconds; each round has `limits.total_s` of its own.
    """

    def __init__(self, program: Program, key: AnswerKey, sandbox: Sandbox, limits: Limits) -> None:
        self._program = program
        self._key = key
        self._sandbox = sandbox
        self._limits = limits
        self._session: Session | None = None
        # An accelerator's driver may end a process, again and again: then the CPU does the work.
        self._accelerator = True
        self._import = _Import()
        self._imported_again = False

    def __enter__(self) -> SubmissionRun:
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
        observed: dict[str, RunReply] = {}
        faults: list[Problem] = []
        for task, found, fault in self.task_by_task(self._key.tasks):
            observed[task.name] = found
            faults += [fault] if fault else []
        return observed, (*self._import.problems, *faults)

    def task_by_task(
        self, tasks: Iterable[KeyTask]
    ) -> Iterator[tuple[KeyTask, RunReply, Problem | None]]:
        """Run tasks in this order, each when it is asked for; its problem if it hangs or dies."""
        ends = time.monotonic() + self._limits.total_s
        for task in tasks:
            yield task, *self._task(task, ends)

    def _task(self, task: KeyTask, ends: float) -> tuple[RunReply, Problem | None]:
        """The observations of a task, and what happened to the worker if it did not answer."""
        for last in (False, True):
            session = self._worker()
            refused = self._import.refused or self._out_of_time(ends)
            if refused is not None:
                return tuple(Faulted(refused) for _ in task.cases), None
            try:
                left = min(ends - time.monotonic(), self._limits.task_s)
                return session.run(requests.all_cases(task), left), None
            except WorkerFault as error:
                self._end()
                if error.kind == FaultKind.DIED and not last:
                    self._accelerator = False
                    continue  # once more, in case the machine was at fault
                said = f"while {task.name} was being run, it {error}"
                problem = Problem(kind=error.kind.at_run, message=said)
                return self._case_by_case(task, ends), problem
        raise AssertionError("the second attempt returns")

    def _out_of_time(self, ends: float) -> str | None:
        if time.monotonic() < ends:
            return None
        return f"was not run: all tasks together took longer than {self._limits.total_s:g} s"

    def _case_by_case(self, task: KeyTask, ends: float) -> RunReply:
        """A task that hung or died, one case at a time: the others keep what they are worth."""
        found: list[Observation] = []
        faults: list[str] = []
        for case in task.cases:
            late = self._out_of_time(ends)
            if late is not None or len(faults) >= MAX_FAULTS:
                found.append(Faulted(faults[-1] if faults else late or ""))
                continue
            session = self._worker()
            if self._import.refused is not None:
                found.append(Faulted(self._import.refused))
                continue
            try:
                left = min(ends - time.monotonic(), self._limits.case_s)
                found += session.run(requests.one_case(case), left)
            except WorkerFault as error:
                self._end()
                faults.append(str(error))
                found.append(Faulted(str(error)))
        return tuple(found)

    def ask(
        self, questions: Sequence[Question], rounds: Mapping[str, FirstRound]
    ) -> dict[str, Answers]:
        """Ask about errors carried forward; what fails there earns nothing more.

        The worker of the first round is asked, if it still answers: nothing that it learns from a
        question can change what it said before.
        """
        answered: dict[str, Answers] = {}
        ends = time.monotonic() + self._limits.total_s
        for question in questions:
            session = self._worker()
            if self._import.refused is not None or time.monotonic() >= ends:
                break
            send = _Sender(self, session, ends).send
            name = question.task.name
            answered[name] = error_carried_forward.ask(question, rounds[name].observations, send)
        return answered

    def curves(self) -> tuple[Figure, ...]:
        """The figures for which the submission computes a curve."""
        drawn: list[Figure | None] = []
        for figure in self._key.figures:
            session = self._worker()
            if self._import.refused is not None:
                break
            try:
                found = session.run(requests.figure(figure), self._limits.task_s)
                drawn.append(figures.figure(figure, found))
            except WorkerFault:
                self._end()  # the tasks report what hangs or dies; there is nothing to be seen
        return tuple(figure for figure in drawn if figure is not None)

    def send(self, session: Session, request: EncodedRun, ends: float) -> RunReply | None:
        """Ask this worker, if it still is the submission's; None where it is spoilt."""
        if self._session is not session:
            return None
        left = max(0.0, min(ends - time.monotonic(), self._limits.task_s))
        try:
            return session.run(request, left)
        except WorkerFault:
            self._end()
            return None

    def _worker(self) -> Session:
        """The worker that holds the submission: the one there is, or a new one."""
        if self._session is None:
            self._session = self._opened()
            if self._import.died and not self._imported_again:
                self._imported_again = True  # once more, in case the machine was at fault
                self._end()
                self._session = self._opened()
        return self._session

    def _opened(self) -> Session:
        session = self._sandbox.open(self._limits)
        self._import = self._imported(session)
        return session

    def _imported(self, session: Session) -> _Import:
        source_map = self._program.source_map
        try:
            reply = session.load(self._request(), self._limits.load_s)
        except WorkerFault as error:
            said = f"while {source_map.file} was being imported, it {error}"
            return _Import(said, (Problem(kind=error.kind.at_import, message=said),))
        if isinstance(reply, NotPython):
            where = source_map.words(reply.error.line)
            said = f"{source_map.file} is not valid Python: {where}: {reply.error.message}"
            return _Import(said, (Problem(kind=ProblemKind.SYNTAX_ERROR, message=said),))
        problems = _failures(reply.failures, source_map)
        absent = [task.name for task in self._key.tasks if task.name not in reply.names]
        if absent:
            said = f"{source_map.file} does not define {', '.join(absent)}: were they renamed?"
            problems.append(Problem(kind=ProblemKind.MISSING_NAMES, message=said))
        return _Import(problems=tuple(problems))

    def _request(self) -> LoadRequest:
        """The request to import the submission."""
        topic = self._key.topic
        file_name = f"{topic}.py"
        files = self._program.files
        return LoadRequest(
            topic,
            file_name,
            files[file_name].decode("utf-8-sig"),
            self._key.driver,
            {
                name: content.decode("utf-8", "replace")
                for name, content in files.items()
                if name != file_name
            },
            self._accelerator,
        )

    def _end(self) -> None:
        if self._session is not None:
            self._session.close()
            self._session = None


@dataclass(frozen=True)
class _Sender:
    """Sends the requests of one question, all to the worker that it began with."""

    run: SubmissionRun
    session: Session
    ends: float

    def send(self, request: EncodedRun) -> RunReply | None:
        """The reply; None where it fails."""
        return self.run.send(self.session, request, self.ends)


def _failures(failures: Sequence[RaisedError], source_map: SourceMap) -> list[Problem]:
    """What to report of statements that failed while the submission was being imported."""
    problems = []
    for failure in failures[:MAX_FAILURES]:
        said = (
            f"{source_map.words(failure.line)} of {source_map.file} failed while the file was "
            f"being imported ({_in_words(failure)}); the rest of the file was still loaded"
        )
        problems.append(Problem(kind=ProblemKind.IMPORT_ERROR, message=said))
    more = len(failures) - MAX_FAILURES
    if more > 0:
        said = f"{more} more lines failed, most likely for the same reason"
        problems.append(Problem(kind=ProblemKind.IMPORT_ERROR, message=said))
    return problems


def _in_words(failure: RaisedError) -> str:
    if failure.type == "SystemExit":
        return "the program ended itself there"
    if failure.type == "EOFError":
        return "input() has nobody to answer it"
    return f"{failure.type}: {failure.message}"
