"""What the pages say about the project is so: paths, names, arguments, options, problems."""

from __future__ import annotations

import ast
import inspect
import re
import shlex
import tomllib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import get_args, get_type_hints

import click
import pytest

import autograder
from autograder import rubric
from autograder.cli import main
from autograder.model.limits import Limits
from autograder.model.outcomes import Outcome, ProblemKind, Status
from autograder.model.report import Report
from autograder.rubric import Rubric, misconception
from autograder.rubric.checks.base import KindOfCheck
from autograder.rubric.kinds import own_kinds
from autograder.rubric.language import FigureSettings, TaskSettings
from tests.conftest import ROOT, TOPICS
from tests.docs.pages import DOCS, Page, pages

KIT = ROOT / "autograder"
PAGES = pages()
FOLDERS = ("autograder", "tests", "docs", "examples", "benchmarks", "reference", "assignments")
PATH = re.compile(rf"(?:{'|'.join(FOLDERS)})/[\w./*-]*[\w*]")
SOURCES = [
    path
    for folder in ("autograder", "tests", "benchmarks", "examples/ci")
    for path in sorted((ROOT / folder).rglob("*"))
    if path.suffix in (".py", ".yml", ".toml") and path != Path(__file__)
]


def page(name: str) -> Page:
    """A page of docs/."""
    return Page(DOCS / name)


def rows(one: Page) -> list[list[str]]:
    """The cells of all tables of a page."""
    lines = [line for line in one.text.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]


def named_paths(one: Page) -> Iterator[str]:
    """The paths of this project in a page's sentences and its links' texts."""
    for code in one.code:
        if PATH.fullmatch(code):
            yield code


@pytest.mark.parametrize("one", PAGES, ids=lambda one: one.name)
def test_every_path_that_a_page_names_is_there(one: Page) -> None:
    made_by_readers = [block.file for block in one.blocks if block.file]
    missing = [
        path
        for path in named_paths(one)
        if not any(ROOT.glob(path)) and not any(made.startswith(path) for made in made_by_readers)
    ]
    assert missing == []


def test_every_page_that_the_code_names_is_there() -> None:
    named = [
        (path.relative_to(ROOT).as_posix(), found)
        for path in SOURCES
        for found in re.findall(r"docs/[\w./-]*\.(?:md|json)", path.read_text(encoding="utf-8"))
    ]
    assert [one for one in named if not (ROOT / one[1]).exists()] == []


def test_the_glossary_has_each_word_once_in_order() -> None:
    words = [row[0] for row in rows(page("glossary.md"))[2:]]
    assert [word for word, count in Counter(words).items() if count > 1] == []
    assert words == sorted(words)


def test_a_former_word_of_the_glossary_is_no_word_of_it() -> None:
    table = rows(page("glossary.md"))[2:]
    words = {row[0] for row in table}
    former = [word.strip() for row in table for word in row[2].split(",") if word.strip()]
    assert [word for word, count in Counter(former).items() if count > 1] == []
    assert words & set(former) == set()


@pytest.mark.parametrize("one", PAGES, ids=lambda one: one.name)
def test_no_sentence_uses_a_word_of_the_past(one: Page) -> None:
    """Those former words of the glossary that no plain sentence needs."""
    past = re.compile(
        r"\b(canary|follow-through|glance|hand-ins?|lent|slips?|stand-ins?|sweeps?|testimony|zygotes?)\b"
    )
    if one.path != DOCS / "glossary.md":
        inline = [child for token in one.tokens for child in token.children or ()]
        sentences = " ".join(child.content for child in inline if child.type == "text")
        assert past.findall(sentences.lower()) == []


def test_the_glossary_says_where_the_code_has_a_word() -> None:
    wrong = []
    for word, _, _, where in rows(page("glossary.md"))[2:]:
        path, *names = re.findall(r"`([^`]+)`", where)
        file = KIT / path
        text = file.read_text(encoding="utf-8") if file.exists() else ""
        for name in names or [""]:
            defined = re.search(rf"^\s*(?:def|class) {name}\b|^{name}\b.*=", text, re.MULTILINE)
            if not (defined if name else text):
                wrong.append((word, where))
    assert wrong == []


def test_the_way_of_a_submission_has_at_most_twelve_stations() -> None:
    stations = [row for row in rows(page("architecture.md")) if row[0].isdigit()]
    assert [int(row[0]) for row in stations] == list(range(1, len(stations) + 1))
    assert len(stations) <= 12
    modules = [name for row in stations for name in re.findall(r"`([^`]+)`", row[2])]
    assert [name for name in modules if not (KIT / name).exists()] == []
    kinds = [name for row in stations for name in re.findall(r"`(\w+)`", row[3])]
    code = "\n".join(path.read_text(encoding="utf-8") for path in KIT.rglob("*.py"))
    missing = [
        name
        for name in kinds
        if not re.search(rf"^(?:class {name}\b|{name} = )", code, re.MULTILINE)
    ]
    assert missing == []


