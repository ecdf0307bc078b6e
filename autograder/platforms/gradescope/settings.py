"""The settings that Gradescope's zip holds."""

from __future__ import annotations

from autograder.platforms.gradescope.visibility import Visibility
from autograder.platforms.hosted.settings import Settings


class GradescopeSettings(Settings):
    """As of any platform, and when students see results."""

    visibility: Visibility = "visible"
