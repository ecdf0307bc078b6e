"""The judge: from an answer key and observations to outcomes and points. A pure function."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from autograder import comparison
from autograder.answer_key import AnswerKey, KeyCheck, KeyMisconception, KeyTask, Observation
from autograder.numerics import finite_differences, tolerances
from autograder.report import CheckReport, Finding, Outcome, TaskReport
from autograder.worker import sweep

Observed = dict[str, list[Observation]]


@dataclass
class Verdict:
    """Outcome of one check before points are given."""

    outcome: Outcome
    message: str = ""
    follow_through: bool = False


@dataclass
class _State:
    findings: dict[str, list[KeyMisconception]] = field(default_factory=dict)
    outcomes: dict[str, Outcome] = field(default_factory=dict)


def judge(key: AnswerKey, observed: Observed) -> tuple[TaskReport, ...]:
    """Judge every task of a submission; a task without observations is ungraded."""
    state = _State()
    return tuple(_task(key, task, observed.get(task.name), state) for task in key.tasks)


def verdicts(task: KeyTask, observations: list[Observation]) -> list[Verdict]:
    """Outcome of every check of a task, without regard to other tasks."""
    return [_check(task, check, observations) for check in task.checks]


def _task(
    key: AnswerKey, task: KeyTask, observations: list[Observation] | None, state: _State
) -> TaskReport:
    if observations is None:
        ungraded = tuple(
            CheckReport(
                name=check.title,
                outcome="ungraded",
                points=0,
                max_points=check.points,
                message="could not be graded; this is not the submission's fault",
            )
            for check in task.checks
        )
        return _report(task, ungraded, state)
    found = verdicts(task, observations)
    named: list[KeyMisconception] = []
    if any(verdict.outcome == "failed" for verdict in found):
        named = _explanations(key, task, observations, found)
    state.findings[task.name] = [mistake for mistake in named if mistake.task == task.name]
    carried = next(
        (m for m in named if m.task != task.name and m in state.findings.get(m.task, [])), None
    )
    if carried is not None:
        # The slip was made, named and charged in an earlier task: here the work is right.
        message = f"right for your own {carried.task}; the slip there is counted only there"
        found = [
            Verdict("passed", message, True) if verdict.outcome == "failed" else verdict
            for verdict in found
        ]
        named = []
    named = [mistake for mistake in named if mistake.task == task.name]
    right = all(
        verdict.outcome == "passed"
        for check, verdict in zip(task.checks, found, strict=True)
        if check.role == "value"
    )
    reports = []
    shown = False
    for check, verdict in zip(task.checks, found, strict=True):
        outcome, message = verdict.outcome, verdict.message
        if check.role == "side" and outcome == "passed" and not right:
            outcome, message = "blocked", "counts once the values are right"
        findings: tuple[Finding, ...] = ()
        if outcome == "failed" and not shown:
            findings = tuple(_finding(mistake, message) for mistake in named)
            shown = True
        reports.append(
            CheckReport(
                name=check.title,
                outcome=outcome,
                points=check.points if outcome == "passed" else 0.0,
                max_points=check.points,
                message=message,
                findings=findings,
            )
        )
    return _report(task, tuple(reports), state)


def _report(task: KeyTask, checks: tuple[CheckReport, ...], state: _State) -> TaskReport:
    outcomes = [check.outcome for check in checks]
    outcome: Outcome
    if all(o == "passed" for o in outcomes):
        outcome = "passed"
    elif "ungraded" in outcomes:
        outcome = "ungraded"
    elif "failed" in outcomes:
        outcome = "failed"
    elif all(o in ("not_attempted", "blocked") for o in outcomes) and "not_attempted" in outcomes:
        outcome = "not_attempted"
    elif "not_attempted" in outcomes:
        outcome = "failed"
    else:
        outcome = "blocked"
    state.outcomes[task.name] = outcome
    score = round(sum(check.points for check in checks), 2)
    return TaskReport(
        name=task.name, score=score, max_score=task.points, outcome=outcome, checks=checks
    )


def _finding(mistake: KeyMisconception, evidence: str) -> Finding:
    return Finding(
        id=mistake.id,
        task=mistake.task,
        says=mistake.says,
        hint=mistake.hint,
        evidence=evidence,
    )


def _explanations(
    key: AnswerKey, task: KeyTask, observations: list[Observation], found: list[Verdict]
) -> list[KeyMisconception]:
    """Misconceptions with the same observation on every case and at least one wrong number."""
    failed = {i for i, verdict in enumerate(found) if verdict.outcome == "failed"}
    return [
        mistake
        for mistake in key.misconceptions
        if task.name in mistake.observations
        and _fits(task, mistake.observations[task.name], observations, failed)
    ]


def _fits(
    task: KeyTask,
    wrong: tuple[Observation, ...],
    observations: list[Observation],
    failed: set[int],
) -> bool:
    evidence = False
    for mine, theirs, right in zip(observations, wrong, task.expected, strict=True):
        if not comparison.same_observation(mine, theirs):
            return False
        # An exception alone names nothing: many slips raise the same one.
        if "value" in mine and not comparison.same_observation(mine, right):
            evidence = True
    return (
        evidence
        and {i for i, v in enumerate(verdicts(task, list(wrong))) if v.outcome == "failed"}
        <= failed
    )


def _check(task: KeyTask, check: KeyCheck, observations: list[Observation]) -> Verdict:
    mine = [observations[i] for i in check.cases]
    right = [task.expected[i] for i in check.cases]
    if check.of is not None:
        return _gradient(task, check, mine, right)
    if check.kind == "raises":
        for one in mine:
            ancestors = one.get("error", {}).get("ancestors", [])
            if check.exception not in ancestors:
                return _trouble(task, [one]) or Verdict(
                    "failed", f"no {check.exception} was raised"
                )
        return Verdict("passed")
    trouble = _trouble(task, mine)
    if trouble is not None:
        return trouble
    if check.kind in ("matches", "stable", "shape"):
        return _values(check, mine, right)
    if check.kind == "untouched":
        for index, one in zip(check.cases, mine, strict=True):
            for name, before in task.cases[index].arguments.items():
                if not comparison.same((one.get("after") or {}).get(name), before):
                    return Verdict("failed", f"the argument {name} was changed by the call")
        return Verdict("passed")
    if check.kind == "pure":
        if all(comparison.same(one.get("again"), one["value"]) for one in mine):
            return Verdict("passed")
        return Verdict("failed", "a second, equal call gave another result")
    if check.kind == "varies":
        pairs = [(a, b) for i, a in enumerate(mine) for b in mine[i + 1 :]]
        if any(comparison.same(a["value"], b["value"]) for a, b in pairs):
            return Verdict("failed", "the result did not change where it should")
        return Verdict("passed")
    return _law(check, mine)


def _values(check: KeyCheck, mine: list[Observation], right: list[Observation]) -> Verdict:
    for one, wanted in zip(mine, right, strict=True):
        value = comparison.view(one["value"], check.view)
        if check.view is not None and value is None:
            return Verdict("failed", "expected a sequence of batches, each with its arrays")
        target = comparison.view(wanted["value"], check.view)
        difference = comparison.compare(value, target, dtype=check.kind == "shape")
        if difference is not None:
            return Verdict("failed", difference.message)
        if check.kind == "stable" and set(one["warned"]) - set(wanted["warned"]):
            words = ", ".join(one["warned"])
            return Verdict("failed", f"the value is right, but a floating-point {words} occurred")
    return Verdict("passed")


def _law(check: KeyCheck, mine: list[Observation]) -> Verdict:
    parameters = check.parameters or {}
    values = [one["value"] for one in mine]
    if check.law in ("rows_sum_to", "within"):
        for value in values:
            if not isinstance(value, np.ndarray | np.generic | float | int) or np.ndim(value) == 0:
                return Verdict("failed", "expected a numpy array")
            array = np.asarray(value, dtype=np.float64)
            if check.law == "within":
                held = ((array >= parameters["low"]) & (array <= parameters["high"])).all()
            else:
                held = np.allclose(array.sum(axis=-1), parameters["total"], atol=1e-9)
            if not held:
                return Verdict("failed", "does not hold for your result")
        return Verdict("passed")
    for number, (first, second) in enumerate(zip(values[::2], values[1::2], strict=True)):
        if check.law == "rows_follow":
            order = np.asarray(parameters["orders"][number])
            if np.shape(first)[:1] != order.shape:
                return Verdict("failed", "the result does not have one row a sample")
            first = np.asarray(first)[order]
        if not comparison.same(second, first):
            return Verdict("failed", "does not hold for your result")
    return Verdict("passed")


def _gradient(
    task: KeyTask, check: KeyCheck, mine: list[Observation], right: list[Observation]
) -> Verdict:
    """The table of two oracles: the reference, and differences of the student's own function."""
    trouble = _trouble(task, mine[::3])
    if trouble is not None:
        return trouble
    differences = [
        comparison.compare(one["value"], wanted["value"])
        for one, wanted in zip(mine[::3], right[::3], strict=True)
    ]
    first = next((d for d in differences if d is not None), None)
    if first is None:
        return Verdict("passed")
    own = mine[1::3]
    if any("value" not in one for one in own) or any("value" not in o for o in mine[2::3]):
        return Verdict("failed", first.message)
    forward_right = all(
        comparison.compare(one["value"], wanted["value"]) is None
        for one, wanted in zip(own, right[1::3], strict=True)
    )
    if not forward_right and _consistent(task, check, mine):
        message = f"differs from the expected gradient, but is right for your own {check.of}"
        return Verdict("passed", message, True)
    return Verdict("failed", first.message)


