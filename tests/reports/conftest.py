"""Published files made of hand-written rows: no warehouse is built to test what is shown of one."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import duckdb
import pytest

from flows.reports.papers.asked import find_unit
from flows.reports.papers.papers import Paper, Published, write_paper
from flows.reports.papers.signature import SignatureBlock
from flows.reports.periods import parse_period

HERE = Path(__file__).parent


def publish(file: Path, *texts: str) -> Path:
    """Write a published file of the tables that reports read, filled by SQL texts."""
    with duckdb.connect(str(file)) as connection:
        for text in ((HERE / "schema.sql").read_text(encoding="utf-8"), *texts):
            connection.execute(text)
    return file


def write_form(
    connection: duckdb.DuckDBPyConnection,
    out: Path,
    period: str = "2026-11",
    unit_code: str = "H13",
    signature: SignatureBlock = SignatureBlock(),  # noqa: B008  (frozen)
    run_id: str = "R1",
) -> Path:
    """Write form II.06a of a report period, as of Sunday 22/11/2026."""
    published = Published(connection, date(2026, 11, 22), run_id, signature)
    unit = find_unit(connection, unit_code, published.as_of)
    write_paper(published, Paper.FORM_06A, parse_period(period, "report"), unit, out)
    return out


@pytest.fixture(scope="session")
def small_city_sql() -> str:
    return (HERE / "small_city.sql").read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def small_city_file(tmp_path_factory: pytest.TempPathFactory, small_city_sql: str) -> Path:
    return publish(tmp_path_factory.mktemp("small") / "motcua.duckdb", small_city_sql)


@pytest.fixture(scope="session")
def large_city_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    sql = (HERE / "large_city.sql").read_text(encoding="utf-8")
    return publish(tmp_path_factory.mktemp("large") / "motcua.duckdb", sql)


@pytest.fixture
def small_city(small_city_file: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """The small city's published file, opened as reports open it: read-only."""
    with duckdb.connect(str(small_city_file), read_only=True) as connection:
        yield connection


@pytest.fixture
def large_city(large_city_file: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect(str(large_city_file), read_only=True) as connection:
        yield connection
