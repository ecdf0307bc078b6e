"""What a course's `figure.py` declares: frames of one figure, each made of panels."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

# They would end the alternative text in Markdown, or begin code in it.
REFUSED = ("[", "]", "`", "\n", "<", ">")


def told(number: float, digits: int = 2) -> str:
    """A number as an alternative text says it: few digits, and 4.5e-7 for 0.00000045."""
    rounded = float(f"{float(number):.{digits}g}")
    return re.sub(r"e([+-])0*", lambda found: "e" + found[1].strip("+"), f"{rounded:.12g}")


@dataclass(frozen=True)
class Curve:
    """Points in a row, joined by a line; one that is not finite leaves a gap.

    Curves of a panel differ in colour and in their dashes, and are labelled where they end.
    """

    name: str
    x: Collection[float]
    y: Collection[float]

    @property
    def points(self) -> list[tuple[float, float]]:
        """The points as floats."""
        return [(float(x), float(y)) for x, y in zip(self.x, self.y, strict=True)]


@dataclass(frozen=True)
class Dot:
    """One marked point with a label; `curve` is the place of the curve whose colour it has."""

    x: float
    y: float
    label: str = ""
    curve: int = 0


@dataclass(frozen=True)
class Plot:
    """Curves and dots over two axes, which are the same in all frames.

    A range is that of all frames' points where none is given. `x_names` stand at x = 0, 1, 2, … in
    place of numbers. Curves `behind` are thin lines without a label, as those of a map.
    """

    curves: Sequence[Curve]
    x_axis: str
    y_axis: str
    dots: Sequence[Dot] = ()
    logarithmic: bool = False
    x_range: tuple[float, float] | None = None
    y_range: tuple[float, float] | None = None
    x_names: Sequence[str] = ()
    behind: Sequence[Curve] = ()
    height: float = 210


@dataclass(frozen=True)
class Grid:
    """A picture of numbers, rows from the top; of `marked` cells (row, column) the rim is drawn.

    The size of a number is how full its cell's colour is; numbers below 0 have another colour.
    """

    title: str
    rows: Collection[Collection[float]]
    marked: Sequence[tuple[int, int]] = ()

    @property
    def numbers(self) -> list[list[float]]:
        """The rows as lists of floats."""
        return [[float(x) for x in row] for row in self.rows]


@dataclass(frozen=True)
class Grids:
    """Grids side by side, each scaled so that the largest size in it is full."""

    grids: Sequence[Grid]


@dataclass(frozen=True)
class Box:
    """A box with lines of text, around a middle; the whole diagram is 100 wide.

    `state` says how it stands out: "plain", "strong" (what the frame is about) or "quiet" (not yet,
    or no longer).
    """

    name: str
    x: float
    y: float
    lines: Sequence[str]
    state: str = "plain"


@dataclass(frozen=True)
class Arrow:
    """An arrow from one box to another, by their names, with a label at its middle."""

    start: str
    end: str
    label: str = ""
    state: str = "plain"


@dataclass(frozen=True)
class Diagram:
    """Boxes and arrows; `height` as one hundredth of the width."""

    boxes: Sequence[Box]
    arrows: Sequence[Arrow]
    height: float = 50


Panel = Plot | Grids | Diagram


@dataclass(frozen=True)
class Frame:
    """What is seen at one place of the slider.

    `says` is the alternative text: what this picture shows, in numbers that were computed.
    """

    value: str
    panels: Sequence[Panel]
    says: str

    def __post_init__(self) -> None:
        found = [sign for sign in REFUSED if sign in self.says]
        if found or not self.says.strip():
            raise ValueError(f"the alternative text of “{self.value}” is empty or holds {found}")


@dataclass(frozen=True)
class Figure:
    """A topic's picture: frames over one slider, of which `shown` is seen where nothing moves."""

    title: str
    frames: Sequence[Frame]
    slider: str = ""
    shown: int = 0

    def __post_init__(self) -> None:
        if not 0 <= self.shown < len(self.frames):
            raise ValueError(f"there is no frame {self.shown} of {len(self.frames)}")
        if len(self.frames) > 1 and not self.slider:
            raise ValueError("several frames need a name for their slider")
        kinds = {tuple(type(panel).__name__ for panel in one.panels) for one in self.frames}
        if len(kinds) > 1:
            raise ValueError("the frames have different panels, so their axes cannot be the same")
