"""The settings that lie beside the key where a platform runs the kit."""

from __future__ import annotations

from pathlib import Path
from typing import Self

from pydantic import BaseModel, ConfigDict

FILE = "settings.json"


class Settings(BaseModel):
    """What was packed: the topic, and all topics of the course."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    topic: str
    topics: tuple[str, ...]

    @classmethod
    def read(cls, source: Path) -> Self:
        """Those beside the key that was packed."""
        return cls.model_validate_json((source / FILE).read_bytes())
