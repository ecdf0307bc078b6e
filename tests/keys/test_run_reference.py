"""What breaks on load is told by its author's file and line; what programs say is not heard."""

from __future__ import annotations

import ast
import shutil
import threading
import warnings
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from autograder.course.errors import BrokenCourse
from autograder.course.sources import Piece, Program
from autograder.course.topic import Topic
from autograder.keys import files as key_files
from autograder.keys.build import _build, build
from autograder.keys.run_reference import Cases, observer
from autograder.model.requests import RunReply
from tests.conftest import TOPICS

BREAKS = "\n\nBROKEN = 1 / 0\n"


@pytest.mark.parametrize("file", ["solution.py", "variants/another.py"])
def test_a_file_that_breaks_on_load_is_told_with_its_line(tmp_path: Path, file: str) -> None:
    copied = _copy(tmp_path)
    path = copied.reference / file
    text = path.read_text() if path.exists() else copied.solution
    path.write_text(text + BREAKS)
    line = len((text + BREAKS).splitlines())
    _is_refused(copied, path, line)


def test_a_misconception_that_breaks_on_load_is_told_with_its_line(tmp_path: Path) -> None:
    copied = _copy(tmp_path)
    path = copied.reference / "misconceptions.py"
    text = path.read_text() + (
        '\n\n@misconception("sigmoid/breaks", says="S.", hint="H?")\n'
        "def breaks(z, broken=1 / 0):  # a default is worked out when the function is made\n"
        "    return z\n"
    )
    path.write_text(text)
    _is_refused(copied, path, len(text.splitlines()) - 1)


def test_what_a_wrong_program_prints_or_warns_of_is_not_shown(
    capsys: pytest.CaptureFixture[str],
) -> None:
    topic = TOPICS["activations"]
    talks = "\n\nimport warnings\nwarnings.warn('no ratio of nothing')\nprint('a trace')\n"
    with warnings.catch_warnings(action="error"), observer(topic) as observe:
        observe(Program((Piece(topic.solution_file, topic.solution + talks),)), [])
    assert capsys.readouterr() == ("", "")


def test_a_key_is_the_same_however_many_run_the_misconceptions() -> None:
    topic = TOPICS["activations"]
    lock = threading.Lock()  # in this process, only one may

    with observer(topic) as observe:

        def in_turn(
            program: Program, cases: Cases, doubles: tuple[str, ...] = ()
        ) -> list[RunReply]:
            with lock:
                return observe(program, cases, doubles)

        several = _build(topic, "a seed", [in_turn] * 3)
    assert key_files.encode(several) == key_files.encode(build(topic, "a seed"))


def test_wrong_programs_are_read_in_one_thread(monkeypatch: pytest.MonkeyPatch) -> None:
    """Python 3.11 fails now and then where two threads make syntax trees at the same time."""
    parse, readers, running = ast.parse, set(), threading.Lock()

    def watched(*some: Any, **named: Any) -> Any:
        if not running.locked():  # what is read to run it is read where it runs
            readers.add(threading.current_thread())
        return parse(*some, **named)

    with observer(TOPICS["activations"]) as observe:

        def run(program: Program, cases: Cases, doubles: tuple[str, ...] = ()) -> list[RunReply]:
            with running:
                return observe(program, cases, doubles)

        monkeypatch.setattr(ast, "parse", watched)
        _build(replace(TOPICS["activations"]), "a seed", [run])  # a topic that is read anew
    assert readers == {threading.main_thread()}


def _copy(place: Path) -> Topic:
    """The topic “activations” as a copy that may be broken."""
    original = TOPICS["activations"]
    reference = place / "reference"
    shutil.copytree(original.reference, reference)
    return Topic(original.name, reference, original.assignment)


def _is_refused(topic: Topic, path: Path, line: int) -> None:
    with pytest.raises(BrokenCourse) as caught:
        build(replace(topic), "a seed")  # read anew
    [error] = caught.value.errors
    assert (error.file, error.line) == (path, line)
    assert "division by zero" in error.message
