"""The Prefect server that a run starts for itself: it keeps the run's record and never outlives the run."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from tests.system.processes import processes_of, wait_for

pytestmark = pytest.mark.system

ONE_FLOW = [sys.executable, "-m", "tests.system.one_flow"]
ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PREFECT_")}
    return kept | {"PREFECT_HOME": str(tmp_path_factory.mktemp("prefect"))}


def recorded(environment: dict[str, str], table: str) -> list[tuple[str, str]]:
    with sqlite3.connect(Path(environment["PREFECT_HOME"]) / "prefect.db") as record:
        return record.execute(f"SELECT name, state_type FROM {table} ORDER BY name").fetchall()


def test_the_record_of_the_run_stays_and_the_server_does_not(environment: dict[str, str]) -> None:
    done = subprocess.run(ONE_FLOW, cwd=ROOT, env=environment, capture_output=True, text=True, check=True)
    assert done.stdout == "meanwhile 4"
    assert done.stderr == ""
    assert processes_of(environment) == []
    assert [state for _, state in recorded(environment, "flow_run")] == ["COMPLETED"]
    assert [state for _, state in recorded(environment, "task_run")] == ["COMPLETED", "COMPLETED"]


def test_the_server_ends_when_the_run_is_killed(environment: dict[str, str]) -> None:
    done = subprocess.run([*ONE_FLOW, "die"], cwd=ROOT, env=environment, check=False)
    assert done.returncode == -signal.SIGKILL
    wait_for(lambda: None if processes_of(environment) else True, 15, "no process is left")
