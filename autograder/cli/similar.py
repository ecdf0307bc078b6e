"""`autograder similar`: which submissions share rare passages, on a page for the instructor."""

from __future__ import annotations

from pathlib import Path
from typing import TypedDict, Unpack

import click

from autograder.cli.console import console
from autograder.cli.options import folder_option
from autograder.cli.platforms import platforms
from autograder.collect import discover as intake
from autograder.course import topics as course
from autograder.course.deadlines import Deadlines
from autograder.course.settings import FILE
from autograder.reading.process import reader_here
from autograder.reports.for_other_tools import WRITERS
from autograder.reports.plain_text import plain_text
from autograder.reports.similarity_page import similarity_page
from autograder.similarity.class_texts import NotCompared, Text, class_texts
from autograder.similarity.compare import Comparison, compare
from autograder.similarity.handed_out import handed_out
from autograder.storage.atomic_write import write_file

# In the line about rare passages; on the page each pair has its own number.
FEW = 3
READ = "Equal code has many causes: read both texts, and ask."


class SimilarOptions(TypedDict):
    """The options of `autograder similar`."""

    topic: str
    handouts: Path | None
    against: tuple[Path, ...]
    most_pairs: int
    output: Path
    other_tool: tuple[str, Path] | None
    folder: Path | None


@click.command("similar")
@click.argument("submissions", type=click.Path(path_type=Path))
@click.option("--topic", required=True, help="The topic whose submissions are compared.")
@click.option(
    "--handout",
    "handouts",
    type=click.Path(path_type=Path),
    help="Folder of what the class was also given: .py, .ipynb and .md. It is taken out.",
)
@click.option(
    "--against",
    type=click.Path(path_type=Path),
    multiple=True,
    help="Submissions of an earlier term to compare with; may be given several times.",
)
@click.option(
    "--pairs",
    "most_pairs",
    type=click.IntRange(1),
    default=25,
    show_default=True,
    help="How many pairs the page shows, the rarest first.",
)
@click.option(
    "--output",
    type=click.Path(path_type=Path),
    default=Path("similar"),
    show_default=True,
    help="Folder for the page.",
)
@click.option(
    "--write-for",
    "other_tool",
    type=(click.Choice(list(WRITERS)), click.Path(path_type=Path)),
    metavar="TOOL DIR",
    help="Also write the texts as another tool reads them (jplag or dolos) into the new folder "
    "DIR. It is not run.",
)
@folder_option
@click.pass_context
def similar(ctx: click.Context, submissions: Path, **options: Unpack[SimilarOptions]) -> None:
    """List submissions that share rare passages: SUBMISSIONS as for `grade`.

    Writes one page for the instructor, with both texts of each pair side by side. It says what is
    equal and nothing about why; no mark, report or export knows of it.
    """
    place = course.find_course(options["folder"])
    topic = course.choose(place, options["topic"])
    known = list(course.topics(place))
    times = Deadlines.read(place / FILE, known).times
    formats = platforms(ctx).downloads
    texts: list[Text] = []
    left_out: list[NotCompared] = []
    with reader_here() as reader:
        taken = handed_out(topic, options["handouts"], reader)
        for term, folder in enumerate((submissions, *options["against"])):
            found = intake.discover(folder, known, topic.name, formats, times, reader)
            read, unread = class_texts(found, topic, reader, earlier=term > 0)
            texts += read
            left_out += unread
    comparison = compare(topic, texts, left_out, taken)
    page = options["output"] / f"{topic.name}.html"
    write_file(page, similarity_page(comparison, options["most_pairs"]))
    _tell(comparison)
    console.print(f"Page: {page}", markup=False)
    if options["other_tool"] is not None:
        tool, target = options["other_tool"]
        run = WRITERS[tool](target, topic.name, topic.stub, texts)
        console.print(f"Texts for {tool}: {target}. It reads them with: {run}", markup=False)


def _tell(comparison: Comparison) -> None:
    """What was compared, what is worth reading, and what was not compared."""
    count = len(comparison.texts)
    left = len(comparison.left_out)
    console.print(f"{count} submissions compared, {left} not compared (the page says why)")
    for words in comparison.handed_out.unread:
        said = f"What was handed out could not be read in full: {plain_text(words)}"
        console.print(said, markup=False)
    if comparison.short:
        names = ", ".join(one.task for one in comparison.short)
        several = f"{len(comparison.short)} of {len(comparison.tasks)} tasks are"
        console.print(f"{several} too short to compare: {names}", markup=False)
    rare = sum(pair.fewest <= FEW for pair in comparison.pairs.found)
    found = "1 pair shares" if rare == 1 else f"{rare} pairs share"
    console.print(f"{found} passages that at most {FEW} submissions have. {READ}")
