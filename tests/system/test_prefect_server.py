"""The Prefect server that a run starts for itself: it keeps the run's record and never outlives the run."""

from __future__ import annotations

import os
import signal
import socket
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
import requests

from tests.system.city import MOTCUA, make_empty_city
from tests.system.processes import free_port, processes_of, running, stop, wait_for

pytestmark = pytest.mark.system

ONE_FLOW = [sys.executable, "-m", "tests.system.one_flow"]
ROOT = Path(__file__).parents[2]
PORT = "PREFECT_SERVER_API_PORT"


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """One home for all: Prefect takes 5 s to make its database."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("MOTCUA_", "PREFECT_"))}
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


def test_serving_starts_a_server_where_the_operator_names_none_and_ends_with_it(
    environment: dict[str, str], tmp_path: Path
) -> None:
    city, port = make_empty_city(tmp_path), free_port()

    def deployment() -> bool | None:
        try:
            address = f"http://127.0.0.1:{port}/api/deployments/name/motcua-schedule/nightly"
            return requests.get(address, timeout=5).ok or None
        except requests.ConnectionError:
            return None

    with running(MOTCUA, "serve", cwd=city.folder, environment=environment | {PORT: str(port)}) as served:
        wait_for(deployment, 90, "the schedule stands on the server")
        assert stop(served) == 0
    assert processes_of(environment) == []


def test_a_port_that_another_program_has_is_told_with_what_to_do(environment: dict[str, str], tmp_path: Path) -> None:
    city = make_empty_city(tmp_path)
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = str(other.getsockname()[1])
        done = subprocess.run(
            [MOTCUA, "serve"],
            cwd=city.folder,
            env=environment | {PORT: port},
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
    assert done.returncode == 1
    assert port in done.stderr
    assert PORT in done.stderr
