"""The pages and tables of a class: what they say, and that nobody's text acts in them."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
import struct
import subprocess
import unicodedata
import zlib
from collections.abc import Callable
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from random import Random
from typing import Any
from urllib.parse import unquote, urlsplit

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from autograder.model.outcomes import Outcome, ProblemKind, Status
from autograder.model.report import (
    CheckReport,
    Edit,
    Finding,
    Lateness,
    Problem,
    Repair,
    Report,
    TaskReport,
)
from autograder.reports import files, json_form, terminal
from autograder.reports.paths import folder_name
from autograder.reports.plain_text import plain_text

AWKWARD = (
    *("Ann Lee", "Ann_Lee", "Ann?Lee", "Zoë", "Zoe\u0308", "李雷", "c#", "100%", "%41", "A", "a&b"),
    *(".hidden", "..hidden", "..", ".", "-rf", "~root", "tab\there", "line\nbreak", "x" * 255),
    *("'", '"', "<b>", "\u202eevil", "evil", "\x1b[31mred", "red", "nul\x00", "nul", " ", "  "),
)
ATTACK = (
    "<script>document.title='owned'</script>\"'><img src=x onerror=\"document.title='owned'\">"
    "</style></title></textarea>{{ 7*7 }}<!--\u202e\u2066\x1b[31m\x1b]0;owned\x07\x9b1m\x00\x08&lt;"
)
CSP = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"
ANY = st.characters(exclude_categories=())  # surrogates as well
VOID = {"meta", "br", "rect", "path"}
INLINE = {"a", "bdi", "code", "span", "strong"}


class Page(HTMLParser):
    """A parsed page: its elements in order, its text, and whether every tag is closed in turn."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[tuple[str, str]] = []
        self.open: list[str] = []
        self.feed(text)
        self.close()
        assert not self.open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert len(attrs) == len(dict(attrs)), f"an attribute of <{tag}> is given twice"
        self.elements.append((tag, dict(attrs)))
        if tag not in INLINE:
            self.texts.append(("", " "))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in VOID
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        # A browser closes the drawings' void elements, too.
        assert tag in VOID or self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.texts.append((self.open[-1] if self.open else "", data))

    @property
    def text(self) -> str:
        """What a reader sees, in one line."""
        return " ".join("".join(data for tag, data in self.texts if tag != "style").split())

    @property
    def shape(self) -> list[tuple[str, tuple[str, ...]]]:
        """Elements and the names of their attributes: what no text may change."""
        return [(tag, tuple(attributes)) for tag, attributes in self.elements]

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.elements if name == tag]


def written(reports: list[Report], folder: Path) -> Path:
    for one in reports:
        files.write_report(one, folder)
    files.write_class(reports, folder)
    return folder


def page_of(one: Report, tmp_path: Path) -> Page:
    [path] = written([one], tmp_path).glob("reports/*/*.html")
    return Page(path.read_text(encoding="utf-8"))


def hostile() -> Report:
    """Every string that a student's name or code can reach is an attack."""
    one = report(ATTACK, problems=(Problem(kind=ProblemKind.IMPORT_ERROR, message=ATTACK),))
    tasks = []
    for given_task in one.tasks:
        checks = []
        for check in given_task.checks:
            findings = tuple(replace(f, evidence=ATTACK) for f in check.findings)
            message = ATTACK + check.name if check.message else ""
            checks.append(replace(check, message=message, findings=findings))
        edit = Edit(line=ATTACK, before=ATTACK, after=ATTACK)
        repair = Repair(tried=300, found=1, lines=(ATTACK,), edits=(edit,))
        tasks.append(replace(given_task, checks=tuple(checks), repair=repair))
    return replace(one, tasks=tuple(tasks))


def harmless(one: Report) -> Report:
    text = json_form.encode(one).replace(ATTACK_IN_JSON, "nothing")
    assert text.count("nothing") > 5
    return json_form.decode(text)


ATTACK_IN_JSON = json.dumps(ATTACK, ensure_ascii=False)[1:-1]


