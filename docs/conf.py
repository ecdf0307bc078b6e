"""How Sphinx makes the site: `make docs`."""

from __future__ import annotations

from importlib.metadata import version as version_of

from pygments.lexers.special import TextLexer
from sphinx.application import Sphinx

project = "neural-autograder"
version = release = version_of(project)

extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx_click"]
# Anchors for headings as GitHub makes them, so that a link works in both places.
myst_heading_anchors = 4
# Links to files of the project that are no pages (examples, schemas) become downloads.
exclude_patterns = ["**/.*"]

# Docstrings put code into single backticks, as Markdown does.
default_role = "code"
autodoc_member_order = "bysource"
autodoc_typehints = "description"
autodoc_typehints_format = "short"

html_theme = "furo"
html_title = project
html_static_path = ["_static"]
html_css_files = ["tables.css"]
html_copy_source = False
html_show_sourcelink = False
html_show_copyright = False


def setup(app: Sphinx) -> None:
    """What a notebook shows after its cells is no Python: no lexer reads both."""
    app.add_lexer("ipython", TextLexer)
