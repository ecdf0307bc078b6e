"""Runs a PostgreSQL server for as long as the process that started this one lives.

    python postgresql_guardian.py PROGRAMS SETTING=VALUE…

It prints the folder with the server's socket once that takes connections, and ends the server
and removes the folder when its input is closed or its parent is gone. A process of its own, since
the one with the tests may be killed, and then cleans nothing up.
"""

from __future__ import annotations

import os
import pwd
import select
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path


def main(programs: Path, settings: list[str]) -> None:
    """Start, wait, end."""
    parent = os.getppid()
    watched = os.pidfd_open(parent)
    if os.getppid() != parent:
        return  # it ended first, and the number may be another process's by now
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    with owned_folder() as folder, running(programs, folder, settings):
        print(folder, flush=True)
        select.select([watched, sys.stdin], [], [])


def owner() -> pwd.struct_passwd | None:
    """Whom the server runs as where this is root, whom PostgreSQL refuses."""
    if os.geteuid() != 0:
        return None
    every = {one.pw_name: one for one in pwd.getpwall()}
    return every.get("postgres") or every["nobody"]


@contextmanager
def owned_folder() -> Iterator[Path]:
    # Not a folder of pytest: nobody but its own user may enter there, and the name of a socket
    # has at most 107 characters.
    folder = Path(tempfile.mkdtemp(prefix="pg-"))
    try:
        if (user := owner()) is not None:
            os.chown(folder, user.pw_uid, user.pw_gid)
        yield folder
    finally:
        shutil.rmtree(folder)


@contextmanager
def running(programs: Path, folder: Path, settings: list[str]) -> Iterator[None]:
    data = folder / "data"
    # Sorts as a dictionary does, and not by bytes as SQLite: code that relies on either is found.
    sorting = ["--locale-provider=icu", "--icu-locale=en-US", "--locale=C.UTF-8"]
    access = ["--username=postgres", "--auth=trust"]
    run([programs / "initdb", "-D", data, "--no-sync", *sorting, "--encoding=UTF8", *access])
    given = [f"unix_socket_directories={folder}", "listen_addresses=", *settings]
    options = " ".join(f"-c {one}" for one in given)
    control: list[str | Path] = [programs / "pg_ctl", "-D", data, "-w", "-t", "120"]
    log = folder / "log"
    try:
        run([*control, "-l", log, "-o", options, "start"])
    except RuntimeError as error:
        told = log.read_text(encoding="utf-8") if log.exists() else ""
        raise RuntimeError(f"{error}\n{told}") from None
    try:
        yield
    finally:
        run([*control, "-m", "immediate", "stop"])


def run(command: Sequence[str | Path]) -> None:
    """Run one of PostgreSQL's programs; a RuntimeError has what it printed."""
    user = owner()
    done = subprocess.run(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        cwd="/",  # one that it may enter
        env={"LC_ALL": "C", "PATH": os.defpath},  # no PGPORT or PGDATA of the user's
        user=None if user is None else user.pw_uid,
        group=None if user is None else user.pw_gid,
        extra_groups=None if user is None else [],
    )
    if done.returncode != 0:
        raise RuntimeError(f"{' '.join(map(str, command))}: {done.stdout}")


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:])
