"""The schedule: the nightly flow served to a Prefect server, missed nights first."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

from flows.night import default_as_of
from flows.nightly import nightly
from flows.settings import Settings
from warehouse.publish import Publications

# After flows.nightly, which quiets Prefect before it is imported.
from prefect.client.schemas.objects import ConcurrencyLimitConfig, ConcurrencyLimitStrategy  # isort: skip
from prefect.schedules import Cron  # isort: skip

TIME_ZONE = "Asia/Ho_Chi_Minh"


def missed_nights(settings: Settings) -> list[date]:
    """Return the days after the published as-of up to yesterday; none where nothing was ever published."""
    published = Publications(settings.home).published()
    if published is None:
        return []
    last = date.fromisoformat(published["as_of"])
    return [last + timedelta(days=number) for number in range(1, (default_as_of() - last).days + 1)]


def catch_up(config: Path, settings: Settings) -> None:
    """Run the missed nights, oldest first; a night that fails is left to the schedule."""
    for day in missed_nights(settings):
        nightly(config=str(config), as_of=day, return_state=True)


def serve_nights(config: Path, settings: Settings) -> None:
    """Catch up, then serve the flow until stopped. Needs a Prefect server (PREFECT_API_URL)."""
    catch_up(config, settings)
    nightly.serve(
        name="nightly",
        schedule=Cron(settings.motcua.schedule, timezone=TIME_ZONE),
        parameters={"config": str(config)},
        global_limit=ConcurrencyLimitConfig(limit=1, collision_strategy=ConcurrencyLimitStrategy.ENQUEUE),
        limit=1,
        pause_on_shutdown=False,
        print_starting_message=False,
    )
