"""How a cell's text becomes a number, a code, a word or a keyed hash."""

from __future__ import annotations

import hmac
from datetime import date
from pathlib import Path

import duckdb
import pytest

from tests.warehouse.conftest import SECRET, read
from warehouse.load.rows import prepare_reading


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
