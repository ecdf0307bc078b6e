"""What of Python a submission may read: the interpreter, and the packages it may use.

Every folder of installed packages is closed, that of the interpreter's own and those of the system
too; opened again are the files that belong to the packages a topic names.
"""

from __future__ import annotations

import os
import site
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from autograder.sandbox.packages import installed
from autograder.sandbox.session import SandboxError

SYSTEM = ("/usr", "/bin", "/sbin", "/lib", "/lib32", "/lib64")
# Of a Python that is not in /usr. Beside these a prefix may hold whole other environments (conda).
PARTS = ("bin", "lib", "lib64", "pyvenv.cfg")
# Where packages lie below a prefix: in the folder of a Python, of which /usr may hold several; and
# as archives from which they can be imported, too.
PYTHONS = ("lib*/python*", "local/lib*/python*", "share/*/lib/python*", "local/*/lib/python*")
IN_PYTHON = ("site-packages", "dist-packages", "ensurepip/_bundled")
ARCHIVES = "share/python-wheels"


@dataclass(frozen=True)
class Python:
    """Paths that can be read, but for what is in `closed`, and of that again what is `opened`.

    `names` can be imported beside the standard library; `distributions` is what was installed.
    """

    roots: tuple[str, ...]
    closed: tuple[str, ...]
    opened: tuple[str, ...]
    names: tuple[str, ...]
    distributions: tuple[str, ...]

    @classmethod
    def with_packages(cls, wanted: tuple[str, ...]) -> Python:
        """What there is for these packages; raises SandboxError where one cannot be shown."""
        folders = tuple(site.getsitepackages())
        found = installed(wanted, folders)
        if found.missing:
            raise SandboxError(
                f"the package {found.missing[0]} is not installed in {' or '.join(folders)}, where "
                "a submission could use it (not as editable, nor by PYTHONPATH)"
            )
        return cls(_roots(), _package_folders(), found.paths, found.names, found.distributions)

    def files(self) -> Iterator[str]:
        """The same as folders and files, each to be read with all that is in it."""
        for root in self.roots:
            yield from self._but_for_closed(root)
        yield from self.opened

    def folders(self) -> tuple[str, ...]:
        """Where it all lies."""
        return tuple(root for root in self.roots if os.path.isdir(root))

    def _but_for_closed(self, path: str) -> Iterator[str]:
        # What a link leads to has a place of its own, where it may be closed.
        if path in self.closed or os.path.islink(path):
            return
        if not any(one.startswith(path + os.sep) for one in self.closed):
            yield path
            return
        for name in os.listdir(path):
            yield from self._but_for_closed(os.path.join(path, name))


@cache
def _roots() -> tuple[str, ...]:
    """Folders and files of the system and the interpreter; none inside another."""
    wanted = sorted(os.path.join(prefix, part) for prefix in _prefixes() for part in PARTS)
    kept = [path for path in SYSTEM if os.path.isdir(path)]
    for path in wanted:
        if os.path.exists(path) and not any(path.startswith(one + os.sep) for one in kept):
            kept.append(path)
    return tuple(kept)


@cache
def _package_folders() -> tuple[str, ...]:
    """Every folder that holds packages, wherever one can be read."""
    found = set(site.getsitepackages())
    places = [f"{python}/{name}" for python in PYTHONS for name in IN_PYTHON]
    for prefix in ("/usr", *_prefixes()):
        for place in (*places, ARCHIVES):
            found.update(_without_links(one, prefix) for one in Path(prefix).glob(place))
    return tuple(sorted(path for path in found if os.path.isdir(path)))


def _prefixes() -> set[str]:
    prefixes = (sys.prefix, sys.base_prefix, Path(sys.executable).resolve().parents[1])
    return {os.path.abspath(prefix) for prefix in prefixes}


def _without_links(path: Path, prefix: str) -> str:
    """The path below a prefix by which no link (`lib64`) is passed; the prefix may be one."""
    real = path.resolve()
    root = Path(prefix).resolve()
    return os.path.join(prefix, real.relative_to(root)) if real.is_relative_to(root) else str(real)
