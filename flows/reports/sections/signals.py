"""Dossiers whose record may not tell what happened: a question to ask, never a verdict."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import duckdb

from flows.reports.place import Place
from flows.reports.queries import read
from flows.reports.units import UnitTree

#: Dossiers of one kind listed on a page, the newest; the others are in the file beside it.
LISTED_CITY, LISTED_UNIT = 10, 150


@dataclass(frozen=True)
class Signal:
    """A row of `mart.integrity_signal`."""

    kind: str
    dossier_code: str
    unit_code: str
    detail: str | None
    detected_run: str | None


@dataclass(frozen=True)
class SignalKind:
    """Signals of one kind: how many, and those that are listed."""

    kind: str
    count: int
    shown: tuple[Signal, ...]


@dataclass(frozen=True)
class SignalsOfAll:
    """Signals by unit, those of the units below included."""

    by_unit: Mapping[str, Sequence[Signal]]

    def of(self, place: Place) -> tuple[SignalKind, ...]:
        """Return the signals of a page by kind, the most frequent first."""
        kinds: dict[str, list[Signal]] = {}
        for signal in self.by_unit.get(place.unit.unit_code, ()):
            kinds.setdefault(signal.kind, []).append(signal)
        listed = LISTED_CITY if place.is_city else LISTED_UNIT
        found = [SignalKind(kind, len(rows), tuple(rows[:listed])) for kind, rows in kinds.items()]
        return tuple(sorted(found, key=lambda kind: (-kind.count, kind.kind)))


def read_signals(connection: duckdb.DuckDBPyConnection, tree: UnitTree) -> SignalsOfAll:
    """Read the signals of all units."""
    found: dict[str, list[Signal]] = {}
    for signal in read(connection, "signals", Signal):
        for code in tree.line(signal.unit_code):
            found.setdefault(code, []).append(signal)
    return SignalsOfAll(found)
