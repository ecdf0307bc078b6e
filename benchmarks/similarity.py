"""How well planted pairs stand above others, docs/evidence/similarity.md; and what comparing costs.

    python benchmarks/similarity.py --output docs/evidence/similarity.md
    python benchmarks/similarity.py --cost [--rounds 3]

The class of a topic is its correct variants, which were written to differ from each other, and the
example class. To it one text is added that is made of another by changes; the pair of the two is
the planted one. It is found where its rarity is above that of every pair of the class without the
added text.

`--cost` compares classes of 100 and 400 that are made of the same texts by random insertions,
sixteen of each at 400, and writes its section of RESULTS.md.
"""

from __future__ import annotations

import argparse
import ast
import builtins
import random
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import median

import results

from autograder.course import topics as course
from autograder.course.topic import Topic
from autograder.model.passages import Fingerprints
from autograder.model.submission import Submission
from autograder.reading.fingerprints.fingerprints import fingerprints
from autograder.reading.fingerprints.tokens import TooManyTokens
from autograder.reading.fingerprints.winnowing import WINDOW, K
from autograder.reading.process import reader_here
from autograder.reading.reader import OwnProcess
from autograder.reports.similarity_page import similarity_page
from autograder.similarity.class_texts import Text, class_texts
from autograder.similarity.compare import Comparison, compare
from autograder.similarity.handed_out import HandedOut, course_names, handed_out

ROOT = Path(__file__).resolve().parents[1]
DEFINITIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
SIZES = [(8, 8), (12, 4), (12, 8), (12, 16), (16, 8), (24, 8)]
COLUMNS = [
    "topic",
    "texts",
    "tasks compared",
    "planted",
    "names, order, comments",
    "a statement after each 4th",
    "after each 2nd",
    "after each",
    "largest part, unrelated",
    "smallest, planted",
]


class Renamed(ast.NodeTransformer):
    """Other names for all variables, arguments and helpers."""

    def __init__(self, kept: Sequence[str]) -> None:
        self.kept = {*kept, *dir(builtins)}
        self.names: dict[str, str] = {}

    def name(self, old: str) -> str:
        if old in self.kept or old.startswith("__"):
            return old
        return self.names.setdefault(old, f"renamed{len(self.names)}")

    def visit_Name(self, node: ast.Name) -> ast.Name:
        return ast.copy_location(ast.Name(self.name(node.id), node.ctx), node)

    def visit_arg(self, node: ast.arg) -> ast.arg:
        node.arg = self.name(node.arg)
        return node

    def visit_alias(self, node: ast.alias) -> ast.alias:
        self.kept.add(node.asname or node.name)
        return node

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.AST:
        node.name = self.name(node.name)
        return self.generic_visit(node)


class Inserted(ast.NodeTransformer):
    """A statement that does nothing after each n-th statement of a function."""

    def __init__(self, every: int, draw: random.Random | None = None) -> None:
        self.every = every
        self.draw = draw
        self.count = 0

    def generic_visit(self, node: ast.AST) -> ast.AST:
        super().generic_visit(node)
        for name in ("body", "orelse"):
            body = getattr(node, name, None)
            if isinstance(body, list) and not isinstance(node, ast.Module):
                setattr(node, name, [one for old in body for one in (old, *self.more())])
        return node

    def more(self) -> list[ast.stmt]:
        self.count += 1
        chosen = self.draw.randrange(self.every) if self.draw else self.count % self.every
        if chosen:
            return []
        number = self.draw.randrange(10**6) if self.draw else self.count
        return ast.parse(f"inserted = {number}").body


def renamed(text: str, kept: Sequence[str]) -> str:
    """Names, order of functions and comments changed (`unparse` drops comments and layout)."""
    tree = Renamed(kept).visit(ast.parse(text))
    first = [one for one in tree.body if not isinstance(one, DEFINITIONS)]
    rest = [one for one in tree.body if isinstance(one, DEFINITIONS)]
    random.Random(0).shuffle(rest)
    return ast.unparse(ast.fix_missing_locations(ast.Module([*first, *rest], [])))


def inserted(every: int) -> Callable[[str, Sequence[str]], str]:
    """The same, and a new statement after each n-th."""

    def change(text: str, kept: Sequence[str]) -> str:
        tree = Inserted(every).visit(ast.parse(renamed(text, kept)))
        return ast.unparse(ast.fix_missing_locations(tree))

    return change


CHANGES: tuple[Callable[[str, Sequence[str]], str], ...] = (
    renamed,
    inserted(4),
    inserted(2),
    inserted(1),
)


@dataclass(frozen=True)
class Study:
    """What came out for one topic: planted pairs that are found, by change."""

    texts: int
    compared: str
    planted: int
    found: tuple[int, ...]
    unrelated: float
    least: float
    kept: float


def study(topic: Topic, k: int = K, window: int = WINDOW) -> Study:
    """Plant each text of a topic in each way, one at a time."""
    tasks, names = course_names(topic)
    sources = list(topic.variants.values()) + examples(topic.name)
    taken = as_prints(handed_out(topic, None, OwnProcess()), topic, k, window)
    prints = [fingerprints(source, tasks, names, k, window) for source in sources]
    alone = compared(topic, prints, taken)
    shares = [max(alone.pairs.shares(pair)) for pair in alone.pairs.found]
    found = [0] * len(CHANGES)
    least = 1.0
    planted = [place for place in range(len(sources)) if alone.pairs.left.get(place)]
    for place in planted:
        for number, change in enumerate(CHANGES):
            text = fingerprints(change(sources[place], names), tasks, names, k, window)
            pairs = compared(topic, [*prints, text], taken).pairs
            pair = next(
                (p for p in pairs.found if (p.first, p.second) == (place, len(prints))), None
            )
            others = (p for p in pairs.found if p != pair)
            best = next((p.rarity for p in others if p.second < len(prints)), 0.0)
            found[number] += pair is not None and pair.rarity > best
            if number == 0:
                least = min([least, *(pairs.shares(pair) if pair else (0.0,))])
    short = len(alone.short)
    return Study(
        len(sources),
        f"{len(tasks) - short} of {len(tasks)}",
        len(planted),
        tuple(found),
        max(shares, default=0.0),
        least,
        median(len(one.passages) for one in prints),
    )


