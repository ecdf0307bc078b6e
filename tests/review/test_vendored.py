"""What is vendored is what was published: one file each, with its licence."""

from __future__ import annotations

import hashlib
import re
from importlib import resources
from pathlib import Path

STATIC = resources.files("autograder.review") / "static"
AXE = Path(__file__).with_name("axe")
HTMX = "d6fdc75f204e6bdefa99b69bf1e6d4ac69b8a364f77929f45c13476b4000f717"
AXE_CORE = "29348999450cdf2849a8e70b7912fc2da85a849da39c0d0d5394f51d4a9ed95c"


def test_htmx_is_version_2_0_11() -> None:
    """The dist/htmx.min.js of the npm package htmx.org 2.0.11."""
    content = STATIC.joinpath("htmx.min.js").read_bytes()
    assert hashlib.sha256(content).hexdigest() == HTMX
    assert b'version:"2.0.11"' in content
    assert "Zero-Clause BSD" in STATIC.joinpath("htmx.LICENSE.txt").read_text(encoding="utf-8")


def test_axe_is_version_4_14_1() -> None:
    """The axe.min.js of the npm package axe-core 4.14.1; it is in no release of the kit."""
    assert hashlib.sha256((AXE / "axe.min.js").read_bytes()).hexdigest() == AXE_CORE
    assert "Mozilla Public License" in (AXE / "LICENSE.txt").read_text(encoding="utf-8")


def test_no_template_has_a_script_or_style_of_its_own() -> None:
    """The policy would refuse it, in a browser only."""
    found = re.compile(r"<style|<script(?! src=)|\sstyle=|\son[a-z]+=|https?:")
    templates = resources.files("autograder.review") / "templates"
    for one in templates.iterdir():
        assert not found.search(one.read_text(encoding="utf-8")), one.name
