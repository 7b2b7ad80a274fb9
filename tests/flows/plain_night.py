"""The rooms of flows/nightly.py in their order as plain functions: a night without Prefect."""

from __future__ import annotations

import io
import os
import signal
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

from flows import pulls, rooms
from flows.ending import adopt_held_stories, end
from flows.night import Outcome, begin_night
from flows.settings import load_settings
from flows.speech import Speech


def plain_night(config: Path, as_of: date, after_computing: Callable[[], None] | None = None) -> Outcome:
    """Run one night; return how it ended."""
    with begin_night(load_settings(config), as_of, Speech("vi", io.StringIO())) as night:
        adopt_held_stories(night)
        with night.room("pull"):
            for name, source in night.settings.sources.items():
                pulls.pull_source(night, name, source)
        with night.room("load"):
            rooms.load(night)
        with night.room("compute"):
            rooms.compute_marts(night)
        if after_computing:
            after_computing()
        with night.room("check"):
            rooms.check(night)
        with night.room("publish"):
            return end(night)


def _power_cut() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


if __name__ == "__main__":  # a process of its own, to be killed in the middle of its night
    plain_night(Path(sys.argv[1]), date.fromisoformat(sys.argv[2]), _power_cut)
