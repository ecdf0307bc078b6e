"""When work was submitted: nothing that a student can upload tells it."""

from __future__ import annotations

import io
import os
import tarfile
import zipfile
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from autograder.collect import discover as intake
from autograder.collect.time_stamps import parse
from autograder.model.outcomes import ProblemKind
from autograder.model.submission import STAMPS, Submission, TimeSource, TimeStamp, TrustedTimes

KNOWN = ["activations", "backprop"]
EARLY = b"2020-01-01 10:00:00 UTC"
NOON = b"2026-10-01 12:00:00 UTC"
CHANGED = datetime.fromtimestamp(1_700_000_000, UTC)
FILES = TrustedTimes(TimeSource.FILES)


def put(path: Path, content: bytes = b"x = 1\n") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    os.utime(path, (1_700_000_000,) * 2)
    return path


def packed(files: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name, (2026, 10, 2, 8, 0, 0)), content)
    return stream.getvalue()


def found(where: Path, times: TrustedTimes = STAMPS) -> Submission:
    [one] = intake.discover(where, KNOWN, "activations", (), times)
    return one


def test_the_collectors_stamp_stands_at_the_top_of_the_students_folder(tmp_path: Path) -> None:
    put(tmp_path / "ada/activations/activations.py")
    put(tmp_path / "ada/activations/timestamp.txt", EARLY)
    assert found(tmp_path).submitted is None, "the one in a folder came with the work"
    put(tmp_path / "ada/timestamp.txt", NOON)
    assert found(tmp_path).submitted == TimeStamp(
        datetime(2026, 10, 1, 12, tzinfo=UTC), "timestamp.txt"
    )


def test_a_single_file_has_the_stamp_of_its_folder(tmp_path: Path) -> None:
    file = put(tmp_path / "ada/activations.py")
    assert found(file).submitted is None
    put(tmp_path / "ada/timestamp.txt", NOON)
    one = found(file).submitted
    assert one is not None and one.when == datetime(2026, 10, 1, 12, tzinfo=UTC)


@pytest.mark.parametrize("name", ["ada.zip", "ada/work.zip", "class.zip"])
def test_no_stamp_in_an_archive_counts(tmp_path: Path, name: str) -> None:
    inside = {"activations.py": b"x = 1\n", "timestamp.txt": EARLY}
    if name == "class.zip":
        inside = {f"{who}/{one}": text for one, text in inside.items() for who in ("ada", "ben")}
    path = put(tmp_path / name, packed(inside))
    where = path if name == "class.zip" else tmp_path
    for one in intake.discover(where, KNOWN, "activations"):
        assert (one.status, one.submitted, one.problems) == ("graded", None, ())


def test_a_stamp_beside_an_archive_counts(tmp_path: Path) -> None:
    put(tmp_path / "ada/work.zip", packed({"activations.py": b"x = 1\n", "timestamp.txt": EARLY}))
    put(tmp_path / "ada/timestamp.txt", NOON)
    one = found(tmp_path).submitted
    assert one is not None and one.when.year == 2026


def test_the_clocks_of_files_count_where_the_course_says_so(tmp_path: Path) -> None:
    put(tmp_path / "ada/activations.py")
    assert found(tmp_path).submitted is None
    one = found(tmp_path, FILES).submitted
    assert one == TimeStamp(CHANGED, "when the file was changed")


@pytest.mark.parametrize("name", ["ada.zip", "ada/work.zip", "ada.tar"])
def test_what_a_student_packs_is_as_old_as_the_archive(tmp_path: Path, name: str) -> None:
    content = packed({"activations.py": b"x = 1\n"})
    if name == "ada.tar":
        stream = io.BytesIO()
        with tarfile.open(fileobj=stream, mode="w") as archive:
            archive.addfile(tarfile.TarInfo("activations.py"), io.BytesIO())
        content = stream.getvalue()
    put(tmp_path / name, content)
    one = found(tmp_path, FILES).submitted
    assert one is not None and one.when == CHANGED


def test_the_archive_of_a_class_has_the_dates_of_who_packed_it(tmp_path: Path) -> None:
    inner = packed({"activations.py": b"x = 1\n"})
    files = {"ada/activations.py": b"x = 1\n", "ben.zip": inner}
    path = put(tmp_path / "class.zip", packed(files))
    for one in intake.discover(path, KNOWN, "activations", (), FILES):
        assert one.submitted is not None and one.submitted.when == datetime(2026, 10, 2, 8)


def test_a_platform_writes_nothing_into_a_plain_folder(tmp_path: Path) -> None:
    put(tmp_path / "ada/activations.py")
    put(tmp_path / "ada/timestamp.txt", NOON)
    assert found(tmp_path, TrustedTimes(TimeSource.PLATFORM)).submitted is None


