"""What lateness costs: settings, time stamps, and what is shown of them."""

from __future__ import annotations

import csv
import io
import os
import tarfile
import zipfile
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from autograder.cli import main
from autograder.collect import discover as intake
from autograder.collect.time_stamps import parse
from autograder.course.deadlines import DeadlineError, Deadlines
from autograder.model.outcomes import Status
from autograder.model.report import Report
from autograder.model.submission import TimeStamp
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


def handed_in(text: str) -> TimeStamp:
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
    made = rules(tmp_path).apply(report(), handed_in(when))
    assert made.lateness is not None
    assert (made.lateness.days, made.score, made.lateness.raw_score) == (days, score, 20.0)


def test_an_extension_moves_the_date_and_never_back(tmp_path: Path) -> None:
    known = rules(tmp_path)
    stamp = handed_in("2026-10-03T11:00:00+02:00")
    lateness = {s: known.apply(report(student=s), stamp).lateness for s in ("ada", "ben", "zoe")}
    assert {s: one.days for s, one in lateness.items() if one} == {"ada": 0, "ben": 2, "zoe": 2}
    assert known.strangers(["ada", "ben"]) == ["zoe"]


def test_what_cannot_be_late_is_left_as_it_is(tmp_path: Path) -> None:
    known = rules(tmp_path)
    assert known.apply(report(), None) == report()
    other = replace(report(), topic="backprop")
    assert known.apply(other, handed_in("2030-01-01")) == other
    nothing = Deadlines.read(tmp_path / "nowhere.toml", TOPICS)
    assert nothing.apply(report(), handed_in("2030-01-01")) == report()


def test_work_that_could_not_be_graded_stays_so(tmp_path: Path) -> None:
    made = rules(tmp_path).apply(report(None), handed_in("2027-01-01"))
    assert made.score is None and made.lateness is not None and made.lateness.percent == 100


@pytest.mark.parametrize(
    "text, says",
    [
        ("[due]\nbackpropagation = 2026-01-01\n", "there is no topic “backpropagation”"),
        ("[due]\nbackprop = 'soon'\n", "due.backprop: "),
        ("[late]\npercent_per_day = 120\n", "late.percent_per_day: .*less than or equal to 100"),
        ("[late]\ngrace = 1\n", "late.grace: is not known here"),
        ("time_zone = 'Vienna'\n", "no time zone “Vienna”"),
        ("time_zone = '../etc'\n", "no time zone"),
        ("[due\n", "cannot be read"),
    ],
)
def test_settings_that_cannot_be_used_say_where(tmp_path: Path, text: str, says: str) -> None:
    with pytest.raises(DeadlineError, match=says):
        rules(tmp_path, text)


@pytest.mark.parametrize(
    "text",
    [
        "2026-10-01 15:58:23.948203 UTC",
        "2026-10-01T15:58:23.948203Z",
        "2026-10-01 17:58:23.948203 Europe/Vienna",
        "2026-10-01 17:58:23.948203 +0200\n",
        "2026-10-01 17:58:23.948203+02:00",
    ],
)
def test_times_of_other_tools_are_read(text: str) -> None:
    assert parse(text) == datetime(2026, 10, 1, 15, 58, 23, 948203, UTC)


@pytest.mark.parametrize("text", ["", "yesterday", "2026-10-01 25:00:00 UTC", "\0", "1 ../../etc"])
def test_what_is_no_time_is_none(text: str) -> None:
    assert parse(text) is None


def hand_in(folder: Path, **files: str) -> Path:
    folder.mkdir(parents=True)
    for name, text in files.items():
        path = folder / name.replace("__", ".")
        path.write_text(text)
        os.utime(path, (1_700_000_000, 1_700_000_000))
    return folder


def stamp_of(where: Path) -> Any:
    [one] = intake.discover(where, TOPICS, "activations")
    return one.submitted, [problem.kind for problem in one.problems]


def test_time_stamps_come_from_the_hand_in(tmp_path: Path) -> None:
    changed = datetime.fromtimestamp(1_700_000_000, UTC)
    hand_in(tmp_path / "plain" / "ada", activations__py="")
    stamp, problems = stamp_of(tmp_path / "plain")
    assert (stamp.when, problems) == (changed, [])
    noted = "2026-10-01 15:58:23 UTC"
    hand_in(tmp_path / "noted" / "ada", activations__py="", timestamp__txt=noted)
    stamp, problems = stamp_of(tmp_path / "noted")
    assert (stamp.when, stamp.source) == (parse(noted), "timestamp.txt")
    hand_in(tmp_path / "bad" / "ada", activations__py="", timestamp__txt="soon")
    stamp, problems = stamp_of(tmp_path / "bad")
    assert (stamp.when, problems) == (changed, ["bad_time_stamp"])


def test_archives_tell_when_their_files_were_changed(tmp_path: Path) -> None:
    zipped, tarred, odd = tmp_path / "z", tmp_path / "t", tmp_path / "o"
    for folder in (zipped, tarred, odd):
        folder.mkdir()
    with zipfile.ZipFile(zipped / "ada.zip", "w") as archive:
        archive.writestr(zipfile.ZipInfo("activations.py", (2026, 10, 2, 8, 0, 0)), "")
    assert stamp_of(zipped)[0].when == datetime(2026, 10, 2, 8)
    for folder, seconds in ((tarred, 1_700_000_000), (odd, 1e18)):
        with tarfile.open(folder / "ada.tar", "w", format=tarfile.PAX_FORMAT) as archive:
            member = tarfile.TarInfo("activations.py")
            member.pax_headers = {"mtime": str(seconds)}
            archive.addfile(member, io.BytesIO())
    assert stamp_of(tarred)[0].when == datetime.fromtimestamp(1_700_000_000, UTC)
    assert stamp_of(odd) == (None, [])


def test_a_class_with_deadlines(
    tmp_path: Path, tier: Tier, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A late hand-in, from the command line to every form of its report."""
    if tier.letter == "D":
        pytest.skip("grading is refused on this machine: " + "; ".join(tier.reasons))
    place = tmp_path / "course"
    for half in ("reference", "assignments"):
        (place / half).mkdir(parents=True)
        (place / half / "activations").symlink_to(ROOT / half / "activations")
    (place / "course.toml").write_text(RULES, encoding="utf-8")
    solution = (ROOT / "reference/activations/solution.py").read_text()
    hand_in(
        tmp_path / "class" / "ben", activations__py=solution, timestamp__txt="2026-10-03 10:00 UTC"
    )
    arguments = ["grade", str(tmp_path / "class"), "--course", str(place), "--workers", "1"]
    done = CliRunner().invoke(main, [*arguments, "--output", str(tmp_path / "out")])
    assert done.exit_code == 0, done.output
    assert "nobody here is called “zoe”" in done.output
    assert "2 days late: -10 %" in done.output
    [row] = csv.DictReader((tmp_path / "out" / "grades.csv").open())
    assert float(row["score"]) == round(0.9 * float(row["raw_score"]), 2)
    assert (row["raw_score"], row["days_late"]) == (row["max_score"], "2")
    page = (tmp_path / "out" / "reports" / "ben" / "activations.html").read_text()
    assert "Submitted 2 days late: 2026-10-03 12:00 +02:00 (timestamp.txt)" in page


def test_a_page_says_that_it_was_in_time(tmp_path: Path) -> None:
    made = rules(tmp_path).apply(report(), handed_in("2026-10-01T12:00:00+02:00"))
    assert "Submitted on time: 2026-10-01 12:00 +02:00, due 2026-10-01 23:59 +02:00." in (
        html.submission_page(made)
    )