def _consistent(task: KeyTask, check: KeyCheck, mine: list[Observation]) -> bool:
    """Whether the results are the slopes of the student's own function, and not trivially so."""
    bends = []
    for number, index in enumerate(check.cases[::3]):
        argument = task.cases[index].arguments[check.wrt or ""]
        evaluations = mine[3 * number + 2]["value"]
        value = mine[3 * number]["value"]
        try:
            if check.kind == "slope":
                numeric = {"": finite_differences.slope(np.asarray(evaluations), argument)}
                tables = [np.reshape(evaluations, (len(sweep.OFFSETS), -1)).T]
            else:
                numeric = finite_differences.gradient(evaluations, argument)
                tables = list(evaluations.values())
            given = dict(sweep.leaves(value))
            if set(given) != set(numeric):
                return False
            for name, n in numeric.items():
                a = np.asarray(given[name], dtype=np.float64)
                if a.shape != n.shape or not np.isfinite(a).all() or not np.isfinite(n).all():
                    return False
                if finite_differences.distance(a, n) > tolerances.GRADIENT_NUMERIC:
                    return False
            bends.append(max(finite_differences.curvature(table) for table in tables))
        except (TypeError, ValueError, KeyError, AttributeError, IndexError):
            return False
    # A constant function, or the identity, agrees with a constant slope: that shows nothing.
    return min(bends) > tolerances.DEGENERATE


def _trouble(task: KeyTask, mine: list[Observation]) -> Verdict | None:
    """What kept a check from being looked at: missing, not written, blocked, or an exception."""
    for one in mine:
        if "fault" in one:
            return Verdict("failed", one["fault"])
        if "missing" in one:
            return Verdict("not_attempted", f"there is no `{one['missing']}` in the file")
    errors = [one["error"] for one in mine if "error" in one]
    if not errors:
        return None
    error = errors[0]
    if error["type"] == "NotImplementedError":
        elsewhere = error["function"]
        if elsewhere in task.after:
            return Verdict("blocked", f"needs `{elsewhere}`, which is not written yet")
        return Verdict("not_attempted", "not written yet")
    place = f" (line {error['line']})" if error["line"] else ""
    return Verdict("failed", f"raised {error['type']}: {error['message']}{place}")
