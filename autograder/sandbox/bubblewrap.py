"""The command line with which bubblewrap starts a fork server in namespaces and a root of its own.

The root holds, read-only, what Python and its packages need, and of this kit the packages
`worker` and `model` alone: no course, no key, no home folder is anywhere in it.
"""

from __future__ import annotations

import os
import shutil
import site
from collections.abc import Iterable
from pathlib import Path

from autograder.sandbox.packages import installed
from autograder.sandbox.readable import Python
from autograder.worker.confinement.plan import SCRATCH

PACKAGE = Path(__file__).resolve().parents[1]
# All of this kit that a worker sees: what runs there, and the types that it speaks in. The
# package's own __init__ imports nothing.
SHOWN = tuple(str(PACKAGE / name) for name in ("__init__.py", "model", "worker"))
KIT = "/kit"
# What the fork server confines its children with, to be put out of reach before there are any.
TOOLS = "/kit/tools"
TOOL_PACKAGES = ("landlockpy", "pyseccomp")
DEVICES = ("/dev/null", "/dev/zero", "/dev/full", "/dev/random", "/dev/urandom")
FILES = ("/etc/ld.so.cache", "/etc/ld.so.conf", "/etc/ld.so.conf.d", "/etc/localtime")
# CAP_KILL: the parent-death signal of a child that became another user is else refused.
CAPABILITIES = ("CAP_SYS_ADMIN", "CAP_SETUID", "CAP_SETGID", "CAP_KILL")


def program() -> str | None:
    """Path of bubblewrap, where it is installed."""
    return shutil.which("bwrap")


def command(inner: list[str], environment: dict[str, str], python: Python) -> list[str]:
    """Run `inner` in a new root, process tree, IPC space and host name, without a network.

    Of installed packages the root holds what `python` opens, and nothing else.

    An ordinary user gets a user namespace as well; root needs none, and its children become other
    users (`confinement.identity`). Capabilities are kept for the fork server, which makes
    each child's namespaces with them; children drop them.
    """
    found = program()
    assert found is not None
    words = [found, "--unshare-pid", "--unshare-net", "--unshare-ipc", "--unshare-uts"]
    if os.geteuid() != 0:
        words += ["--unshare-user"]
        words += ["--cap-add", "CAP_SYS_ADMIN"]
    else:
        words += ["--cap-drop", "ALL"]
        for capability in CAPABILITIES:
            words += ["--cap-add", capability]
    for folder in ("/etc", "/dev", KIT, f"{KIT}/autograder"):
        words += ["--dir", folder]
    words += _of_python(python)
    words += _tools()
    # The fork server's own, for imports that look for a folder; each child mounts another over it.
    words += ["--dir", os.path.dirname(SCRATCH), "--tmpfs", SCRATCH]
    for path in FILES:
        words += ["--ro-bind-try", path, path]
    for path in SHOWN:
        words += ["--ro-bind", path, f"{KIT}/autograder/{os.path.basename(path)}"]
    # Not --dev: its terminals would put an ordinary user into a second user namespace, in which
    # the fork server may not return to its own PID namespace; and its folder could be written to.
    for path in DEVICES:
        words += ["--dev-bind", path, path]
    words += ["--proc", "/proc", "--remount-ro", "/", "--chdir", "/"]
    words += ["--clearenv"]
    for name, value in environment.items():
        words += ["--setenv", name, value]
    return [*words, "--", *inner]


def _of_python(python: Python) -> list[str]:
    words = _folders_above([*python.roots, *python.closed])
    for path in python.roots:
        if os.path.islink(path):
            words += ["--symlink", os.readlink(path), path]
        else:
            words += ["--ro-bind", path, path]
    for closed in python.closed:
        inside = [path for path in python.opened if path.startswith(closed + os.sep)]
        words += ["--tmpfs", closed, *_folders_above(inside, closed)]
        for path in inside:
            words += ["--ro-bind", path, path]
        words += ["--remount-ro", closed]
    return words


def _tools() -> list[str]:
    words = ["--tmpfs", TOOLS]
    for folder in site.getsitepackages():
        for path in installed(TOOL_PACKAGES, (folder,)).paths:
            words += ["--ro-bind", path, os.path.join(TOOLS, os.path.relpath(path, folder))]
    return words


def _folders_above(paths: Iterable[str], top: str = "/") -> list[str]:
    """Make the folders that lie between `top` and these paths.

    Those that bubblewrap makes on its way to a mount are closed to all but root.
    """
    above = {str(parent) for path in paths for parent in Path(path).parents}
    found = sorted(one for one in above if one.startswith(top.rstrip("/") + "/") and one != "/")
    return [word for folder in found for word in ("--dir", folder)]


def readable(python: Python) -> tuple[str, ...]:
    """The folders and files of the root, for a child that has Landlock alone."""
    return (*FILES, *python.files(), *SHOWN, "/dev/urandom", "/dev/random")
