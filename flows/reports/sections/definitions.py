"""Definitions behind the figures of the page, from the catalogue of indicators."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import duckdb

from flows.reports.queries import read
from flows.reports.sections.late_figures import OTHER_DEFINITIONS
from flows.reports.sections.use import INDICATORS

#: Indicators whose figures the page shows.
USED = ("C02", "C03", *OTHER_DEFINITIONS, *INDICATORS)


@dataclass(frozen=True)
class Target:
    """A target of an indicator: ge or le `value` (a fraction; None: a duty without a figure), by a document."""

    indicator_id: str
    comparator: str
    value: float | None
    document: str
    valid_from: date | None
    by_date: date | None
    scope_vi: str | None
    scope_en: str | None


@dataclass(frozen=True)
class _Row:
    indicator_id: str
    title_vi: str
    title_en: str
    formula_vi: str
    source: str | None
    status: str | None
    valid_from: date | None
    valid_to: date | None


@dataclass(frozen=True)
class Definition(_Row):
    """One indicator with its targets, the newest first.

    Status V = read in a text or in data, D = derived, P = one province's practice, R = unverified.
    """

    targets: tuple[Target, ...] = ()


def read_definitions(connection: duckdb.DuckDBPyConnection) -> list[Definition]:
    """Return the definitions that the page uses."""
    targets = read(connection, "definition_targets", Target, indicator_ids=list(USED))
    return [
        Definition(**vars(row), targets=tuple(each for each in targets if each.indicator_id == row.indicator_id))
        for row in read(connection, "definitions", _Row, indicator_ids=list(USED))
    ]
