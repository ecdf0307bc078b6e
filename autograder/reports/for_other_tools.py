"""The texts of a comparison in folders as other tools read them. Nothing is called here.

JPlag takes a folder with a folder for each submission, and the base code in another one. Dolos
takes a table of files, `info.csv`, of which one row may be `ignored`: the stub.
"""

from __future__ import annotations

import csv
import io
import shlex
from collections.abc import Callable, Sequence
from pathlib import Path

from autograder.reports.paths import folder_name
from autograder.reports.plain_text import plain_text
from autograder.reports.spreadsheet_text import cell_text
from autograder.similarity.class_texts import Text
from autograder.storage.atomic_write import new_folder, write_file

# The columns of Dolos' info.csv that we fill; it takes others, too.
COLUMNS = ("filename", "full_name", "id", "labels", "created_at", "ignored")
STUB = "stub"


def write_for_jplag(folder: Path, topic: str, stub: str, texts: Sequence[Text]) -> str:
    """Fill a new folder with `submissions`, `earlier` and `base`; what to run comes back."""
    with new_folder(folder) as made:
        write_file(made / "base" / f"{topic}.py", stub)
        for text in texts:
            term = "earlier" if text.earlier else "submissions"
            place = made / term / folder_name(text.student) / f"{topic}.py"
            write_file(place, text.prints.source)
    old = ["-old", folder / "earlier"] if any(text.earlier for text in texts) else []
    call = ["java", "-jar", "jplag.jar", "-l", "python3", "-bc", folder / "base", *old]
    return shlex.join(map(str, [*call, folder / "submissions"]))


def write_for_dolos(folder: Path, topic: str, stub: str, texts: Sequence[Text]) -> str:
    """Fill a new folder with `info.csv` and the files it lists; what to run comes back."""
    table = io.StringIO()
    writer = csv.DictWriter(table, COLUMNS, lineterminator="\n")
    writer.writeheader()
    with new_folder(folder) as made:
        name = f"{STUB}/{topic}.py"
        write_file(made / name, stub)
        writer.writerow({"filename": name, "id": STUB, "ignored": "true"})
        for text in texts:
            term = "earlier" if text.earlier else "submissions"
            name = f"{term}/{folder_name(text.student)}/{topic}.py"
            write_file(made / name, text.prints.source)
            writer.writerow(
                {
                    "filename": name,
                    "full_name": cell_text(plain_text(text.student)),
                    "id": name,
                    "labels": "earlier term" if text.earlier else "",
                    "created_at": text.submitted.when.isoformat() if text.submitted else "",
                    "ignored": "false",
                }
            )
        write_file(made / "info.csv", table.getvalue())
    return shlex.join(["dolos", "run", "-l", "python", str(folder / "info.csv")])


WRITERS: dict[str, Callable[[Path, str, str, Sequence[Text]], str]] = {
    "jplag": write_for_jplag,
    "dolos": write_for_dolos,
}
