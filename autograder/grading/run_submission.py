"""Run one submission in a sandbox and collect its observations, task by task."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from types import TracebackType

from autograder.grading import error_carried_forward, requests
from autograder.grading.budget import Budget
from autograder.grading.error_carried_forward import Answers, FirstRound, Question
from autograder.grading.missing_packages import MissingPackages
from autograder.grading.without_submission import WithoutSubmission
from autograder.model.answer_key import AnswerKey, KeyTask
from autograder.model.observation import Faulted, Observation, RaisedError
from autograder.model.outcomes import FaultKind, ProblemKind
from autograder.model.program import Program, SourceMap
from autograder.model.report import Figure, Problem
from autograder.model.requests import Case, LoadRequest, NotPython, RunReply, RunRequest
from autograder.rubric import figures
from autograder.rubric.error_messages import plain_error
from autograder.sandbox import Sandbox, Session, WorkerFault
from autograder.sandbox.session import UNCONFINED, EncodedRun

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
    missing: MissingPackages = MissingPackages()

    @property
    def died(self) -> bool:
        """Whether the worker ended while it imported."""
        return any(problem.kind == ProblemKind.IMPORT_DIED for problem in self.problems)


class SubmissionRun:
    """One submission in a worker, for as long as that answers; a context that ends the worker.

    A worker that hung or died is replaced by another when the next request comes. All that it does
    is paid from the budget: imports of later workers, what is asked again, figures.
    """

    def __init__(self, program: Program, key: AnswerKey, sandbox: Sandbox, budget: Budget) -> None:
        self._program = program
        self._key = key
        self._sandbox = sandbox
        self._budget = budget
        self._limits = budget.limits
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
        for task in tasks:
            found, problem = self._task(task)
            yield task, self._import.missing.told(found), problem

    def _task(self, task: KeyTask) -> tuple[RunReply, Problem | None]:
        """The observations of a task, and what happened to the worker if it did not answer."""
        observed, problem = self._observed(task)
        return self._looked_at(task, observed), problem

    def _looked_at(self, task: KeyTask, observed: RunReply) -> RunReply:
        """The observations with what the driver makes of some of them, where no submission is.

        Where nothing confines a submission, the student's own code is trusted: its worker is asked.
        """
        by_place = dict(enumerate(observed))
        asked = task.questions(by_place)
        if not asked:
            return observed
        cases = tuple(asked.values())
        if self._sandbox.tier == UNCONFINED:
            found = self._ask_own(cases)
        else:
            found = WithoutSubmission.of(self._key, self._sandbox, self._limits).ask(cases)
        return tuple(task.with_answers(by_place, dict(zip(asked, found, strict=True))).values())

    def _ask_own(self, cases: tuple[Case, ...]) -> RunReply:
        session = self._worker()
        reply = None
        if session is not None:
            reply = self.send(session, EncodedRun.of(RunRequest(cases)))
        return reply or tuple(Faulted(self._refused) for _ in cases)

    def _observed(self, task: KeyTask) -> tuple[RunReply, Problem | None]:
        for last in (False, True):
            session = self._worker()
            if session is None:
                return tuple(Faulted(self._refused) for _ in task.cases), None
            try:
                return session.run(
                    requests.all_cases(task), self._at_most(self._limits.task_s)
                ), None
            except WorkerFault as error:
                self._end()
                if error.kind == FaultKind.DIED and not last:
                    self._accelerator = False
                    continue  # once more, in case the machine was at fault
                said = f"while {task.name} was being run, it {self._in_words(error)}"
                problem = Problem(kind=error.kind.at_run, message=said)
                return self._case_by_case(task), problem
        raise AssertionError("the second attempt returns")

    def _case_by_case(self, task: KeyTask) -> RunReply:
        """A task that hung or died, one case at a time: the others keep what they are worth."""
        found: list[Observation] = []
        faults: list[str] = []
        for case in requests.first_cases(task):
            if len(faults) >= MAX_FAULTS:
                found.append(Faulted(faults[-1]))
                continue
            session = self._worker()
            if session is None:
                found.append(Faulted(self._refused))
                continue
            try:
                found += session.run(requests.one_case(case), self._at_most(self._limits.case_s))
            except WorkerFault as error:
                self._end()
                faults.append(self._in_words(error))
                found.append(Faulted(faults[-1]))
        return tuple(found)

    def ask(
        self, questions: Sequence[Question], rounds: Mapping[str, FirstRound]
    ) -> dict[str, Answers]:
        """Ask about errors carried forward; what fails there earns nothing more.

        The worker of the first round is asked, if it still answers: nothing that it learns from a
        question can change what it said before.
        """
        answered: dict[str, Answers] = {}
        for question in questions:
            session = self._worker()
            if session is None:
                break
            send = _Sender(self, session).send
            name = question.task.name
            answers = error_carried_forward.ask(question, rounds[name].observations, send)
            beside = answers.with_provided_results
            if beside is not None:
                beside = self._looked_at(question.task, beside)
            answered[name] = replace(answers, with_provided_results=beside)
        return answered

    @property
    def spent_s(self) -> float:
        """Seconds of own time so far, over all workers."""
        return self._budget.spent_s + (self._session.spent_s if self._session else 0.0)

    def attempt(self, request: EncodedRun, limit_s: float) -> RunReply | None:
        """Ask a worker that holds the submission, another one if the last was spoilt.

        None where it hangs or ends, or where no time is left.
        """
        session = self._worker()
        if session is None:
            return None
        try:
            return session.run(request, self._at_most(limit_s))
        except WorkerFault:
            self._end()
            return None

    def some_cases(self, task: KeyTask, places: tuple[int, ...]) -> RunReply | None:
        """The observations of some cases of a task; None where the worker hangs or ends."""
        found = self.attempt(requests.some_cases(task, places), self._limits.task_s)
        if found is None:
            return None
        return self._looked_at(task.of_cases(places), self._import.missing.told(found))

    def curves(self) -> tuple[Figure, ...]:
        """The figures for which the submission computes a curve."""
        drawn: list[Figure | None] = []
        for figure in self._key.figures:
            session = self._worker()
            if session is None:
                break
            try:
                found = session.run(requests.figure(figure), self._at_most(self._limits.task_s))
                drawn.append(figures.figure(figure, found))
            except WorkerFault:
                self._end()  # the tasks report what hangs or dies; there is nothing to be seen
        return tuple(figure for figure in drawn if figure is not None)

    def send(self, session: Session, request: EncodedRun) -> RunReply | None:
        """Ask this worker, if it still is the submission's; None where it is spoilt."""
        if self._session is not session:
            return None
        try:
            found = session.run(request, self._at_most(self._limits.task_s))
        except WorkerFault:
            self._end()
            return None
        return self._import.missing.told(found)

    def _worker(self) -> Session | None:
        """The worker that holds the submission: the one there is, or a new one.

        None where nothing can be asked; `_refused` says why.
        """
        if not self.left_s:
            return None
        if self._session is None:
            self._open()
            if self._import.died and not self._imported_again:
                self._imported_again = True  # once more, in case the machine was at fault
                self._end()
                self._open()
        return self._session if self._import.refused is None else None

    @property
    def _refused(self) -> str:
        """Why there is no worker that could be asked."""
        late = f"was not run: the whole submission took longer than {self._limits.total_s:g} s"
        return self._import.refused or late

    @property
    def left_s(self) -> float:
        """Seconds of its own time that the submission still has."""
        return self._budget.left_s(self._session.spent_s if self._session else 0.0)

    def _at_most(self, limit_s: float) -> float:
        """A limit, or what is left where that is less."""
        return min(limit_s, self.left_s)

    def _in_words(self, error: WorkerFault) -> str:
        """What a worker did, or that the time of the whole submission was over first."""
        if error.kind == FaultKind.TIMEOUT and not self.left_s:
            return f"used up the {self._limits.total_s:g} s that the whole submission has"
        return str(error)

    def _open(self) -> None:
        self._session = self._sandbox.open(self._limits)
        self._import = self._imported(self._session)

    def _imported(self, session: Session) -> _Import:
        source_map = self._program.source_map
        try:
            reply = session.load(self._request(), self._at_most(self._limits.load_s))
        except WorkerFault as error:
            said = f"while {source_map.file} was being imported, it {self._in_words(error)}"
            return _Import(said, (Problem(kind=error.kind.at_import, message=said),))
        if isinstance(reply, NotPython):
            where = source_map.words(reply.error.line)
            what = plain_error(reply.error.message)
            said = f"{source_map.file} is not valid Python: {where}: {what}"
            return _Import(said, (Problem(kind=ProblemKind.SYNTAX_ERROR, message=said),))
        missing = MissingPackages.of(reply.failures, self._key.permitted)
        problems = _failures(reply.failures, missing, source_map)
        absent = [task.name for task in self._key.tasks if task.name not in reply.names]
        if absent:
            said = f"{source_map.file} does not define {', '.join(absent)}: were they renamed?"
            problems.append(Problem(kind=ProblemKind.MISSING_NAMES, message=said))
        return _Import(problems=tuple(problems), missing=missing)

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
            self._budget.spend(self._session.spent_s)
            self._session.close()
            self._session = None


