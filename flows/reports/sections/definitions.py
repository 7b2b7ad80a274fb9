"""Definitions behind the figures of the page, from the catalogue of indicators."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import duckdb

from flows.reports.queries import read

#: Indicators whose figures the page shows.
USED = ("C02", "C03")


@dataclass(frozen=True)
class Definition:
    """One indicator: status V = read in a text or in data, D = derived, P = one province's practice, R = unverified."""

    indicator_id: str
    title_vi: str
    title_en: str
    formula_vi: str
    source: str | None
    status: str | None
    valid_from: date | None


def read_definitions(connection: duckdb.DuckDBPyConnection) -> list[Definition]:
    """Return the definitions that the page uses."""
    return read(connection, "definitions", Definition, indicator_ids=list(USED))
