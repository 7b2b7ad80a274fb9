"""The dossiers behind the late columns of form II.06a, for the annexes that officers sign and send back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple

import duckdb

from flows.reports.periods import Period
from flows.reports.queries import question_text, read
from warehouse.macros import model_at

#: Rows fetched at a time: a city may have a hundred thousand.
_BATCH = 5_000


class Annex(StrEnum):
    """The two annexes: resolved late (column 10 of the form), overdue and open (column 13)."""

    RESOLVED_LATE = "I"
    OPEN_OVERDUE = "II"


class LateRow(NamedTuple):
    """One dossier; `moved_from` is the day first promised where it is earlier than the due day.

    The step that holds it is known for open dossiers that have steps; `holding_unit_name` where another unit has it.
    """

    unit_code: str
    unit_name: str
    dossier_code: str
    procedure_code: str | None
    procedure_name: str | None
    received_on: date
    due_on: date
    finished_on: date | None
    moved_from: date | None
    working_days_late: int | None
    step_no: int | None
    department: str | None
    holding_unit_name: str | None
    sent_on: date | None
    reappointed_on: date | None


@dataclass(frozen=True)
class _Total:
    annex: str
    unit_code: str
    dossiers: int


class LateDossiers:
    """The late dossiers of one period, found once for all units."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, period: Period, as_of: date) -> None:
        self._connection = connection
        days = {"start": period.start, "as_of": min(period.end, as_of), "told_by": as_of, "due_within": 0}
        found = question_text("late_annex").replace("holding_step_model", f"({model_at('holding_step')})")
        connection.execute(f"CREATE OR REPLACE TEMP TABLE late_annex AS {found}", days)
        totals = read(connection, "late_annex_totals", _Total)
        self._totals = {(total.annex, total.unit_code): total.dossiers for total in totals}

    def count(self, annex: Annex, unit_code: str) -> int:
        """Return how many a unit has, its descendants included."""
        return self._totals.get((annex.value, unit_code), 0)

    def rows(self, annex: Annex, unit_code: str) -> Iterator[LateRow]:
        """Yield those of a unit and its descendants: units in official order, the longest overdue first.

        The connection must not be asked anything else until the last row is taken.
        """
        parameters = {"annex": annex.value, "unit_code": unit_code}
        answer = self._connection.execute(question_text("late_annex_rows"), parameters)
        while batch := answer.fetchmany(_BATCH):
            yield from map(LateRow._make, batch)