@dataclass(frozen=True)
class _Sender:
    """Sends the requests of one question, all to the worker that it began with."""

    run: SubmissionRun
    session: Session

    def send(self, request: EncodedRun) -> RunReply | None:
        """The reply; None where it fails."""
        return self.run.send(self.session, request)


def _failures(
    failures: Sequence[RaisedError], missing: MissingPackages, source_map: SourceMap
) -> list[Problem]:
    """What to report of statements that failed while the submission was being imported.

    A missing package is reported where it is imported, and not again where its names are used.
    """
    by_cause: dict[str, Problem] = {}
    for failure in failures:
        place = f"{source_map.words(failure.line)} of {source_map.file}"
        lacking = missing.behind(failure)
        if lacking is not None:
            said = f"{place}: {lacking}; the rest of the file was still loaded"
            problem = Problem(kind=ProblemKind.MISSING_PACKAGE, message=said)
        else:
            said = (
                f"{place} failed while the file was being imported ({_in_words(failure)}); the "
                "rest of the file was still loaded"
            )
            problem = Problem(kind=ProblemKind.IMPORT_ERROR, message=said)
        by_cause.setdefault(lacking or said, problem)
    problems = list(by_cause.values())
    more = len(problems) - MAX_FAILURES
    if more > 0:
        said = f"{more} more lines failed, most likely for the same reason"
        problems[MAX_FAILURES:] = [Problem(kind=ProblemKind.IMPORT_ERROR, message=said)]
    return problems


def _in_words(failure: RaisedError) -> str:
    if failure.type == "SystemExit":
        return "the program ended itself there"
    if failure.type == "EOFError":
        return "input() has nobody to answer it"
    return f"{failure.type}: {plain_error(failure.message)}"
