"""The command line with which bubblewrap starts a fork server in namespaces and a root of its own.

The root holds, read-only, what Python and its packages need, and of this kit the packages
`worker` and `model` alone: no course, no key, no home folder is anywhere in it.
"""

from __future__ import annotations

import os
import shutil
import site
import sys
from pathlib import Path

from autograder.worker.confinement.plan import SCRATCH

PACKAGE = Path(__file__).resolve().parents[1]
# All of this kit that a worker sees: what runs there, and the types that it speaks in. The
# package's own __init__ imports nothing.
SHOWN = tuple(str(PACKAGE / name) for name in ("__init__.py", "model", "worker"))
KIT = "/kit"
SYSTEM = ("/usr", "/bin", "/sbin", "/lib", "/lib32", "/lib64")
DEVICES = ("/dev/null", "/dev/zero", "/dev/full", "/dev/random", "/dev/urandom")
FILES = ("/etc/ld.so.cache", "/etc/ld.so.conf", "/etc/ld.so.conf.d", "/etc/localtime")
# CAP_KILL: the parent-death signal of a child that became another user is else refused.
CAPABILITIES = ("CAP_SYS_ADMIN", "CAP_SETUID", "CAP_SETGID", "CAP_KILL")


def program() -> str | None:
    """Path of bubblewrap, where it is installed."""
    return shutil.which("bwrap")


def command(inner: list[str], environment: dict[str, str]) -> list[str]:
    """Run `inner` in a new root, process tree, IPC space and host name, without a network.

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
    for path in SYSTEM:
        if os.path.islink(path):
            words += ["--symlink", os.readlink(path), path]
        elif os.path.isdir(path):
            words += ["--ro-bind", path, path]
    # Folders made on the way to a mount are closed to all but root, if not asked for by name.
    above = {str(parent) for path in _python() for parent in Path(path).parents[:-1]}
    for folder in ("/etc", "/dev", KIT, f"{KIT}/autograder", *sorted(above)):
        words += ["--dir", folder]
    # The fork server's own, for imports that look for a folder; each child mounts another over it.
    words += ["--dir", os.path.dirname(SCRATCH), "--tmpfs", SCRATCH]
    for path in FILES:
        words += ["--ro-bind-try", path, path]
    for path in _python():
        words += ["--ro-bind", path, path]
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


def _python() -> list[str]:
    """Folders of the interpreter and its packages that are not in /usr; none inside another."""
    candidates = [sys.prefix, sys.base_prefix, *site.getsitepackages()]
    executable = Path(sys.executable).resolve()
    candidates.append(str(executable.parents[1]))
    wanted = sorted({os.path.abspath(path) for path in candidates if os.path.isdir(path)})
    kept: list[str] = []
    for path in wanted:
        inside = any(path == k or path.startswith(k + os.sep) for k in [*kept, "/usr"])
        if not inside and path != "/":
            kept.append(path)
    return kept


def readable() -> tuple[str, ...]:
    """The folders and files of the root, for a child that has Landlock alone."""
    return (*SYSTEM, *FILES, *_python(), *SHOWN, "/dev/urandom", "/dev/random")
