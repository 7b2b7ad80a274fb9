"""The tables of a whole city are read within the bounds of memory of a night."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path

import duckdb

from connectors.dvcqg_reporting.records import DEPARTMENTS, read_departments
from connectors.landing import LandedFile


def landed(folder: Path, number: int) -> LandedFile:
    """A table of 120 units on one page of 300 KB, as landed."""
    units = [{"departmentId": f"{number}-{unit}", "metrics": [{"name": "x" * 2500}]} for unit in range(120)]
    place = {
        "table": "transparency", "scope": "units", "group": "CKMB", "period_kind": "month", "period_start": "2026-10-01",
        "period_end": "2026-10-31", "fetched_at": "2026-11-01T01:30:00", "sha256": "0", "page": "1",
    }  # fmt: skip
    page = {**place, "answer": {"code": "OK", "data": {"overview": {"departmentId": "root"}, "evaluation": units}}}
    path, at = folder / f"{number}.json", datetime(2026, 11, 1)
    path.write_text(json.dumps(page) + "\n", encoding="utf-8")
    return LandedFile("dvcqg_reporting", path.name, path, "0", path.stat().st_size, at, at)


def test_forty_tables_of_a_city_take_no_more_memory_than_what_they_hold(tmp_path: Path) -> None:
    """Twelve megabytes of answers; a copy of its page beside each unit would be 1.4 GB."""
    files = [landed(tmp_path, number) for number in range(40)]
    with duckdb.connect(config={"memory_limit": "300MB", "threads": 2, "temp_directory": ""}) as connection:
        read_departments(connection, files, tmp_path)
        assert connection.execute(f"SELECT count(*) FROM {DEPARTMENTS}").fetchall() == [(40 * 121,)]
