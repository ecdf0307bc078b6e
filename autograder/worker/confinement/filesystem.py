"""Landlock: the file system seen by the child is read-only but for its scratch folder.

Signals and abstract sockets are scoped as well, which has to be asked for by name.
"""

from __future__ import annotations

import os

from landlockpy import AccessFS, Ruleset, Scope

READ = AccessFS.READ_FILE | AccessFS.READ_DIR
# TensorFlow reads it at its first operation, and aborts where it cannot.
OWN_COMMAND_LINE = "/proc/self/cmdline"
WRITE = (
    AccessFS.WRITE_FILE
    | AccessFS.TRUNCATE
    | AccessFS.MAKE_REG
    | AccessFS.MAKE_DIR
    | AccessFS.REMOVE_FILE
    | AccessFS.REMOVE_DIR
)


def prepare(
    scratch: str | None, readable: tuple[str, ...], listable: tuple[str, ...] = ()
) -> Ruleset | None:
    """Rules that allow reading below `readable` and writing below `scratch`; nothing is executable.

    `listable` folders may be listed, with all below: Python looks for modules in closed ones.
    Made once by a fork server: in each child they would cost a millisecond. `scratch` is the folder
    *above* the one that a child mounts for itself, whose files a rule for a folder beneath that
    mount does not reach. Where the kernel has no Landlock there are no rules: namespaces then stand
    alone, and without them the self-test finds the hole.
    """
    rules = prepare_nothing()
    if rules is None:
        return None
    for path in readable:
        if os.path.exists(path):
            rights = READ if os.path.isdir(path) else AccessFS.READ_FILE
            rules.allow_path(path, rights)
    for path in listable:
        rules.allow_path(path, AccessFS.READ_DIR)
    rules.allow_path("/dev/null", AccessFS.READ_FILE | AccessFS.WRITE_FILE)
    if scratch is not None:
        rules.allow_path(scratch, READ | WRITE)
    return rules


def prepare_nothing() -> Ruleset | None:
    """Rules that allow no file at all: for a process that is given what it reads."""
    try:
        return Ruleset(scoped=Scope.ABSTRACT_UNIX_SOCKET | Scope.SIGNAL)
    except OSError:
        return None


def restrict(rules: Ruleset | None, own_proc: bool) -> None:
    """Confine this process for good to what the rules allow.

    Where /proc is the host's (no `own_proc`) its own command line is added, for which only the
    process itself can make the rule; the fork server keeps it, a few bytes for each child.
    """
    if rules is not None:
        if not own_proc and os.path.exists(OWN_COMMAND_LINE):
            rules.allow_path(OWN_COMMAND_LINE, AccessFS.READ_FILE)
        with rules:
            rules.restrict()
