"""A picture in a notebook: with a slider where ipywidgets is installed, else still."""

from __future__ import annotations

from typing import Any

from autograder.figures.picture import Picture


class Still:
    """The frame of a picture that is seen where nothing moves."""

    def __init__(self, picture: Picture) -> None:
        self._picture = picture

    def __repr__(self) -> str:
        return self._picture.says[self._picture.shown]

    def _repr_html_(self) -> str:
        return self._picture.html(self._picture.shown)


def live(picture: Picture) -> Any:
    """What a cell shows as its value."""
    if len(picture.values) == 1:
        return Still(picture)
    try:
        import ipywidgets
    except ImportError:
        return Still(picture)
    slider = ipywidgets.SelectionSlider(
        options=[(value, number) for number, value in enumerate(picture.values)],
        value=picture.shown,
        description=picture.slider,
        style={"description_width": "initial"},
        layout={"width": "100%", "max_width": "560px"},
    )
    seen = ipywidgets.HTML(picture.html(picture.shown))

    def move(change: dict[str, Any]) -> None:
        seen.value = picture.html(change["new"])

    slider.observe(move, names="value")
    return ipywidgets.VBox([slider, seen])
