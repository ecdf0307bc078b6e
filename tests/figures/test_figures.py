"""Figures: drawn from the reference, the same everywhere, readable by everybody."""

from __future__ import annotations

import json
import re
import shutil
import sys
import xml.etree.ElementTree as ElementTree
from dataclasses import replace
from html import unescape
from pathlib import Path

import pytest
from click.testing import CliRunner

from autograder import notebook
from autograder.cli import main
from autograder.course.notebook_form import IMAGE
from autograder.course.topic import Topic
from autograder.figures import Arrow, Box, Curve, Diagram, Dot, Figure, Frame, Grid, Grids, Plot
from autograder.figures.live import Still, live
from autograder.figures.picture import Picture
from autograder.figures.svg import STYLE, draw
from autograder.keys.figures import drawn, is_stale
from autograder.sandbox.availability import unavailable
from tests.conftest import TOPICS
from tests.reports.test_pages import chromium, contrast, needs_chromium, pixels

SVG = "{http://www.w3.org/2000/svg}"
NUMBER = re.compile(r"-?\d+(?:\.\d+)?(?:e-?\d+)?")
ALL = sorted(name for name, topic in TOPICS.items() if topic.figure_file.exists())


def picture_of(topic: Topic) -> Picture:
    assert topic.picture is not None
    return topic.picture


@pytest.fixture(params=ALL)
def topic(request: pytest.FixtureRequest) -> Topic:
    return TOPICS[request.param]


def two_frames() -> Figure:
    """A figure with a panel of each kind."""

    def frame(at: int) -> Frame:
        return Frame(
            f"<{at}>",
            [
                Plot(
                    [Curve("line & more", [0, 1, 2], [0, at, float("nan")])], "x", "y", [Dot(1, at)]
                ),
                Grids([Grid("numbers", [[0, at], [-at, 1]], [(0, 1)])]),
                Diagram([Box("a", 20, 10, ["a"]), Box("b", 80, 10, [f"b{at}"])], [Arrow("a", "b")]),
            ],
            f"The line reaches {at} & goes on.",
        )

    return Figure("Two frames", [frame(1), frame(2)], "at", shown=1)


def test_each_topic_has_a_figure() -> None:
    assert sorted(TOPICS) == ALL


# Of each topic's figure


def test_it_is_what_the_reference_gives_now(topic: Topic) -> None:
    """Every number of the alternative texts, and every place to the nearest pixel.

    Another processor rounds otherwise, and a training carries that on: there both may be near.
    """
    lacking = unavailable(topic.rubric.frameworks)
    if lacking is not None:
        pytest.skip(f"{topic.name}: {lacking.message}")
    stored, now = picture_of(topic), drawn(topic)
    assert not is_stale(topic)
    assert now.values == stored.values
    assert in_words(now.svg) == in_words(stored.svg)
    trained = bool(topic.rubric.frameworks)
    for mine, theirs in zip(now.says, stored.says, strict=True):
        assert in_words(mine) == in_words(theirs)
        assert numbers(mine) == pytest.approx(numbers(theirs), rel=0.1 if trained else 0)
    places = pytest.approx(numbers(stored.svg), abs=2 if trained else 0.2)
    assert numbers(now.svg) == places


def in_words(text: str) -> str:
    """A text without its numbers."""
    return NUMBER.sub("0", text)


def numbers(text: str) -> list[float]:
    """The numbers of a text."""
    return [float(x) for x in NUMBER.findall(text)]


def test_the_handout_and_the_notebook_show_it_with_its_alternative_text(topic: Topic) -> None:
    picture = picture_of(topic)
    words = picture.says[picture.shown]
    assert re.search(r"\d", words) and len(words) > 60
    assert topic.handout.split("\n").count(picture.markdown) == 1
    assert len(IMAGE.findall(topic.handout)) == 1
    cells = json.loads(topic.notebook)["cells"]
    [cell] = [one for one in cells if one["id"] == "figure"]
    [output] = cell["outputs"]
    html = "".join(output["data"]["text/html"])
    assert unescape(re.findall('alt="(.*?)"', html)[0]) == words
    assert "".join(output["data"]["text/plain"]) == words
    assert not [one for one in cells if IMAGE.search("".join(one["source"]))]


def test_it_is_an_image_with_a_name_and_no_script(topic: Topic) -> None:
    picture = picture_of(topic)
    assert len(picture.svg) < 200_000
    root = ElementTree.fromstring(picture.svg)
    assert root.get("role") == "img" and root.get("aria-labelledby") == "title desc"
    assert (root.findtext(f"{SVG}title") or "").strip()
    assert root.findtext(f"{SVG}desc") == picture.says[picture.shown]
    assert {one.tag.removeprefix(SVG) for one in root.iter()} <= {
        *("svg", "title", "desc", "style", "rect", "g", "text", "path", "circle", "polygon")
    }
    addresses = set(re.findall(r"\w+://[^\"]*", picture.svg))
    assert addresses == {"http://www.w3.org/2000/svg"}
    assert "url(" not in picture.svg and "@import" not in picture.svg
    seen = [one for one in root.findall(f"{SVG}g") if one.get("display") is None]
    assert [one.get("data-value") for one in seen] == [picture.values[picture.shown]]


