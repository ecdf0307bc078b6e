"""A figure as one SVG: every frame is in it, and one is seen.

It is drawn for a narrow screen: 440 units wide with text of 13, so that it can be read at the width
of a phone and grows on a wide page. It brings its own ground, since a page may be dark where the
machine is light. There are no scripts, and text is text.
"""

from __future__ import annotations

from html import escape

from autograder.figures.declared import Diagram, Figure, Frame, Grids, Panel, Plot
from autograder.figures.diagrams import draw_diagram
from autograder.figures.grids import draw_grids
from autograder.figures.layout import LINE, MARGIN, WIDTH, Drawn, text, wrapped
from autograder.figures.plots import Axes, aligned, axes_of, draw_plot

# How wide it is where a page leaves it the room: 440 units, with text of 16 pixels.
SHOWN_WIDTH = 560
GAP = 10.0
STYLE = """
.f{--paper:#fdfdfc;--ink:#1f2428;--quiet:#596169;--line:#e0e3e6;
--c0:#1f5a99;--c1:#a82a20;--c2:#1a6a3a;--c3:#7a5300;--c4:#70389c}
@media (prefers-color-scheme:dark){.f{--paper:#16191d;--ink:#e3e6e9;--quiet:#a0a9b1;--line:#30363c;
--c0:#8cbcf0;--c1:#f2998f;--c2:#7fcf9b;--c3:#e0b860;--c4:#cfa6f2}}
.f{font:13px system-ui,"Segoe UI",Roboto,"Liberation Sans",sans-serif;fill:var(--ink)}
.paper{fill:var(--paper)}.title{font-size:15px;font-weight:600}.quiet{fill:var(--quiet)}
.strong{font-weight:600}.m{text-anchor:middle}.e{text-anchor:end}
.halo{paint-order:stroke;stroke:var(--paper);stroke-width:6px;stroke-linejoin:round}
path{fill:none}.grid{stroke:var(--line)}.leader{stroke:var(--quiet);stroke-width:.5}
.curve{stroke-width:2}.d1{stroke-dasharray:8 3}.d2{stroke-dasharray:2 3}
.d3{stroke-dasharray:10 3 2 3}.d4{stroke-dasharray:16 4}
.s0{stroke:var(--c0)}.s1{stroke:var(--c1)}.s2{stroke:var(--c2)}.s3{stroke:var(--c3)}.s4{stroke:var(--c4)}
.t0{fill:var(--c0)}.t1{fill:var(--c1)}.t2{fill:var(--c2)}.t3{fill:var(--c3)}.t4{fill:var(--c4)}
.dot{stroke:var(--paper);stroke-width:1.5}
.cells{stroke:var(--line);fill:var(--paper)}.rim{fill:none;stroke:var(--c1);stroke-width:2}
.box{fill:var(--paper);stroke:var(--ink)}.box.strong{stroke:var(--c0);stroke-width:3}
.box.quiet{fill:var(--paper);stroke:var(--quiet);stroke-dasharray:3 3}
.arrow{stroke:var(--ink);stroke-width:1.2}.arrow.strong{stroke:var(--c0);stroke-width:3}
.arrow.quiet{stroke:var(--quiet);stroke-dasharray:3 3}
.head{fill:var(--ink)}.head.strong{fill:var(--c0)}.head.quiet{fill:var(--quiet)}
"""


def draw(figure: Figure, made_from: str) -> str:
    """The text of `figure.svg`; `made_from` tells by which sources it was made."""
    axes = aligned(
        [_axes([one.panels[place] for one in figure.frames]) for place in _places(figure)]
    )
    heading, top = _heading(figure)
    drawn = [_frame(figure, one, axes, top) for one in figure.frames]
    # What all frames have is drawn once, below what they differ in.
    shared = set(drawn[0][0]).intersection(*(parts for parts, _ in drawn))
    same = [part for part in drawn[0][0] if part in shared]
    height = max(bottom for _, bottom in drawn) + MARGIN
    shown = figure.frames[figure.shown]
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" class="f" viewBox="0 0 {WIDTH:g} {height:g}" '
        f'width="{SHOWN_WIDTH}" height="{SHOWN_WIDTH * height / WIDTH:.0f}" role="img" '
        f'aria-labelledby="title desc" data-slider="{escape(figure.slider)}" '
        f'data-made-from="{made_from}">',
        f'<title id="title">{escape(figure.title)}</title>',
        f'<desc id="desc">{escape(shown.says)}</desc>',
        f"<style>{STYLE}</style>",
        f'<rect class="paper" width="{WIDTH:g}" height="{height:g}"/>',
        *heading,
        *same,
    ]
    for number, (one, (parts, _)) in enumerate(zip(figure.frames, drawn, strict=True)):
        unseen = "" if number == figure.shown else ' display="none"'
        lines.append(f'<g class="frame" data-value="{escape(one.value)}"{unseen}>')
        lines.append(f"<desc>{escape(one.says)}</desc>")
        lines += [*(part for part in parts if part not in shared), "</g>"]
    return "\n".join([*lines, "</svg>", ""])


def _places(figure: Figure) -> range:
    return range(len(figure.frames[0].panels))


def _axes(panels: list[Panel]) -> Axes | None:
    """What all plots at one place share; None where something else is drawn there."""
    plots = [one for one in panels if isinstance(one, Plot)]
    return axes_of(plots) if plots else None


def _heading(figure: Figure) -> tuple[list[str], float]:
    """The title, and how far down it reaches."""
    lines, bottom = [], MARGIN
    for line in wrapped(figure.title, WIDTH - 2 * MARGIN, 15):
        bottom += 1.4 * LINE
        lines.append(text(MARGIN, bottom - 5, line, "title"))
    return lines, bottom


def _frame(
    figure: Figure, frame: Frame, axes: list[Axes | None], top: float
) -> tuple[list[str], float]:
    """The parts of a frame, and how far down it reaches."""
    parts, bottom = [], top
    if figure.slider:
        bottom += LINE
        parts.append(text(MARGIN, bottom - 3, f"{figure.slider}: {frame.value}", "quiet"))
    for panel, shared in zip(frame.panels, axes, strict=True):
        drawn = _panel(panel, shared, bottom + GAP)
        parts += drawn.parts
        bottom = drawn.bottom
    return parts, bottom


def _panel(panel: Panel, shared: Axes | None, top: float) -> Drawn:
    if isinstance(panel, Diagram):
        return draw_diagram(panel, top)
    if isinstance(panel, Grids):
        return draw_grids(panel, top)
    assert shared is not None
    return draw_plot(panel, shared, top)
