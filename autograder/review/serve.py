"""Serving the review page, to this machine alone."""

from __future__ import annotations

import contextlib
import socket
from collections.abc import Callable

import uvicorn

from autograder.errors import UserError
from autograder.review.app import application
from autograder.review.session import Session

HOST = "127.0.0.1"


def serve(session: Session, port: int, ready: Callable[[str], None]) -> None:
    """Serve until interrupted; `ready` is told the address to open. 0 is any free port.

    Raises UserError if the port is taken.
    """
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((HOST, port))
        except OSError as error:
            said = f"port {port} of this machine cannot be used ({error.strerror}): choose another"
            raise UserError(f"{said} with --port") from None
        gate = application(session, listener.getsockname()[1])
        listener.listen()
        ready(gate.address)
        # No log of requests: an address there would outlive the page.
        config = uvicorn.Config(
            gate, access_log=False, log_level="warning", proxy_headers=False, server_header=False
        )
        # Ctrl-C is how it ends; uvicorn has closed everything by then.
        with contextlib.suppress(KeyboardInterrupt):
            uvicorn.Server(config).run(sockets=[listener])
