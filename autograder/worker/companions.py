"""Import a submission's other files from memory: nothing is written, nothing can be shadowed."""

from __future__ import annotations

import importlib.abc
import importlib.machinery
import sys
import types
from collections.abc import Mapping, Sequence


class Companions(importlib.abc.MetaPathFinder, importlib.abc.InspectLoader):
    """Finds `name` as the text of `name.py`. Stands last: a student's own numpy.py never wins."""

    def __init__(self, files: Mapping[str, str]) -> None:
        self._sources = {name.removesuffix(".py"): text for name, text in files.items()}

    def find_spec(
        self,
        name: str,
        path: Sequence[str] | None,
        target: types.ModuleType | None = None,
    ) -> importlib.machinery.ModuleSpec | None:
        """A spec for a companion, None for everything else."""
        if name not in self._sources:
            return None
        return importlib.machinery.ModuleSpec(name, self, origin=f"{name}.py")

    def get_source(self, name: str) -> str:
        """The text of a companion."""
        return self._sources[name]


def install(files: Mapping[str, str]) -> None:
    """Make these files importable for the rest of this process."""
    sys.meta_path.append(Companions(files))
