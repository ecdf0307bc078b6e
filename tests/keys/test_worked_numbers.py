"""Worked numbers are run in a worker, and what does not agree is told by file and line."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from autograder.course.new import EXAMPLE, new_course
from autograder.course.sources import Piece, Program
from autograder.course.topic import Topic
from autograder.course.topics import choose
from autograder.keys.worked_numbers import agreeing, printed, wrong_numbers
from autograder.sandbox import Sandbox

EVERYWHERE = {0, 1}


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("sound") / "course"
    new_course(place)
    return place


@pytest.fixture
def topic(sound: Path, tmp_path: Path) -> Topic:
    return choose(Path(shutil.copytree(sound, tmp_path / "course")), EXAMPLE)


def change(topic: Topic, old: str, new: str) -> str:
    text = topic.handout_file.read_text(encoding="utf-8")
    assert old in text
    topic.handout_file.write_text(text.replace(old, new, 1), encoding="utf-8")
    return topic.handout


def program(topic: Topic, text: str) -> Program:
    return Program((Piece(topic.solution_file, topic.solution + text),))


def test_the_reference_gives_what_a_new_topic_shows(topic: Topic, sandbox: Sandbox) -> None:
    assert wrong_numbers(topic, sandbox) == []
    assert agreeing(topic, topic.program(), sandbox) == EVERYWHERE


def test_a_wrong_number_is_told_by_its_line(topic: Topic, sandbox: Sandbox) -> None:
    text = change(topic, "\n2.0\n", "\n2.1\n")
    [error] = wrong_numbers(topic, sandbox)
    assert text.split("\n")[error.line - 1].startswith(">>> mean_squared_error(")
    assert error.file == topic.handout_file
    assert "shows 2.1, and the solution gives 2.0" in error.message


def test_an_exception_and_silence_are_told_in_words(topic: Topic, sandbox: Sandbox) -> None:
    change(topic, "\n2.0\n", "\n2.0\n>>> x = 1 / 0\n>>> y = 1\n1\n>>> x\n")
    said = [error.message for error in wrong_numbers(topic, sandbox)]
    assert [one.partition(" the handout ")[2] for one in said] == [
        "shows nothing, and the solution gives ZeroDivisionError: division by zero",
        "shows 1, and the solution gives nothing",
        "shows nothing, and the solution gives NameError: name 'x' is not defined",
    ]


def test_a_later_block_uses_names_of_an_earlier_one(topic: Topic, sandbox: Sandbox) -> None:
    change(topic, "\n2.0\n", "\n2.0\n>>> p = np.array([1.0, 3.0])\n")
    change(topic, "_gradient(np.array([1.0, 3.0])", "_gradient(p")
    assert wrong_numbers(topic, sandbox) == []


def test_a_misconception_gives_the_numbers_of_other_tasks(topic: Topic, sandbox: Sandbox) -> None:
    [wrong] = topic.misconceptions
    [other] = topic.worked_numbers.of_task("mean_squared_error")
    assert agreeing(topic, topic.program(wrong), sandbox) == {other}


@pytest.mark.parametrize(
    "body", ["while True:\n    pass\n", "import os\nos._exit(0)\n", "raise SystemExit\n"]
)
def test_what_hangs_or_ends_the_worker_gives_no_number(
    topic: Topic, sandbox: Sandbox, body: str
) -> None:
    topic.rubric.limits = replace(topic.rubric.limits, load_s=0.5, task_s=0.5)
    inside = body.replace("\n", "\n    ").rstrip()
    wrong = program(topic, f"\n\ndef mean_squared_error(p, t):\n    {inside}\n")
    given = printed(topic, wrong, sandbox)
    assert len(given) == 2 and all(one.startswith("no answer: ") for one in given)
    assert agreeing(topic, wrong, sandbox) == set()


def test_it_runs_in_a_process_of_its_own(topic: Topic, sandbox: Sandbox) -> None:
    change(topic, "\n2.0\n", "\n2.0\n>>> import os\n>>> os.getpid()\n")
    import os

    assert printed(topic, topic.program(), sandbox)[2].strip() != str(os.getpid())
