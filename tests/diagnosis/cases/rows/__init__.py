"""The rows, by kind."""

from __future__ import annotations

from tests.diagnosis.cases.rows.false_accepts import FALSE_ACCEPTS
from tests.diagnosis.cases.rows.frameworks import FRAMEWORKS
from tests.diagnosis.cases.rows.messages import MESSAGES
from tests.diagnosis.cases.rows.near_misses import NEAR_MISSES
from tests.diagnosis.cases.rows.unnamed import UNNAMED

ROWS = (*NEAR_MISSES, *FALSE_ACCEPTS, *UNNAMED, *MESSAGES, *FRAMEWORKS)
