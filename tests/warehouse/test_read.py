"""How a cell's text becomes a value: every spelling that files really have, as of 22/11/2026."""

from __future__ import annotations

import hmac
from datetime import date, datetime
from pathlib import Path

import duckdb
import pytest

from tests.warehouse.conftest import SECRET
from warehouse.database import Resources, open_warehouse
from warehouse.load.rows import prepare_reading

MORNING = datetime(2026, 11, 22, 8, 30)
MIDNIGHT = datetime(2026, 11, 22)


def read(connection: duckdb.DuckDBPyConnection, macro: str, cell: str | None) -> object:
    return connection.execute(f"SELECT {macro}(CAST($cell AS VARCHAR))", {"cell": cell}).fetchall()[0][0]


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


@pytest.mark.parametrize(
    ("cell", "number"),
    [
        ("1234567", 1_234_567),
        ("1.234.567", 1_234_567),
        ("1.234.567,5", 1_234_567.5),
        ("1.234", 1_234),
        ("1.234,25", 1_234.25),
        ("1,5", 1.5),
        ("0,125", 0.125),
        ("0.125", 0.125),  # a point that cannot part thousands
        ("12.5", 12.5),
        ("1234.567", 1_234.567),
        ("1,234,567", 1_234_567),
        ("-3", -3),
        ("1.23.456", None),
        ("1..234", None),
        ("12,5,5", None),
        ("1 234", None),
        ("nhiều", None),
        ("5 hồ sơ", None),
        ("1e5", None),
        ("NaN", None),
    ],
)
def test_a_point_parts_thousands_and_a_comma_decimals(
    reading: duckdb.DuckDBPyConnection, cell: str, number: float | None
) -> None:
    assert read(reading, "read_number", cell) == number


@pytest.mark.parametrize(
    ("cell", "amount"),
    [
        ("150000", 150_000),
        ("150.000", 150_000),
        ("1.500.000", 1_500_000),
        ("150.000 đ", 150_000),
        ("150.000đ", 150_000),
        ("150.000 Đ", 150_000),
        ("150.000 đồng", 150_000),
        ("150.000 ĐỒNG", 150_000),
        ("150000 VNĐ", 150_000),
        ("150.000 vnd", 150_000),
        ("150.000,00", 150_000),
        ("0", 0),
        ("150.000,5", None),  # there is no half đồng
        ("đ", None),
        ("miễn phí", None),
        ("150.000 USD", None),
        ("9.007.199.254.740.993", None),  # more than a DOUBLE holds to the đồng
    ],
)
def test_money_is_whole_dong_and_may_say_so(reading: duckdb.DuckDBPyConnection, cell: str, amount: int | None) -> None:
    assert read(reading, "read_money", cell) == amount


def test_whole_numbers_and_hours(reading: duckdb.DuckDBPyConnection) -> None:
    assert read(reading, "read_integer", "2") == 2
    assert read(reading, "read_integer", "2,0") == 2
    assert read(reading, "read_integer", "2,5") is None
    assert read(reading, "read_hours", "1,5") == 5_400
    assert read(reading, "read_hours", "0,001") == 4  # 3.6 seconds


@pytest.mark.parametrize("macro", ["read_hours", "read_integer", "read_money"])
def test_a_number_too_great_for_its_column_is_unreadable_and_no_error(
    reading: duckdb.DuckDBPyConnection, macro: str
) -> None:
    assert read(reading, macro, "999.999.999.999.999.999.999") is None


@pytest.mark.parametrize(
    "cell",
    [
        "1.001230",
        " 1.001230",
        "1.001230.000.00.00.H13",
        "1.001230.H13",
        "1.001230.h13",
        "1.001230.01",
        "1.001230 ",
        "1.001230-H13",
        "1,00123",  # a number cell: Excel has dropped the last zero, reading has put the comma
    ],
)
def test_a_procedure_code_is_read_in_every_spelling(reading: duckdb.DuckDBPyConnection, cell: str) -> None:
    assert read(reading, "read_procedure", cell) == "1.001230"


@pytest.mark.parametrize(
    ("cell", "code"),
    [("tthc 12", "TTHC12"), ("1.0012305", "1.0012305"), ("21.001230", "21.001230"), ("khác", "KHÁC")],
)
def test_a_code_of_another_shape_stays_as_written(reading: duckdb.DuckDBPyConnection, cell: str, code: str) -> None:
    assert read(reading, "read_procedure", cell) == code


def test_codes_are_upper_case_without_blanks(reading: duckdb.DuckDBPyConnection) -> None:
    assert read(reading, "read_code", "h13.101 - 260105-0001") == "H13.101-260105-0001"


@pytest.mark.parametrize("cell", ["Trực tuyến", "TRỰC TUYẾN", "trực  tuyến ", "Trực tuyến", "truc tuyen"])
def test_a_word_is_compared_without_case_accents_and_double_blanks(
    reading: duckdb.DuckDBPyConnection, cell: str
) -> None:
    assert read(reading, "fold", cell) == "truc tuyen"
    assert read(reading, "fold", "Đã XỬ LÝ xong") == "da xu ly xong"


@pytest.mark.parametrize(
    ("code", "agency"),
    [
        ("H13.101-260105-0001", "H13.101"),
        ("000.00.53.H13-260105-1234567", "000.00.53.H13"),
        ("H13.101-260105-123", None),
        ("H13.101-26010-0001", None),
        ("ABC", None),
    ],
)
def test_the_agency_stands_before_day_and_number(
    reading: duckdb.DuckDBPyConnection, code: str, agency: str | None
) -> None:
    assert read(reading, "agency_code", code) == agency


def _hmac(secret: bytes, message: str) -> str:
    return hmac.new(secret, message.encode(), "sha256").hexdigest()[:32]


@pytest.mark.parametrize("message", ["092099000123", "nguyễn văn á|H13.101", "", "x" * 1000])
@pytest.mark.parametrize("secret", [b"k", SECRET, b"6" * 64, b"long" * 40, b"\x00\xff"])
def test_a_keyed_hash_is_the_first_half_of_hmac_sha_256(tmp_path: Path, secret: bytes, message: str) -> None:
    with duckdb.connect() as connection:
        prepare_reading(connection, date(2026, 11, 22), secret)
        assert read(connection, "keyed_hash", message) == _hmac(secret, message)


def test_nobody_has_no_hash(reading: duckdb.DuckDBPyConnection) -> None:
    assert read(reading, "keyed_hash", None) is None


def test_a_name_is_hashed_in_lower_case_with_single_blanks(reading: duckdb.DuckDBPyConnection) -> None:
    assert read(reading, "person_name", "NGUYỄN  Văn   Á") == "nguyễn văn á"
