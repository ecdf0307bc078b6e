"""A warm process that forks one confined child for each submission.

A separate program that never held a secret: it imports, and never calls what it imported (a parent
that ran a framework's operations leaves its children hanging on threads that fork did not copy).
It has one thread, and its objects are frozen so that children do not copy their pages.
"""

from __future__ import annotations

import gc
import json
import os
import signal
import socket
import sys
from dataclasses import dataclass

from autograder.worker import frames, frameworks, permitted, protocol
from autograder.worker.confinement import namespaces
from autograder.worker.confinement.plan import Confinement, Plan
from autograder.worker.serve import serve

CONTROL_BYTES = 4096


def main() -> None:
    """Import what the arguments name, say so, and fork until the judge hangs up."""
    descriptor, settings = int(sys.argv[1]), json.loads(sys.argv[2])
    plan = Plan.from_json(settings["plan"])
    control = socket.socket(fileno=descriptor)
    permitted.only(**settings["permitted"])
    frameworks.warm(settings["frameworks"])
    confinement = Confinement.prepare(plan)
    if settings["tools"]:
        sys.path.remove(settings["tools"])
        namespaces.unmount(settings["tools"])
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # the kernel reaps; nobody waits
    gc.collect()
    gc.freeze()
    control.send(b"ready")
    number = 0
    while True:
        message, descriptors, _, _ = socket.recv_fds(control, CONTROL_BYTES, 1)
        if not message or not descriptors:
            return
        number += 1
        [channel] = descriptors
        child = namespaces.fork() if plan.namespaces else os.fork()
        if child == 0:
            _child(control, channel, _Birth(confinement, number, json.loads(message)))
        os.close(channel)
        try:
            pidfd = os.pidfd_open(child)
        except ProcessLookupError:
            control.send(b"gone")
        else:
            socket.send_fds(control, [b"born"], [pidfd])
            os.close(pidfd)


@dataclass(frozen=True)
class _Birth:
    confinement: Confinement
    number: int
    limits: dict[str, int]


def _child(control: socket.socket, channel: int, birth: _Birth) -> None:
    """Never returns. Whatever fails before the confinement is complete ends this process."""
    status = 70
    try:
        control.close()
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        null = os.open(os.devnull, os.O_RDWR)
        for standard in (0, 1, 2):  # what a submission prints is not part of its answer
            os.dup2(null, standard)
        requests, answers = os.fdopen(os.dup(channel), "rb"), os.fdopen(channel, "wb")
        birth.confinement.apply(birth.number, **birth.limits)
        answers.write(frames.encode(protocol.CONFINED))
        answers.flush()
        serve(requests, answers)
        status = 0
    finally:
        os._exit(status)


if __name__ == "__main__":
    main()
