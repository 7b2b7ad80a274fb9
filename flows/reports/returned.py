"""Which figures which units are asked to return for a period, and which of them they have returned."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import duckdb
from pydantic import BaseModel, ConfigDict

from connectors.contract import read_yaml
from flows.reports.periods import Period
from flows.reports.queries import read
from flows.reports.units import Unit, UnitTree, read_tree


class ReturnedIndicator(BaseModel):
    """One entry of returned.yml; without a `numerator` only the denominator is asked (we count the other)."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str
    kinds: frozenset[str]
    numerator: str | None
    denominator: str
    may_be_negative: bool = False

    @property
    def definition(self) -> str:
        """The indicator of the catalogue that it is a part of (C26 for C26_5)."""
        return self.id.partition("_")[0]

    @property
    def is_counted_from_letters(self) -> bool:
        """Whether letters of apology, where a unit has any, give it instead of a return."""
        return self.definition.startswith("C07")


@dataclass(frozen=True)
class AskedReturn:
    """One figure that a unit is asked for."""

    unit: Unit
    indicator: ReturnedIndicator
    title: str


@dataclass(frozen=True)
class _Definition:
    indicator_id: str
    title_vi: str


@dataclass(frozen=True)
class _Place:
    unit_code: str


@dataclass(frozen=True)
class _Returned:
    unit_code: str
    indicator_id: str


@cache
def returned_indicators() -> tuple[ReturnedIndicator, ...]:
    """Return the entries of returned.yml in their order."""
    text = files("flows.reports").joinpath("returned.yml").read_text(encoding="utf-8")
    return tuple(ReturnedIndicator.model_validate(entry) for entry in read_yaml(text))


def period_text(period: Period) -> str:
    """Return the period as a unit return writes it: `BC ` before it for the report calendar."""
    code = period.code.removesuffix("-duong-lich")
    return f"BC {code}" if period.calendar == "report" else code


def asked_returns(connection: duckdb.DuckDBPyConnection, period: Period, unit: Unit) -> list[AskedReturn]:
    """Return what `unit` and the units below it, as in force on the period's last day, are asked for.

    Only definitions in force that day are asked; letters of apology, where a unit has any, stand for C07 to C07c.
    """
    titles = {
        row.indicator_id: row.title_vi for row in read(connection, "indicators_in_force", _Definition, on=period.end)
    }
    with_letters = {row.unit_code for row in read(connection, "units_with_letters", _Place, on=period.end)}
    return [
        AskedReturn(one, indicator, titles[indicator.definition])
        for one in _units(read_tree(connection, unit, period.end))
        for indicator in returned_indicators()
        if one.kind in indicator.kinds
        and indicator.definition in titles
        and not (indicator.is_counted_from_letters and one.unit_code in with_letters)
    ]


def _units(tree: UnitTree) -> Iterator[Unit]:
    return (unit for unit in (tree.root, *tree.below) if unit.in_force)


def read_returned(connection: duckdb.DuckDBPyConnection, period: Period) -> dict[str, set[str]]:
    """Return the ids of the indicators that each unit has returned a whole figure of, by its code."""
    found: dict[str, set[str]] = {}
    for row in read(connection, "units_returned", _Returned, kind=period.kind, start=period.start):
        found.setdefault(row.unit_code, set()).add(row.indicator_id)
    return found
