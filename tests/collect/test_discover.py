"""What a class hands in is found; what cannot be read is said in words."""

from __future__ import annotations

import io
import json
import os
import tarfile
import zipfile
from pathlib import Path
from typing import Any, BinaryIO

import pytest

from autograder.collect import discover as intake
from autograder.model.submission import Submission
from autograder.reading.reader import OutOfTime, OwnProcess
from autograder.reading.requests import R, Request

KNOWN = ["activations", "backprop"]


def put(path: Path, content: bytes = b"x = 1\n") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path


def only(where: Path) -> Submission:
    [found] = intake.discover(where, KNOWN, "activations")
    return found


@pytest.mark.parametrize("place", ["activations.py", "activations/activations.py"])
def test_both_places_are_read(tmp_path: Path, place: str) -> None:
    put(tmp_path / "ada" / place)
    found = only(tmp_path)
    assert (found.student, found.status, found.problems) == ("ada", "graded", ())


@pytest.mark.parametrize("place", ["backprop.py", "backprop/backprop.py"])
def test_earlier_work_of_the_same_student_comes_along(tmp_path: Path, place: str) -> None:
    put(tmp_path / "ada" / place, b"mine = 1\n")
    put(tmp_path / "ada/activations.py")
    assert only(tmp_path).files["backprop.py"] == b"mine = 1\n"


@pytest.mark.parametrize("name", ["activations.py.txt", "Activations.docx", "activations.pdf"])
def test_work_in_a_file_of_another_kind_is_no_zero(tmp_path: Path, name: str) -> None:
    put(tmp_path / "ada" / name)
    put(tmp_path / "ada/timestamp.txt", b"2026-10-01 10:00:00")
    found = only(tmp_path)
    assert (found.status, found.problems[0].kind) == ("ungraded", "other_kind_of_file")
    assert name in found.problems[0].message


@pytest.mark.parametrize("name", ["activations.key", "README.md", "backprop.txt", "data.csv"])
def test_what_is_no_work_on_the_topic_is_nothing(tmp_path: Path, name: str) -> None:
    put(tmp_path / "ada" / name)
    assert only(tmp_path).status == "not_attempted"


@pytest.mark.parametrize(
    "name", ["ACTIVATIONS.PY", "Activations.py", "activation.py", "my_activations_v2.py"]
)
def test_a_renamed_file_is_found_and_said(tmp_path: Path, name: str) -> None:
    put(tmp_path / "ada" / name)
    found = only(tmp_path)
    assert found.status == "graded"
    assert found.problems[0].kind == "renamed_file" and name in found.problems[0].message


def test_two_candidates_are_not_guessed(tmp_path: Path) -> None:
    put(tmp_path / "ada/activations_old.py")
    put(tmp_path / "ada/activations_new.py")
    found = only(tmp_path)
    assert (found.status, found.problems[0].kind) == ("ungraded", "ambiguous")


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"<html><body>sign in</body></html>", "not_a_file"),
        (b"version https://git-lfs.github.com/spec/v1\n", "not_a_file"),
        (b"\xff\xfe\x00", "not_utf8"),
        (b"#" * (intake.MAX_FILE + 1), "huge_file"),
    ],
)
def test_a_file_that_cannot_be_read_is_ungraded(tmp_path: Path, content: bytes, kind: str) -> None:
    put(tmp_path / "ada/activations.py", content)
    found = only(tmp_path)
    assert (found.status, found.problems[0].kind) == ("ungraded", kind)


def test_an_empty_folder_is_not_attempted(tmp_path: Path) -> None:
    (tmp_path / "ada").mkdir()
    assert only(tmp_path).status == "not_attempted"


