"""The error that a user of the kit can act on."""


class UserError(Exception):
    """Something outside the kit is not as it should be.

    The message says in one or two lines what happened, where, and what to do next. The command
    line shows it without a traceback; a traceback is a bug of the kit.
    """
