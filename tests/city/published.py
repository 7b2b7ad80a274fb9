"""Reads what the command published, row by row, into the shapes of the slow count; and tells them apart."""

import math
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

import duckdb

from .count import FIGURES, INDICATORS, Fraction
from .periods import Period

Key = TypeVar("Key", bound=Hashable)
Kept = TypeVar("Kept")
FormRow = tuple[int, ...]
NOTHING: FormRow = (0,) * len(FIGURES)

# A dossier that names no unit in any way belongs to the city. Whether a row of its own shows it beside that,
# under no name or a question mark, is the product's choice.
UNPLACED = (None, "", "?")

_FIGURES = ", ".join(FIGURES)
_INDICATORS = ", ".join(f"'{name}'" for name in INDICATORS)


def query(database: Path, sql: str, parameters: Sequence[object] = ()) -> list[tuple[Any, ...]]:
    """Rows of a read-only query of a published warehouse."""
    with duckdb.connect(str(database), read_only=True) as connection:
        return connection.execute(sql, list(parameters)).fetchall()


def unique(rows: Iterable[tuple[Key, Kept]]) -> dict[Key, Kept]:
    """A dictionary of the rows; the same key twice is an error of the publication."""
    found: dict[Key, Kept] = {}
    for key, value in rows:
        assert key not in found, f"published twice: {key}"
        found[key] = value
    return found


def form_between(database: Path, first: date, last: date) -> dict[tuple[str, str | None], FormRow]:
    """`mart.form_06a(first, last)` by unit and sector."""
    sql = f"SELECT unit_code, sector_code, {_FIGURES} FROM mart.form_06a(?::DATE, ?::DATE)"
    rows = query(database, sql, (first, last))
    return unique(((row[0], row[1]), row[2:]) for row in rows if row[0] not in UNPLACED)


def form_of_periods(database: Path) -> dict[tuple[Period, str, str | None], FormRow]:
    """`mart.form_06a_period` of basis city by period, unit and sector."""
    sql = f"""SELECT period_kind, period_start, period_end, unit_code, sector_code, {_FIGURES}
              FROM mart.form_06a_period WHERE basis = 'city'"""
    rows = query(database, sql)
    return unique(((Period(*row[:3]), row[3], row[4]), row[5:]) for row in rows if row[3] not in UNPLACED)


def indicators_of_periods(
    database: Path,
) -> dict[tuple[Period, str, str | None, str], tuple[float, float, float | None]]:
    """`mart.indicator_value` of basis city: numerator, denominator and value by period, unit, procedure, indicator."""
    sql = f"""SELECT period_kind, period_start, period_end, unit_code, procedure_code, indicator_id,
                     numerator, denominator, value
              FROM mart.indicator_value WHERE basis = 'city' AND indicator_id IN ({_INDICATORS})"""
    rows = query(database, sql)
    return unique(((Period(*row[:3]), *row[3:6]), row[6:]) for row in rows if row[3] not in UNPLACED)


def same_figures(one: FormRow, other: FormRow) -> bool:
    """Counts are equal or they are not."""
    return tuple(one) == tuple(other)


def same_fraction(one: Fraction, other: Fraction) -> bool:
    """Numerators of means are sums of days: equal to within a tenth of a second."""
    return all(
        math.isclose(mine or 0, yours or 0, rel_tol=1e-9, abs_tol=1e-6) for mine, yours in zip(one, other, strict=True)
    )


def differences(
    published: Mapping[Key, Kept],
    counted: Mapping[Key, Kept],
    nothing: Kept,
    same: Callable[[Kept, Kept], bool],
    at_most: int = 12,
) -> list[str]:
    """Where the two disagree, in words; a missing row counts as `nothing`."""
    found = []
    for key in sorted({*published, *counted}, key=str):
        theirs, ours = published.get(key, nothing), counted.get(key, nothing)
        if not same(theirs, ours):
            found.append(f"{key}: published {theirs}, counted {ours}")
    return [f"{len(found)} differences, first:", *found[:at_most]] if found else []


def assert_agree(
    published: Mapping[Key, Kept],
    counted: Mapping[Key, Kept],
    nothing: Kept,
    same: Callable[[Kept, Kept], bool],
    what: str = "",
) -> None:
    """Fails with the first differences written out whole (a plain `assert` would shorten them)."""
    found = differences(published, counted, nothing, same)
    if found:
        raise AssertionError("\n".join([what, *found]))


def same_cells(one: tuple[object, ...], other: tuple[object, ...]) -> bool:
    """All values are equal, in their order."""
    return tuple(one) == tuple(other)
