"""A worker as a fresh process of its own, on any operating system. Not confined: tier D."""

from __future__ import annotations

import json
import os
import sys

from autograder.worker import frames, frameworks, permitted, protocol
from autograder.worker.serve import serve


def main() -> None:
    """Take over the two channels, bound this process where the platform can, and serve."""
    requests = os.fdopen(os.dup(0), "rb")
    answers = os.fdopen(os.dup(1), "wb")
    null = os.open(os.devnull, os.O_RDONLY)
    os.dup2(null, 0)  # input() finds the end of file instead of the protocol
    os.dup2(2, 1)  # prints go to the capped pipe, never into the protocol
    packages = json.loads(sys.argv[3])
    permitted.only(**packages["permitted"])
    frameworks.warm(packages["warm"])
    # An accelerator's driver reserves more addresses than there is memory.
    if sys.platform != "win32" and not frameworks.has_accelerator():
        from autograder.worker.confinement import resources

        resources.limit(int(sys.argv[1]), resources.mapped())
    answers.write(frames.encode(protocol.READY))
    answers.flush()
    serve(requests, answers)


if __name__ == "__main__":
    main()