def test_a_repair_is_shown_to_the_instructor_and_never_to_the_student(tmp_path: Path) -> None:
    edits = (Edit(line="line 8", before="a = x @ W.T\nreturn a", after="a = x @ W\nreturn a"),)
    repair = Repair(tried=290, found=3, lines=("line 8", "line 9"), edits=edits)
    one = report("ada")
    failed = replace(one.tasks[1], repair=repair)
    one = replace(one, tasks=(one.tasks[0], failed, *one.tasks[2:]))
    out = written([one.condensed()], tmp_path / "class")
    page = Page((out / "index.html").read_text()).text
    assert "line 8, line 9 - a = x @ W.T - return a + a = x @ W + return a 3 of 290" in page
    assert "x @ W" not in page_of(one, tmp_path / "own").text
    assert json_form.decode(json_form.encode(one)).tasks[1].repair == repair
    assert json_form.encode(one.for_students()).count("x @ W") == 0


# What is shown of a text


@pytest.mark.parametrize(
    ("given_text", "shown"),
    [
        ("\x1b[1;31mred\x1b[0m", "red"),
        ("\x9b31mred", "red"),
        ("\x1b]0;a title\x07seen", "seen"),
        ("\x1b]8;;http://a.example\x1b\\link\x1b]8;;\x1b\\", "link"),
        ("\x1bPdevice\x1b\\seen", "seen"),
        ("\x1b]0;no end", "0;no end"),
        ("\x1bcseen", "seen"),
        ("\x1b\x1b[0m[31mseen", "[31mseen"),
        ("pass\b\b\b\bfail\x7f\x00", "passfail"),
        ("one\r\ntwo\tthree\u2028four", "one two three four"),
        ("\u202egnp.exe\u202c \u2066a\u2069\u200f", "gnp.exe a"),
        ("zero\u200bwidth\ufeff\u00ad\U000e0041", "zerowidth"),
        ("half \ud83d of a pair", "half \ufffd of a pair"),
    ],
)
def test_what_would_act_on_the_reader_is_removed(given_text: str, shown: str) -> None:
    assert plain_text(given_text) == shown


@pytest.mark.parametrize(
    "text",
    ["", "Zoë  Müller", "می\u200cخواهم", "👩\u200d🔬", "שלום", "σ(z) ≥ 0", "a\u00a0b", "e\u0301"],
)
def test_ordinary_text_of_any_script_stays(text: str) -> None:
    assert plain_text(text) == text


@given(st.text(st.one_of(st.sampled_from("\x1b[]\\;m0\x07\x9b\x9c\x90"), ANY)))
def test_nothing_that_acts_is_ever_shown(text: str) -> None:
    shown = plain_text(text)
    assert not {unicodedata.category(c) for c in shown if c not in "\u200c\u200d"} & {
        *("Cc", "Cf", "Cs", "Zl", "Zp")
    }
    assert plain_text(shown) == shown
    assert shown.encode("utf-8").decode("utf-8") == shown


# Where the files lie


@pytest.mark.parametrize("name", ["ada", "Ada.Lovelace", "s123456", "a-b_c+d@e.org"])
def test_a_plain_name_is_its_folder(name: str) -> None:
    assert folder_name(name) == name


@given(st.lists(st.text(ANY, max_size=80), unique=True))
def test_no_two_names_share_a_folder_and_none_leaves_it(names: list[str]) -> None:
    folders = [folder_name(name) for name in names]
    assert len({unicodedata.normalize("NFC", folder) for folder in folders}) == len(names)
    for folder in folders:
        assert Path(folder).name == folder and not folder.startswith((".", "-", "~"))
        assert len(folder.encode("utf-8")) < 200


def test_awkward_names_overwrite_nothing_and_every_link_resolves(tmp_path: Path) -> None:
    written([report(name) for name in AWKWARD], tmp_path)
    found = [json_form.decode(p.read_text()) for p in tmp_path.rglob("*.json")]
    assert sorted(one.student for one in found) == sorted(AWKWARD)
    linked = set()
    for path in tmp_path.rglob("*.html"):
        page = Page(path.read_text(encoding="utf-8"))
        names = {attributes["id"] for _, attributes in page.elements if "id" in attributes}
        for anchor in page.all("a"):
            assert (anchor["href"] or "").isascii()
            target = urlsplit(anchor["href"] or "")
            assert not target.scheme and not target.netloc and not target.query
            if target.path:
                linked.add((path.parent / unquote(target.path)).resolve(strict=True))
            else:
                assert target.fragment in names
    assert linked == {path.resolve() for path in tmp_path.glob("reports/*/*.html")}


