"""The schedule itself: a Prefect server, `motcua serve`, and a night that nobody has called."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pytest
import requests

from flows.night import default_as_of
from flows.summary import late_units
from tests.flows.receiving import Webhook, webhook
from tests.system.city import MOTCUA, City, make_city
from tests.system.processes import free_port, processes_of, running, stop, wait_for

pytestmark = pytest.mark.system

PREFECT = Path(sys.executable).with_name("prefect")
#: A scheduled minute, the start of the run's process, the night itself, on a machine that does other things too.
SCHEDULED_NIGHT_SECONDS = 200


#: A second source gives nothing; the receiver's address is kept by the Prefect server.
ALERTS = """
[sources.thue]
connector = "exports"
inbox = "thue"
[receivers.dieu_hanh]
secret_block = "dieu-hanh"
[[alerts]]
name = "nguồn thiếu"
on = "source_stale"
to = ["dieu_hanh"]
"""
KEEP_SECRET = "import sys; from prefect.blocks.system import Secret; Secret(value=sys.argv[1]).save('dieu-hanh')"


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


@pytest.fixture(scope="module")
def hook() -> Iterator[Webhook]:
    with webhook() as hook:
        yield hook


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> City:
    city = make_city(tmp_path_factory.mktemp("scheduled"), days=20, dossiers=300)
    (city.folder / "thue").mkdir()
    city.config.write_text(city.config.read_text(encoding="utf-8") + ALERTS, encoding="utf-8")
    return city


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
def served(city: City, environment: dict[str, str], server: Server, hook: Webhook) -> Served:
    address = f"json://127.0.0.1:{hook.port}/hop/swordfish"
    subprocess.run([sys.executable, "-c", KEEP_SECRET, address], env=environment, cwd=city.folder, check=True)
    with running(MOTCUA, "serve", cwd=city.folder, environment=environment) as process:
        run = wait_for(server.ended_runs, SCHEDULED_NIGHT_SECONDS, "a scheduled run has ended")[0]
        exit_code = stop(process)
    return Served(run, exit_code, [command for command in processes_of(environment) if "server" not in command])


def test_a_run_that_the_schedule_created_publishes_yesterday(served: Served, city: City) -> None:
    run = served.run
    assert (run["state_name"], run["auto_scheduled"], run["created_by"]["type"]) == ("Completed", True, "SCHEDULE")
    manifest = json.loads((city.published / "manifest.json").read_text(encoding="utf-8"))
    assert date.fromisoformat(manifest["as_of"]) == default_as_of()


def artifact_of(server: Server, key: str) -> str:
    """What the newest artifact of a key holds: Markdown, a table as JSON, a link as Markdown."""
    (found,) = [artifact["data"] for artifact in server.find("artifacts/latest") if artifact["key"] == key]
    return str(found)


def test_its_story_stands_where_operators_look(served: Served, server: Server, city: City) -> None:
    story, late, page = (artifact_of(server, key) for key in ("dem-chay", "don-vi-tre-han", "trang-bao-cao"))
    assert f"số liệu đến hết {default_as_of():%d/%m/%Y}" in story
    assert "**Đã công bố**" in story
    with duckdb.connect(str(city.published / "motcua.duckdb"), read_only=True) as connection:
        still_open, overdue = connection.execute(
            "SELECT open, open_overdue FROM mart.late_rate JOIN ops.publication ON period_start = date_trunc('month', as_of)"
            " WHERE unit_code = 'H13'"
        ).fetchall()[0]
    assert f"| Quá hạn/đang giải quyết | {overdue}/{still_open} |" in story
    assert json.loads(late) == late_units(city.published, limit=20)
    assert (city.folder / "data/reports/index.html").as_uri() in page


def test_a_scheduled_night_tells_whom_it_concerns_at_an_address_that_the_server_keeps(
    served: Served, city: City, hook: Webhook
) -> None:
    with duckdb.connect(str(city.published / "motcua.duckdb"), read_only=True) as connection:
        (stale,) = connection.execute(
            "SELECT count(*) FROM ops.freshness JOIN ops.publication USING (run_id) WHERE status <> 'fresh'"
        ).fetchall()[0]
    (posted,) = hook.posted
    assert posted["path"] == "/hop/swordfish"
    assert posted["title"] == f"motcua {default_as_of():%d/%m/%Y}: {stale} nguồn thiếu số liệu"
    assert posted["message"].count("- Nguồn thue, ") > 0
    assert "swordfish" not in (city.folder / "data/log/motcua.jsonl").read_text(encoding="utf-8")


def test_serving_stops_when_asked_and_leaves_no_process(served: Served) -> None:
    assert served.exit_code == 0
    assert served.left_over == []


def test_the_schedule_stays_when_serving_stops_and_keeps_local_time(served: Served, server: Server) -> None:
    deployment = server.get("deployments/name/motcua-schedule/nightly")
    assert deployment["paused"] is False
    assert [(each["active"], each["schedule"]["timezone"]) for each in deployment["schedules"]] == [
        (True, "Asia/Ho_Chi_Minh")
    ]
