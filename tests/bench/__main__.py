"""`make bench`: read, run the night, count in pandas; print a table and exit 1 where a budget is exceeded."""

from __future__ import annotations

import json
import os
import platform
import shutil
import sys
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

from connectors.contract import Bilingual
from flows.speech import Speech
from tests.bench.child import ROOT, Measured, run, run_module
from tests.bench.simulating import DOSSIERS, UNTIL

FOLDER = ROOT / "bench"
CONFIGURATION = """[motcua]
home = "home"
root_unit = "H13"
[sources.exports]
connector = "exports"
inbox = "exports"
"""

#: The longest each room may take, in times of DuckDB's plain reading of the same files (3.1 s on 2 cores of 2026).
BUDGETS = {"pull": 1.0, "load": 12.0, "check": 8.0, "compute": 15.0, "publish": 8.0, "tell": 6.0, "night": 40.0}
#: The most memory that the night may hold, in MiB.
MEMORY_BUDGET = 6 * 1024

Row = tuple[str, float, float, float | None, int | None, str]
COLUMNS = [
    Bilingual(vi="Bước", en="Step"),
    Bilingual(vi="Giây", en="Seconds"),
    Bilingual(vi="So với đọc", en="Times reading"),
    Bilingual(vi="Ngân sách", en="Budget"),
    Bilingual(vi="Bộ nhớ (MiB)", en="Memory (MiB)"),
    Bilingual(vi="Kết luận", en="Verdict"),
]


def exports() -> Path:
    """Return the folder of simulated exports; it is kept from bench to bench (`make clean` removes it)."""
    folder, unfinished = FOLDER / "exports", FOLDER / "exports.unfinished"
    if not folder.exists():
        shutil.rmtree(unfinished, ignore_errors=True)
        run_module("simulating", unfinished)
        unfinished.rename(folder)
    return folder


def night() -> tuple[Measured, dict[str, float]]:
    """Run the night in an empty home; return what it took and the seconds of each room, in order."""
    shutil.rmtree(FOLDER / "home", ignore_errors=True)
    configuration = FOLDER / "motcua.toml"
    configuration.write_text(CONFIGURATION, encoding="utf-8")
    command = Path(sys.executable).with_name("motcua")
    whole = run(command, "nightly", "--config", configuration, "--as-of", UNTIL.isoformat())
    return whole, dict(rooms(FOLDER / "home/log/motcua.jsonl"))


def rooms(log: Path) -> Iterator[tuple[str, float]]:
    """Yield the rooms that the run's log tells of, with their seconds."""
    for line in log.read_text(encoding="utf-8").splitlines():
        event = json.loads(line)
        if event["event"] == "room_finished":
            yield event["room"], event["seconds"]


def rows(reading: Measured, counting: Measured, whole: Measured, by_room: dict[str, float]) -> Iterator[Row]:
    """Yield the table: name, seconds, ratio to plain reading, budget, memory, whether it kept its budget."""

    def row(name: str, seconds: float, peak: float | None = None) -> Row:
        ratio, budget = seconds / reading.seconds, BUDGETS.get(name)
        is_over = budget is not None and (ratio > budget or (peak or 0) > MEMORY_BUDGET)
        verdict = "" if budget is None else "OVER" if is_over else "ok"
        return name, round(seconds, 2), round(ratio, 2), budget, round(peak) if peak else None, verdict

    yield row("reading (DuckDB)", reading.seconds, reading.peak_mib)
    for name, seconds in by_room.items():
        yield row(name, seconds)
    yield row("night", whole.seconds, whole.peak_mib)
    yield row("form 06a (pandas)", counting.seconds, counting.peak_mib)


def machine() -> str:
    """Return the machine and the versions that the figures hold for."""
    versions = ", ".join(f"{name} {version(name)}" for name in ("duckdb", "pandas", "prefect", "great-expectations"))
    cores = len(os.sched_getaffinity(0))
    return f"{platform.system()} {platform.machine()}, {cores} cores, Python {platform.python_version()}, {versions}"


def main() -> int:
    """Measure and print; 1 when a room is over its budget or told nothing."""
    folder = exports()
    reading = run_module("reading", folder)
    counting = run_module("counting", folder)
    whole, by_room = night()
    table = list(rows(reading, counting, whole, by_room))
    speech = Speech(os.environ.get("MOTCUA_LANG", "vi"), sys.stdout)
    title = Bilingual(vi=f"{DOSSIERS} hồ sơ mới; {machine()}", en=f"{DOSSIERS} new dossiers; {machine()}")
    speech.table(title, COLUMNS, table)
    silent = [name for name in BUDGETS if name not in {"night", *by_room}]
    if silent:
        names = ", ".join(silent)
        speech.error(Bilingual(vi=f"Nhật ký không có bước: {names}", en=f"The log does not tell of: {names}"))
    return int(bool(silent) or any(row[-1] == "OVER" for row in table))


if __name__ == "__main__":
    sys.exit(main())