def examples(topic: str) -> list[str]:
    """The texts of the example class that can be changed by their trees: valid, and not endless."""
    found = []
    for path in sorted((ROOT / "examples" / "class").glob(f"*/{topic}.py")):
        try:
            text = path.read_text(encoding="utf-8")
            ast.parse(text)
            fingerprints(text, (), ())
        except (SyntaxError, ValueError, TooManyTokens):
            continue
        found.append(text)
    return list(dict.fromkeys(found))


def as_prints(taken: HandedOut, topic: Topic, k: int, window: int) -> HandedOut:
    """What is taken out, in passages of another length."""
    if (k, window) == (K, WINDOW):
        return taken
    tasks, names = course_names(topic)
    texts = (topic.stub, topic.driver), (topic.solution,)
    given, reference = (
        frozenset(
            one.hash
            for text in some
            for one in fingerprints(text, tasks, names, k, window).passages
        )
        for some in texts
    )
    return replace(taken, given=given, reference=reference)


def compared(topic: Topic, prints: Sequence[Fingerprints], taken: HandedOut) -> Comparison:
    texts = [Text(f"s{n}", f"{topic.name}.py", None, False, one) for n, one in enumerate(prints)]
    return compare(topic, texts, [], taken)


def by_topic(page: Path | None) -> None:
    """Write a row for each topic, and one for each length of passages and window."""
    topics = course.topics(ROOT)
    rows = []
    for name, topic in topics.items():
        one = study(topic)
        rows.append(
            [
                name,
                str(one.texts),
                one.compared,
                str(one.planted),
                *map(str, one.found),
                f"{one.unrelated:.0%}" if one.planted else "–",
                f"{one.least:.0%}" if one.planted else "–",
            ]
        )
        print(*rows[-1], sep=" | ", flush=True)
    sizes = []
    for k, window in SIZES:
        some = [study(topic, k, window) for topic in topics.values()]
        planted = sum(one.planted for one in some)
        totals = [sum(one.found[n] for one in some) for n in range(len(CHANGES))]
        kept = median(one.kept for one in some)
        row = [f"{k}, {window}", f"{kept:.0f}", str(planted), *map(str, totals)]
        sizes.append(row)
        print(*row, sep=" | ", flush=True)
    if page:
        results.by_topic(page, "planted", COLUMNS, rows)
        columns = ["k, window", "passages of a text", *COLUMNS[3:8]]
        results.by_topic(page, "sizes", columns, sizes)


def cost(rounds: int) -> None:
    """Time classes of 100 and 400 in turns, from their bytes to the page."""
    topic = course.topics(ROOT)["backprop"]
    sources = (list(topic.variants.values()) + examples(topic.name))[:25]
    seconds: dict[int, list[float]] = {100: [], 400: []}
    parts: dict[str, list[float]] = {"texts": [], "pairs": [], "page": []}
    classes = {count: drawn(topic.name, sources, count) for count in seconds}
    for _ in range(rounds):
        for count, submissions in classes.items():
            with reader_here() as reader:
                taken = handed_out(topic, None, reader)  # starts the reader, too
                begun = time.perf_counter()
                texts, _ = class_texts(submissions, topic, reader)
            read = time.perf_counter()
            comparison = compare(topic, texts, [], taken)
            paired = time.perf_counter()
            similarity_page(comparison, 25)
            done = time.perf_counter()
            seconds[count].append(done - begun)
            if count == 400:
                for name, spent in zip(
                    parts, (read - begun, paired - read, done - paired), strict=True
                ):
                    parts[name].append(spent)
    each = {count: [one / count for one in some] for count, some in seconds.items()}
    rows = [
        ["400 submissions, seconds (target: at most 5)", f"{median(seconds[400]):.1f}"],
        *([f"of these, {name}", f"{median(some):.1f}"] for name, some in parts.items()),
        [
            "a submission of 400 over one of 100 (target: at most 1.5)",
            f"{results.ratio(each[400], each[100]):.2f}",
        ],
    ]
    lines = [
        "From the bytes of submissions (`backprop`, 25 texts with random insertions) to the page",
        "with 25 pairs. Of 400 texts sixteen are made of each: more pairs share passages than in a",
        "usual class.",
        "",
        *results.table(["", ""], rows),
    ]
    command = " ".join(["python benchmarks/similarity.py", *sys.argv[1:]])
    results.write("Similar passages", command, lines)


def drawn(topic: str, sources: Sequence[str], count: int) -> list[Submission]:
    """So many different texts, each made of one of the sources."""
    found = []
    for number in range(count):
        tree = Inserted(4, random.Random(number)).visit(ast.parse(sources[number % len(sources)]))
        text = ast.unparse(ast.fix_missing_locations(tree))
        found.append(Submission(f"s{number:03}", topic, {f"{topic}.py": text.encode()}))
    return found


def main() -> None:
    """Measure and write."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--output", type=Path)
    parser.add_argument("--cost", action="store_true")
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    if options.cost:
        cost(options.rounds)
    else:
        by_topic(options.output)


if __name__ == "__main__":
    main()
