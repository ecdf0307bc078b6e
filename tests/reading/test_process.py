"""The process that reads what strangers submitted: bounded, confined, and replaced when it ends.

The notebooks are attacks that took the judge itself seconds to hours, or gigabytes, when it read
them.
"""

from __future__ import annotations

import json
import os
import select
import signal
import subprocess
import sys
import tempfile
import threading
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from autograder.model.outcomes import ProblemKind
from autograder.reading import process as process_module
from autograder.reading import reader as reader_module
from autograder.reading import wire
from autograder.reading.process import ReaderError, ReaderProcess
from autograder.reading.reader import OutOfTime, OwnProcess, Reading
from autograder.reading.requests import (
    Code,
    MakeProgram,
    NotebookCells,
    NotebookCode,
    NotebookProgram,
    Request,
    Unpack,
    UnpackMore,
)
from autograder.reading.unreadable import Unreadable
from autograder.worker.framing import MAGIC, MAX_PAYLOAD, PREFIX, FrameError

HONEST = "def sigmoid(z):\n    return 1 / (1 + exp(-z))"
# One long line of statements, for each of which Python makes a kilobyte.
MANY_STATEMENTS = "a;" * 10**6
# symtable goes through all functions of a function for each of them.
NESTED = "def sigmoid(z):\n" + "\n".join(f" def f{n}(): z" for n in range(60_000))


def notebook(*cells: str) -> bytes:
    """A notebook of these code cells."""
    kept = [{"cell_type": "code", "source": cell} for cell in cells]
    return json.dumps({"nbformat": 4, "cells": kept}).encode()


def program_of(text: str) -> MakeProgram:
    """The request to make a program of a notebook of one cell."""
    return MakeProgram("sigmoid.ipynb", notebook(text), ("sigmoid",))


@pytest.fixture(scope="module")
def reader() -> Iterator[ReaderProcess]:
    with ReaderProcess() as made:
        yield made


def test_it_answers_as_one_in_this_process_does(reader: ReaderProcess) -> None:
    requests: list[Request[Any]] = [
        program_of(HONEST),
        program_of("%%bash\ndef x"),
        MakeProgram("own.ipynb", notebook("import numpy", HONEST, ")"), None),
        NotebookCode("a.ipynb", notebook("%matplotlib inline", "x = 1")),
        NotebookCells("a.ipynb", notebook("é \ud800")),
    ]
    for request in requests:
        assert reader.ask(request, 5) == OwnProcess().ask(request, 5)
    for own in (reader, OwnProcess()):
        with pytest.raises(Unreadable, match=r"a\.ipynb cannot be read: it is damaged") as caught:
            own.ask(NotebookCode("a.ipynb", b"{"), 5)
        assert caught.value.kind == ProblemKind.BAD_NOTEBOOK


def test_too_much_processor_time_ends_it_and_the_next_is_read(reader: ReaderProcess) -> None:
    with pytest.raises(OutOfTime):
        reader.ask(program_of(NESTED), 0.3)
    assert isinstance(reader.ask(program_of(HONEST), 5), NotebookProgram)


def test_too_much_memory_is_no_broken_cell(reader: ReaderProcess) -> None:
    with pytest.raises(Unreadable, match="sigmoid.ipynb took more than 1024 MB") as caught:
        reader.ask(program_of(MANY_STATEMENTS), 60)
    assert caught.value.kind == ProblemKind.HARD_TO_READ
    assert isinstance(reader.ask(program_of(HONEST), 5), NotebookProgram)


def test_what_is_nested_too_deeply_for_python_is_a_broken_cell(reader: ReaderProcess) -> None:
    made = reader.ask(program_of("-" * 50_000 + "1"), 5)
    assert [one.kind for one in made.problems] == [ProblemKind.BROKEN_CELL]
    assert "nested too deeply" in made.problems[0].message


def test_the_memory_of_its_judge_is_not_its_own() -> None:
    """By Linux' own count it is, for it begins as a copy of that one."""
    held = b"x" * (600 << 20)
    with ReaderProcess() as reader:
        made = reader.ask(program_of("-" * 50_000 + "1"), 5)
        assert len(held) and reader._process is not None
    assert [one.kind for one in made.problems] == [ProblemKind.BROKEN_CELL]