def test_a_students_own_repository_dates_nothing(tmp_path: Path) -> None:
    put(tmp_path / "activations.py")
    put(tmp_path / "timestamp.txt", EARLY)
    [(one, _)] = intake.repository(tmp_path, KNOWN, ["activations"])
    assert one.submitted is None
    [(one, _)] = intake.repository(tmp_path, KNOWN, ["activations"], times=STAMPS)
    assert one.submitted is not None


@pytest.mark.parametrize(
    "content",
    [b"", b" \n", b"\xef\xbb\xbf", b"soon", b"\xff\xfe", b"2026-07-01 05:00:00 IST", b"#" * 9999],
)
def test_a_stamp_that_cannot_be_read_leaves_the_time_unknown(
    tmp_path: Path, content: bytes
) -> None:
    """The clock of the file is that of whoever unpacked it: it would make work late."""
    put(tmp_path / "ada/activations.py")
    put(tmp_path / "ada/timestamp.txt", content)
    one = found(tmp_path)
    assert (one.status, one.submitted) == ("graded", None)
    assert [problem.kind for problem in one.problems] == [ProblemKind.BAD_TIME_STAMP]


def test_a_linked_stamp_is_not_followed(tmp_path: Path) -> None:
    put(tmp_path / "class/ada/activations.py")
    (tmp_path / "class/ada/timestamp.txt").symlink_to(put(tmp_path / "mine.txt", NOON))
    one = found(tmp_path / "class")
    assert one.submitted is None and one.problems


@pytest.mark.parametrize("code", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_a_byte_order_mark_is_no_part_of_a_stamp(tmp_path: Path, code: str) -> None:
    text = NOON.decode() if code in ("utf-8-sig", "utf-16") else "\ufeff" + NOON.decode()
    put(tmp_path / "ada/activations.py")
    put(tmp_path / "ada/timestamp.txt", text.encode(code))
    one = found(tmp_path).submitted
    assert one is not None and one.when == datetime(2026, 10, 1, 12, tzinfo=UTC)


def test_a_stamp_is_read_with_the_abbreviations_of_the_course(tmp_path: Path) -> None:
    put(tmp_path / "ada/activations.py")
    put(tmp_path / "ada/timestamp.txt", b"2026-07-01 05:00:00.000000 IST")
    kolkata = TrustedTimes(zone=ZoneInfo("Asia/Kolkata"))
    one = found(tmp_path, kolkata).submitted
    assert one is not None and one.when == datetime(2026, 6, 30, 23, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    "text",
    [
        "2026-10-01 15:58:23.948203 UTC",
        "2026-10-01 15:58:23.948203 GMT",
        "2026-10-01T15:58:23.948203Z",
        "2026-10-01 17:58:23.948203 Europe/Vienna",
        "2026-10-01 17:58:23.948203 +0200\n",
        "2026-10-01 17:58:23.948203+02:00",
        "2026-10-01 12:58:23.948203 -03",
        "2026-10-01 17:58:23.948203 CEST",
        "2026-10-01 16:58:23.948203 CET",
        "2026-10-01 11:58:23.948203 EDT",
        "2026-10-02 00:58:23.948203 JST",
    ],
)
def test_times_of_other_tools_are_read(text: str) -> None:
    assert parse(text) == datetime(2026, 10, 1, 15, 58, 23, 948203, UTC)


@pytest.mark.parametrize(
    "text",
    ["", "yesterday", "2026-10-01 25:00:00 UTC", "\0", "1 ../../etc", "2026-10-01 12:00 Europe/"],
)
def test_what_is_no_time_is_none(text: str) -> None:
    assert parse(text) is None


@pytest.mark.parametrize("month", ["01", "07"])
@pytest.mark.parametrize("zone", ["CST", "CDT", "IST", "PST", "XYZ", "cet", "Standard Time"])
def test_an_abbreviation_with_several_meanings_is_not_guessed(zone: str, month: str) -> None:
    assert parse(f"2026-{month}-05 11:00:00.000000 {zone}") is None


@pytest.mark.parametrize(
    ("zone", "hours"),
    [("America/Chicago", -6), ("Asia/Shanghai", 8), ("America/Havana", -5)],
)
def test_the_zone_of_who_wrote_it_tells_which_is_meant(zone: str, hours: int) -> None:
    when = parse("2026-01-05 11:00:00 CST", ZoneInfo(zone))
    assert when is not None and when.utcoffset() == timedelta(hours=hours)


def test_the_hour_that_is_there_twice_is_told_apart() -> None:
    first, second = (parse(f"2026-10-25 02:30 {zone}") for zone in ("CEST", "CET"))
    assert first is not None and second is not None and second - first == timedelta(hours=1)
