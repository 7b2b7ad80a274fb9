"""`make bench`: read, run the night, count in pandas; print a table and exit 1 where a budget is exceeded.

The night runs twice over: its rooms alone, as plain functions, and as `motcua nightly`, with Prefect and all that has
to be imported. Each is run once more with nothing new in the inbox.
"""

from __future__ import annotations

import json
import os
import platform
import shutil
import sys
from importlib.metadata import version
from pathlib import Path

from connectors.contract import Bilingual
from flows.speech import Speech
from tests.bench.budget import AGAIN, AIM, COLUMNS, COMMAND, COMMAND_AGAIN, NIGHT, rows
from tests.bench.child import ROOT, Measured, own_time, run, run_module
from tests.bench.comparing import differences
from tests.bench.simulating import DOSSIERS, UNTIL

FOLDER = ROOT / "bench"
#: Models shown, slowest first.
_MODELS = 20
CONFIGURATION = """[motcua]
home = "{home}"
root_unit = "H13"
[sources.exports]
connector = "exports"
inbox = "{inbox}"
"""


def exports(what: str = "dossiers") -> Path:
    """Return the folder of simulated exports; it is kept from bench to bench (`make clean` removes it)."""
    folder, unfinished = FOLDER / f"exports-{what}", FOLDER / "exports.unfinished"
    if not folder.exists():
        shutil.rmtree(unfinished, ignore_errors=True)
        run_module("simulating", unfinished, what)
        unfinished.rename(folder)
    return folder


def empty_home(name: str, inbox: Path) -> Path:
    """Remove a home of an earlier bench; return the configuration that names it."""
    shutil.rmtree(FOLDER / name, ignore_errors=True)
    configuration = FOLDER / f"{name}.toml"
    configuration.write_text(CONFIGURATION.format(home=name, inbox=inbox.name), encoding="utf-8")
    return configuration


def families(speech: Speech) -> None:
    """Print what counting every indicator takes where dossiers have payments, steps, documents and the rest."""
    told = json.loads(run_module("families", empty_home("families", exports("everything")), UNTIL.isoformat()).printed)
    rows = ", ".join(f"{table} {count:,}" for table, count in told["rows"].items())
    speech.table(
        Bilingual(
            vi=f"{told['indicators']} chỉ số, {told['values']:,} giá trị từ {rows}: {told['whole']:.1f} giây",
            en=f"{told['indicators']} indicators, {told['values']:,} values from {rows}: {told['whole']:.1f} s",
        ),
        [Bilingual(vi="Mô hình", en="Model"), Bilingual(vi="Giây", en="Seconds")],
        [(name, round(took, 2)) for name, took in sorted(told["seconds"].items(), key=lambda each: -each[1])[:_MODELS]],
    )


def rooms(configuration: Path) -> tuple[dict[str, Measured], Measured]:
    """Run the rooms of a night; return each room's time, and that of all with the memory they held."""
    whole = run_module("rooms", configuration, UNTIL.isoformat())
    by_room = {name: Measured(*took, 0) for name, took in json.loads(whole.printed).items()}
    seconds = sum(room.seconds for room in by_room.values())
    return by_room, Measured(seconds, sum(room.cpu_seconds for room in by_room.values()), whole.peak_mib)


def nightly(configuration: Path) -> Measured:
    """Run the command itself."""
    motcua = Path(sys.executable).with_name("motcua")
    return run(motcua, "nightly", "--config", configuration, "--as-of", UNTIL.isoformat())


def machine() -> str:
    """Return the machine and the versions that the figures hold for."""
    versions = ", ".join(f"{name} {version(name)}" for name in ("duckdb", "pandas", "prefect", "great-expectations"))
    cores = len(os.sched_getaffinity(0))
    return f"{platform.system()} {platform.machine()}, {cores} cores, Python {platform.python_version()}, {versions}"


def main() -> int:
    """Measure and print; 1 when a step is over its budget or the two forms differ."""
    folder = exports()
    readings = [own_time(run_module("reading", folder)) for _ in range(3)]
    reading = sorted(readings, key=lambda measured: measured.cpu_seconds)[1]
    counting = own_time(run_module("counting", folder, FOLDER / "form.parquet"))
    alone, command = empty_home("rooms", folder), empty_home("home", folder)
    by_room, night = rooms(alone)
    steps = {
        **by_room,
        NIGHT: night,
        AGAIN: rooms(alone)[1],
        COMMAND: nightly(command),
        COMMAND_AGAIN: nightly(command),
        "form 06a (pandas)": counting,
    }
    table = list(rows(reading, steps))
    speech = Speech(os.environ.get("MOTCUA_LANG", "vi"), sys.stdout)
    title = Bilingual(vi=f"{DOSSIERS} hồ sơ mới; {machine()}", en=f"{DOSSIERS} new dossiers; {machine()}")
    speech.table(title, COLUMNS, table)
    speech.say(Bilingual(vi=f"Đích của cả đêm: {AIM:.0f} lần đọc.", en=f"Aim of the whole night: {AIM:.0f} × reading."))
    families(speech)
    different = differences(FOLDER / "home/published/motcua.duckdb", FOLDER / "form.parquet")
    if different:
        lines = f"{different} dòng", f"{different} rows"
        speech.error(Bilingual(vi=f"Biểu của pandas khác biểu đã công bố: {lines[0]}", en=f"Forms differ: {lines[1]}"))
    else:
        speech.say(Bilingual(vi="Biểu của pandas và biểu đã công bố khớp.", en="pandas and the published form agree."))
    return int(bool(different) or any(row[-1] == "OVER" for row in table))


if __name__ == "__main__":
    sys.exit(main())
