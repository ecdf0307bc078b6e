"""What one submission may use: the bounds that a rubric sets and a sandbox keeps."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Limits:
    """Bounds of one submission; seconds of its own time, bytes of memory.

    Own time is the CPU time of all threads and the time that it sleeps, as `sandbox.own_time` has
    it: a busy machine takes none of it. `load_s` bounds the import of the submission (its
    frameworks are warm by then), `task_s` all cases of a task together, `case_s` each of them where
    they have to be run one by one, `total_s` everything: both files, repeated imports, what is
    asked again, figures.
    """

    load_s: float = 20.0
    task_s: float = 3.0
    case_s: float = 1.0
    total_s: float = 60.0
    memory_bytes: int = 2 << 30
