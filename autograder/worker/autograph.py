"""TensorFlow's AutoGraph without files: what it makes of a function is kept in memory.

AutoGraph writes the code that it generates to a temporary file and imports that. A confined process
may have no folder to write to (tier C); then a right `for` over a dataset under `tf.function`, left
unconverted, would loop for ever.
"""

from __future__ import annotations

import itertools
import sys
import types
from typing import Any

from tensorflow.python.autograph.pyct import loader

from autograder.worker.loading import SourceText

_numbers = itertools.count()


def keep_in_memory() -> None:
    """Let AutoGraph load what it generates in this process from memory."""
    loader.load_source = _load_source


def _load_source(source: str, delete_on_exit: Any) -> tuple[types.ModuleType, str]:
    name = f"__autograph_generated_{next(_numbers)}"
    file_name = f"{name}.py"
    module = types.ModuleType(name)
    module.__file__ = file_name
    vars(module)["__loader__"] = SourceText(source)
    exec(compile(source, file_name, "exec"), module.__dict__)
    sys.modules[name] = module
    return module, file_name