def test_its_texts_stay_within_it(topic: Topic) -> None:
    """By a width that common fonts do not exceed; the browsers' fonts are not asked here."""
    root = ElementTree.fromstring(picture_of(topic).svg)
    _, _, width, height = (float(x) for x in (root.get("viewBox") or "").split())
    for one in root.iter(f"{SVG}text"):
        words, classes = one.text or "", (one.get("class") or "").split()
        x, y, size = float(one.get("x", 0)), float(one.get("y", 0)), 6.6 * len(words)
        left = x - size / 2 if "m" in classes else x - size if "e" in classes else x
        if "title" not in classes:
            assert left >= -4 and left + size <= width + 4 and 0 < y < height, words


@pytest.mark.parametrize("name", ALL)
@pytest.mark.parametrize(("scheme", "width"), [("light", 390), ("dark", 600)])
@needs_chromium
def test_a_browser_paints_it(name: str, scheme: str, width: int, tmp_path: Path) -> None:
    shot, page = tmp_path / "shot.png", tmp_path / "page.html"
    uri = TOPICS[name].picture_file.as_uri()
    page.write_text(f"<body style='margin:0'><img src='{uri}' style='max-width:100%'>", "utf-8")
    chromium(
        tmp_path / "profile",
        f"--blink-settings=preferredColorScheme={0 if scheme == 'dark' else 1}",
        f"--window-size={width},500",
        f"--screenshot={shot}",
        page.as_uri(),
    )
    image = pixels(shot)[:, : min(width, 560), :3]
    paper = {"light": (0xFD, 0xFD, 0xFC), "dark": (0x16, 0x19, 0x1D)}[scheme]
    assert tuple(image[3, 3]) == paper == tuple(image[3, -4])
    assert len({tuple(one) for one in image[::2, ::2].reshape(-1, 3)}) > 20


# Drawing


def test_what_all_frames_have_is_drawn_once_and_one_frame_is_seen() -> None:
    picture = Picture(draw(two_frames(), "0a"))
    assert picture.made_from == "0a" and picture.slider == "at"
    assert picture.values == ["<1>", "<2>"] and picture.shown == 1
    assert picture.says[1] == "The line reaches 2 & goes on."
    assert picture.svg.count(">numbers</text>") == 1 == picture.svg.count(">b2</text>")
    for number in (0, 1):
        root = ElementTree.fromstring(picture.frame(number))
        [group] = root.findall(f"{SVG}g")
        assert group.get("display") is None
        assert root.findtext(f"{SVG}desc") == picture.says[number]
    assert ">b1</text>" in picture.frame(0) and ">b2</text>" not in picture.frame(0)


def test_a_point_that_is_no_number_leaves_a_gap_and_frames_share_their_axes() -> None:
    svg = draw(two_frames(), "")
    paths = re.findall(r'<path class="curve s0 d0" d="(.*?)"', svg)
    assert [one.count("L") for one in paths] == [1, 1]
    # The tick 2 has room in both, and stands once.
    assert svg.count('class="e" ') == len(set(re.findall(r'<text class="e" .*?</text>', svg)))
    assert ">2</text>" in svg


@pytest.mark.parametrize("words", ["", "with [brackets]", "with `code`", "two\nlines", "a < b"])
def test_an_alternative_text_that_markdown_would_cut_is_refused(words: str) -> None:
    with pytest.raises(ValueError, match="alternative text"):
        replace(two_frames().frames[0], says=words)


def test_frames_of_one_figure_are_alike() -> None:
    frames = two_frames().frames
    with pytest.raises(ValueError, match="different panels"):
        Figure("title", [frames[0], replace(frames[1], panels=frames[1].panels[:1])], "at")
    with pytest.raises(ValueError, match="slider"):
        Figure("title", frames)
    with pytest.raises(ValueError, match="no frame 2"):
        Figure("title", frames, "at", shown=2)


def test_colours_have_the_contrast_of_wcag_aa_in_light_and_dark() -> None:
    for scheme in re.findall(r"\.f\{(--paper.*?)\}", STYLE, re.DOTALL):
        colour = dict(re.findall(r"--(\w+):(#\w{6})", scheme))
        assert len(colour) == 9
        for name in ("ink", "quiet", "c0", "c1", "c2", "c3", "c4"):
            assert contrast(colour[name], colour["paper"]) >= 4.5, name


# In a notebook


def test_with_ipywidgets_a_slider_changes_the_frame() -> None:
    picture = Picture(draw(two_frames(), ""))
    slider, seen = live(picture).children
    assert slider.description == "at" and [label for label, _ in slider.options] == picture.values
    assert seen.value == picture.html(1)
    for number in (0, 1):
        slider.value = number
        assert seen.value == picture.html(number)
    assert picture.html(0) != picture.html(1)


