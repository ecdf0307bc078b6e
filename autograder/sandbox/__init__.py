"""Starts and confines workers; a session is one worker, one submission (docs/evidence/sandbox.md).

In: encoded requests and limits. Out: replies, validated and bounded in size, or a WorkerFault.
Not here: what a reply is worth; and nothing that runs beside student code, which is `worker`.
"""

from autograder.sandbox.fresh import FreshProcesses
from autograder.sandbox.session import Sandbox, SandboxError, Session, WorkerFault

__all__ = ["FreshProcesses", "Sandbox", "SandboxError", "Session", "WorkerFault"]
