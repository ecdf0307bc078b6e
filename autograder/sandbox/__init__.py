"""Starts and confines workers. A session is one worker holding one submission."""

from autograder.sandbox.process import Limits, Session, WorkerFault

__all__ = ["Limits", "Session", "WorkerFault"]
