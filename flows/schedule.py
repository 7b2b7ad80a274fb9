"""The schedule: the nights that are due, served to a Prefect server, missed nights first."""

from __future__ import annotations

import asyncio
import signal
from datetime import date, datetime
from pathlib import Path
from typing import Any

from connectors.contract import Bilingual
from connectors.local_time import LOCAL_TIME
from flows.backfill import missed_nights
from flows.night import default_as_of
from flows.nightly import nightly
from flows.prefect_server import server_for_schedule
from flows.settings import Settings, load_settings
from flows.speech import Speech

# After flows.nightly, which quiets Prefect before it is imported.
from prefect import flow, runtime  # isort: skip
from prefect.client.schemas.objects import State  # isort: skip
from prefect.deployments.runner import RunnerDeployment  # isort: skip
from prefect.runner import Runner  # isort: skip
from prefect.schedules import Cron  # isort: skip
from prefect.types.entrypoint import EntrypointType  # isort: skip

TIME_ZONE = "Asia/Ho_Chi_Minh"
DEPLOYMENT = "nightly"


def nights_due(settings: Settings, scheduled_at: datetime) -> list[date]:
    """Return the days that a run scheduled for that instant has to do, oldest first.

    Where none was missed, today's run does yesterday again: files may have come since. A run of an earlier day, which
    waited while nothing was serving, finds its night caught up by the first of them and does nothing.
    """
    if missed := missed_nights(settings):
        return missed
    is_of_today = scheduled_at.astimezone(LOCAL_TIME).date() > default_as_of()
    return [default_as_of()] if is_of_today else []


@flow(name="motcua-schedule", flow_run_name="motcua: các đêm đến hạn")
def due_nights(config: str) -> list[State[Any]]:
    """Run the nights that are due; one that fails or is held makes this run fail, and the later ones run all the same."""
    days = nights_due(load_settings(Path(config)), runtime.flow_run.scheduled_start_time)
    return [nightly(config=config, as_of=day, return_state=True) for day in days]


def serve_nights(config: Path, settings: Settings) -> None:
    """Catch up, then serve the schedule until stopped, on the operator's Prefect server or on one of our own."""
    with server_for_schedule() as url:
        Speech(settings.motcua.language).say(Bilingual(vi=f"Máy chủ Prefect: {url}", en=f"Prefect server: {url}"))
        if missed_nights(settings):
            due_nights(str(config), return_state=True)  # a night that fails is left to the schedule
        # One run at a time by the runner: later ones wait, oldest first. A limit kept by the server would never be
        # given back by a run whose machine went down, and no night would run again.
        runner = NightRunner(limit=1, pause_on_shutdown=False)
        try:
            signal.signal(signal.SIGTERM, signal.default_int_handler)  # until the runner sets its own
            runner.add_deployment(_deployment(config, settings))
            asyncio.run(runner.start())
        except KeyboardInterrupt:
            return


def _deployment(config: Path, settings: Settings) -> RunnerDeployment:
    return RunnerDeployment.from_flow(
        due_nights,
        name=DEPLOYMENT,
        schedule=Cron(settings.motcua.schedule, timezone=TIME_ZONE),
        parameters={"config": str(config)},
        # A run imports this module by its name, from whatever folder; `Flow.serve` would hand it a pickle of the
        # function, which has lost the names that only annotations use.
        entrypoint_type=EntrypointType.MODULE_PATH,
    )


class NightRunner(Runner):
    """Prefect's runner, which stops well on Ctrl+C and is to stop as well when a service manager asks (SIGTERM)."""

    def handle_sigterm(self, *_: object) -> None:
        """Cancel the running night and end; Prefect's own handler waits for a task that its loop can no longer run."""
        if self.started:
            self.execute_in_background(self.astop)
        else:  # `astop` would refuse and nothing would end; SIGINT would not do: a service may have it ignored
            raise KeyboardInterrupt