@pytest.mark.parametrize("place", ["notes/{}.txt", "{}.txt", "{}/a.txt", "{:.1s}/{}.txt", "{}"])
@pytest.mark.parametrize("topic", ["a/activations.py", "activations.py", "zz/activations.py"])
def test_a_folder_with_more_files_than_are_read_is_ungraded(
    tmp_path: Path, place: str, topic: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("autograder.collect.files.MAX_ENTRIES", 20)
    for number in map(str, range(10, 31)):
        if place == "{}":
            (tmp_path / "ada" / number).mkdir(parents=True)
        else:
            put(tmp_path / "ada" / place.format(*[number] * place.count("{")))
    put(tmp_path / "ada" / topic)
    put(tmp_path / "ben/activations.py")
    ada, ben = intake.discover(tmp_path, KNOWN, "activations")
    assert ben.status == "graded"
    assert (ada.status, [one.kind for one in ada.problems]) == ("ungraded", ["too_many_files"])
    assert "more than 20 files" in ada.problems[0].message
    [(alone, _)] = intake.repository(tmp_path / "ada", KNOWN, ["activations"])
    assert (alone.status, alone.problems) == ("ungraded", ada.problems)
    with pytest.raises(intake.IntakeError, match="more than 20 files"):
        intake.repository(tmp_path / "ada", KNOWN, None)


def test_what_tools_leave_is_no_part_of_a_submission(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("autograder.collect.files.MAX_ENTRIES", 20)
    for number in range(30):
        put(tmp_path / f"ada/.git/{number}")
        put(tmp_path / f"ada/__pycache__/{number}.pyc")
    put(tmp_path / "ada/activations.py")
    assert only(tmp_path).status == "graded"


@pytest.mark.parametrize(
    "place",
    ["hw/src/activations.py", "hw1/activations.py", "hw/src/main.py", "hw1/Activation.ipynb"],
)
@pytest.mark.parametrize("packed", [False, True])
def test_work_where_it_is_not_looked_for_is_no_zero(
    tmp_path: Path, place: str, packed: bool
) -> None:
    if packed and place.endswith("main.py"):
        pytest.skip("an archive is listed whole, so that this is known to be something else")
    if packed:
        zipped(tmp_path / "ada.zip", {place: b"x = 1\n", "README.md": b""})
    else:
        put(tmp_path / "ada" / place)
    found = only(tmp_path)
    assert (found.status, [one.kind for one in found.problems]) == ("ungraded", ["misplaced"])


def test_a_linked_folder_is_no_zero(tmp_path: Path) -> None:
    put(tmp_path / "mine/activations.py")
    (tmp_path / "class/eve").mkdir(parents=True)
    (tmp_path / "class/eve/activations").symlink_to(tmp_path / "mine")
    found = only(tmp_path / "class")
    assert (found.status, found.problems[0].kind) == ("ungraded", "not_a_file")


def test_an_archive_that_stays_shut_in_a_repository_is_no_zero(tmp_path: Path) -> None:
    put(tmp_path / "work.rar")
    [(found, _)] = intake.repository(tmp_path, KNOWN, ["activations"])
    assert (found.status, found.problems[0].kind) == ("ungraded", "archive_not_opened")


def test_what_is_imported_counts_before_what_is_not(tmp_path: Path) -> None:
    for number in range(60):
        put(tmp_path / f"ada/a{number:02}.py")
    put(tmp_path / "ada/helper.py", b"y = 1\n")
    put(tmp_path / "ada/activations.py", b"import helper\n")
    found = only(tmp_path)
    assert found.status == "graded" and found.files["helper.py"] == b"y = 1\n"


@pytest.mark.parametrize("size", [1, 1 << 20])
def test_imports_beyond_the_limits_are_ungraded(tmp_path: Path, size: int) -> None:
    """The import would fail, and cost points, though the file was submitted."""
    names = [f"part_{number:02}" for number in range(60 if size == 1 else 9)]
    for name in names:
        put(tmp_path / f"ada/{name}.py", b"#" * size)
    put(tmp_path / "ada/activations.py", "\n".join(f"import {name}" for name in names).encode())
    found = only(tmp_path)
    assert (found.status, [one.kind for one in found.problems]) == ("ungraded", ["too_many_files"])
    assert names[50 if size == 1 else 8] in found.problems[0].message


def test_a_link_is_never_followed(tmp_path: Path) -> None:
    secret = put(tmp_path / "solution.py")
    (tmp_path / "class/eve").mkdir(parents=True)
    (tmp_path / "class/eve/activations.py").symlink_to(secret)
    (tmp_path / "class/eve/helper.py").symlink_to(secret)
    (tmp_path / "class/mal").symlink_to(tmp_path)
    found = only(tmp_path / "class")
    assert (found.student, found.status, found.problems[0].kind) == (
        "eve",
        "ungraded",
        "not_a_file",
    )
    assert not found.files


def test_a_linked_companion_stays_behind(tmp_path: Path) -> None:
    secret = put(tmp_path / "solution.py")
    put(tmp_path / "class/eve/activations.py")
    (tmp_path / "class/eve/helper.py").symlink_to(secret)
    assert set(only(tmp_path / "class").files) == {"activations.py"}


@pytest.mark.skipif(os.name != "posix", reason="only POSIX file names may be any bytes")
def test_a_name_that_is_no_text_becomes_text(tmp_path: Path) -> None:
    os.makedirs(os.fsencode(tmp_path) + b"/J\xf6rg")
    found = only(tmp_path)
    found.student.encode("utf-8")
    assert found.student == "J\N{REPLACEMENT CHARACTER}rg"


def zipped(path: Path, files: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(path, "w", method) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return path


@pytest.mark.parametrize(
    "inside", ["activations.py", "activations/activations.py", "homework/activations.py"]
)
def test_an_archive_counts_as_a_students_folder(tmp_path: Path, inside: str) -> None:
    zipped(tmp_path / "ada.zip", {inside: b"x = 1\n"})
    found = only(tmp_path)
    assert (found.student, found.status) == ("ada", "graded")
    assert found.files["activations.py"] == b"x = 1\n"


def test_a_folder_and_an_archive_of_one_name_are_two_submissions(tmp_path: Path) -> None:
    zipped(tmp_path / "ada.zip", {"activations.py": b"x = 1\n"})
    (tmp_path / "ada").mkdir()
    (tmp_path / "ada" / "activations.py").write_text("x = 2\n")
    found = intake.discover(tmp_path, KNOWN, None)
    assert [one.student for one in found] == ["ada", "ada (2)"]
    assert {one.files["activations.py"] for one in found} == {b"x = 1\n", b"x = 2\n"}


def test_an_archive_of_a_class_of_one_is_read(tmp_path: Path) -> None:
    path = zipped(tmp_path / "class.zip", {"ada/activations.py": b"x = 1\n"})
    [one] = intake.discover(path, KNOWN, None)
    assert (one.student, one.topic, one.status) == ("ada", "activations", "graded")


def test_an_archive_of_the_whole_class_is_read(tmp_path: Path) -> None:
    files = {f"{name}/activations.py": name.encode() for name in ("ada", "ben")}
    found = intake.discover(zipped(tmp_path / "class.zip", files), KNOWN, None)
    assert [(one.student, one.files["activations.py"]) for one in found] == [
        ("ada", b"ada"),
        ("ben", b"ben"),
    ]


def test_a_compressed_tar_is_read(tmp_path: Path) -> None:
    put(tmp_path / "work/activations.py")
    (tmp_path / "class").mkdir()
    with tarfile.open(tmp_path / "class/ada.tar.gz", "w:gz") as archive:
        archive.add(tmp_path / "work/activations.py", "activations.py")
    assert only(tmp_path / "class").status == "graded"


HOSTILE_NAMES = [
    "../activations.py",
    "a/../../activations.py",
    "/etc/activations.py",
    "C:\\activations.py",
    "a\\activations.py",
    "activations\N{RIGHT-TO-LEFT OVERRIDE}.py",
    "activations\x1b[2J.py",
]


@pytest.mark.parametrize("name", HOSTILE_NAMES)
def test_an_archive_with_a_name_that_leads_elsewhere_is_refused(tmp_path: Path, name: str) -> None:
    zipped(tmp_path / "class/eve.zip", {"activations.py": b"x = 1\n", name: b"x"})
    found = only(tmp_path / "class")
    assert (found.status, found.problems[0].kind) == ("ungraded", "refused_archive")


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize("other", ["activations.py", "Activations.py", "ACTIVATIONS.PY"])
def test_two_names_that_are_one_somewhere_are_refused(tmp_path: Path, other: str) -> None:
    (tmp_path / "class").mkdir()
    with zipfile.ZipFile(tmp_path / "class/eve.zip", "w") as archive:
        archive.writestr("activations.py", "x = 1")
        archive.writestr(other, "x = 2")
    assert only(tmp_path / "class").problems[0].kind == "refused_archive"


def test_bombs_and_lying_sizes_are_refused(tmp_path: Path) -> None:
    zipped(tmp_path / "class/bomb.zip", {"activations.py": b"0" * (90 << 20)})
    honest = zipped(tmp_path / "class/liar.zip", {"activations.py": b"x = 1\n" * 50})
    lying = honest.read_bytes().replace((300).to_bytes(4, "little"), (200).to_bytes(4, "little"))
    honest.write_bytes(lying)
    for found in intake.discover(tmp_path / "class", KNOWN, "activations"):
        assert found.status == "ungraded"
        assert found.problems[0].kind in ("refused_archive", "bad_archive")


def test_links_and_devices_in_an_archive_are_not_files(tmp_path: Path) -> None:
    (tmp_path / "class").mkdir()
    with tarfile.open(tmp_path / "class/eve.tar", "w") as archive:
        link = tarfile.TarInfo("activations.py")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        archive.addfile(link)
    found = only(tmp_path / "class")
    assert (found.status, found.problems[0].kind) == ("ungraded", "not_a_file")


@pytest.mark.parametrize("name", ["ada.zip", "ada.tar.gz", "ada.tar.xz"])
def test_a_broken_archive_is_ungraded_and_the_next_student_is_not(
    tmp_path: Path, name: str
) -> None:
    put(tmp_path / name, b"PK\x03\x04 no archive at all")
    put(tmp_path / "ben/activations.py")
    ada, ben = intake.discover(tmp_path, KNOWN, "activations")
    assert (ada.status, ada.problems[0].kind) == ("ungraded", "bad_archive")
    assert ben.status == "graded"


@pytest.mark.parametrize("method", [zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_a_damaged_archive_stops_nobody(tmp_path: Path, method: int) -> None:
    """Its directory at the end may be whole, and what it tells of wrong."""
    whole = zipped(tmp_path / "class/ada.zip", {"activations.py": b"x = 1\n" * 50}, method)
    put(tmp_path / "class/ben/activations.py")
    content = whole.read_bytes()
    seen = set()
    for place in range(30, content.index(b"PK\x01\x02") + 46):
        whole.write_bytes(content[:place] + bytes([content[place] ^ 0xFF]) + content[place + 1 :])
        ada, ben = intake.discover(tmp_path / "class", KNOWN, "activations")
        assert ben.status == "graded"
        seen.add(ada.status)
    assert "ungraded" in seen


def test_an_archive_is_unpacked_once_for_all_of_its_files_and_topics(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It was unpacked anew for each of them: 48 s of the judge for an archive of 1 MB."""
    topics = ["activations", "chain_rule", "backprop"]
    (tmp_path / "class").mkdir()
    with tarfile.open(tmp_path / "class/ada.tar.gz", "w:gz") as archive:
        for name in (*(f"{one}.py" for one in topics), *(f"m{n}.py" for n in range(49))):
            member = tarfile.TarInfo(name)
            member.size = 6
            archive.addfile(member, io.BytesIO(b"x = 1\n"))
    opened = []
    real = tarfile.open

    def counted(*given: Any, **named: Any) -> tarfile.TarFile:
        opened.append(given)
        return real(*given, **named)

    monkeypatch.setattr(tarfile, "open", counted)
    found = intake.discover(tmp_path / "class", topics, None)
    assert [one.topic for one in found] == topics
    assert [len(one.files) for one in found] == [51, 51, 51]
    assert len(opened) == 1


def test_archives_are_unpacked_by_the_reader(tmp_path: Path) -> None:
    """In a class's archive, in a folder, and within a student's folder."""
    inner = zipped(tmp_path / "inner.zip", {"work/activations.py": b"x = 1\n"}).read_bytes()
    (tmp_path / "class").mkdir()
    zipped(tmp_path / "class/ada.zip", {"activations.py": b"x = 1\n"})
    (tmp_path / "class/eve").mkdir()
    (tmp_path / "class/eve/inner.zip").write_bytes(inner)
    whole = zipped(tmp_path / "class.zip", {"ada/activations.py": b"x = 1\n", "eve/i.zip": inner})
    for where in (tmp_path / "class", whole):
        asked = Counted()
        found = intake.discover(where, KNOWN, None, reader=asked)
        assert [one.files for one in found] == [{"activations.py": b"x = 1\n"}] * 2
        assert asked.names == ["Unpack"] * 2


def test_archives_of_one_student_are_kept_within_a_bound_of_all_together(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("autograder.reading.reader.MAX_TOTAL", 1 << 20)
    for student in ("ada", "eve"):
        (tmp_path / student).mkdir()
    for name in ("a.zip", "b.zip"):
        code = {f"{name[0]}.py": os.urandom(400_000).hex().encode()}
        zipped(tmp_path / "eve" / name, {"activations.py": b"x = 1\n", **code})
    zipped(tmp_path / "ada/a.zip", {"activations.py": b"x = 1\n", "own.py": code["b.py"]})
    ada, eve = intake.discover(tmp_path, KNOWN, "activations")
    assert (ada.status, eve.status) == ("graded", "graded")
    assert set(eve.files) == {"activations.py", "a.py"}


def test_what_takes_too_long_to_read_is_ungraded_and_says_so(tmp_path: Path) -> None:
    (tmp_path / "ada").mkdir()
    notebook = json.dumps({"cells": [{"cell_type": "code", "source": "x = 1"}]})
    (tmp_path / "ada/activations.ipynb").write_text(notebook)
    [found] = intake.discover(tmp_path, KNOWN, "activations", reader=Slow())
    assert found.status == "ungraded"
    [problem] = found.problems
    assert problem.kind == "hard_to_read"
    assert "reading activations.ipynb took more than 5 s of processor time" in problem.message


def test_a_companion_that_takes_too_long_to_read_is_not_taken_for_missing(tmp_path: Path) -> None:
    """It would fail where it is imported, which would be the submission's fault."""
    (tmp_path / "ada").mkdir()
    (tmp_path / "ada/activations.py").write_text("import own\n")
    (tmp_path / "ada/own.ipynb").write_text("{}")
    [found] = intake.discover(tmp_path, KNOWN, "activations", reader=Slow())
    assert (found.status, found.problems[0].kind) == ("ungraded", "hard_to_read")


class Counted(OwnProcess):
    """Notes what it is asked."""

    def __init__(self) -> None:
        super().__init__()
        self.names: list[str] = []

    def ask(self, request: Request[R], limit_s: float, file: BinaryIO | None = None) -> R:
        self.names.append(type(request).__name__)
        return super().ask(request, limit_s, file)


class Slow(OwnProcess):
    """Takes longer for a notebook than a submission has."""

    def ask(self, request: Request[R], limit_s: float, file: BinaryIO | None = None) -> R:
        raise OutOfTime
