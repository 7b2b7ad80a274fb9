"""The working calendar of civil servants: holidays, substitutes, swaps and worked Saturdays, counted by hand."""

from __future__ import annotations

from datetime import date

import duckdb
import pytest

from warehouse.reference import load_reference


def working_days(reference: duckdb.DuckDBPyConnection, after: date, until: date) -> int:
    """Working days in (after, until]."""
    query = """
        SELECT until.ordinal - after.ordinal FROM ref.working_day AS after, ref.working_day AS until
        WHERE after.date = $after AND until.date = $until"""
    ((days,),) = reference.execute(query, {"after": after, "until": until}).fetchall()
    return int(days)


def is_working(reference: duckdb.DuckDBPyConnection, day: date) -> bool:
    query = "SELECT is_working FROM ref.working_day WHERE date = $day"
    ((working,),) = reference.execute(query, {"day": day}).fetchall()
    return bool(working)


@pytest.mark.parametrize(
    ("after", "until", "days"),
    [
        (date(2026, 2, 13), date(2026, 2, 23), 1),  # Tết 16-20/2, then a weekend: only Monday 23
        (date(2025, 12, 31), date(2026, 1, 12), 7),  # 1 and 2/1 off; 5-9/1, Saturday 10/1 worked for 2/1, Monday 12
        (date(2026, 1, 9), date(2026, 1, 10), 1),
        (date(2026, 8, 21), date(2026, 9, 3), 7),  # Saturday 22/8 worked for 31/8; 24-28/8; 31/8-2/9 off; 3/9
        (date(2026, 4, 24), date(2026, 4, 28), 1),  # Giỗ Tổ on Sunday 26/4 gives Monday 27 off
        (date(2025, 4, 25), date(2025, 5, 5), 4),  # Saturday 26/4 for 2/5; 28, 29/4; 5/5
        (date(2024, 4, 26), date(2024, 5, 6), 4),  # 29/4 swapped with Saturday 4/5; 2, 3, 4, 6/5
        (date(2023, 4, 28), date(2023, 5, 4), 1),  # 2 and 3/5 for Giỗ Tổ and 30/4 on a weekend
        (date(2022, 1, 28), date(2022, 2, 7), 1),
        (date(2010, 4, 29), date(2010, 5, 4), 1),  # the library: Friday 30/4; Saturday 1/5 gives Monday 3/5 off
        (date(2026, 3, 2), date(2026, 3, 2), 0),
    ],
)
def test_working_days_between(reference: duckdb.DuckDBPyConnection, after: date, until: date, days: int) -> None:
    assert working_days(reference, after, until) == days


@pytest.mark.parametrize(
    ("year", "days"),
    [
        # weekdays of the year - holidays, substitutes and swaps on them + worked Saturdays
        (2022, 260 - 11),
        (2023, 260 - 11),
        (2024, 262 - 12 + 1),
        (2025, 261 - 12 + 1),
        (2026, 261 - 13 + 2),
    ],
)
def test_working_days_of_the_reviewed_years(reference: duckdb.DuckDBPyConnection, year: int, days: int) -> None:
    assert working_days(reference, date(year - 1, 12, 31), date(year, 12, 31)) == days


def test_every_day_has_a_row_from_december_2009_to_beyond_the_last_due_date(
    reference: duckdb.DuckDBPyConnection,
) -> None:
    query = "SELECT min(date), max(date), count(*), count(DISTINCT date) FROM ref.working_day"
    ((first, last, rows, days),) = reference.execute(query).fetchall()
    assert first == date(2009, 12, 1)
    assert last >= date(2036, 12, 22)
    assert rows == days == (last - first).days + 1


def test_the_ordinal_counts_the_days_worked_so_far(reference: duckdb.DuckDBPyConnection) -> None:
    query = "SELECT ordinal, date FROM ref.working_day ORDER BY date LIMIT 7"
    assert [ordinal for ordinal, _ in reference.execute(query).fetchall()] == [1, 2, 3, 4, 4, 4, 5]


def test_each_day_off_and_each_worked_saturday_has_a_reason_and_every_day_a_source(
    reference: duckdb.DuckDBPyConnection,
) -> None:
    bare = """
        SELECT date FROM ref.working_day
        WHERE source IS NULL OR (reason IS NULL AND (NOT is_working OR isodow(date) > 5))"""
    assert reference.execute(bare).fetchall() == []
    said = "SELECT reason, source FROM ref.working_day WHERE date = DATE '2026-08-22'"
    assert reference.execute(said).fetchall() == [
        ("Làm bù ngày 31/08/2026", "TB 109/TB-UBND TP Cần Thơ ngày 06/11/2025")
    ]


def test_years_without_an_official_notice_are_provisional(reference: duckdb.DuckDBPyConnection) -> None:
    query = "SELECT min(date) FROM ref.working_day WHERE is_provisional AND date <> DATE '2026-11-24'"
    assert reference.execute(query).fetchall() == [(date(2027, 1, 1),)]


def test_culture_day_is_worked_unless_configured_and_unsettled_until_then(
    reference: duckdb.DuckDBPyConnection,
) -> None:
    day = "SELECT is_working, is_provisional FROM ref.working_day WHERE date = DATE '2026-11-24'"
    assert reference.execute(day).fetchall() == [(True, True)]
    assert is_working(reference, date(2027, 11, 24))
    assert is_working(reference, date(2029, 11, 26))
    with duckdb.connect() as configured:
        load_reference(configured, units_file=None, root_unit="H13", as_of=date(2026, 11, 22), culture_day_off=True)
        assert configured.execute(day).fetchall() == [(False, False)]
        assert is_working(configured, date(2025, 11, 24))
        assert not is_working(configured, date(2027, 11, 24))
        # 24/11/2029 is a Saturday: Monday is the substitute
        assert not is_working(configured, date(2029, 11, 26))


def test_a_year_without_an_official_notice_is_warned_of() -> None:
    with duckdb.connect() as connection:
        (warning,) = load_reference(connection, units_file=None, root_unit="H13", as_of=date(2027, 1, 4))
    assert "2027" in warning.vi
    assert "provisional" in warning.en
