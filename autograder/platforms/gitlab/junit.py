"""JUnit XML, as GitLab and Jenkins read it: one suite a report, one test a check."""

from __future__ import annotations

import re
from collections.abc import Sequence
from xml.etree import ElementTree
from xml.etree.ElementTree import Element, SubElement

from autograder.model.outcomes import Outcome, Status
from autograder.model.report import Report, TaskReport
from autograder.reports.plain_text import plain_text
from autograder.reports.points import points
from autograder.reports.sentences import NOT_GRADED, shortened

# What no XML may hold, even escaped.
FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
ROOM = 4000
# GitLab reads no larger file.
MAX_BYTES = 30_000_000
KINDS = {
    "failed": "failure",
    "not_attempted": "skipped",
    "blocked": "skipped",
    "ungraded": "error",
}
COUNTED = {"failures": "failure", "errors": "error", "skipped": "skipped"}


def document(reports: Sequence[Report]) -> str:
    """The document, UTF-8. Points stand in the properties of the suite.

    Texts are shortened until it is small enough for GitLab, as far as that helps.
    """
    room = ROOM
    while len((text := _document(reports, room)).encode()) > MAX_BYTES and room > 100:
        room //= 4
    return text


def _document(reports: Sequence[Report], room: int) -> str:
    root = Element("testsuites", name="autograder")
    seen: set[tuple[str, str]] = set()
    for report in reports:
        _suite(root, report, room, seen)
    for name in ("tests", "failures", "errors"):
        root.set(name, str(sum(int(suite.get(name, "0")) for suite in root)))
    ElementTree.indent(root)
    body = ElementTree.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{body}\n'


def _suite(root: Element, report: Report, room: int, seen: set[tuple[str, str]]) -> None:
    suite = SubElement(root, "testsuite", name=_plain(f"{report.topic} of {report.student}"))
    properties = SubElement(suite, "properties")
    known = {"status": report.status, "max_score": points(report.max_score)}
    if report.score is not None:
        known["score"] = points(report.score)
    for task in report.tasks:
        known[f"points.{task.name}"] = f"{points(task.score)} of {points(task.max_score)}"
    for name, value in known.items():
        SubElement(properties, "property", name=_plain(name), value=_plain(value))
    place = _plain(f"{report.student}.{report.topic}")
    for task in report.tasks:
        for check in task.checks:
            case = _case(suite, place, _plain(f"{task.name}: {check.name}"), seen)
            if check.outcome != Outcome.PASSED:
                message = check.message or check.outcome.replace("_", " ")
                _outcome(case, KINDS[check.outcome], message, _hints(task), room)
    if not report.tasks:
        case = _case(suite, place, "the submission", seen)
        message = "; ".join(problem.message for problem in report.problems)
        if report.status == Status.UNGRADED:
            _outcome(case, "error", message or NOT_GRADED, NOT_GRADED, room)
        elif report.status == Status.EXCUSED:
            _outcome(case, "skipped", "excused", "", room)
        elif report.status == Status.NOT_ATTEMPTED:
            _outcome(case, "failure", message or "nothing was submitted", "", room)
    suite.set("tests", str(len(suite.findall("testcase"))))
    for attribute, kind in COUNTED.items():
        suite.set(attribute, str(len(suite.findall(f"testcase/{kind}"))))
    suite.set("time", f"{report.duration_s:.3f}")


def _case(suite: Element, place: str, name: str, seen: set[tuple[str, str]]) -> Element:
    """A test; GitLab keeps the first of several of one name in a file."""
    shown, count = name, 1
    while (place, shown) in seen:
        count += 1
        shown = f"{name} ({count})"
    seen.add((place, shown))
    return SubElement(suite, "testcase", classname=place, name=shown, time="0")


def _outcome(case: Element, kind: str, message: str, words: str, room: int) -> None:
    outcome = SubElement(case, kind, message=shortened(_plain(message), room))
    outcome.text = shortened(_plain(words), room) or None


def _hints(task: TaskReport) -> str:
    found = [finding for check in task.checks for finding in check.findings]
    return "; ".join(dict.fromkeys(f"{one.says} {one.hint}" for one in found))


def _plain(words: str) -> str:
    return FORBIDDEN.sub("\ufffd", plain_text(words))