# Structure of the pages


@pytest.fixture(scope="module")
def synthetic(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return written(synthetic_class(60), tmp_path_factory.mktemp("synthetic"))


@pytest.fixture(scope="module")
def pages(synthetic: Path) -> list[Page]:
    few = sorted(synthetic.glob("reports/*0[12]/*.html"))
    return [Page(path.read_text(encoding="utf-8")) for path in (synthetic / "index.html", *few)]


def test_pages_load_nothing_and_run_nothing(pages: list[Page]) -> None:
    for page in pages:
        [policy] = [m for m in page.all("meta") if m.get("http-equiv")]
        assert policy == {"http-equiv": "Content-Security-Policy", "content": CSP}
        tags = [tag for tag, _ in page.elements]
        assert tags.index("style") > page.elements.index(("meta", policy))
        assert not {"script", "link", "img", "iframe", "object", "form", "base"} & set(tags)
        for _, attributes in page.elements:
            assert not [name for name in attributes if name.startswith("on") or name == "src"]
        style = "".join(data for tag, data in page.texts if tag == "style")
        assert "url(" not in style and "@import" not in style


def test_tables_are_headed_and_headings_nest(pages: list[Page]) -> None:
    for page in pages:
        ids = [attributes["id"] for _, attributes in page.elements if "id" in attributes]
        assert len(ids) == len(set(ids))
        assert page.all("html") == [{"lang": "en"}] and len(page.all("main")) == 1
        levels = [int(tag[1]) for tag, _ in page.elements if re.fullmatch("h[1-6]", tag)]
        assert levels[0] == 1 and levels.count(1) == 1
        assert all(b <= a + 1 for a, b in zip(levels, levels[1:], strict=False))
        assert len(page.all("caption")) == len(page.all("table"))
        assert all(header.get("scope") for header in page.all("th"))
        for drawing in page.all("svg"):
            assert drawing.get("aria-hidden") == "true" or drawing.get("aria-label")


def luminance(colour: str) -> float:
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return float(np.dot(linear, (0.2126, 0.7152, 0.0722)))


def contrast(one: str, other: str) -> float:
    """The WCAG's contrast ratio of two colours."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def test_text_has_the_contrast_of_wcag_aa_in_light_and_dark(pages: list[Page]) -> None:
    style = "".join(data for tag, data in pages[0].texts if tag == "style")
    schemes = re.findall(r":root \{(.*?)\}", style, re.DOTALL)[:2]
    for scheme in schemes:
        colour = dict(re.findall(r"--(\w+): (#\w{6})", scheme))
        for ground in ("paper", "note", "card"):
            for text in ("ink", "quiet", "link"):
                assert contrast(colour[text], colour[ground]) >= 4.5, (text, ground)
        for text in ("passed", "failed", "blocked", "ungraded"):
            assert contrast(colour[text], colour["paper"]) >= 4.5, text
        assert contrast(colour["fill"], colour["paper"]) >= 3


def test_a_class_of_200_by_5_stays_small(tmp_path: Path) -> None:
    files.write_class(synthetic_class(200), tmp_path)
    page = Page((tmp_path / "index.html").read_text(encoding="utf-8"))
    assert "200 students" in page.text
    assert (tmp_path / "index.html").stat().st_size < 300_000


# What a submission's page says


def test_a_task_teaches_then_says_what_is_right_then_what_is_open(tmp_path: Path) -> None:
    text = page_of(report("ben"), tmp_path).text
    parts = [
        *("activations ben", "6.9 of 11 points 62 %"),
        *("What to do next Fix sigmoid_derivative", "Which constant is in the loss?"),
        *("autograder hint sigmoid_derivative", "After that: tanh, relu."),
        *("Tasks sigmoid ✓ passed 2.0 of 2.0", "sigmoid_derivative ✗ failed 0.9 of 3.0"),
        *("A factor of two is missing", "What shows it: 14 of 14 elements", "factor-of-two"),
        *("Already right: keeps shape and dtype.", "gives the right values ✗ failed 0.0 / 1.5"),
        *("tanh ○ not attempted", "not written yet", "relu ‖ blocked"),
        "Key 0123456789abcdef0123456789abcdef, submission fedcba9876543210fedcba9876543210, "
        "sandbox tier D",
    ]
    for part in parts:
        assert part in text
        text = text.partition(part)[2]


def test_a_message_is_repeated_unless_it_stands_right_above(tmp_path: Path) -> None:
    failed = task("softmax", 4, Outcome.FAILED, ("", "", ""))
    first, second, _ = failed.checks
    odd = replace(second, outcome=Outcome.FAILED, message="another shape")
    plain = replace(first, findings=())
    one = report("leo", tasks=(replace(failed, checks=(first, plain, odd, plain)),))
    text = page_of(one, tmp_path).text
    assert text.count(first.message) == 2 and text.count("as said above") == 2
    assert text.index("another shape") < text.rindex(first.message)


def test_what_concerns_the_whole_submission_stands_on_top(tmp_path: Path) -> None:
    said = "activations.py is not valid Python: line 46: invalid syntax"
    unread = task("sigmoid", 2, Outcome.NOT_ATTEMPTED, ("", "", ""))
    checks = tuple(replace(check, message=said) for check in unread.checks)
    broken = (replace(unread, outcome=Outcome.FAILED, checks=checks),)
    one = report(
        "dora", tasks=broken, problems=(Problem(kind=ProblemKind.SYNTAX_ERROR, message=said),)
    )
    text = page_of(one, tmp_path).text
    assert text.count(said) == 1
    assert text.index(said) < text.index("Fix the file first") < text.index("Tasks")
    assert "for the reason at the top" in text


def test_the_next_step_fits_the_outcome(tmp_path: Path) -> None:
    none = ("", "", "")
    steps = {
        "that is not a zero": report("a", status=Status.UNGRADED, score=None, tasks=()),
        "Hand something in": report("b", status=Status.NOT_ATTEMPTED, tasks=()),
        "all tasks are done": report("c", tasks=(task("sigmoid", 2, Outcome.PASSED, none),)),
        "Write sigmoid": report("d", tasks=(task("sigmoid", 2, Outcome.NOT_ATTEMPTED, none),)),
        "Come back to tanh": report("e", tasks=(task("tanh", 2, Outcome.BLOCKED, none),)),
        "Wait for tanh": report("f", tasks=(task("tanh", 2, Outcome.UNGRADED, none),)),
    }
    for step, one in steps.items():
        assert step in page_of(one, tmp_path / one.student).text


def test_an_ungraded_submission_shows_no_score(tmp_path: Path) -> None:
    page = page_of(report("ivo", status=Status.UNGRADED, score=None, tasks=()), tmp_path)
    assert "not graded" in page.text and "points" not in page.text and not page.all("svg")


# What the class page says


def small_class() -> list[Report]:
    absent = (Problem(kind=ProblemKind.MISSING_FILE, message="nothing was submitted"),)
    encoding = (Problem(kind=ProblemKind.NOT_UTF8, message="save it as UTF-8"),)
    renamed = (Problem(kind=ProblemKind.RENAMED_FILE, message="read mine.py"),)
    return [
        report("ada", problems=renamed),
        report("ben"),
        report("ben", "backprop"),
        report("cem", status=Status.UNGRADED, score=None, tasks=(), problems=encoding),
        report("dora", status=Status.NOT_ATTEMPTED, score=0.0, tasks=(), problems=absent),
    ]


def test_the_class_at_a_glance(tmp_path: Path) -> None:
    text = Page((written(small_class(), tmp_path) / "index.html").read_text()).text
    assert "4 students, 4 submissions on 2 topics; mean of the graded 47 %" in text
    assert "3 graded · 1 ungraded · 1 not attempted" in text
    assert "activations mean 62 %, median 62 % 2 graded, 1 ungraded, 1 not attempted" in text
    assert "sigmoid_derivative 30 % 0 of 2 0" in text
    assert "ben 6.9 2.9 9.8" in text
    assert "cem ? ungraded no report ≥ 0.0" in text and "dora ○ not attempted" in text


def test_what_needs_the_instructor_comes_first(tmp_path: Path) -> None:
    text = Page((written(small_class(), tmp_path) / "index.html").read_text()).text
    needing, _, rest = text.partition("Topics How many")
    assert "These need you" in needing and "cem activations save it as UTF-8" in needing
    listed = rest.partition("Score of each student")[2]
    assert "renamed file 1 submission" in listed and "missing file" not in listed
    assert "save it as UTF-8" not in rest


def test_a_graded_report_with_an_ungraded_task_needs_the_instructor(tmp_path: Path) -> None:
    partly = report("fay", tasks=(task("sigmoid", 2, Outcome.UNGRADED, ("", "", "")),))
    text = Page((written([partly], tmp_path) / "index.html").read_text()).text
    assert "These need you" in text and "no reason given" in text


def test_a_task_that_could_not_be_judged_makes_no_task_look_harder(tmp_path: Path) -> None:
    right, unjudged = (
        report(name, tasks=(task("sigmoid", 2, outcome, ("", "", "")),))
        for name, outcome in (("ada", Outcome.PASSED), ("fay", Outcome.UNGRADED))
    )
    text = Page((written([right, unjudged], tmp_path) / "index.html").read_text()).text
    assert "sigmoid 100 % 1 of 1 0" in text


def test_a_class_without_a_report_has_a_page(tmp_path: Path) -> None:
    text = Page((written([], tmp_path) / "index.html").read_text()).text
    assert "0 students, 0 submissions on 0 topics" in text and "None was found." in text


def test_misconceptions_are_counted_once_a_student(tmp_path: Path) -> None:
    written([*small_class(), report("=cmd()")], tmp_path)
    rows = list(csv.DictReader((tmp_path / "misconceptions.csv").open(encoding="utf-8")))
    assert [tuple(row.values()) for row in rows] == [
        ("activations", "sigmoid_derivative", "factor-of-two",
         "A factor of two is missing or too many.", "3", "'=cmd(); ada; ben"),
        ("backprop", "output_error", "factor-of-two",
         "A factor of two is missing or too many.", "1", "ben"),
    ]  # fmt: skip
    assert list(rows[0]) == ["topic", "task", "id", "says", "students", "names"]


@pytest.mark.parametrize("name", ["=1+1", " =1+1", "\x00=1", "\u202e@x", "＝1", "-1", "\t+1"])
def test_a_spreadsheet_takes_no_name_for_a_formula(name: str, tmp_path: Path) -> None:
    files.write_class([report(name)], tmp_path)
    [row] = csv.DictReader((tmp_path / "grades.csv").open(encoding="utf-8"))
    assert row["student"].startswith("'")


@pytest.mark.parametrize("text", ["x;=1+1;y", 'x;"=1+1"', "-1; @y"])
@pytest.mark.parametrize("separator", ",;\t")
def test_no_cell_is_a_formula_where_a_spreadsheet_expects_another_separator(
    text: str, separator: str, tmp_path: Path
) -> None:
    said = Problem(kind=ProblemKind.IMPORT_ERROR, message=f"ValueError: {text}")
    files.write_class([replace(report(text), problems=(said,)), report("ada")], tmp_path)
    for name in ("grades.csv", "misconceptions.csv"):
        rows = csv.reader((tmp_path / name).open(encoding="utf-8"), delimiter=separator)
        cells = [cell.strip(' "') for row in rows for cell in row]
        assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))]


def test_unknown_lateness_is_shown_wherever_a_class_is(tmp_path: Path) -> None:
    due = "2026-10-01T12:00:00+02:00"
    unknown = Lateness(submitted=None, source="", due=due, days=None, percent=0.0, raw_score=10.0)
    reports = [replace(report("ada"), lateness=unknown), report("ben")]
    text = Page((written(reports, tmp_path) / "index.html").read_text()).text
    assert "Lateness unknown" in text and "show 1 submission" in text
    rows = csv.DictReader((tmp_path / "grades.csv").open(encoding="utf-8"))
    assert [(row["student"], row["days_late"]) for row in rows] == [("ada", "unknown"), ("ben", "")]
    shown = io.StringIO()
    terminal.show_class(Console(file=shown, width=200), reports)
    assert "lateness unknown" in shown.getvalue() and "Lateness unknown: 1 (" in shown.getvalue()


# What others write


def test_no_text_of_a_student_changes_a_page(tmp_path: Path) -> None:
    attacked = written([hostile()], tmp_path / "a")
    quiet = written([harmless(hostile())], tmp_path / "b")
    for pattern in ("index.html", "reports/*/*.html"):
        [mine], [theirs] = attacked.glob(pattern), quiet.glob(pattern)
        raw = mine.read_text(encoding="utf-8")
        page = Page(raw)
        assert page.shape == Page(theirs.read_text(encoding="utf-8")).shape
        assert not [c for c in raw if unicodedata.category(c) in ("Cc", "Cf") and c != "\n"]
        assert plain_text(ATTACK) in page.text
    for name in ("grades.csv", "misconceptions.csv"):
        table = (attacked / name).read_text(encoding="utf-8")
        assert not [c for c in table if unicodedata.category(c) in ("Cc", "Cf") and c != "\n"]


def test_a_name_that_cannot_be_seen_is_still_a_link(tmp_path: Path) -> None:
    page = Page((written([report("\u202e\u200b")], tmp_path) / "index.html").read_text())
    assert "(no name)" in page.text


def test_the_same_grades_give_the_same_bytes(tmp_path: Path) -> None:
    first = synthetic_class(20)
    again = [replace(one, duration_s=9.9) for one in reversed(synthetic_class(20))]
    written(first, tmp_path / "a")
    written(again, tmp_path / "b")
    names = [path.relative_to(tmp_path / "a") for path in (tmp_path / "a").rglob("*.*")]
    assert len(names) == 2 * len(first) + 3
    for name in names:
        if name.suffix != ".json":
            assert (tmp_path / "a" / name).read_bytes() == (tmp_path / "b" / name).read_bytes()


# In a real browser


def needs_chromium(test: Callable[..., None]) -> Callable[..., None]:
    """A test in a browser, where there is one."""
    absent = shutil.which("chromium") is None
    reason = "no chromium on PATH: apt-get install chromium"
    skipped = pytest.mark.skipif(absent, reason=reason)(test)
    marked: Callable[..., None] = pytest.mark.browser(skipped)
    return marked


def chromium(profile: Path, *arguments: str) -> str:
    """Run headless Chromium once, with a profile of its own; returns what it prints."""
    command = [
        *("chromium", "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic"),
        *("--no-first-run", "--disable-background-networking", "--disable-component-update"),
        *("--disable-sync", "--hide-scrollbars", f"--user-data-dir={profile}", *arguments),
    ]
    return subprocess.run(command, check=True, capture_output=True, text=True, timeout=120).stdout


def pixels(path: Path) -> np.ndarray:
    """A PNG of 8 bits a channel, not interlaced, as (height, width, channels)."""
    data = path.read_bytes()
    assert data[:8] == b"\x89PNG\r\n\x1a\n"
    place, packed = 8, b""
    while place < len(data):
        length, kind = struct.unpack(">I4s", data[place : place + 8])
        body = data[place + 8 : place + 8 + length]
        if kind == b"IHDR":
            width, height, depth, colour, _, _, interlaced = struct.unpack(">IIBBBBB", body)
        if kind == b"IDAT":
            packed += body
        place += length + 12
    assert (depth, interlaced) == (8, 0) and colour in (2, 6)
    step = 3 if colour == 2 else 4
    raw, size = zlib.decompress(packed), width * step
    above, rows = bytearray(size), []
    for start in range(0, len(raw), size + 1):
        line = bytearray(raw[start + 1 : start + 1 + size])
        _unfilter(raw[start], line, above, step)
        rows.append(line)
        above = line
    return np.frombuffer(b"".join(rows), np.uint8).reshape(height, width, step)


def _unfilter(kind: int, line: bytearray, above: bytearray, step: int) -> None:
    """Undo one of the five row filters of PNG, in place."""
    if kind == 0:
        return
    for i in range(len(line)):
        left = line[i - step] if i >= step else 0
        corner = above[i - step] if i >= step else 0
        up = above[i]
        if kind == 4:
            guess = left + up - corner
            choice = min((left, up, corner), key=lambda value: abs(guess - value))
        else:
            choice = {1: left, 2: up, 3: (left + up) // 2}[kind]
        line[i] = (line[i] + choice) & 255


@needs_chromium
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("pattern", ["index.html", "reports/ben01/backprop.html"])
def test_a_browser_paints_the_page(
    pattern: str, scheme: str, synthetic: Path, tmp_path: Path
) -> None:
    shot = tmp_path / "shot.png"
    chromium(
        tmp_path / "profile",
        f"--blink-settings=preferredColorScheme={0 if scheme == 'dark' else 1}",
        "--window-size=800,600",
        f"--screenshot={shot}",
        (synthetic / pattern).as_uri(),
    )
    image = pixels(shot)[:, :, :3]
    assert image.shape == (600, 800, 3)
    assert len(np.unique(image.reshape(-1, 3), axis=0)) > 50
    paper = {"light": (0xFD, 0xFD, 0xFC), "dark": (0x16, 0x19, 0x1D)}[scheme]
    assert tuple(image[0, 0]) == paper


@needs_chromium
def test_in_a_browser_no_text_of_a_student_becomes_a_script(tmp_path: Path) -> None:
    attacked = written([hostile()], tmp_path / "a")
    for path in (attacked / "index.html", *attacked.glob("reports/*/*.html")):
        seen = Page(chromium(tmp_path / "profile", "--dump-dom", path.as_uri()))
        titles = "".join(data for tag, data in seen.texts if tag == "title")
        assert titles != "owned" and not seen.all("script") and not seen.all("img")


@needs_chromium
def test_in_a_browser_the_policy_stops_a_script_that_got_in_all_the_same(tmp_path: Path) -> None:
    files.write_class(small_class(), tmp_path)
    page = (tmp_path / "index.html").read_text(encoding="utf-8")
    slipped = page.replace("</main>", "</main><script>document.title = 'owned'</script>")
    unguarded = slipped.replace(CSP, "")
    for text, owned in ((slipped, False), (unguarded, True)):
        (tmp_path / "slipped.html").write_text(text, encoding="utf-8")
        seen = chromium(tmp_path / "profile", "--dump-dom", (tmp_path / "slipped.html").as_uri())
        assert ("<title>owned</title>" in seen) is owned


# Grade reports of a class that never was: every outcome, in about the proportions of a real one

TOPICS = {
    "activations": {"sigmoid": 2, "sigmoid_derivative": 3, "tanh": 1, "relu": 1, "softmax": 4},
    "backprop": {"forward": 2, "output_error": 3, "hidden_error": 5, "backward": 6},
    "chain_rule": {"compose_derivative": 2, "chain_jacobian": 4, "Value": 8},
    "forward_and_losses": {"dense_forward": 2, "mse": 2, "cross_entropy": 4, "one_hot": 1},
    "gradient_descent": {"sgd_step": 1, "momentum_step": 3, "adam_step": 5, "train": 6},
}
CHECKS = ("gives the right values", "keeps shape and dtype", "leaves its arguments unchanged")
MISTAKES = (
    ("factor-of-two", "A factor of two is missing or too many.", "Which constant is in the loss?"),
    ("wrong-axis", "This adds up along the wrong axis.", "Which axis holds one sample?"),
    ("sum-not-mean", "The loss is summed, not averaged.", "Should twice the data change the loss?"),
)
NAMES = "Ada Ben Cem Dora Eli Fay Gus Hana Ivo June Kim Leo Mia Noa Omar Pia Quin Rosa Sam Tia"


def synthetic_class(students: int, topics: int = 5) -> list[Report]:
    """Reports of so many students in so many topics; the same ones every time."""
    random = Random(students)
    names = [f"{NAMES.split()[i % 20].lower()}{i // 20 + 1:02}" for i in range(students)]
    return [_report(random, name, topic) for name in names for topic in list(TOPICS)[:topics]]


def report(student: str, topic: str = "activations", **changes: Any) -> Report:
    """One report: its tasks passed, failed with a finding, were blocked, and so on in turn."""
    outcomes = (
        *(Outcome.PASSED, Outcome.FAILED, Outcome.NOT_ATTEMPTED),
        *(Outcome.BLOCKED, Outcome.PASSED),
    )
    tasks = tuple(
        task(name, points, outcome, MISTAKES[0])
        for (name, points), outcome in zip(TOPICS[topic].items(), outcomes, strict=False)
    )
    return replace(_graded(student, topic, tasks), **changes)


def task(name: str, points: float, outcome: Outcome, mistake: tuple[str, str, str]) -> TaskReport:
    """A task whose checks came out alike, but that a failed one keeps its shape."""
    message = {
        Outcome.PASSED: "",
        Outcome.FAILED: "14 of 14 elements are not right; the first at index 0 (yours: -0.75)",
        Outcome.NOT_ATTEMPTED: "not written yet",
        Outcome.BLOCKED: "needs `sigmoid`, which is not written yet",
        Outcome.UNGRADED: "could not be graded; this is not the submission's fault",
    }[outcome]
    checks = []
    for number, (title, weight) in enumerate(zip(CHECKS, (0.5, 0.3, 0.2), strict=True)):
        right = outcome == Outcome.PASSED or (outcome == Outcome.FAILED and number == 1)
        findings: tuple[Finding, ...] = ()
        if outcome == Outcome.FAILED and number == 0:
            id, says, hint = mistake
            findings = (Finding(id=id, task=name, says=says, hint=hint, evidence=message),)
        checks.append(
            CheckReport(
                name=title,
                outcome=Outcome.PASSED if right else outcome,
                points=points * weight if right else 0,
                max_points=points * weight,
                message="" if right else message,
                findings=findings,
            )
        )
    score = round(sum(check.points for check in checks), 2)
    return TaskReport(
        name=name, score=score, max_score=points, outcome=outcome, checks=tuple(checks)
    )


def _graded(student: str, topic: str, tasks: tuple[TaskReport, ...]) -> Report:
    return Report(
        student=student,
        topic=topic,
        score=round(sum(task.score for task in tasks), 2),
        max_score=sum(TOPICS[topic].values()),
        status=Status.GRADED,
        sandbox_tier="D",
        key="0123456789abcdef0123456789abcdef",
        submission="fedcba9876543210fedcba9876543210",
        duration_s=0.1,
        tasks=tasks,
    )


def _report(random: Random, student: str, topic: str) -> Report:
    luck = random.random()
    if luck < 0.02:
        said = Problem(kind=ProblemKind.NOT_UTF8, message=f"{topic}.py is not UTF-8 text (byte 5)")
        return report(
            student, topic, score=None, status=Status.UNGRADED, problems=(said,), tasks=()
        )
    if luck < 0.07:
        said = Problem(kind=ProblemKind.MISSING_FILE, message=f"nothing was submitted for {topic}")
        return report(
            student, topic, score=0.0, status=Status.NOT_ATTEMPTED, problems=(said,), tasks=()
        )
    skill = random.betavariate(5, 2)
    outcomes = (Outcome.FAILED, Outcome.FAILED, Outcome.NOT_ATTEMPTED)
    tasks = tuple(
        task(
            name,
            points,
            Outcome.PASSED if random.random() < skill else random.choice(outcomes),
            random.choices(MISTAKES, (5, 3, 1))[0],
        )
        for name, points in TOPICS[topic].items()
    )
    graded = _graded(student, topic, tasks)
    if luck < 0.1:
        said = Problem(
            kind=ProblemKind.IMPORT_ERROR,
            message=f"line 1 of {topic}.py failed while it was imported (ImportError: seaborn)",
        )
        return replace(graded, problems=(said,))
    return graded
