"""A wrong task that nothing explains gets the line of a small change; never the change itself."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace

import pytest

from autograder.grading import nearest_repair, unexplained
from autograder.grading.error_carried_forward import FirstRound
from autograder.grading.grade import grade
from autograder.grading.nearest_repair import in_words, with_repairs
from autograder.grading.unexplained import Judged
from autograder.keys import files as key_files
from autograder.model.answer_key import AnswerKey, KeyTask
from autograder.model.checks import Role
from autograder.model.observation import Observation, Value
from autograder.model.outcomes import Outcome, ProblemKind
from autograder.model.program import Program, SourceMap
from autograder.model.report import CheckReport, RepairUse, Report, TaskReport
from autograder.model.requests import Case, RunReply
from autograder.model.submission import Submission
from autograder.reading.process import ReaderProcess
from autograder.reading.reader import OwnProcess, Reading
from autograder.reading.unreadable import Unreadable
from autograder.rubric.checks.matches import Matches
from autograder.sandbox import Sandbox
from autograder.sandbox.session import EncodedRun
from autograder.worker import frames, protocol
from tests.conftest import TOPICS

UNEXPLAINED = ("* _slope(z)", "* _slope(z) ** 3")
IN_A_HELPER = ("a * (1 - a)", "a * (2 - a)")
NAMED = ("delta.sum(axis=0)", "delta.sum(axis=1)")
# Of `output_error`, which `backward` calls.
EARLIER = ("p = _softmax(logits)", "p = _softmax(labels)")


@pytest.fixture(scope="module")
def backprop() -> AnswerKey:
    topic = TOPICS["backprop"]
    return key_files.read(topic.assignment / f"{topic.name}.key")


def changed(*changes: tuple[str, str]) -> str:
    source = TOPICS["backprop"].solution
    for old, new in changes:
        assert source.count(old) == 1
        source = source.replace(old, new)
    return source


def line_of(part: str, source: str) -> str:
    return f"line {source[: source.index(part)].count(chr(10)) + 1}"


def of(report: Report, name: str) -> TaskReport:
    return next(task for task in report.tasks if task.name == name)


def graded(source: str, key: AnswerKey, sandbox: Sandbox) -> Report:
    submission = Submission("ada", key.topic, {f"{key.topic}.py": source.encode()})
    with ReaderProcess() as reader:
        return grade(submission, key, sandbox, reader=reader)


def test_the_student_learns_the_line_and_the_instructor_the_change(
    backprop: AnswerKey, sandbox: Sandbox
) -> None:
    source = changed(UNEXPLAINED)
    task = of(graded(source, backprop, sandbox), "hidden_error")
    line = line_of(UNEXPLAINED[1], source)
    said = f"A small change would give the right values here: look at {line}."
    assert task.remarks[-1] == said
    assert task.repair is not None and task.repair.lines == (line,)
    assert task.repair.found <= task.repair.tried <= nearest_repair.MOST_OF_TASK
    before = f"    return (delta_next @ W_next.T) {UNEXPLAINED[1]}"
    assert {one.before for one in task.repair.edits} == {before}
    after = f"    return (delta_next @ W_next.T) {UNEXPLAINED[0]}"
    assert after in {one.after for one in task.repair.edits}
    assert not any(edit.after.strip() in said for edit in task.repair.edits)


@pytest.mark.parametrize("use", RepairUse)
def test_the_course_decides_who_learns_of_it_and_points_stay(
    backprop: AnswerKey, sandbox: Sandbox, use: RepairUse
) -> None:
    report = graded(changed(UNEXPLAINED), replace(backprop, repair=use), sandbox)
    task = of(report, "hidden_error")
    assert (task.repair is not None) == (use != RepairUse.OFF)
    told = any("small change" in said for said in task.remarks)
    assert told == (use == RepairUse.LINE)
    assert (report.score, task.score) == (15.0, 0.0)
    assert of(report.for_students(), "hidden_error").repair is None


def test_a_helper_that_several_functions_share_is_repaired_as_well(
    backprop: AnswerKey, sandbox: Sandbox
) -> None:
    source = changed(IN_A_HELPER)
    task = of(graded(source, backprop, sandbox), "hidden_error")
    assert task.repair is not None
    assert task.repair.lines == (line_of(IN_A_HELPER[1], source),)


@pytest.mark.parametrize("changes", [(), (NAMED,)])
def test_what_is_right_or_explained_is_not_searched(
    backprop: AnswerKey,
    sandbox: Sandbox,
    monkeypatch: pytest.MonkeyPatch,
    changes: Sequence[tuple[str, str]],
) -> None:
    def never(*_: object) -> None:
        raise AssertionError

    monkeypatch.setattr(nearest_repair._Search, "told", never)
    report = graded(changed(*changes), backprop, sandbox)
    assert not any(task.repair for task in report.tasks)


def test_a_task_behind_an_earlier_error_is_searched_beside_provided_results(
    backprop: AnswerKey, sandbox: Sandbox
) -> None:
    own = ("if layer > 1:", "if layer > 2:")
    source = changed(EARLIER, own)
    report = graded(source, backprop, sandbox)
    for name, part in (("output_error", EARLIER[1]), ("backward", own[1])):
        repair = of(report, name).repair
        assert repair is not None and repair.lines == (line_of(part, source),)


def test_a_notebook_is_told_by_its_cells(backprop: AnswerKey, sandbox: Sandbox) -> None:
    source = changed(UNEXPLAINED)
    head, tail = source.split("def hidden_error")
    cells = ["# a title", head, "def hidden_error" + tail]
    content = {"nbformat": 4, "cells": [{"cell_type": "code", "source": one} for one in cells]}
    files = {"backprop.ipynb": json.dumps(content).encode()}
    with ReaderProcess() as reader:
        report = grade(Submission("ada", "backprop", files), backprop, sandbox, reader=reader)
    line = cells[2][: cells[2].index(UNEXPLAINED[1])].count("\n") + 1
    said = of(report, "hidden_error").remarks
    assert said[-1].endswith(f"look at cell 3, line {line}.")


def test_a_program_on_which_the_reader_ends_loses_nothing_but_the_line(
    backprop: AnswerKey, sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unreadable(*_: object) -> None:
        raise Unreadable(ProblemKind.HARD_TO_READ, "")

    monkeypatch.setattr(Reading, "ask", unreadable)
    report = graded(changed(UNEXPLAINED), backprop, sandbox)
    assert report.score == 15.0 and of(report, "hidden_error").repair is None


@pytest.mark.parametrize(
    ("lines", "where"),
    [
        (("line 3",), "look at line 3."),
        (("line 3", "line 5"), "look at line 3 and at line 5."),
        (("line 3", "line 5", "line 8"), "look at line 3, line 5 and line 8."),
        (("line 3", "line 5", "line 8", "line 9"), "several places of `f` and `g` would do."),
    ],
)
def test_of_many_lines_only_the_function_is_named(lines: tuple[str, ...], where: str) -> None:
    assert in_words(lines, ("f", "g")).endswith(where)


PROGRAM = "def double(z):\n    return z * 3\n\n\ndef other(z):\n    return z\n"


class Pretended:
    """A submission whose functions are the texts themselves; `hangs` is in an edit that hangs."""

    def __init__(self, hangs: str = "never") -> None:
        self.spent_s = 0.0
        self.asked: list[list[str]] = []
        self._hangs = hangs

    def attempt(self, request: EncodedRun, limit_s: float) -> RunReply | None:
        asked = protocol.read_request(frames.decode(request.frame))
        texts = [one.text for one in asked.alternatives]  # type: ignore[union-attr]
        self.asked.append(texts)
        self.spent_s += 1e-4 * len(texts)
        if any(self._hangs in text for text in texts):
            self.spent_s += limit_s
            return None
        return tuple(_given(text, case) for text in texts for case in asked.cases)  # type: ignore[union-attr]


def _given(text: str, case: Case) -> Observation:
    names: dict[str, object] = {}
    exec(PROGRAM, names)
    exec(text, names)
    call = names[case.call]
    assert callable(call)
    try:
        return Value(call(**case.arguments))
    except Exception:
        return Value(None)


def key_task(name: str, points: Sequence[float], small: Sequence[float] = ()) -> KeyTask:
    def cases(those: Sequence[float]) -> tuple[Case, ...]:
        return tuple(Case(name, {"z": z}) for z in those)

    factor = 2 if name == "double" else 1
    return KeyTask(
        name=name,
        points=1,
        summary="",
        after=(),
        hints=(),
        checks=(Matches(title="v", role=Role.REQUIRED, points=1, cases=tuple(range(len(points)))),),
        cases=cases(points),
        carried_share=1,
        expected=tuple(Value(factor * z) for z in points),
        small_cases=cases(small),
        small_results=tuple(Value(factor * z) for z in small),
    )


def searched(
    run: Pretended, points: Sequence[float], small: Sequence[float] = (), program: str = PROGRAM
) -> TaskReport:
    tasks = (key_task("double", points, small), key_task("other", [1.0]))
    key = replace(
        key_files.read(TOPICS["backprop"].assignment / "backprop.key"), topic="some", tasks=tasks
    )
    first = [Value(3 * z) for z in points]
    rounds = {
        "double": FirstRound.of(tasks[0], first),
        "other": FirstRound.of(tasks[1], [Value(1.0)]),
    }
    check = CheckReport(name="v", outcome=Outcome.FAILED, points=0, max_points=1)
    report = TaskReport(
        name="double", score=0, max_score=1, outcome=Outcome.FAILED, checks=(check,)
    )
    made = Program({"some.py": program.encode()}, SourceMap("some.py"))
    judged = Judged(key, rounds, {}, [report])
    [told] = with_repairs(judged, made, Reading(OwnProcess()), run)
    return told


def test_what_is_right_on_one_case_by_accident_is_no_repair() -> None:
    """3 - 1 is twice 1, and 2 ** 2 twice 2."""
    accidents = {"    return z - 3", "    return z + z"}
    one = searched(Pretended(), [1.0])
    two = searched(Pretended(), [1.0, 2.5])
    confirmed = searched(Pretended(), [1.0], small=[2.5])
    assert one.repair and two.repair and confirmed.repair
    assert one.repair.found > two.repair.found == confirmed.repair.found
    assert "    return z * 2" in {edit.after for edit in two.repair.edits}
    assert not accidents & {edit.after for edit in two.repair.edits}


def test_an_edit_that_hangs_costs_its_half_of_a_batch() -> None:
    unharmed, harmed = Pretended(), Pretended(hangs="z * 1")
    everything = searched(unharmed, [1.0, 2.5])
    assert searched(harmed, [1.0, 2.5]).repair is not None and everything.repair is not None
    tried = [{text for some in run.asked for text in some} for run in (unharmed, harmed)]
    assert tried[0] <= tried[1]
    [whole, half] = [len(some) for some in harmed.asked if any("z * 1" in text for text in some)]
    assert half == (whole + 1) // 2


def test_many_that_hang_end_the_search() -> None:
    run = Pretended(hangs="z")
    assert searched(run, [1.0]).repair is None
    assert len(run.asked) == nearest_repair.MOST_HUNG


def test_a_submission_has_so_many_tries() -> None:
    run = Pretended()
    many = "def double(z):\n" + "    z = z * 3 + z - 1 * z\n" * 40 + "    return z * 3\n"
    searched(run, [1.0, 2.5], program=many)
    tried = {text for some in run.asked for text in some}
    assert len(tried) <= nearest_repair.MOST_OF_TASK
    assert max(len(some) for some in run.asked) <= nearest_repair.MOST_AT_ONCE


def test_a_repair_that_breaks_a_right_task_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    shared = "def share(z):\n    return z * 3\n\n\ndef double(z):\n    return share(z)\n"
    right = shared + "\n\ndef other(z):\n    return share(z) / 3\n"
    monkeypatch.setitem(globals(), "PROGRAM", right)
    found = searched(Pretended(), [1.0, 2.5], program=right)
    assert found.repair is not None
    assert found.repair.lines == ("line 6",)


def test_the_case_that_is_tried_first_is_the_smallest_wrong_one() -> None:
    task = key_task("double", [0.0, 1.0, 2.0])
    first = FirstRound.of(task, [Value(0.0), Value(3.0), Value(6.0)])
    assert unexplained._smallest_wrong(task, first.observations) == 1
