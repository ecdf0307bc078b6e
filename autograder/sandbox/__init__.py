"""Starts and confines workers (docs/sandbox.md). A session is one worker with one submission."""

from autograder.sandbox.fresh import FreshProcesses
from autograder.sandbox.session import Limits, Sandbox, SandboxError, Session, WorkerFault

__all__ = ["FreshProcesses", "Limits", "Sandbox", "SandboxError", "Session", "WorkerFault"]
