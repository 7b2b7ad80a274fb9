"""Which nights a scheduled run does: the missed ones first, none twice for having waited."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import duckdb
import pytest

from connectors.local_time import LOCAL_TIME
from flows.backfill import missed_nights, nights_without_run
from flows.night import default_as_of
from flows.schedule import nights_due
from flows.settings import General, Settings

YESTERDAY = default_as_of()
HALF_PAST_ONE = datetime.combine(YESTERDAY + timedelta(days=1), datetime.min.time(), LOCAL_TIME) + timedelta(hours=1.5)


def published(home: Path, as_of: date | None) -> Settings:
    """Settings of a home that shows a publication of that day, or none."""
    if as_of:
        (home / "published").mkdir()
        (home / "published/manifest.json").write_text(json.dumps({"run_id": "R1", "as_of": as_of.isoformat()}))
    return Settings(motcua=General(home=home))


def test_nothing_is_missed_where_nothing_was_ever_published(tmp_path: Path) -> None:
    settings = published(tmp_path, None)
    assert missed_nights(settings) == []
    assert nights_due(settings, HALF_PAST_ONE) == [YESTERDAY]


@pytest.mark.parametrize("days", [1, 3])
def test_missed_nights_come_first_oldest_first(tmp_path: Path, days: int) -> None:
    settings = published(tmp_path, YESTERDAY - timedelta(days=days))
    missed = [YESTERDAY - timedelta(days=number) for number in reversed(range(days))]
    assert missed_nights(settings) == missed
    assert nights_due(settings, HALF_PAST_ONE) == missed


def test_today_s_run_does_yesterday_again_because_files_may_have_come(tmp_path: Path) -> None:
    assert nights_due(published(tmp_path, YESTERDAY), HALF_PAST_ONE) == [YESTERDAY]


def test_a_run_that_waited_since_an_earlier_day_has_nothing_left_to_do(tmp_path: Path) -> None:
    assert nights_due(published(tmp_path, YESTERDAY), HALF_PAST_ONE - timedelta(days=1)) == []


def test_the_day_of_a_run_is_the_local_one(tmp_path: Path) -> None:
    """01:30 in Cần Thơ is 18:30 of the day before in UTC, as a server keeps it."""
    assert nights_due(published(tmp_path, YESTERDAY), HALF_PAST_ONE.astimezone(UTC)) == [YESTERDAY]


def test_a_night_that_a_gate_held_was_not_missed_and_yesterday_s_is_due_only_now(tmp_path: Path) -> None:
    settings = published(tmp_path, YESTERDAY - timedelta(days=4))
    days = [YESTERDAY - timedelta(days=number) for number in (3, 2, 1)]
    assert nights_without_run(settings) == days
    held = tmp_path / "warehouse/held/R2/run.parquet"
    held.parent.mkdir(parents=True)
    with duckdb.connect() as connection:
        connection.execute(f"COPY (SELECT DATE '{days[1]}' AS as_of) TO '{held}' (FORMAT parquet)")
    assert nights_without_run(settings) == [days[0], days[2]]