def test_the_architecture_has_the_packages_in_the_order_of_imports() -> None:
    table = page("architecture.md").text.partition("| package | holds |")[2].partition("\n\n")[0]
    first_cells = re.findall(r"^\| (`.*?) \|", table, re.MULTILINE)
    listed = [name for cell in first_cells for name in re.findall(r"`(\w+)", cell)]
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    contracts = settings["tool"]["importlinter"]["contracts"]
    [layers] = [one["layers"] for one in contracts if one["type"] == "layers"]
    assert listed == layers[::-1]


def test_the_page_of_the_api_has_every_public_name() -> None:
    text = page("embedders/api.md").text
    shown = re.findall(r"^\.\. auto\w+:: autograder\.(\w+)$", text, re.MULTILINE)
    assert sorted({*shown} - {"notebook"}) == sorted(autograder.__all__)


def arguments(function: object) -> set[str]:
    """The names of a function's arguments, those of a typed dict of settings among them."""
    assert callable(function)
    names: set[str] = set()
    for name, parameter in inspect.signature(function).parameters.items():
        if parameter.kind == inspect.Parameter.VAR_KEYWORD:
            [settings] = get_args(get_type_hints(function)[name])
            names |= get_type_hints(settings).keys()
        else:
            names.add(name)
    return names - {"self"}


@pytest.mark.parametrize("kind", own_kinds().values(), ids=lambda kind: kind.method)
def test_the_rubric_page_has_every_check_with_its_arguments(kind: type[KindOfCheck]) -> None:
    signature = re.search(rf"`\.{kind.method}\(([^`]*)\)`", page("authors/rubric.md").text)
    assert signature is not None, f"docs/authors/rubric.md has no `.{kind.method}(…)`"
    shown = {part.split("=")[0].strip() for part in signature[1].split(",")}
    assert shown == arguments(kind.declare)


@pytest.mark.parametrize(
    "names",
    [
        arguments(Rubric),
        set(TaskSettings.__annotations__),
        set(FigureSettings.__annotations__),
        arguments(misconception),
        arguments(Limits),
    ],
    ids=["Rubric", "task", "figure", "misconception", "Limits"],
)
def test_the_rubric_page_has_every_argument(names: set[str]) -> None:
    code = " ".join(page("authors/rubric.md").code)
    assert [name for name in sorted(names) if not re.search(rf"\b{name}\b", code)] == []


def test_the_rubric_page_has_every_law() -> None:
    laws = [
        name
        for name, one in vars(rubric).items()
        if inspect.isfunction(one) and inspect.get_annotations(one).get("return") == "Law"
    ]
    assert laws
    text = page("authors/rubric.md").text
    assert [name for name in laws if f"`{name}(" not in text] == []


def test_every_kind_of_problem_is_explained_once() -> None:
    code = Counter(page("reference/problems.md").code)
    assert {kind: code[kind] for kind in ProblemKind if code[kind] < 1} == {}
    tables = Counter(
        name
        for row in rows(page("reference/problems.md"))
        for name in re.findall(r"`(\w+)`", row[0])
    )
    assert tables == Counter(kind.value for kind in ProblemKind)


def test_every_field_and_outcome_of_a_report_is_explained() -> None:
    text = page("reference/reports.md").text
    words = [*Report.__dataclass_fields__, *Outcome, *Status]
    assert [word for word in words if f"`{word}`" not in text] == []


def test_the_students_page_has_every_topic() -> None:
    listed = [row[0].strip("`") for row in rows(page("students/index.md"))[2:]]
    assert sorted(listed) == sorted(TOPICS)


def commands(one: Page) -> Iterator[list[str]]:
    """Every call of `autograder` in a page's shell blocks."""
    for block in one.blocks:
        if block.language not in ("sh", "console"):
            continue
        text = block.text.replace("\\\n", " ")
        for line in text.splitlines():
            shown = line.removeprefix("$ ") if block.language == "console" else line
            if block.language == "console" and not line.startswith("$ "):
                continue
            words = shlex.split(shown, comments=True)
            if words[:1] == ["autograder"]:
                yield words[1:]
            elif words[-1:] and "autograder" in words and "-m" in words:
                yield words[words.index("autograder") + 1 :]


CALLS = [(one.name, call) for one in PAGES for call in commands(one)]


def test_the_pages_call_the_kit() -> None:
    assert len(CALLS) > 30


@pytest.mark.parametrize(("where", "call"), CALLS, ids=lambda one: str(one))
def test_every_command_and_option_exists(where: str, call: list[str]) -> None:
    command: click.Command = main
    context = click.Context(main, info_name="autograder")
    words = call
    while isinstance(command, click.Group) and words and not words[0].startswith("-"):
        found = command.get_command(context, words[0])
        assert found is not None, f"{where}: there is no command {words[0]}"
        context = click.Context(found, parent=context, info_name=words[0])
        command, words = found, words[1:]
    values, _, _ = command.make_parser(context).parse_args(list(words))
    for option in command.params:
        value = values.get(option.name or "")
        if isinstance(option.type, click.Choice) and isinstance(value, str):
            assert set(value.split("|")) <= set(option.type.choices), f"{where}: {call}"


@pytest.mark.parametrize("one", PAGES, ids=lambda one: one.name)
def test_code_that_is_only_read_parses(one: Page) -> None:
    for block in one.blocks:
        if block.language == "python":
            ast.parse(block.text)
        elif block.language == "toml":
            tomllib.loads(block.text)
