"""Landlock: the file system seen by the child is read-only but for its scratch folder.

Signals and abstract sockets are scoped as well, which has to be asked for by name.
"""

from __future__ import annotations

import os

from landlockpy import AccessFS, Ruleset, Scope, abi_version

READ = AccessFS.READ_FILE | AccessFS.READ_DIR
WRITE = (
    AccessFS.WRITE_FILE
    | AccessFS.TRUNCATE
    | AccessFS.MAKE_REG
    | AccessFS.MAKE_DIR
    | AccessFS.REMOVE_FILE
    | AccessFS.REMOVE_DIR
)


def prepare() -> None:
    """Let the library find the C library, which starts a program: once, and not in a child."""
    abi_version()


def restrict(scratch: str | None, readable: tuple[str, ...]) -> None:
    """Allow reading below `readable` and writing below `scratch`; nothing is executable.

    Where the kernel has no Landlock this does nothing: namespaces then stand alone, and without
    them the canary finds the hole.
    """
    try:
        rules = Ruleset(scoped=Scope.ABSTRACT_UNIX_SOCKET | Scope.SIGNAL)
    except OSError:
        return
    with rules:
        for path in readable:
            if os.path.exists(path):
                rights = READ if os.path.isdir(path) else AccessFS.READ_FILE
                rules.allow_path(path, rights)
        rules.allow_path("/dev/null", AccessFS.READ_FILE | AccessFS.WRITE_FILE)
        if scratch is not None:
            rules.allow_path(scratch, READ | WRITE)
        rules.restrict()
