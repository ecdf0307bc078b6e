"""`autograder doctor`: what this machine offers to the kit."""

from __future__ import annotations

import os
import platform
import subprocess
import sys

import click
import numpy

from autograder import __version__
from autograder.cli.console import console
from autograder.course.assignments import assignments_folder
from autograder.sandbox import tiers
from autograder.sandbox.availability import unavailable

MEANING = {
    "A": "namespaces, system-call filter, Landlock, resource limits and control groups",
    "B": "as A, without control groups: the sum of memory over several processes is not bounded",
    "C": "Landlock and system-call filter without namespaces",
    "D": "no confinement; students may check their own work, grading needs --trust-submissions",
}

SECONDS = 120
# In a process of their own: the kit needs no framework to say what there is.
DEVICES = {
    "torch": """
import torch
names = ["cpu"]
names += [f"cuda:{n} ({torch.cuda.get_device_name(n)})" for n in range(torch.cuda.device_count())]
names += ["mps"] if torch.backends.mps.is_available() else []
print(torch.__version__, "with", ", ".join(names))
""",
    "tensorflow": """
import tensorflow
names = [device.name.removeprefix("/physical_device:") for device in
         tensorflow.config.list_physical_devices()]
print(tensorflow.__version__, "with", ", ".join(names))
""",
}


@click.command("doctor")
def doctor() -> None:
    """Say what this machine offers to the kit."""
    console.print(f"autograder {__version__}, Python {platform.python_version()}")
    console.print(f"numpy {numpy.__version__}, {platform.system()}, {os.cpu_count()} cores")
    tier = tiers.find()
    console.print(f"sandbox tier {tier.letter}: {MEANING[tier.letter]}")
    for reason in tier.reasons:
        console.print(f"  {reason}", markup=False)
    for framework in DEVICES:
        console.print(f"{framework} {_framework(framework)}", markup=False)
    console.print(f"topics here: {assignments_folder()}")


def _framework(name: str) -> str:
    """Its version and the devices that it sees, or why it cannot be used."""
    lacking = unavailable([name])
    if lacking is not None:
        return lacking.message
    try:
        done = subprocess.run(
            [sys.executable, "-c", DEVICES[name]],
            capture_output=True,
            text=True,
            timeout=SECONDS,
            env={**os.environ, "TF_CPP_MIN_LOG_LEVEL": "3"},
        )
    except subprocess.TimeoutExpired:
        return f"is installed, but was not imported within {SECONDS} s"
    if done.returncode != 0:
        return f"is installed, but fails: {done.stderr.strip().splitlines()[-1:]}"
    return done.stdout.strip()
