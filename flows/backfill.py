"""Which nights of a range have to be run: those missed, and those whose inputs have changed since they ran."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import duckdb

from connectors.exports.inbox import InboxFile, scan
from flows.night import default_as_of
from flows.settings import Settings
from warehouse.database import read_published
from warehouse.publish import Publications, sha256_of


def nights_to_run(settings: Settings, first: date, last: date) -> Iterator[date]:
    """Yield the days of [first, last] that need a run, oldest first; each is judged after the ones before it ran."""
    day = first
    while day <= last:
        if needs_run(settings, day):
            yield day
        day += timedelta(days=1)


def missed_nights(settings: Settings) -> list[date]:
    """Return the days after the published as-of up to yesterday; none where nothing was ever published."""
    published = Publications(settings.home).published()
    if published is None:
        return []
    last = date.fromisoformat(published["as_of"])
    return [last + timedelta(days=number) for number in range(1, (default_as_of() - last).days + 1)]


def nights_without_run(settings: Settings) -> list[date]:
    """Return the missed nights before the one that is due now, without those that ran and were held by a gate."""
    missed = [day for day in missed_nights(settings) if day < default_as_of()]
    if not missed:
        return []
    stories = sorted(str(path) for path in settings.held_folder.glob("*/run.parquet"))
    with duckdb.connect() as connection:
        held = connection.execute("SELECT as_of FROM read_parquet($stories)", {"stories": stories}) if stories else None
        days = {row[0] for row in held.fetchall()} if held else set()
    return [day for day in missed if day not in days]


def needs_run(settings: Settings, day: date) -> bool:
    """Whether no good run for `day` saw all that is known today."""
    publications = Publications(settings.home)
    newest = publications.newest()
    if newest is None:
        return True
    with read_published(publications.database_of(newest)) as connection:
        good = connection.execute(
            "SELECT count(*) FROM ops.run AS r WHERE r.as_of = $day AND r.status IN ('published', 'kept') AND r.inputs ="
            " (SELECT max_by(n.inputs, n.started_at) FROM ops.run AS n WHERE n.status IN ('published', 'kept'))",
            {"day": day},
        ).fetchall()[0][0]
        known = {
            str(row[0]) for row in connection.execute("SELECT sha256 FROM ops.load WHERE sha256 IS NOT NULL").fetchall()
        }
    return not good or has_unread_files(settings, known)


def has_unread_files(settings: Settings, known: set[str]) -> bool:
    """Whether an inbox holds a file whose bytes no run has met."""
    inboxes = [inbox for source in settings.sources.values() for inbox in source.folders]
    for inbox in inboxes:
        others = [other for other in inboxes if other != inbox]
        for found in scan(inbox, others, settle_seconds=0):
            if isinstance(found, InboxFile) and sha256_of(found.path) not in known:
                return True
    return False
