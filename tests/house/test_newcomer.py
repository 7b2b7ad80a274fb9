"""A source of another kind needs two files in a folder of its own, and nothing anywhere else."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import duckdb

from tests.flows.home import FEW_UNITS
from tests.house.source_tree import ROOT
from tests.standins.faulty_server import Asked, FaultySystem, serving

CONFIGURATION = """
[motcua]
settle_seconds = 0
threads = 1
units = "{units}"
[sources.permits]
connector = "building_permits"
url = "{url}"
pause = 0
pause_jitter = 0
"""
NIGHT = (
    "from datetime import date; from pathlib import Path; from tests.flows.plain_night import plain_night;"
    "print(plain_night(Path('motcua.toml'), date(2026, 3, 10)).status)"
)


@dataclass
class Registry(FaultySystem):
    """Answers with two permits, the second unreadable."""

    def answer(self, asked: Asked) -> tuple[int, object]:
        permit = {
            "ma": "H13.101-260302-0001",
            "trang_thai": "Đang xử lý",
            "don_vi": "H13.101",
            "ngay_nhan": "02/03/2026",
        }
        return 200, [permit, {**permit, "ma": "H13.101-260302-0002", "ngay_nhan": "31/02/2026"}]


def overlaid(folder: Path) -> Path:
    """Copy the room of connectors and put the newcomer's two files into it."""
    leave_out = shutil.ignore_patterns("__pycache__")
    shutil.copytree(ROOT / "connectors", folder / "connectors", ignore=leave_out)
    shutil.copytree(ROOT / "tests/house/newcomer", folder / "connectors/building_permits", ignore=leave_out)
    return folder


def test_a_newcomer_of_two_files_is_pulled_read_and_counted(tmp_path: Path) -> None:
    path = os.pathsep.join((str(overlaid(tmp_path / "tree")), str(ROOT)))
    with serving(Registry()) as url:
        (tmp_path / "motcua.toml").write_text(CONFIGURATION.format(units=FEW_UNITS, url=url), encoding="utf-8")
        variables = {**os.environ, "PYTHONPATH": path}
        command = [sys.executable, "-c", NIGHT]
        done = subprocess.run(command, cwd=tmp_path, env=variables, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "published\n"), done.stderr
    with duckdb.connect(str(tmp_path / "data/published/motcua.duckdb"), read_only=True) as warehouse:
        dossiers = warehouse.execute(
            "SELECT basis, source, dossier_code, unit_code, status FROM core.dossier"
        ).fetchall()
        assert dossiers == [("city", "permits", "H13.101-260302-0001", "H13.101", 4)]
        assert warehouse.execute("SELECT column_name FROM ops.quarantine").fetchall() == [("received_at",)]
        form = "SELECT max(received_total) FROM mart.form_06a_period WHERE unit_code = 'H13.101'"
        assert warehouse.execute(form).fetchall() == [(1,)]
