"""Run in a process of its own: cells from standard input, in the shell of a notebook's kernel.

Prints what each of them shows, as text; a zero byte ends each.
"""

from __future__ import annotations

import sys
from typing import Any

from IPython.core.interactiveshell import InteractiveShell

shell: Any = InteractiveShell.instance()
shell.history_manager.enabled = False
for step in ("write_output_prompt", "write_format_data", "finish_displayhook"):
    setattr(shell.displayhook, step, lambda *_: None)
for text in sys.stdin.read().split("\0"):
    done = shell.run_cell(text, store_history=True)
    done.raise_error()
    if done.result is not None:
        print(repr(done.result))
    print(end="\0")
