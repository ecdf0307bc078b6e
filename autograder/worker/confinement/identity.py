"""Identity: no capabilities, no way to new ones, where possible a user id of the child's own."""

from __future__ import annotations

import ctypes
import os
import signal

# Each child takes the next id of a range, so that siblings cannot even signal one another.
USERS = 4096

PR_SET_PDEATHSIG, PR_SET_DUMPABLE, PR_SET_NO_NEW_PRIVS = 1, 4, 38
CAPABILITY_VERSION = 0x20080522

_libc = ctypes.CDLL(None, use_errno=True)


def drop(user: int) -> None:
    """Become `user` (0: stay who we are), without capabilities, not traceable, mortal."""
    if user:
        os.setgroups([])
        os.setresgid(user, user, user)
        os.setresuid(user, user, user)
    header = (ctypes.c_uint32 * 2)(CAPABILITY_VERSION, 0)
    nothing = (ctypes.c_uint32 * 6)()
    if _libc.capset(header, nothing) != 0:
        raise OSError(ctypes.get_errno(), "capset")
    for option, value in (
        (PR_SET_NO_NEW_PRIVS, 1),
        (PR_SET_DUMPABLE, 0),
        # After the change of user, which clears it: the child dies with its fork server.
        (PR_SET_PDEATHSIG, signal.SIGKILL),
    ):
        if _libc.prctl(option, value, 0, 0, 0) != 0:
            raise OSError(ctypes.get_errno(), "prctl")
