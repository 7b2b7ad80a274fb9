"""Child: the rooms of a night as plain functions, in the order of flows/nightly.py: no Prefect, libraries imported.

CPU seconds beside the wall clock's: on a machine that does other things too, only they can be compared.
"""

from __future__ import annotations

import io
import json
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

import great_expectations  # noqa: F401 - its 3 s are the start-up's, not a room's

from flows import pulls, rooms
from flows.ending import end
from flows.night import Night, begin_night
from flows.settings import load_settings
from flows.speech import Speech


def pull(night: Night) -> None:
    """Land every source."""
    for name, source in night.settings.sources.items():
        pulls.pull_source(night, name, source)


def publish(night: Night) -> None:
    """Publish; a bench whose night is held has measured nothing."""
    outcome = end(night)
    if outcome.status == "held":
        raise SystemExit("\n".join(reason.en for reason in outcome.reasons))


ROOMS: dict[str, Callable[[Night], None]] = {
    "pull": pull,
    "load": rooms.load,
    "compute": rooms.compute_marts,
    "check": rooms.check,
    "publish": publish,
}


def main(config: Path, as_of: date) -> None:
    """Run the night; print each room's name, seconds and CPU seconds as one JSON object."""
    measured = {}
    with begin_night(load_settings(config), as_of, Speech("vi", io.StringIO())) as night:
        for name, room in ROOMS.items():
            began, cpu = time.perf_counter(), time.process_time()
            room(night)
            measured[name] = (time.perf_counter() - began, time.process_time() - cpu)
    sys.stdout.write(json.dumps(measured))


if __name__ == "__main__":
    main(Path(sys.argv[1]), date.fromisoformat(sys.argv[2]))
