"""What lateness costs: settings, time stamps, and what is shown of them."""

from __future__ import annotations

import csv
import os
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from click.testing import CliRunner

from autograder.cli import main
from autograder.course.deadlines import Deadlines
from autograder.course.settings import SettingsError
from autograder.model.outcomes import ProblemKind, Status
from autograder.model.report import Lateness, Problem, Report
from autograder.model.submission import TimeSource, TimeStamp, TrustedTimes
from autograder.reports import html
from autograder.sandbox.tiers import Tier
from tests.conftest import ROOT

TOPICS = ["activations", "backprop"]
RULES = """
time_zone = "Europe/Vienna"
[due]
activations = 2026-10-01
[extensions.ada]
activations = 2026-10-03T12:00:00
[extensions.zoe]
activations = 2026-09-01
[late]
percent_per_day = 10
grace_days = 1
cut_off_days = 5
"""


def rules(folder: Path, text: str = RULES) -> Deadlines:
    path = folder / "course.toml"
    path.write_text(text, encoding="utf-8")
    return Deadlines.read(path, TOPICS)


def report(score: float | None = 20.0, student: str = "ben") -> Report:
    return Report(
        student=student,
        topic="activations",
        score=score,
        max_score=20.0,
        status=Status.UNGRADED if score is None else Status.GRADED,
        sandbox_tier="A",
        key="k",
        submission="s",
        duration_s=0.0,
    )


def submitted(text: str) -> TimeStamp:
    return TimeStamp(datetime.fromisoformat(text), "a test")


@pytest.mark.parametrize(
    "when, days, score",
    [
        ("2026-10-01T23:59:59+02:00", 0, 20.0),
        ("2026-10-01T21:59:59Z", 0, 20.0),
        ("2026-10-01T23:59:59", 0, 20.0),  # no zone: the course's
        ("2026-10-02T00:00:00+02:00", 1, 20.0),  # grace
        ("2026-10-03T00:00:00+02:00", 2, 18.0),
        ("2026-10-06T23:59:59+02:00", 5, 12.0),
        ("2026-10-07T00:00:00+02:00", 6, 0.0),  # cut off
    ],
)
def test_days_that_have_begun_cost(tmp_path: Path, when: str, days: int, score: float) -> None:
    made = rules(tmp_path).apply(report(), submitted(when))
    assert made.lateness is not None
    assert (made.lateness.days, made.score, made.lateness.raw_score) == (days, score, 20.0)


def test_an_extension_moves_the_date_and_never_back(tmp_path: Path) -> None:
    known = rules(tmp_path)
    stamp = submitted("2026-10-03T11:00:00+02:00")
    lateness = {s: known.apply(report(student=s), stamp).lateness for s in ("ada", "ben", "zoe")}
    assert {s: one.days for s, one in lateness.items() if one} == {"ada": 0, "ben": 2, "zoe": 2}
    assert known.strangers(["ada", "ben"]) == ["zoe"]


def test_what_cannot_be_late_is_left_as_it_is(tmp_path: Path) -> None:
    known = rules(tmp_path)
    absent = (Problem(kind=ProblemKind.MISSING_FILE, message="nothing was submitted"),)
    nobody = replace(report(0.0), problems=absent, status=Status.NOT_ATTEMPTED)
    assert known.apply(nobody, None) == nobody
    other = replace(report(), topic="backprop")
    assert known.apply(other, submitted("2030-01-01")) == other
    nothing = Deadlines.read(tmp_path / "nowhere.toml", TOPICS)
    assert nothing.apply(report(), submitted("2030-01-01")) == report()


def test_without_a_trusted_time_the_lateness_is_unknown_and_costs_nothing(tmp_path: Path) -> None:
    made = rules(tmp_path).apply(report(), None)
    assert made.score == 20.0
    assert made.lateness == Lateness(
        submitted=None,
        source="",
        due="2026-10-01T23:59:59+02:00",
        days=None,
        percent=0.0,
        raw_score=20.0,
    )
    assert "not known whether this was submitted late" in html.submission_page(made)


@pytest.mark.parametrize("when", ["9999-12-31T23:59:59+00:00", "0001-01-01T00:00:00+23:00"])
def test_a_time_outside_of_the_calendar_is_unknown(tmp_path: Path, when: str) -> None:
    known = rules(tmp_path, RULES.replace("Europe/Vienna", "Asia/Tokyo"))
    made = known.apply(report(), submitted(when))
    assert made.score == 20.0 and made.lateness is not None and made.lateness.days is None


def test_the_instructor_can_say_when_it_was(tmp_path: Path) -> None:
    """That counts before any stamp."""
    known = rules(tmp_path, RULES + "[submitted.ben]\nactivations = 2026-10-03T10:00:00\n")
    for stamp in (None, submitted("2026-09-01T10:00:00+02:00")):
        made = known.apply(report(), stamp)
        assert made.lateness is not None
        assert (made.lateness.days, made.lateness.source, made.score) == (2, "course.toml", 18.0)
    assert known.strangers(["ada", "zoe"]) == ["ben"]


