"""What a run tells about itself on the page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from connectors.contract import Bilingual


@dataclass(frozen=True)
class RunStory:
    """One run as its page tells it.

    `as_of` is the last day counted in the figures shown; `started_at` is local time (Asia/Ho_Chi_Minh), or carries
    its own offset. `held_reasons` are given when a gate held the publication back and the page shows older figures.
    """

    run_id: str
    as_of: date
    started_at: datetime
    root_unit: str
    root_name: str
    held_reasons: tuple[Bilingual, ...] = ()
    warnings: tuple[Bilingual, ...] = ()
