"""What is new since the publication before: newly late, cleared, rewritten; published as of Monday 9 and Tuesday 10 March."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import duckdb
import pytest

from tests.warehouse.nights import Export, Nights, run_at, run_id
from tests.warehouse.recorded import count
from warehouse.compute import compute

COLUMNS = "dossier_code status received_at due_at finished_at unit_code_raw"
FIRST = Export(
    "first.csv",
    datetime(2026, 3, 9, 18),
    COLUMNS,
    """
    H13.01-260302-0001 | Đang giải quyết | 02/03/2026 | 06/03/2026 | | H13.01
    H13.01-260302-0002 | Đang giải quyết | 02/03/2026 | 06/03/2026 | | H13.01
    H13.01-260302-0003 | Đang giải quyết | 02/03/2026 | 09/03/2026 | | H13.01
    H13.01-260302-0004 | Đang giải quyết | 02/03/2026 | 06/03/2026 | | H13.01
    H13.01-260302-0005 | Đang giải quyết | 02/03/2026 | 06/03/2026 | | H13.01
    H13.01-260302-0006 | Đã trả kết quả | 02/03/2026 | 04/03/2026 | 06/03/2026 | H13.01
    H13.01-260302-0007 | Yêu cầu bổ sung giấy tờ | 02/03/2026 | 06/03/2026 | | H13.01
    H13.01-260302-0008 | Đang giải quyết | 02/03/2026 | 09/03/2026 | | H13.01
    H13.01-260302-0009 | Đang giải quyết | 02/03/2026 | 20/03/2026 | | H13.01
    H13.01-260302-0010 | Đang giải quyết | 02/03/2026 | 05/03/2026 | | H13.01
    """,
)
SECOND = Export(
    "second.csv",
    datetime(2026, 3, 10, 18),
    COLUMNS,
    """
    H13.01-260302-0001 | Đã trả kết quả | 02/03/2026 | 06/03/2026 | 10/03/2026 | H13.01
    H13.01-260302-0002 | Đang giải quyết | 02/03/2026 | 20/03/2026 | | H13.01
    H13.01-260302-0004 | Yêu cầu bổ sung giấy tờ | 02/03/2026 | 06/03/2026 | | H13.01
    H13.01-260302-0005 | Không được tiếp nhận | 02/03/2026 | 06/03/2026 | | H13.01
    H13.01-260302-0006 | Đã trả kết quả | 02/03/2026 | 06/03/2026 | 06/03/2026 | H13.01
    H13.01-260302-0007 | Đang giải quyết | 02/03/2026 | 06/03/2026 | | H13.01
    H13.01-260302-0008 | Đang giải quyết | 02/03/2026 | 12/03/2026 | | H13.01
    H13.01-260302-0009 | Đang giải quyết | 02/03/2026 | 30/03/2026 | | H13.01
    H13.01-260302-0011 | Đang giải quyết | 02/03/2026 | 06/03/2026 | | H13.01
    """,
)


def _publish(connection: duckdb.DuckDBPyConnection, number: int, as_of: date, status: str = "published") -> None:
    count(connection, as_of)
    connection.execute(
        "INSERT INTO ops.run (run_id, as_of, started_at, status) VALUES (?, ?, ?, ?)",
        [run_id(number), as_of, run_at(number), status],
    )


CHANGES = "SELECT right(dossier_code, 2), change, reason FROM mart.late_change ORDER BY ALL"


@pytest.fixture(scope="module")
def nights(empty_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Nights:
    file = tmp_path_factory.mktemp("change") / "motcua.duckdb"
    file.write_bytes(empty_file.read_bytes())
    made = Nights(file)
    made.night(FIRST)
    with made.open() as connection:
        _publish(connection, 1, date(2026, 3, 9))
    made.night(SECOND)
    with made.open() as connection:
        _publish(connection, 2, date(2026, 3, 10))
    return made


def test_each_change_is_told_with_its_reason(nights: Nights) -> None:
    assert nights.query(CHANGES) == [
        ("01", "cleared", "finished"),
        ("02", "cleared", "due_moved"),
        ("02", "rewritten", "due_later"),
        ("03", "newly_late", "due_passed"),
        ("04", "cleared", "waiting"),
        ("05", "cleared", "not_counted"),
        # finished two days late, and not late any more by its new due day
        ("06", "rewritten", "due_later"),
        ("07", "newly_late", "resumed"),
        # due on the 9th, it would be late today had its due day not moved
        ("08", "rewritten", "due_later"),
        ("11", "newly_late", "newly_seen"),
    ]


def test_the_days_of_then_and_now_stand_beside_each_other(nights: Nights) -> None:
    rows = nights.query(
        "SELECT as_of, before_as_of, before_run, due_before_at::DATE, due_at::DATE, finished_on FROM mart.late_change"
        " WHERE dossier_code = 'H13.01-260302-0006'"
    )
    assert rows == [(date(2026, 3, 10), date(2026, 3, 9), "R1", date(2026, 3, 4), date(2026, 3, 6), date(2026, 3, 6))]


def test_a_second_run_of_the_same_day_compares_with_the_day_before(nights: Nights) -> None:
    told = nights.query(CHANGES)
    with nights.open() as connection:
        compute(connection, as_of=date(2026, 3, 10), root_unit="H13")
    assert nights.query(CHANGES) == told


def test_where_nothing_was_published_before_nothing_is_new(nights: Nights) -> None:
    with nights.open() as connection:
        compute(connection, as_of=date(2026, 3, 9), root_unit="H13")
        assert connection.execute("SELECT count(*) FROM mart.late_change").fetchall() == [(0,)]
        compute(connection, as_of=date(2026, 3, 10), root_unit="H13")
