"""How a cell's text becomes an instant: every spelling that files really have, as of 22/11/2026."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import duckdb
import pytest

from tests.warehouse.conftest import SECRET, read
from warehouse.database import Resources, open_warehouse
from warehouse.load.rows import prepare_reading

MORNING = datetime(2026, 11, 22, 8, 30)
MIDNIGHT = datetime(2026, 11, 22)


@pytest.mark.parametrize(
    ("cell", "instant"),
    [
        ("22/11/2026", MIDNIGHT),
        ("2/1/2026", datetime(2026, 1, 2)),
        ("22/11/2026 08:30", MORNING),
        ("22/11/2026 8:30", MORNING),
        ("22/11/2026 08:30:15", datetime(2026, 11, 22, 8, 30, 15)),
        ("22/11/2026 08:30:15 PM", datetime(2026, 11, 22, 20, 30, 15)),
        ("22-11-2026", MIDNIGHT),
        ("22-11-2026 08:30", MORNING),
        ("2026-11-22", MIDNIGHT),
        ("2026-11-22 08:30:00", MORNING),
        ("2026-11-22T08:30:00", MORNING),
        ("2026-11-22T08:30:00.250", datetime(2026, 11, 22, 8, 30, 0, 250_000)),
        ("20261122083000", MORNING),
        ("202611220830", MORNING),
        ("20261122", MIDNIGHT),
        ("29/02/2028", datetime(2028, 2, 29)),
    ],
)
def test_a_date_is_read_in_every_spelling(reading: duckdb.DuckDBPyConnection, cell: str, instant: datetime) -> None:
    assert read(reading, "read_instant", cell) == instant


@pytest.mark.parametrize(
    ("serial", "instant"),
    [
        ("46348", MIDNIGHT),  # 1/1/2026 is 46023, the 22nd of November the 326th day of the year
        ("46348,5", datetime(2026, 11, 22, 12)),
        ("46348.75", datetime(2026, 11, 22, 18)),
        ("46348,354166666664", MORNING),  # 8 h 30 of 24, cut by Excel's digits: rounded to the second
        ("40179", datetime(2010, 1, 1)),
    ],
)
def test_an_excel_serial_counts_days_from_30_december_1899(
    reading: duckdb.DuckDBPyConnection, serial: str, instant: datetime
) -> None:
    assert read(reading, "read_instant", serial) == instant


@pytest.mark.parametrize(
    ("cell", "instant"),
    [
        ("2026-11-22T08:30:00+0700", MORNING),
        ("2026-11-22T08:30:00+07:00", MORNING),
        ("2026-11-22T08:30:00.000+07:00", MORNING),
        ("2026-11-22 08:30:00 +0700", MORNING),
        ("2026-11-22T01:30:00Z", MORNING),
        ("2026-11-22T01:30+0000", MORNING),
        ("2026-11-21T17:00:00.000+0000", MIDNIGHT),  # local midnight, as half of the systems write it
        ("2026-11-21T22:00:00-03:30", MORNING),
    ],
)
def test_an_offset_is_turned_to_local_time(reading: duckdb.DuckDBPyConnection, cell: str, instant: datetime) -> None:
    assert read(reading, "read_instant", cell) == instant


@pytest.mark.parametrize(
    "cell",
    [
        "31/02/2026",
        "29/02/2026",
        "00/11/2026",
        "11/22/2026",
        "2026-02-30",
        "2026-13-01",
        "20260231083000",
        "22/11/2026 25:00",
        "22/11/2026 08:61",
        "2026-11-22T25:00:00+07:00",
        "2026-11-22T08:30:00+99:99",
        "22/11/26",
        "22/11",
        "nhiều",
        "hôm qua",
        "22/11/2026 (sửa)",
        "2026",
        "1e5",
    ],
)
def test_what_is_no_date_is_never_guessed(reading: duckdb.DuckDBPyConnection, cell: str) -> None:
    assert read(reading, "read_instant", cell) is None
    assert read(reading, "read_due", cell) is None


@pytest.mark.parametrize(
    ("cell", "is_readable"),
    [
        ("31/12/2009", False),
        ("01/01/2010", True),
        ("40178", False),
        ("22/11/2036", True),
        ("22/11/2036 23:59:59", True),
        ("23/11/2036", False),
        ("99999", False),
        ("31/12/9999", False),
        ("0026-11-22", False),
    ],
)
def test_a_date_before_2010_or_more_than_ten_years_after_as_of_is_unreadable(
    reading: duckdb.DuckDBPyConnection, cell: str, is_readable: bool
) -> None:
    assert (read(reading, "read_instant", cell) is not None) == is_readable
    assert (read(reading, "read_due", cell) is not None) == is_readable


@pytest.mark.parametrize(
    ("as_of", "last", "first_beyond"),
    [
        (date(2026, 11, 30), "30/11/2036", "01/12/2036"),
        (date(2026, 12, 31), "31/12/2036", "01/01/2037"),
        (date(2024, 2, 29), "28/02/2034", "01/03/2034"),
    ],
)
def test_ten_years_after_as_of_are_counted_to_the_day(
    tmp_path: Path, as_of: date, last: str, first_beyond: str
) -> None:
    with open_warehouse(tmp_path / "motcua.duckdb", Resources("1GB", 1, tmp_path)) as connection:
        prepare_reading(connection, as_of, SECRET)
        assert read(connection, "read_instant", last) is not None
        assert read(connection, "read_instant", first_beyond) is None


@pytest.mark.parametrize(
    ("cell", "due"),
    [
        ("22/11/2026", datetime(2026, 11, 22, 23, 59, 59)),
        ("22-11-2026", datetime(2026, 11, 22, 23, 59, 59)),
        ("2026-11-22", datetime(2026, 11, 22, 23, 59, 59)),
        ("20261122", datetime(2026, 11, 22, 23, 59, 59)),
        ("46348", datetime(2026, 11, 22, 23, 59, 59)),
        ("46348,0", datetime(2026, 11, 22, 23, 59, 59)),
        ("46348,75", datetime(2026, 11, 22, 18)),
        ("22/11/2026 17:00", datetime(2026, 11, 22, 17)),
        ("2026-11-22T17:00:00+07:00", datetime(2026, 11, 22, 17)),
        ("20261122170000", datetime(2026, 11, 22, 17)),
        ("22/11/2026 00:00", MIDNIGHT),
    ],
)
def test_a_due_date_without_a_time_is_the_end_of_its_day(
    reading: duckdb.DuckDBPyConnection, cell: str, due: datetime
) -> None:
    assert read(reading, "read_due", cell) == due
