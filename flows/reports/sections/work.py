"""The day's work: overdue dossiers and those that run out soon, and the dossiers behind the month's late ones."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

import duckdb

from flows.reports.place import Place
from flows.reports.queries import read
from flows.reports.units import UnitTree

#: Working days ahead that the page lists.
DUE_WITHIN = 4
#: Rows of a list on a page at most, the most urgent ones; bytes that all lists of a page may fill (city, unit).
LONGEST_LIST = 2_000
CITY_BYTES, UNIT_BYTES = 22_000, 280_000
#: Bytes of a row without its texts.
_ROW_BYTES = 110
#: Longest name of a procedure in a list: the code beside it says the rest.
LONGEST_PROCEDURE = 70


@dataclass(frozen=True)
class WorkDossier:
    """One dossier of a list; `days` are working days late (overdue, finished) or left (due).

    The holder is the unit and step that hold it, of a finished one those that answer for its lateness.
    """

    dossier_code: str
    unit_code: str
    holder_code: str | None
    step_no: int | None
    department: str | None
    procedure_code: str | None
    received_at: datetime
    first_due_at: datetime | None
    due_at: datetime | None
    days: int | None
    apology_due: bool
    apology_sent_on: date | None
    procedure_name: str | None
    supplement_count: int | None
    task: str = "closed"
    finished_on: date | None = None

    @property
    def moved(self) -> bool:
        """Whether the day first promised is another than the one recorded now."""
        if self.first_due_at is None or self.due_at is None:
            return False
        return self.first_due_at.date() != self.due_at.date()

    @property
    def bytes(self) -> int:
        """About how much of a page the row fills."""
        texts = (self.dossier_code, (self.procedure_name or "")[:LONGEST_PROCEDURE], self.department or "")
        return _ROW_BYTES + sum(len(text.encode()) for text in texts)


@dataclass(frozen=True)
class _DayAhead:
    day: date
    days_ahead: int


@dataclass(frozen=True)
class WorkList:
    """One list: its key (the anchor on the page), the day it ends on, how many dossiers, and those that are shown."""

    key: str
    until: date | None
    count: int
    shown: tuple[WorkDossier, ...]

    @property
    def unshown(self) -> int:
        """How many dossiers are only counted."""
        return self.count - len(self.shown)


@dataclass(frozen=True)
class Work:
    """The lists of one page, the most urgent first."""

    lists: tuple[WorkList, ...]
    closed_late: WorkList
    next_day: date | None
    is_next_day_tomorrow: bool

    def named(self, key: str) -> WorkList:
        """Return the list of that key."""
        return next(each for each in self.lists if each.key == key)


@dataclass(frozen=True)
class Origin:
    """The unit and step that answer for most of a unit's dossiers finished late: `count` of `of`."""

    unit_code: str | None
    step_no: int
    count: int
    of: int


@dataclass(frozen=True)
class WorkOfAll:
    """Every dossier of the lists, once for each unit that it counts for."""

    as_of: date
    days_ahead: Mapping[int, date]
    open_by_unit: Mapping[str, Sequence[WorkDossier]]
    closed_by_unit: Mapping[str, Sequence[WorkDossier]]

    def of(self, place: Place) -> Work:
        """Return the lists of a page, cut where the page would grow too large."""
        code = place.unit.unit_code
        dossiers = self.open_by_unit.get(code, ())
        kept: dict[str, list[WorkDossier]] = {
            "overdue": [],
            "ended": [],
            "today": [],
            "one": [],
            "three": [],
            "waiting": [],
        }
        for dossier in dossiers:
            kept[_list_of(dossier)].append(dossier)
        closed = self.closed_by_unit.get(code, ())
        room = CITY_BYTES if place.is_city else UNIT_BYTES
        lists = []
        for key, until in self._ends().items():
            shown, room = _fitting(kept[key], room)
            lists.append(WorkList(key, until, len(kept[key]), shown))
        shown, room = _fitting(closed, room)
        next_day = self.days_ahead.get(1)
        tomorrow = next_day is not None and (next_day - self.as_of).days == 1
        return Work(tuple(lists), WorkList("closed", None, len(closed), shown), next_day, tomorrow)

    def origin(self, unit_code: str) -> Origin | None:
        """Return where a unit's lateness arose most, None where no step is known to answer for any."""
        closed = self.closed_by_unit.get(unit_code, ())
        steps = Counter((each.holder_code, each.step_no) for each in closed if each.step_no is not None)
        if not steps:
            return None
        (holder, step), count = min(steps.items(), key=lambda item: (-item[1], str(item[0])))
        return Origin(holder, step or 0, count, len(closed))

    def _ends(self) -> dict[str, date | None]:
        ahead = self.days_ahead
        return {
            "overdue": None, "ended": self.as_of, "today": ahead.get(1), "one": ahead.get(2), "three": ahead.get(4), "waiting": None,
        }  # fmt: skip


def _list_of(dossier: WorkDossier) -> str:
    if dossier.task != "due" or dossier.days is None:
        return dossier.task
    return ("ended", "today", "one", "three", "three")[min(max(dossier.days, 0), DUE_WITHIN)]


def _fitting(dossiers: Sequence[WorkDossier], room: int) -> tuple[tuple[WorkDossier, ...], int]:
    """Return the first dossiers that fit into `room` bytes, and the room left."""
    shown: list[WorkDossier] = []
    for dossier in dossiers[:LONGEST_LIST]:
        if dossier.bytes > room:
            break
        shown.append(dossier)
        room -= dossier.bytes
    return tuple(shown), room


def read_work(connection: duckdb.DuckDBPyConnection, tree: UnitTree, as_of: date, month_start: date) -> WorkOfAll:
    """Read the lists of all units: open dossiers to look at, and those finished late since `month_start`."""
    ahead = read(connection, "working_days_ahead", _DayAhead, as_of=as_of, days=DUE_WITHIN)
    work = read(connection, "work", WorkDossier, as_of=as_of, due_within=DUE_WITHIN)
    closed = read(connection, "closed_late", WorkDossier, first=month_start, last=as_of)
    return WorkOfAll(as_of, {row.days_ahead: row.day for row in ahead}, by_unit(work, tree), by_unit(closed, tree))


def by_unit(dossiers: Iterable[WorkDossier], tree: UnitTree) -> dict[str, list[WorkDossier]]:
    """Return dossiers by each unit that they count for: their own and those above it."""
    found: dict[str, list[WorkDossier]] = {}
    for dossier in dossiers:
        for code in tree.line(dossier.unit_code):
            found.setdefault(code, []).append(dossier)
    return found
