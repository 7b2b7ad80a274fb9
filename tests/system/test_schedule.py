"""The schedule itself: a Prefect server, `motcua serve`, and a night that nobody has called."""

from __future__ import annotations

import json
import socket
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import requests

from flows.night import default_as_of
from tests.system.city import MOTCUA, City, make_city
from tests.system.processes import processes_of, running, stop, wait_for

pytestmark = pytest.mark.system

PREFECT = Path(sys.executable).with_name("prefect")
#: A scheduled minute, the start of the run's process, the night itself, on a machine that does other things too.
SCHEDULED_NIGHT_SECONDS = 150


@dataclass(frozen=True)
class Server:
    """A Prefect server's interface, asked as its pages ask it."""

    url: str

    def is_well(self) -> bool | None:
        try:
            return requests.get(f"{self.url}/health", timeout=5).ok or None
        except requests.ConnectionError:
            return None

    def get(self, path: str) -> dict[str, Any]:
        return dict(requests.get(f"{self.url}/{path}", timeout=30).json())

    def find(self, kind: str, **filters: object) -> list[dict[str, Any]]:
        answer = requests.post(f"{self.url}/{kind}/filter", json=filters, timeout=30)
        return list(answer.json())

    def ended_runs(self) -> list[dict[str, Any]] | None:
        """The runs of the deployment that are over, if any."""
        ended = {"type": {"any_": ["COMPLETED", "FAILED", "CRASHED", "CANCELLED"]}}
        return self.find("flow_runs", flow_runs={"deployment_id": {"is_null_": False}, "state": ended}) or None


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return int(probe.getsockname()[1])


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> City:
    return make_city(tmp_path_factory.mktemp("scheduled"), days=20, dossiers=300)


@pytest.fixture(scope="module")
def environment(city: City) -> dict[str, str]:
    """What a service manager would give both programs."""
    port = free_port()
    return city.environment | {
        "PREFECT_API_URL": f"http://127.0.0.1:{port}/api",
        "PREFECT_SERVER_API_PORT": str(port),
        "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
        "PREFECT_SERVER_LOGGING_LEVEL": "ERROR",
        "PREFECT_LOGGING_LEVEL": "ERROR",
        "PREFECT_CLI_PROMPT": "false",
        "DO_NOT_TRACK": "1",
        "MOTCUA_SCHEDULE": "* * * * *",
    }


@pytest.fixture(scope="module")
def server(city: City, environment: dict[str, str]) -> Iterator[Server]:
    server = Server(environment["PREFECT_API_URL"])
    with running(PREFECT, "server", "start", cwd=city.folder, environment=environment):
        wait_for(server.is_well, 90, "the Prefect server answers")
        yield server
    assert processes_of(environment) == []


@dataclass(frozen=True)
class Served:
    """What the schedule did while `motcua serve` ran, how that ended, and which processes it left."""

    run: dict[str, Any]
    exit_code: int
    left_over: list[str]


@pytest.fixture(scope="module")
def served(city: City, environment: dict[str, str], server: Server) -> Served:
    with running(MOTCUA, "serve", cwd=city.folder, environment=environment) as process:
        run = wait_for(server.ended_runs, SCHEDULED_NIGHT_SECONDS, "a scheduled run has ended")[0]
        exit_code = stop(process)
    return Served(run, exit_code, [command for command in processes_of(environment) if "server" not in command])


def test_a_run_that_the_schedule_created_publishes_yesterday(served: Served, city: City) -> None:
    run = served.run
    assert (run["state_name"], run["auto_scheduled"], run["created_by"]["type"]) == ("Completed", True, "SCHEDULE")
    manifest = json.loads((city.published / "manifest.json").read_text(encoding="utf-8"))
    assert date.fromisoformat(manifest["as_of"]) == default_as_of()


def test_its_story_stands_where_operators_look(served: Served, server: Server) -> None:
    assert {"dem-chay", "don-vi-tre-han"} <= {artifact["key"] for artifact in server.find("artifacts/latest")}


def test_serving_stops_when_asked_and_leaves_no_process(served: Served) -> None:
    assert served.exit_code == 0
    assert served.left_over == []


def test_the_schedule_stays_when_serving_stops_and_keeps_local_time(served: Served, server: Server) -> None:
    deployment = server.get("deployments/name/motcua-schedule/nightly")
    assert deployment["paused"] is False
    assert [(each["active"], each["schedule"]["timezone"]) for each in deployment["schedules"]] == [
        (True, "Asia/Ho_Chi_Minh")
    ]
