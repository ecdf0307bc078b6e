"""JUnit XML by the rules of those who read it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import pytest
import xmlschema

from autograder.model.outcomes import Outcome
from autograder.model.report import Report
from autograder.platforms.gitlab import junit
from tests.platforms.builders import GRADED, MISSING, UNGRADED, check, task


def suites(*reports: Report) -> ElementTree.Element:
    return ElementTree.fromstring(junit.document(reports).encode())


def test_junit_counts_what_it_holds() -> None:
    root = suites(GRADED, UNGRADED, MISSING)
    assert root.tag == "testsuites"
    assert [root.get(name) for name in ("tests", "failures", "errors")] == ["9", "2", "2"]
    first = root[0]
    assert {name: first.get(name) for name in ("tests", "failures", "errors", "skipped")} == {
        "tests": "7",
        "failures": "1",
        "errors": "1",
        "skipped": "2",
    }
    names = [(case.get("classname"), case.get("name")) for case in first.iter("testcase")]
    assert len(set(names)) == len(names) == 7
    assert "time" in first.attrib and "2.7" in {one.get("value") for one in first.iter("property")}


SCHEMA = xmlschema.XMLSchema11(Path(__file__).with_name("junit.xsd"))


def test_junit_keeps_to_the_schema() -> None:
    twins = replace(GRADED, student="José"), GRADED
    for reports in ([GRADED, UNGRADED, MISSING], twins, []):
        SCHEMA.validate(junit.document(reports))


@pytest.mark.parametrize(
    ("now", "then"),
    [
        ('failures="1"', 'failures="2"'),
        ('name="loss: right values (2)"', 'name="loss: right values"'),
        ("<properties>", "<property/><properties>"),
        ('time="0.250"', 'time="0,250"'),
        ("<skipped", "<error/><skipped"),
    ],
)
def test_the_schema_catches_what_readers_trip_over(now: str, then: str) -> None:
    text = junit.document([GRADED])
    assert now in text
    assert not SCHEMA.is_valid(text.replace(now, then, 1))


def test_junit_stays_small_enough_for_gitlab() -> None:
    long = tuple(
        task(
            f"t{n}",
            Outcome.FAILED,
            *(check(Outcome.FAILED, 0.0, f"{n}{k}" + "Ω" * 5000) for k in range(3)),
        )
        for n in range(400)
    )
    report = replace(GRADED, tasks=long)
    text = junit.document([report, replace(report, topic="other")] * 2)
    assert len(text.encode()) <= junit.MAX_BYTES


def test_junit_says_what_is_wrong_and_survives_any_text() -> None:
    [failure] = suites(GRADED).iter("failure")
    assert failure.get("message") == "wrong at [0]: ]]> & <b> "
    assert failure.text == "The mean is missing. Over what is it?"
    assert 'José "Pepe" <O\'Hara>' in str(suites(GRADED)[0].get("name"))
