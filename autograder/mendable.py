"""What all errors have in common that whoever runs the kit can mend."""


class Mendable(Exception):
    """Something outside the kit is not as it should be; the message says what, in one line."""
