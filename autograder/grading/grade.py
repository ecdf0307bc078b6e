"""From one submission to its report: run it in a worker, then judge."""

from __future__ import annotations

import time
from dataclasses import dataclass, replace

from autograder.grading.bounds import bounded
from autograder.grading.budget import Budget
from autograder.grading.error_carried_forward import FirstRound, questions
from autograder.grading.filing import filed
from autograder.grading.judge import judge
from autograder.grading.nearest_repair import with_repairs
from autograder.grading.program import as_python
from autograder.grading.run_submission import Observed, SubmissionRun
from autograder.grading.unexplained import Judged
from autograder.model.answer_key import AnswerKey, KeyTask
from autograder.model.behaviour import Graded
from autograder.model.limits import Limits
from autograder.model.observation import Observation, Raised
from autograder.model.outcomes import Outcome, ProblemKind, Status
from autograder.model.program import SourceMap
from autograder.model.report import Problem, Report
from autograder.model.requests import RunReply
from autograder.model.submission import Submission
from autograder.reading.reader import OwnProcess, Reader, Reading
from autograder.reading.unreadable import Unreadable
from autograder.rubric.checks import learns
from autograder.sandbox import Sandbox
from autograder.sandbox.availability import unavailable

ATTEMPTS = 2
# Of a task: blocked is what needs something that is not written.
UNTOUCHED = {Outcome.NOT_ATTEMPTED, Outcome.BLOCKED}


def grade(
    submission: Submission,
    key: AnswerKey,
    sandbox: Sandbox,
    limits: Limits | None = None,
    reader: Reader | None = None,
) -> Report:
    """Grade one submission, for its report alone; else as `grade_and_file`."""
    return grade_and_file(submission, key, sandbox, limits, reader).report


def grade_and_file(
    submission: Submission,
    key: AnswerKey,
    sandbox: Sandbox,
    limits: Limits | None = None,
    reader: Reader | None = None,
) -> Graded:
    """Grade one submission, and file its wrong behaviours for a gradebook.

    Never raises for what the submission does.

    `limits` are used instead of those of the topic. A fault of the kit or the machine is tried
    again and then reported as ungraded, never as zero. Where a file and a notebook were submitted,
    the file counts unless it earns nothing; both share one budget of time. `reader` reads the
    notebooks of strangers; by default this process does, which is for one's own work.
    """
    reading = Reading(reader or OwnProcess(), submission.reading_s)
    graded = _of_one_file_or_two(
        submission, key, _Means(sandbox, Budget(limits or key.limits), reading)
    )
    return replace(graded, report=bounded(graded.report))


@dataclass(frozen=True)
class _Means:
    """With what a submission is graded: where it runs, how long it may, and who reads it."""

    sandbox: Sandbox
    budget: Budget
    reading: Reading


def _of_one_file_or_two(submission: Submission, key: AnswerKey, means: _Means) -> Graded:
    own, notebook = f"{key.topic}.py", f"{key.topic}.ipynb"
    if not {own, notebook} <= set(submission.files):
        return _timed(submission, key, means)
    graded = _timed(_without(submission, notebook), key, means)
    said = f"both {own} and {notebook} were submitted: {own} was graded"
    report = graded.report
    if not report.score:
        other = _timed(_without(submission, own), key, means)
        score, nothing = other.report.score, Status.NOT_ATTEMPTED
        if report.status == other.report.status == nothing:
            return graded
        if score or report.status == nothing or score is None:
            graded = other
            said = f"{own} earns nothing, so {notebook}, which was submitted too, was graded"
    note = Problem(kind=ProblemKind.TWO_FILES, message=said)
    report = graded.report
    report = replace(report, problems=(note, *report.problems), submission=submission.hash)
    return replace(graded, report=report)


def ungraded(submission: Submission, problem: Problem, max_score: float, tier: str) -> Report:
    """A report that says why there is no grade; the problem is not the submission's."""
    blank = _blank(submission, max_score, tier)
    return replace(blank, problems=(*submission.problems, problem))


