"""What is new among late dossiers since the publication before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

import duckdb

from flows.reports.place import Place
from flows.reports.queries import read
from flows.reports.units import UnitTree

#: Kinds of change in the order in which a page tells them.
CHANGES = ("newly_late", "cleared", "rewritten")
#: Dossiers of one kind listed on a page; the others are counted.
LISTED_CITY, LISTED_UNIT = 30, 300


@dataclass(frozen=True)
class Change:
    """A row of `mart.late_change`: due instants as recorded then and now; the day it finished, if it did."""

    change: str
    reason: str
    before_as_of: date
    dossier_code: str
    unit_code: str
    procedure_code: str | None
    procedure_name: str | None
    due_before_at: datetime | None
    due_at: datetime | None
    finished_on: date | None


@dataclass(frozen=True)
class ChangeList:
    """Changes of one kind: how many, and those that are listed."""

    change: str
    count: int
    shown: tuple[Change, ...]


@dataclass(frozen=True)
class ChangesOfAll:
    """Changes by unit, those of the units below included; `before` is the as-of they are held against."""

    before: date | None
    by_unit: Mapping[str, Sequence[Change]]

    def of(self, place: Place) -> tuple[ChangeList, ...]:
        """Return the changes of a page by kind, nothing where no publication was before."""
        if self.before is None:
            return ()
        listed = LISTED_CITY if place.is_city else LISTED_UNIT
        rows = self.by_unit.get(place.unit.unit_code, ())
        kinds = {kind: [row for row in rows if row.change == kind] for kind in CHANGES}
        return tuple(ChangeList(kind, len(found), tuple(found[:listed])) for kind, found in kinds.items())


@dataclass(frozen=True)
class _Before:
    before: date | None


def read_changes(connection: duckdb.DuckDBPyConnection, tree: UnitTree, as_of: date) -> ChangesOfAll:
    """Read the changes of all units since the publication before."""
    found: dict[str, list[Change]] = {}
    for change in read(connection, "late_changes", Change):
        for code in tree.line(change.unit_code):
            found.setdefault(code, []).append(change)
    return ChangesOfAll(read(connection, "published_before", _Before, as_of=as_of)[0].before, found)
