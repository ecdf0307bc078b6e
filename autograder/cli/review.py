"""`autograder review`: the page on which a gradebook is looked at and decided on."""

from __future__ import annotations

import getpass
from importlib.util import find_spec
from pathlib import Path

import click

from autograder.cli.console import console
from autograder.cli.options import book_option, folder_option
from autograder.course import topics as course
from autograder.errors import UserError
from autograder.gradebook.place import address_of, must_be_installed

NO_BOOK = "this course has no gradebook: `autograder book new` makes one"
NOT_INSTALLED = "the review page needs an extra: pip install 'neural-autograder[review]'"


@click.command(name="review")
@folder_option
@book_option
@click.option("--as", "name", metavar="NAME", help="Who decides; your account's name without it.")
@click.option("--port", type=click.IntRange(0, 65535), default=0, help="0 is any free port.")
def review(folder: Path | None, address: str | None, name: str | None, port: int) -> None:
    """Look at submissions and decide on marks in your browser.

    The page is served to this machine alone, and the address opens once. Students' names are hidden
    until you show them, which the log notes.
    """
    address = address or address_of(course.find_course(folder))
    if address is None:
        raise UserError(NO_BOOK)
    must_be_installed()
    if find_spec("starlette") is None or find_spec("uvicorn") is None:
        raise UserError(NOT_INSTALLED)
    from autograder.gradebook import people
    from autograder.gradebook.book import opened
    from autograder.review.serve import serve
    from autograder.review.session import Session

    with opened(address) as book:
        with book.writing() as connection:
            staff = people.known(connection, name or getpass.getuser(), people.STAFF)
        session = Session(book, staff)

        def ready(page: str) -> None:
            console.print(f"Reviewing {book.place} as {staff.name} (names hidden):", markup=False)
            console.print(f"  {page}", markup=False, soft_wrap=True)
            console.print("Ctrl-C ends; nothing that was saved is lost.")

        try:
            serve(session, port, ready)
        finally:
            session.programs.close()