def test_without_ipywidgets_it_stands_still(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "ipywidgets", None)
    picture = Picture(draw(two_frames(), ""))
    shown = live(picture)
    assert isinstance(shown, Still)
    assert shown._repr_html_() == picture.html(1) and repr(shown) == picture.says[1]


def test_a_single_frame_has_no_slider() -> None:
    one = replace(two_frames(), frames=two_frames().frames[:1], slider="", shown=0)
    assert isinstance(live(Picture(draw(one, ""))), Still)


def test_a_notebook_finds_the_picture_beside_it_or_in_the_kit(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "ipywidgets", None)
    monkeypatch.chdir(tmp_path)
    of_kit = picture_of(TOPICS["activations"])
    assert repr(notebook.figure("activations")) == of_kit.says[of_kit.shown]
    with pytest.raises(notebook.CheckError, match="no picture of “mine”"):
        notebook.figure("mine")
    (tmp_path / "figure.svg").write_text(draw(two_frames(), ""), encoding="utf-8")
    # That of another topic is not shown.
    assert repr(notebook.figure("activations")) == of_kit.says[of_kit.shown]
    (tmp_path / "mine.key").touch()
    assert repr(notebook.figure("mine")) == "The line reaches 2 & goes on."


def test_who_starts_a_topic_gets_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert CliRunner().invoke(main, ["start", "activations"]).exit_code == 0
    given = (tmp_path / "activations" / "figure.svg").read_bytes()
    assert given == TOPICS["activations"].picture_file.read_bytes()


# For authors


@pytest.fixture
def course(tmp_path: Path) -> Path:
    """A new course whose topic has a figure."""
    place = tmp_path / "course"
    assert CliRunner().invoke(main, ["new-course", str(place)]).exit_code == 0
    [folder] = (place / "reference").iterdir()
    (folder / "figure.py").write_text(
        "from autograder.figures import Curve, Figure, Frame, Plot\n"
        "from .solution import mean_squared_error as loss\n"
        "import numpy as np\n\n"
        "y = [loss(np.array([float(x)]), np.array([0.0])) for x in range(4)]\n"
        "plot = Plot([Curve('loss', range(4), y)], 'prediction', 'loss')\n"
        "figure = Figure('Loss', [Frame('0', [plot], f'The loss of 3 is {y[3]:g}.')])\n",
        encoding="utf-8",
    )
    return place


def run(course: Path, command: str, *arguments: str) -> tuple[int, str]:
    result = CliRunner().invoke(main, [command, *arguments, "--course", str(course)])
    return result.exit_code, result.output


def files_of(course: Path) -> tuple[Path, Path, Path]:
    """The declared figure, the handout, and the picture of the course's only topic."""
    [folder] = (course / "reference").iterdir()
    assignment = course / "assignments" / folder.name
    return folder / "figure.py", assignment / "README.md", assignment / "figure.svg"


def test_a_figure_is_drawn_shown_kept_in_step_and_handed_out(course: Path, tmp_path: Path) -> None:
    source, handout, picture = files_of(course)
    code, said = run(course, "figures")
    line = "![The loss of 3 is 9.](figure.svg)"
    assert code == 0 and "figure drawn (1 frame)" in said and line in said
    code, said = run(course, "build")
    assert code == 2 and line in said  # the handout does not show it
    handout.write_text(handout.read_text(encoding="utf-8") + f"\n{line}\n", encoding="utf-8")
    assert run(course, "build")[0] == 0
    assert run(course, "release", str(tmp_path / "given"))[0] == 0
    assert (tmp_path / "given" / picture.parent.name / "figure.svg").exists()

    shutil.copyfile(source, tmp_path / "old.py")
    text = source.read_text(encoding="utf-8")
    source.write_text(text.replace("'Loss'", "'The loss'"), encoding="utf-8")
    code, said = run(course, "release", str(tmp_path / "later"))
    assert code == 2 and "run `autograder build` first" in said
    assert run(course, "build")[0] == 0
    assert ">The loss</title>" in picture.read_text(encoding="utf-8")
    assert run(course, "release", str(tmp_path / "later"))[0] == 0


def test_a_figure_that_is_missing_is_no_release(course: Path, tmp_path: Path) -> None:
    assert run(course, "build")[0] == 2
    files_of(course)[0].unlink()
    assert run(course, "build")[0] == 0
    assert run(course, "release", str(tmp_path / "given"))[0] == 0
    assert run(course, "figures") == (0, "")
    [folder] = (course / "reference").iterdir()
    code, said = run(course, "figures", folder.name)
    assert code == 2 and "no figure.py" in said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("figure = 3\n", "figure.py:1: no `figure = Figure(…)` is defined here"),
        ("\n1 / 0\n", "figure.py:2: loading this file fails: ZeroDivisionError"),
        ("figure = (\n", "figure.py:1: this is not valid Python"),
    ],
)
def test_a_broken_figure_is_refused_by_file_and_line(course: Path, text: str, said: str) -> None:
    files_of(course)[0].write_text(text, encoding="utf-8")
    for command in ("figures", "build"):
        code, output = run(course, command)
        assert code == 2 and said in output
