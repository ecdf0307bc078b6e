"""Only packages that a topic may use can be imported; all others are as if they were not installed.

Where submissions are confined, mounts or Landlock have closed the files already: this keeps what
the kit itself has imported out of reach by name. In a fresh process on a student's own machine it
is all there is, a notice and not a barrier: what is told there is what grading will tell.
"""

from __future__ import annotations

import importlib.abc
import importlib.machinery
import re
import sys
import types
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

# Of Python, under names that depend on how it was built.
BUILD_DATA = "_sysconfigdata_"
# Names of distributions are equal but for these.
SEPARATORS = re.compile(r"[-_.]+")
# Where modules without a file come from.
WITHOUT_FILES = (importlib.machinery.BuiltinImporter, importlib.machinery.FrozenImporter)


def only(names: Iterable[str], distributions: Iterable[str]) -> None:
    """Hide all but the standard library, this kit and these packages, for good.

    Packages are hidden by the names under which they are imported, and by those under which they
    were installed (normalized): a framework asks for the version of what it could use as well.
    """
    gate = _Permitted(names, distributions)
    sys.meta_path[:] = [
        finder if finder in WITHOUT_FILES else _Gate(finder, gate) for finder in sys.meta_path
    ]
    for name, module in list(sys.modules.items()):
        if not gate.has(name) and _is_installed(module):
            del sys.modules[name]


def _is_installed(module: object) -> bool:
    """Whether it came from files; what extension modules make of themselves has none (Cython)."""
    its_own: dict[str, Any] = getattr(module, "__dict__", {})  # which loads no lazy module
    return "__file__" in its_own or "__path__" in its_own


class _Permitted:
    def __init__(self, names: Iterable[str], distributions: Iterable[str]) -> None:
        kit = __name__.partition(".")[0]
        self._names = {*sys.stdlib_module_names, *names, kit, "__main__", "__mp_main__"}
        self._distributions = set(distributions)

    def has(self, name: str) -> bool:
        top = name.partition(".")[0]
        return top in self._names or top.startswith(BUILD_DATA)

    def has_distribution(self, name: str) -> bool:
        return SEPARATORS.sub("-", name).lower() in self._distributions


class _Gate(importlib.abc.MetaPathFinder):
    """Asks a finder for what is permitted, and finds nothing else."""

    def __init__(self, finder: Any, permitted: _Permitted) -> None:
        self._finder = finder
        self._permitted = permitted

    def find_spec(
        self,
        name: str,
        path: Sequence[str] | None,
        target: types.ModuleType | None = None,
    ) -> importlib.machinery.ModuleSpec | None:
        """What the finder finds, or None as of a module that is not installed."""
        if not self._permitted.has(name):
            return None
        found: importlib.machinery.ModuleSpec | None = self._finder.find_spec(name, path, target)
        return found

    def find_distributions(self, context: Any) -> Iterator[Any]:
        """The same of what `importlib.metadata` looks for."""
        find = getattr(self._finder, "find_distributions", None)
        if find is None or (context.name and not self._permitted.has_distribution(context.name)):
            return
        for one in find(context):
            # Without a name: its files are closed.
            if self._permitted.has_distribution(context.name or one.name or ""):
                yield one

    def __getattr__(self, name: str) -> Any:
        return getattr(self._finder, name)
