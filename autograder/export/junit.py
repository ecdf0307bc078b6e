"""JUnit XML, as GitLab and Jenkins read it: one suite a report, one test a check."""

from __future__ import annotations

import re
from collections.abc import Sequence
from xml.etree import ElementTree
from xml.etree.ElementTree import Element, SubElement

from autograder.export.feedback import NOT_GRADED, shortened
from autograder.export.numbers import points
from autograder.render.plain_text import plain_text
from autograder.report import GradeReport, TaskReport

# What no XML may hold, even escaped.
FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
ROOM = 4000
KINDS = {
    "failed": "failure",
    "not_attempted": "skipped",
    "blocked": "skipped",
    "ungraded": "error",
}
COUNTED = {"failures": "failure", "errors": "error", "skipped": "skipped"}


def document(reports: Sequence[GradeReport]) -> str:
    """The document, UTF-8. Points stand in the properties of the suite."""
    root = Element("testsuites", name="autograder")
    for report in reports:
        _suite(root, report)
    for name in ("tests", "failures", "errors"):
        root.set(name, str(sum(int(suite.get(name, "0")) for suite in root)))
    ElementTree.indent(root)
    body = ElementTree.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{body}\n'


def _suite(root: Element, report: GradeReport) -> None:
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
    seen: dict[str, int] = {}
    for task in report.tasks:
        for check in task.checks:
            # GitLab keeps the first of several tests of one name.
            name = _plain(f"{task.name}: {check.name}")
            seen[name] = seen.get(name, 0) + 1
            name += f" ({seen[name]})" if seen[name] > 1 else ""
            case = SubElement(suite, "testcase", classname=place, name=name, time="0")
            if check.outcome != "passed":
                said = check.message or check.outcome.replace("_", " ")
                _outcome(case, KINDS[check.outcome], said, _hints(task))
    if not report.tasks:
        case = SubElement(suite, "testcase", classname=place, name="the hand-in", time="0")
        said = "; ".join(problem.message for problem in report.problems)
        if report.status == "ungraded":
            _outcome(case, "error", said or NOT_GRADED, NOT_GRADED)
        elif report.status == "not_attempted":
            _outcome(case, "failure", said or "nothing was handed in", "")
    suite.set("tests", str(len(suite.findall("testcase"))))
    for attribute, kind in COUNTED.items():
        suite.set(attribute, str(len(suite.findall(f"testcase/{kind}"))))
    suite.set("time", f"{report.duration_s:.3f}")


def _outcome(case: Element, kind: str, message: str, words: str) -> None:
    outcome = SubElement(case, kind, message=_plain(message))
    outcome.text = _plain(words) or None


def _hints(task: TaskReport) -> str:
    found = [finding for check in task.checks for finding in check.findings]
    return "; ".join(dict.fromkeys(f"{one.says} {one.hint}" for one in found))


def _plain(words: str) -> str:
    return shortened(FORBIDDEN.sub("\ufffd", plain_text(words)), ROOM)