def test_a_byte_order_mark_changes_no_rule(tmp_path: Path) -> None:
    marked = rules(tmp_path, "\ufeff" + RULES)
    assert marked.due("ben", "activations") == rules(tmp_path).due("ben", "activations")


@pytest.mark.parametrize("source", ["platform", "timestamp.txt", "files"])
def test_what_tells_the_time_is_a_setting(tmp_path: Path, source: str) -> None:
    known = rules(tmp_path, f"time_zone = 'Europe/Vienna'\n[late]\ntimes = '{source}'\n")
    assert known.times == TrustedTimes(TimeSource(source), ZoneInfo("Europe/Vienna"))
    assert rules(tmp_path, "").times.source is TimeSource.STAMP


def test_work_that_could_not_be_graded_stays_so(tmp_path: Path) -> None:
    made = rules(tmp_path).apply(report(None), submitted("2027-01-01"))
    assert made.score is None and made.lateness is not None and made.lateness.percent == 100


@pytest.mark.parametrize(
    "text, says",
    [
        ("[due]\nbackpropagation = 2026-01-01\n", "there is no topic “backpropagation”"),
        ("[due]\nbackprop = 'soon'\n", "due.backprop: "),
        ("[late]\npercent_per_day = 120\n", "late.percent_per_day: .*less than or equal to 100"),
        ("[late]\ngrace = 1\n", "late.grace: is not known here"),
        ("[late]\ntimes = 'clock'\n", "late.times: .*'platform', 'timestamp.txt' or 'files'"),
        ("[submitted.ada]\nbackpropagation = 2026-01-01\n", "no topic “backpropagation”"),
        ("time_zone = 'Vienna'\n", "no time zone “Vienna”"),
        ("time_zone = '../etc'\n", "no time zone"),
        ("[due\n", "cannot be read"),
    ],
)
def test_settings_that_cannot_be_used_say_where(tmp_path: Path, text: str, says: str) -> None:
    with pytest.raises(SettingsError, match=says):
        rules(tmp_path, text)


def put(folder: Path, **files: str) -> Path:
    folder.mkdir(parents=True)
    for name, text in files.items():
        path = folder / name.replace("__", ".")
        path.write_text(text)
        os.utime(path, (1_700_000_000, 1_700_000_000))
    return folder


def test_a_class_with_deadlines(
    tmp_path: Path, tier: Tier, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A late submission, from the command line to every form of its report."""
    if tier.letter == "D":
        pytest.skip("grading is refused on this machine: " + "; ".join(tier.reasons))
    place = tmp_path / "course"
    for half in ("reference", "assignments"):
        (place / half).mkdir(parents=True)
        (place / half / "activations").symlink_to(ROOT / half / "activations")
    (place / "course.toml").write_text(RULES, encoding="utf-8")
    solution = (ROOT / "reference/activations/solution.py").read_text()
    put(tmp_path / "class" / "ben", activations__py=solution, timestamp__txt="2026-10-03 10:00 UTC")
    put(tmp_path / "class" / "ida", activations__py=solution, timestamp__txt="2026-10-03 10:00 IST")
    arguments = ["grade", str(tmp_path / "class"), "--course", str(place), "--workers", "1"]
    done = CliRunner().invoke(main, [*arguments, "--output", str(tmp_path / "out")])
    assert done.exit_code == 0, done.output
    assert "nobody here is called “zoe”" in done.output
    assert "2 days late: -10 %" in done.output
    assert "lateness unknown" in done.output and "Lateness unknown: 1 (" in done.output
    row, unknown = csv.DictReader((tmp_path / "out" / "grades.csv").open())
    assert (unknown["student"], unknown["days_late"], unknown["submitted"]) == (
        "ida",
        "unknown",
        "",
    )
    assert unknown["score"] == unknown["raw_score"] == unknown["max_score"]
    summary = (tmp_path / "out" / "index.html").read_text()
    note = summary.partition("Lateness unknown")[2].partition("</section>")[0]
    assert "reports/ida/activations.html" in note and "reports/ben" not in note
    assert float(row["score"]) == round(0.9 * float(row["raw_score"]), 2)
    assert (row["raw_score"], row["days_late"]) == (row["max_score"], "2")
    page = (tmp_path / "out" / "reports" / "ben" / "activations.html").read_text()
    assert "Submitted 2 days late: 2026-10-03 12:00 +02:00 (timestamp.txt)" in page


def test_a_page_says_that_it_was_in_time(tmp_path: Path) -> None:
    made = rules(tmp_path).apply(report(), submitted("2026-10-01T12:00:00+02:00"))
    assert "Submitted on time: 2026-10-01 12:00 +02:00, due 2026-10-01 23:59 +02:00." in (
        html.submission_page(made)
    )