def _blank(submission: Submission, max_score: float, tier: str) -> Report:
    """A report without a grade yet."""
    return Report(
        student=submission.student,
        topic=submission.topic,
        score=None,
        max_score=max_score,
        status=Status.UNGRADED,
        sandbox_tier=tier,
        key="",
        submission=submission.hash,
        duration_s=0.0,
        problems=submission.problems,
        account=submission.account,
    )


def first_rounds(
    key: AnswerKey, observed: Observed, source_map: SourceMap
) -> dict[str, FirstRound]:
    """The observations of all tasks with their verdicts, computed once."""
    return {task.name: first_round(task, observed[task.name], source_map) for task in key.tasks}


def first_round(task: KeyTask, observed: RunReply, source_map: SourceMap) -> FirstRound:
    """The observations of a task with their verdicts.

    Guesses are scored, and of every exception from a notebook it is noted in which cell it arose.
    """
    scored = learns.scored(task, observed)
    return FirstRound.of(task, [_located(one, source_map) for one in scored])


def _without(submission: Submission, name: str) -> Submission:
    kept = {one: content for one, content in submission.files.items() if one != name}
    return replace(submission, files=kept)


def _timed(submission: Submission, key: AnswerKey, means: _Means) -> Graded:
    started = time.monotonic()
    graded = _graded(submission, key, means)
    duration_s = round(time.monotonic() - started, 3)
    return replace(graded, report=replace(graded.report, duration_s=duration_s))


def _graded(submission: Submission, key: AnswerKey, means: _Means) -> Graded:
    blank = _blank(submission, key.points, means.sandbox.tier)
    blank = replace(blank, topic=key.topic, key=key.hash)
    if submission.status != Status.GRADED:
        score = 0.0 if submission.status == Status.NOT_ATTEMPTED else None
        return Graded(replace(blank, status=submission.status, score=score))
    lacking = unavailable(key.frameworks)
    if lacking is not None:
        return Graded(replace(blank, problems=(lacking,)))
    for _ in range(ATTEMPTS):
        try:
            return _judged(submission, key, means, blank)
        except Unreadable as error:
            problem = Problem(kind=error.kind, message=str(error))
            return Graded(replace(blank, problems=(*blank.problems, problem)))
        except Exception as error:  # whatever it is, it is ours: the report says so
            said = f"the grader failed ({type(error).__name__}: {error}); grade it again"
        if means.budget.left_s() < means.budget.limits.total_s / 2:
            break  # what is left might be too little for honest work
    problem = Problem(kind=ProblemKind.KIT, message=said)
    return Graded(replace(blank, problems=(*blank.problems, problem)))


def _judged(submission: Submission, key: AnswerKey, means: _Means, blank: Report) -> Graded:
    """The report with what came of running the submission; raises what the kit does wrong.

    Raises Unreadable for a notebook that cannot be read within its bounds.
    """
    program = as_python(submission.files, key, means.reading)
    with SubmissionRun(program, key, means.sandbox, means.budget) as run:
        observed, problems = run.observe()
        rounds = first_rounds(key, observed, program.source_map)
        answers = run.ask(questions(key, rounds), rounds)
        figures = run.curves()
        name = f"{key.topic}.ipynb" if program.source_map.notebook else submission.file_name
        judged = Judged(key, rounds, answers, judge(key, rounds, answers, name))
        tasks = with_repairs(judged, program, means.reading, run)
    untouched = {task.outcome for task in tasks} <= UNTOUCHED and not problems
    report = replace(
        blank,
        status=Status.NOT_ATTEMPTED if untouched else Status.GRADED,
        score=round(sum(task.score for task in tasks), 2),
        problems=(*submission.problems, *program.problems, *problems),
        tasks=tasks,
        figures=figures,
    )
    return Graded(report, filed(judged))


def _located(one: Observation, source_map: SourceMap) -> Observation:
    if not source_map.notebook or not isinstance(one, Raised) or not one.error.line:
        return one
    return replace(one, error=replace(one.error, place=source_map.words(one.error.line)))