def test_it_is_replaced_after_it_had_much_memory(
    reader: ReaderProcess, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = _number(reader)
    reader.ask(program_of(HONEST), 5)
    assert _number(reader) == first
    monkeypatch.setattr(process_module, "WORN", 1)
    reader.ask(program_of(HONEST), 5)
    assert reader._process is None


def test_one_that_was_killed_meanwhile_is_replaced_without_blame(reader: ReaderProcess) -> None:
    reader.ask(program_of(HONEST), 5)
    number = _number(reader)
    os.kill(number, signal.SIGKILL)
    os.waitid(os.P_PID, number, os.WEXITED | os.WNOWAIT)
    assert isinstance(reader.ask(program_of(HONEST), 5), NotebookProgram)


def test_one_that_ends_while_it_reads_says_so(reader: ReaderProcess) -> None:
    reader.ask(program_of(HONEST), 5)
    ending = threading.Timer(0.2, os.kill, (_number(reader), signal.SIGKILL))
    ending.start()
    with pytest.raises(Unreadable, match="sigmoid.ipynb ended the process that reads") as caught:
        reader.ask(program_of(NESTED), 60)
    ending.join()
    assert caught.value.kind == ProblemKind.HARD_TO_READ
    assert isinstance(reader.ask(program_of(HONEST), 5), NotebookProgram)


@pytest.mark.parametrize(
    "line",
    [
        " " * 1_900_000 + "x",
        "\t" * 1_900_000 + "x",
        's = "' + '\\"' * 900_000,
        "x" + " '" * 900_000,
    ],
    ids=["spaces", "tabs", "a quote", "quotes"],
)
def test_a_line_is_gone_through_once(reader: ReaderProcess, line: str) -> None:
    """Patterns went through a line of spaces once for each of them: 2 MB took the judge hours."""
    made = Reading(reader).ask(program_of(f"!ls\n{line}\n)"))
    assert [one.kind for one in made.problems] == [ProblemKind.BROKEN_CELL]


def test_an_archive_that_was_begun_is_not_gone_on_with_by_another(reader: ReaderProcess) -> None:
    """Else half of the files would pass for all of them."""
    reader.ask(program_of(HONEST), 5)
    with pytest.raises(Unreadable, match="ended the process"):
        reader.ask(UnpackMore("a.zip"), 5)


def test_one_that_cannot_start_says_why(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(process_module, "START", "import no_such_module")
    with pytest.raises(ReaderError, match="did not start: .* No module named 'no_such_module'"):
        ReaderProcess().ask(program_of(HONEST), 5)


def test_it_ends_with_its_judge() -> None:
    start = (
        "import sys; from autograder.reading.process import ReaderProcess\n"
        "from autograder.reading.requests import NotebookCode\n"
        "reader = ReaderProcess()\n"
        "reader.ask(NotebookCode('a', b'{\"cells\": []}'), 5)\n"
        "print(reader._process._process.pid, flush=True)\n"
        "sys.stdin.read()"
    )
    judge = subprocess.Popen(
        [sys.executable, "-c", start], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    with judge:
        assert judge.stdout is not None
        number = int(judge.stdout.readline())
        watched = os.pidfd_open(number)
        judge.kill()
    assert select.select([watched], [], [], 60)[0]
    os.close(watched)


ESCAPES = {
    "open a host file": "open({secret!r}).read()",
    "write a host file": "open({secret!r}, 'w').write('x')",
    "write to a file that it has open": "__import__('os').truncate({secret!r}, 0)",
    "make a file": "open({folder!r} + '/made', 'x')",
    "make a socket": "__import__('_socket').socket()",
    "start a process": "__import__('os').fork()",
    "run a program": "__import__('os').execv('/bin/true', ['true'])",
    "signal its judge": "__import__('os').kill({judge}, 0)",
    "take any memory": "bytearray(2 << 30)",
    "start a thread": "__import__('_thread').start_new_thread(print, ())",
    "become somebody else": "__import__('os').setuid(12345)",
    "list a folder": "__import__('os').listdir('/')",
}


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux confines it")
@pytest.mark.parametrize("escape", ESCAPES)
def test_it_is_confined(escape: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What it may not do is tried in its own program, as if a student's bytes had got to run."""
    secret = tmp_path / "secret"
    secret.write_text("secret")
    secret.chmod(0o666)
    tried = ESCAPES[escape].format(secret=str(secret), folder=str(tmp_path), judge=os.getpid())
    confined = (
        "import sys, json; sys.path[:] = json.loads(sys.argv[3])\n"
        "from autograder.reading import answers, requests, serve\n"
        "def escape(request):\n"
        "    try:\n"
        f"        {tried}\n"
        "    except (OSError, MemoryError, RuntimeError) as error:\n"
        "        return requests.Code(b'refused')\n"
        "    return requests.Code(b'managed')\n"
        "answers.ANSWERS[requests.NotebookCode] = escape\n"
        "import _socket, _thread\n"
        "serve.main()"
    )
    monkeypatch.setattr(process_module, "START", confined)
    with ReaderProcess() as reader:
        assert reader.ask(NotebookCode("a.ipynb", b""), 5) == Code(b"refused")
    assert secret.read_text() == "secret"
    assert list(tmp_path.iterdir()) == [secret]


def test_it_is_given_no_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AUTOGRADER_SEED", "secret")
    with ReaderProcess() as reader:
        reader.ask(program_of(HONEST), 5)
        environment = Path(f"/proc/{_number(reader)}/environ")
        assert b"secret" not in environment.read_bytes()


@pytest.mark.parametrize(
    "forged",
    [
        b"",
        b"\xc1",
        b"\x93",
        wire.reply_frame(wire.Ready(), 0)[PREFIX.size :],
        wire.reply_frame(NotebookProgram("", (), ()), 0)[PREFIX.size :],
        wire.reply_frame(Code(b"x"), 0)[PREFIX.size : -1],
        wire.reply_frame(Code(b"x"), 0)[PREFIX.size :] + b"x",
        b"\x93\xa4Code\x00\x81\xa7content\xa1x",
        b"\x93\xa4Code\x00\x80",
        b"\x93\xa7Refusal\x00\x82\xa4kind\xa1x\xa7message\xa1x",
    ],
)
def test_a_forged_reply_is_refused(forged: bytes) -> None:
    with pytest.raises(FrameError):
        wire.read_reply(wire.Undecoded(forged), Code)


def test_a_reply_that_is_too_large_is_not_sent() -> None:
    frame = wire.reply_frame(Code(bytes(MAX_PAYLOAD + 1)), 3)
    assert len(frame) < 100 and frame.startswith(MAGIC)
    assert wire.read_reply(wire.body(bytearray(frame)), Code)[0] == wire.TooLarge()


def test_a_submission_has_one_budget_for_all_that_is_read_of_it(
    reader: ReaderProcess, monkeypatch: pytest.MonkeyPatch
) -> None:
    reading = Reading(reader)
    for count in range(1, 4):
        reading.ask(program_of(HONEST))
        assert reading.spent_s > 0, count
    spent_s = reading.spent_s
    monkeypatch.setattr(reader_module, "LIMIT_S", spent_s)
    said = f"reading sigmoid.ipynb took more than {spent_s:g} s of processor time"
    with pytest.raises(Unreadable, match=said) as caught:
        reading.of_another(spent_s=spent_s).ask(program_of(HONEST))
    assert caught.value.kind == ProblemKind.HARD_TO_READ


def test_a_file_is_handed_over_open_and_not_by_name(reader: ReaderProcess) -> None:
    with tempfile.TemporaryFile() as file:
        with zipfile.ZipFile(file, "w") as archive:
            archive.writestr("ada/a.py", "x = 1")
            archive.writestr("ada/picture.png", b"picture")
        size = file.tell()
        file.seek(0)
        found = Reading(reader).unpack(Unpack("a.zip", size, (".py",), 1 << 20), file)
    assert [one.file.name for one in found] == ["ada/a.py", "ada/picture.png"]
    code, picture = found
    assert code.fetch is not None and code.fetch() == b"x = 1"
    assert picture.fetch is None


def test_sockets_are_not_left_open(reader: ReaderProcess) -> None:
    before = len(os.listdir("/proc/self/fd"))
    for _ in range(3):
        with ReaderProcess() as one:
            one.ask(program_of(HONEST), 5)
    assert len(os.listdir("/proc/self/fd")) == before


def _number(reader: ReaderProcess) -> int:
    assert reader._process is not None
    return reader._process._process.pid
