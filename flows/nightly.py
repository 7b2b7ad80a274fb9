"""The nightly Prefect flow: one subflow per room, tasks the size of a source or dataset, the story as artifacts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from flows.prefect_settings import quiet_prefect

quiet_prefect()

from prefect import flow, task
from prefect.artifacts import create_link_artifact, create_markdown_artifact, create_table_artifact
from prefect.cache_policies import NO_CACHE

from connectors.contract import load_contracts
from flows import pulls, rooms
from flows.alerts.register import Occasion
from flows.alerts.telling import enter_untold, link_of, occasion_of, page_of, tell_receivers
from flows.backfill import nights_without_run
from flows.ending import adopt_held_stories, end
from flows.loads import LoadRecord
from flows.night import Night, Outcome, begin_night, default_as_of
from flows.settings import Settings, load_settings
from flows.speech import Speech
from flows.summary import late_units, markdown_story, page_of_run

#: The nights this process is running, by run id: Prefect's parameters must be plain values.
_NIGHTS: dict[str, Night] = {}
_OUTCOMES: dict[str, Outcome] = {}
PULL_RETRIES = 2
PULL_RETRY_SECONDS = 5


class GateHeld(Exception):
    """A gate held the publication back; the previous one stands."""

    def __init__(self, outcome: Outcome) -> None:
        super().__init__(" ".join(reason.vi for reason in outcome.reasons))
        self.outcome = outcome


@task(
    name="pull",
    task_run_name="pull {source}",
    retries=PULL_RETRIES,
    retry_delay_seconds=PULL_RETRY_SECONDS,
    cache_policy=NO_CACHE,
)
def pull_task(run_id: str, source: str) -> int:
    """Land one source; return the number of files."""
    night = _NIGHTS[run_id]
    before = len(night.landed)
    pulls.pull_source(night, source, night.settings.sources[source])
    return len(night.landed) - before


@flow(name="pull", validate_parameters=False)
def pull_room(run_id: str) -> None:
    """What the sources hand over."""
    night = _NIGHTS[run_id]
    with night.room("pull"):
        for source in night.settings.sources:
            pull_task(run_id, source)


@task(name="remember", task_run_name="remember {dataset}", cache_policy=NO_CACHE)
def remember_task(run_id: str, dataset: str, records: Sequence[LoadRecord]) -> None:
    """Merge one dataset."""
    rooms.remember_dataset(_NIGHTS[run_id], load_contracts()[dataset], records)


@flow(name="load", validate_parameters=False)
def load_room(run_id: str) -> None:
    """What the files say: read, remember."""
    night = _NIGHTS[run_id]
    with night.room("load"):
        rooms.load(night, lambda _, contract, records: remember_task(run_id, contract.id, records))


@flow(name="compute", validate_parameters=False)
def compute_room(run_id: str) -> None:
    """What the record means."""
    night = _NIGHTS[run_id]
    with night.room("compute"):
        rooms.compute_marts(night)


@flow(name="check", validate_parameters=False)
def check_room(run_id: str) -> None:
    """May it go further?"""
    night = _NIGHTS[run_id]
    with night.room("check"):
        rooms.check(night)


@flow(name="publish", validate_parameters=False)
def publish_room(run_id: str) -> None:
    """The new publication, or the old one when a gate holds."""
    night = _NIGHTS[run_id]
    with night.room("publish"):
        _OUTCOMES[run_id] = end(night)


@task(name="alert", cache_policy=NO_CACHE)
def alert_task(run_id: str) -> None:
    """Tell receivers what concerns them; what could not be sent is a warning of the run."""
    night, outcome = _NIGHTS[run_id], _OUTCOMES[run_id]
    problems = tell_receivers(night.settings, occasion_of(night.settings, outcome, night.missed), night.log)
    _OUTCOMES[run_id] = replace(outcome, warnings=(*outcome.warnings, *problems))


@flow(name="tell", validate_parameters=False)
def tell_room(run_id: str) -> None:
    """The run's story where operators look: Prefect's artifacts."""
    night = _NIGHTS[run_id]
    with night.room("tell"):
        alert_task(run_id)
        outcome = _OUTCOMES[run_id]
        create_markdown_artifact(
            key="dem-chay", markdown=markdown_story(outcome), description=f"motcua {outcome.as_of:%d/%m/%Y}"
        )
        if outcome.status != "held":
            create_table_artifact(
                key="don-vi-tre-han",
                table=late_units(outcome.folder, limit=20),
                description="Tỷ lệ trễ hạn theo đơn vị",
            )
        if page := page_of_run(outcome, night.settings.home):
            create_link_artifact(
                key="trang-bao-cao",
                link=page.as_uri() if outcome.status == "kept" else link_of(night.settings),
                link_text=f"Trang báo cáo đến hết {outcome.as_of:%d/%m/%Y}",
            )


@flow(name="motcua-nightly", flow_run_name="motcua {as_of}", validate_parameters=True)
def nightly(config: str = "motcua.toml", as_of: date | None = None) -> str:
    """Run one night for `as_of` (default: yesterday); return its status. Raise `GateHeld` when a gate holds."""
    settings = load_settings(Path(config))
    outcome = run_rooms(settings, as_of or default_as_of())
    if outcome.status == "held":
        raise GateHeld(outcome)
    return outcome.status


def last_outcome() -> Outcome:
    """Return the outcome of the run that this process ended last."""
    return _OUTCOMES[max(_OUTCOMES)]


def run_rooms(settings: Settings, as_of: date) -> Outcome:
    """Go through the rooms in their order; what is checked is checked before anything is published."""
    with begin_night(settings, as_of, Speech(settings.motcua.language)) as night:
        run_id = night.run_id
        _NIGHTS[run_id] = night
        try:
            night.missed = tuple(nights_without_run(settings))
            adopt_held_stories(night)
            enter_untold(settings, night.log)
            pull_room(run_id)
            load_room(run_id)
            compute_room(run_id)
            check_room(run_id)
            publish_room(run_id)
            tell_room(run_id)
            return _OUTCOMES[run_id]
        except Exception:
            if run_id not in _OUTCOMES:
                failed = Occasion(as_of, run_id, page_of(settings), missed=(*night.missed, as_of))
                tell_receivers(settings, failed, night.log)
            raise
        finally:
            _NIGHTS.pop(run_id, None)
