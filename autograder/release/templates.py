"""Templates: files beside the package that uses them, in its folder `templates`.

They are Jinja's with other brackets, since workflows and scripts have a use of their own for
braces: `<< value >>` and `<% for … %>`.
"""

from __future__ import annotations

from functools import cache
from importlib import resources

from jinja2 import Environment, PackageLoader, StrictUndefined


def template(package: str, name: str) -> str:
    """The text of a file that is used as it stands."""
    path = resources.files(package).joinpath("templates", name)
    return path.read_text(encoding="utf-8")


def rendered(package: str, name: str, **values: object) -> str:
    """The text of a template with values put in; in HTML they are escaped."""
    return _environment(package).get_template(name).render(**values)


@cache
def _environment(package: str) -> Environment:
    return Environment(
        loader=PackageLoader(package),
        autoescape=lambda name: name is not None and name.endswith(".html"),
        undefined=StrictUndefined,
        keep_trailing_newline=True,
        trim_blocks=True,
        lstrip_blocks=True,
        variable_start_string="<<",
        variable_end_string=">>",
        block_start_string="<%",
        block_end_string="%>",
        comment_start_string="<#",
        comment_end_string="#>",
    )
