"""The records behind a published figure: how many count in its numerator and denominator, and which they are."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import duckdb

from warehouse.explanations import Explanation, Listing, explained_by
from warehouse.graph import load_indicators

_ORDERS = {"largest_first": "counted_numerator DESC, "}
#: Which records are listed unasked; every listing leaves out records that count nowhere.
_FILTERS = {
    "missing": "counted_denominator <> 0 AND counted_numerator = 0",
    "in_numerator": "counted_numerator <> 0",
    "unpaired": "paired_code IS NULL",
    "largest_first": "true",
    "all": "true",
}


@dataclass(frozen=True)
class Place:
    """Where a figure stands: one unit (descendants included), one basis, one period (first and last day inclusive)."""

    unit_code: str
    basis: str
    period_kind: str
    period_start: date
    period_end: date


@dataclass(frozen=True)
class Counted:
    """What the records of one kind add to a figure: `records` count in it, `in_numerator` of them in the numerator.

    `listed` are those that are shown.
    """

    records: int
    in_numerator: int
    listed: int
    numerator: float
    denominator: float


@dataclass(frozen=True)
class Behind:
    """The records of one kind behind one figure at one place."""

    explanation: Explanation
    listing: Listing
    indicator_id: str
    place: Place

    def counted(self, connection: duckdb.DuckDBPyConnection, *, every: bool = False) -> Counted:
        """Count the records and add up what they give to the numerator and the denominator."""
        found = connection.execute(
            f"SELECT count(*), count(*) FILTER (counted_numerator <> 0), count(*) FILTER ({self._kept(every)}),"
            " coalesce(sum(counted_numerator), 0), coalesce(sum(counted_denominator), 0)"
            f" FROM ({self._records()})",
            self._parameters(),
        ).fetchall()
        return Counted(*found[0])

    def is_known(self, connection: duckdb.DuckDBPyConnection) -> bool:
        """Whether there is any record at all, also one that counts nowhere."""
        (found,) = connection.execute(
            f"SELECT EXISTS (FROM {self._call()})", self._parameters(with_return=False)
        ).fetchall()[0]
        return bool(found)

    def columns(self) -> tuple[str, ...]:
        """Return the columns of `rows`: what a record is known by, what decides, and its two counts."""
        return (*self.explanation.known_by, *self.listing.shows, "counted_numerator", "counted_denominator")

    def rows(
        self, connection: duckdb.DuckDBPyConnection, *, every: bool, limit: int | None = None
    ) -> list[tuple[Any, ...]]:
        """List the records in `columns()`, in a total order: those that keep the rate down, or `every` one."""
        order = _ORDERS.get(self.listing.lists, "")
        return connection.execute(
            f"SELECT {', '.join(self.columns())} FROM ({self._records()}) WHERE {self._kept(every)}"
            f" ORDER BY {order}{', '.join(self.columns())} LIMIT $most",
            self._parameters() | {"most": limit},
        ).fetchall()

    def _kept(self, every: bool) -> str:
        return "true" if every else _FILTERS[self.listing.lists]

    def _records(self) -> str:
        of_return = " WHERE returned_id = $returned" if self.listing.of_return else ""
        return (
            f"SELECT * FROM (SELECT *, CAST({self.listing.numerator} AS DOUBLE) AS counted_numerator,"
            f" CAST({self.listing.denominator} AS DOUBLE) AS counted_denominator FROM {self._call()}{of_return})"
            " WHERE counted_numerator <> 0 OR counted_denominator <> 0"
        )

    def _call(self) -> str:
        return f"{self.explanation.macro}($unit, $asked, $first, $last)"

    def _parameters(self, *, with_return: bool = True) -> dict[str, Any]:
        place = self.place
        asked = place.basis if self.explanation.asks == "basis" else place.period_kind
        values = {"unit": place.unit_code, "asked": asked, "first": place.period_start, "last": place.period_end}
        return values | ({"returned": self.indicator_id} if with_return and self.listing.of_return else {})


def behind(connection: duckdb.DuckDBPyConnection, indicator_id: str, place: Place) -> list[Behind]:
    """Return what stands behind an indicator at a place; an explanation gives way to the one it stands in for.

    The counts of all of them add up to the published numerator and denominator. Empty for an indicator without records.
    """
    indicator = next((each for each in load_indicators() if each.id == indicator_id), None)
    if indicator is None or (indicator.cut_from and not _is_in_force(connection, indicator.cut_from, place)):
        return []
    found: list[Behind] = []
    for explanation, listing in explained_by(indicator):
        before = next((each for each in found if each.explanation.name == listing.instead_of), None)
        if before is None or not before.is_known(connection):
            found = [each for each in found if each is not before]
            found.append(Behind(explanation, listing, indicator_id, place))
    return found


def _is_in_force(connection: duckdb.DuckDBPyConnection, cut_from: date, place: Place) -> bool:
    (as_of,) = connection.execute("SELECT as_of FROM ops.publication").fetchall()[0]
    return bool(min(place.period_end, as_of) >= cut_from)
