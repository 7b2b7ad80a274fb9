"""Reads what the command published, row by row, into the shapes of the slow count; and tells them apart."""

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

import duckdb

from .city import Row
from .count import FIGURES, Fraction
from .nights import Night
from .papers import Entry
from .periods import Period

Key = TypeVar("Key", bound=Hashable)
Kept = TypeVar("Kept")
FormRow = tuple[int, ...]
Place = tuple[Period, str, str | None]  # period, unit, procedure or None for all
NOTHING: FormRow = (0,) * len(FIGURES)

# A dossier that names no unit in any way belongs to the city. Whether a row of its own shows it beside that,
# under no name or a question mark, is the product's choice.
UNPLACED = (None, "", "?")

_FIGURES = ", ".join(FIGURES)


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


def form_of_periods(database: Path, basis: str = "city") -> dict[tuple[Period, str, str | None], FormRow]:
    """`mart.form_06a_period` of one basis by period, unit and sector."""
    sql = f"""SELECT period_kind, period_start, period_end, unit_code, sector_code, {_FIGURES}
              FROM mart.form_06a_period WHERE basis = ?"""
    rows = query(database, sql, (basis,))
    return unique(((Period(*row[:3]), row[3], row[4]), row[5:]) for row in rows if row[3] not in UNPLACED)


@cache
def indicators_of_periods(
    database: Path, basis: str = "city"
) -> dict[str, dict[Place, tuple[float, float, float | None]]]:
    """`mart.indicator_value` of one basis: numerator, denominator and value by indicator, then by its place."""
    sql = """SELECT indicator_id, period_kind, period_start, period_end, unit_code, procedure_code,
                    numerator, denominator, value
             FROM mart.indicator_value WHERE basis = ?"""
    found: dict[str, dict[Place, tuple[float, float, float | None]]] = defaultdict(dict)
    for name, kind, start, end, unit, procedure, *figure in query(database, sql, (basis,)):
        if unit not in UNPLACED:
            place = (Period(kind, start, end), unit, procedure)
            assert place not in found[name], f"published twice: {name} {place}"
            numerator, denominator, value = figure
            found[name][place] = (numerator, denominator, value)
    return dict(found)


def by_period(
    database: Path, table: str, names: Sequence[str], figures: Sequence[str], known: Iterable[Period]
) -> dict[tuple[Any, ...], tuple[Any, ...]]:
    """A table that knows its periods by kind and first day: its figures by period, unit and the other `names`."""
    ends = {(one.kind, one.start): one for one in known}
    sql = f"SELECT period_kind, period_start, unit_code, {', '.join([*names, *figures])} FROM {table}"
    kept = 3 + len(names)
    rows = [row for row in query(database, sql) if row[2] not in UNPLACED and (row[0], row[1]) in ends]
    return unique(((ends[row[0], row[1]], *row[2:kept]), row[kept:]) for row in rows)


def loads_of(night: Night, *earlier: Night) -> dict[str, tuple[str, int, int, int, int]]:
    """The loads of this night's own run, by the file's name: status, rows read, loaded, unchanged, quarantined."""
    sql = """SELECT run_id, file, status, rows_read, rows_loaded, rows_unchanged, rows_quarantined
             FROM ops.load WHERE source = 'exports'"""
    known_runs = {row[0] for one in earlier for row in query(one.database, sql)}
    new = [row for row in query(night.database, sql) if row[0] not in known_runs]
    return unique((Path(row[1]).name, row[2:]) for row in new)


def rows_and_bad_rows(rows: Iterable[Row | Entry]) -> dict[str, tuple[int, int]]:
    """Rows and bad rows of each file, by its name."""
    every = list(rows)
    read = Counter(Path(row.file).name for row in every)
    bad = Counter(Path(row.file).name for row in every if row.bad)
    return {name: (count, bad[name]) for name, count in read.items()}


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
