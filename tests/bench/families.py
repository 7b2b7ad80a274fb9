"""Child: a night over dossiers with their payments, steps, documents and signatures; what counting each family takes.

All indicators of all periods of both calendars come out of one pass per family: the family's model counts every unit
and period at once, and an indicator is two expressions over it.
"""

from __future__ import annotations

import io
import json
import sys
import time
from datetime import date
from pathlib import Path

from flows.night import Night, begin_night
from flows.rooms import load
from flows.settings import load_settings
from flows.speech import Speech
from tests.bench.rooms import pull
from warehouse.compute import compute
from warehouse.graph import load_indicators

COUNTED = ("core.dossier", "core.payment", "core.dossier_step", "core.document", "core.signature", "core.petition")


def main(config: Path, as_of: date) -> None:
    """Load, then compute; print the rows counted, the indicators' values and the seconds of each model as JSON."""
    seconds: dict[str, float] = {}
    with begin_night(load_settings(config), as_of, Speech("vi", io.StringIO())) as night:
        pull(night)
        load(night)
        began = time.perf_counter()
        last = began

        def built(name: str) -> None:
            nonlocal last
            now = time.perf_counter()
            seconds[name] = now - last
            last = now

        compute(night.connection, as_of=as_of, root_unit=night.settings.motcua.root_unit, built=built)
        told = {"rows": _rows(night), "values": _count(night, "mart.indicator_value"), "seconds": seconds}
    sys.stdout.write(json.dumps(told | {"indicators": len(load_indicators()), "whole": sum(seconds.values())}))


def _rows(night: Night) -> dict[str, int]:
    return {table: _count(night, table) for table in COUNTED}


def _count(night: Night, table: str) -> int:
    (count,) = night.connection.execute(f"SELECT count(*) FROM {table}").fetchall()[0]
    return int(count)


if __name__ == "__main__":
    main(Path(sys.argv[1]), date.fromisoformat(sys.argv[2]))
