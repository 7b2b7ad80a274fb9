"""What the portal published beside our own counts: worked out by hand over three dossiers and a few fetches."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from shutil import copyfile
from typing import Any

import duckdb
import pytest

from tests.warehouse.recorded import Recorded, add, count
from warehouse.database import Resources, open_warehouse

AN, OTHER = "H13.103", "H13.104"
MONTH, YEAR = ("month", date(2026, 2, 1), date(2026, 2, 28)), ("year", date(2026, 1, 1), date(2026, 12, 31))
EARLY, LATE, NEXT = datetime(2026, 3, 2, 1, 30), datetime(2026, 3, 2, 1, 40), datetime(2026, 3, 9, 1, 30)
COLUMNS = (
    "source basis scope endpoint group_code metric unit_code fetched_at period_kind period_start period_end numerator denominator"
    " ratio score max_score note last_changed_run"
)


def published(
    connection: duckdb.DuckDBPyConnection,
    figure: str,
    at: datetime = EARLY,
    *,
    period: tuple[str, date, date] = MONTH,
    unit: str = "H13",
    **values: object,
) -> None:
    """Write one published figure; `figure` is `endpoint group metric`."""
    endpoint, group, metric = figure.split()
    row = dict.fromkeys(COLUMNS.split())
    row |= {"source": "reporting", "basis": "portal", "scope": "units", "last_changed_run": f"R {at:%d}", **values}
    row |= dict(zip(("period_kind", "period_start", "period_end"), period, strict=True))
    row |= {"endpoint": endpoint, "group_code": group, "metric": metric, "unit_code": unit, "fetched_at": at}
    places = ", ".join("?" * len(row))
    connection.execute(f"INSERT INTO core.portal_score ({', '.join(row)}) VALUES ({places})", list(row.values()))


def fetches(connection: duckdb.DuckDBPyConnection) -> None:
    """What the portal published of February, fetched on 2 and 9 March."""
    published(
        connection, "dvc-progress-tree TDGQ TOTAL", numerator=5, denominator=8, ratio=62.5, score=12.5, max_score=20
    )
    published(connection, "dvc-progress-tree TDGQ totalOnTime", numerator=5)
    published(connection, "dvc-progress-tree TDGQ totalReceived", numerator=8)
    published(connection, "service-results TDGQ TOTAL", LATE, score=12.4)
    published(connection, "service-results TOTAL TOTAL", score=61.55, max_score=100)
    published(connection, "dossier-digitized MDSH TOTAL", score=4.44, max_score=22)
    # 2 of 3 is 66.666…: rounded it is 66.67
    published(
        connection, "dossier-digitized MDSH ORIGINAL_RESULT_AVAILABLE", numerator=2, denominator=3, ratio=66.66, score=4
    )
    published(
        connection,
        "dossier-digitized MDSH REUSED_DIGITIZED_DATA",
        numerator=1,
        denominator=3,
        ratio=50,
        note="TEMP: Số tạm.",
    )
    published(connection, "provide-online-tree CLGQ TOTAL", score=11.46, max_score=12)
    # a unit without a dossier, a year that runs, a province
    published(connection, "dvc-progress-tree TDGQ TOTAL", unit=OTHER, score=20, max_score=20)
    published(connection, "dvc-progress-tree TDGQ TOTAL", period=YEAR, score=11, max_score=20)
    published(connection, "service-results TOTAL TOTAL", unit="H20", scope="provinces", score=68.11)
    # a week later: TDGQ is another, also of the year; MDSH is the same
    published(
        connection, "dvc-progress-tree TDGQ TOTAL", NEXT, numerator=6, denominator=8, ratio=75, score=15, max_score=20
    )
    published(connection, "dvc-progress-tree TDGQ TOTAL", NEXT, period=YEAR, score=12, max_score=20)
    published(connection, "dossier-digitized MDSH TOTAL", NEXT, score=4.44, max_score=22)


@pytest.fixture(scope="module")
def counted(empty_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    """Three dossiers of February, counted as of 8 March 2026: one on time, one late, one without an end and past its day."""
    folder = tmp_path_factory.mktemp("published")
    copyfile(empty_file, folder / "motcua.duckdb")
    with open_warehouse(folder / "motcua.duckdb", Resources("1GB", 1, folder)) as connection:
        due = "2026-02-12 17:00"
        add(
            connection,
            [
                Recorded("A1", AN, 9, "2026-02-03 08:00", due, "2026-02-11 08:00"),
                Recorded("A2", AN, 9, "2026-02-03 08:00", due, "2026-02-13 08:00"),
                Recorded("A3", AN, 4, "2026-02-03 08:00", due),
            ],
        )
        connection.execute("UPDATE core.dossier SET has_electronic_result = (dossier_code = 'A1')")
        connection.execute(
            "INSERT INTO ref.indicator (indicator_id, basis) VALUES ('C05', 'both'), ('C15', 'both'), ('C17', 'both')"
        )
        connection.execute(
            "INSERT INTO ref.score_rule BY NAME SELECT unnest(['C05', 'C15', 'C08']) AS indicator_id,"
            " unnest(['TDGQ', 'MDSH', 'CLGQ']) AS group_code, unnest([20, 6, 6]) AS max_points, 1 AS full_at,"
            " unnest(['observed', 'observed', 'hypothesis']) AS standing"
        )
        fetches(connection)
        count(connection, date(2026, 3, 8))
        yield connection


def scores(connection: duckdb.DuckDBPyConnection, unit: str, kind: str, start: date) -> dict[str, tuple[Any, ...]]:
    """Return score, published score, difference, whether it is an estimate and the fetch, by group."""
    rows = connection.execute(
        "SELECT group_code, score, published_score, difference, is_estimate, published_at FROM mart.portal_group_score"
        " WHERE unit_code = $unit AND period_kind = $kind AND period_start = $start",
        {"unit": unit, "kind": kind, "start": start},
    ).fetchall()
    return {group: tuple(values) for group, *values in rows}


def test_the_newest_fetch_stands_beside_our_score(counted: duckdb.DuckDBPyConnection) -> None:
    found = scores(counted, "H13", "month", date(2026, 2, 1))
    # one of three on time: 20/3 = 6.67 points; published first 12.5, then 15
    assert found["TDGQ"] == (6.67, 15, -8.33, False, NEXT)
    assert found["MDSH"] == (2, 4.44, -2.44, False, NEXT)


def test_a_published_group_stands_even_where_we_count_nothing(counted: duckdb.DuckDBPyConnection) -> None:
    assert scores(counted, OTHER, "month", date(2026, 2, 1)) == {"TDGQ": (None, 20, None, False, EARLY)}


def test_a_score_tells_by_which_basis_it_is_counted(counted: duckdb.DuckDBPyConnection) -> None:
    """The portal's copy has no dossier of H13: the city's own record; of the other unit there is a published score only."""
    query = "SELECT DISTINCT basis FROM mart.portal_group_score WHERE unit_code = ? AND group_code = 'TDGQ'"
    assert counted.execute(query, ["H13"]).fetchall() == [("city",)]
    assert counted.execute(query, [OTHER]).fetchall() == [(None,)]


def test_what_is_a_hypothesis_is_an_estimate_beside_the_official_score(counted: duckdb.DuckDBPyConnection) -> None:
    found = scores(counted, "H13", "month", date(2026, 2, 1))
    assert found["CLGQ"] == (None, 11.46, None, True, EARLY)
    assert found["TOTAL"] == (8.67, 61.55, -52.88, True, EARLY)


def test_another_province_is_no_unit_of_ours(counted: duckdb.DuckDBPyConnection) -> None:
    assert counted.execute("SELECT count(*) FROM mart.portal_group_score WHERE unit_code = 'H20'").fetchall() == [(0,)]


def test_of_one_day_the_group_s_own_table_goes_before_the_summary(counted: duckdb.DuckDBPyConnection) -> None:
    day = counted.execute(
        "SELECT score FROM (SELECT * FROM core.portal_score WHERE fetched_at < TIMESTAMP '2026-03-03') AS s"
        " WHERE unit_code = 'H13' AND group_code = 'TDGQ' AND metric = 'TOTAL' AND period_kind = 'month' ORDER BY fetched_at"
    ).fetchall()
    assert day == [(12.5,), (12.4,)]
    counted.execute(
        "CREATE TEMP TABLE later AS SELECT * FROM core.portal_score WHERE fetched_at > TIMESTAMP '2026-03-03'"
    )
    counted.execute("DELETE FROM core.portal_score WHERE fetched_at > TIMESTAMP '2026-03-03'")
    count(counted, date(2026, 3, 8))
    assert scores(counted, "H13", "month", date(2026, 2, 1))["TDGQ"][1] == 12.5
    counted.execute("INSERT INTO core.portal_score SELECT * FROM later")
    count(counted, date(2026, 3, 8))
    assert scores(counted, "H13", "month", date(2026, 2, 1))["TDGQ"][1] == 15


def compared(connection: duckdb.DuckDBPyConnection, metric: str) -> tuple[Any, ...]:
    """Return a published figure of February beside ours."""
    (row,) = connection.execute(
        "SELECT indicator_id, ours_numerator, ours_denominator, portal_numerator, portal_denominator, portal_value, difference, note"
        " FROM mart.portal_comparison WHERE metric = $metric AND period_kind = 'month' AND unit_code = 'H13'",
        {"metric": metric},
    ).fetchall()
    return row


def test_counts_of_a_tree_are_set_beside_the_indicator_they_make(counted: duckdb.DuckDBPyConnection) -> None:
    indicator, *figures, difference, note = compared(counted, "totalOnTime")
    assert (indicator, *figures) == ("C05", 1, 3, 5, 8, 0.625)
    assert difference == pytest.approx(1 / 3 - 5 / 8)
    assert note == (
        "Cổng tính hồ sơ đang giải quyết quá hạn là quá hạn và bỏ qua hồ sơ tiếp nhận trước kỳ còn chưa xong; Khác mẫu số"
    )


def test_a_truncated_ratio_is_told_and_stands_as_published(counted: duckdb.DuckDBPyConnection) -> None:
    *_, value, difference, note = compared(counted, "ORIGINAL_RESULT_AVAILABLE")
    assert value == 0.6666
    assert difference == pytest.approx(1 / 3 - 0.6666)
    assert note == "Cổng cắt bớt tỷ lệ thay vì làm tròn"


def test_a_ratio_that_is_not_its_quotient_and_the_portal_s_own_remark_are_told(
    counted: duckdb.DuckDBPyConnection,
) -> None:
    *_, value, _, note = compared(counted, "REUSED_DIGITIZED_DATA")
    assert value == 0.5
    assert note == "TEMP: Số tạm.. Tỷ lệ Cổng công bố không bằng tử số chia mẫu số của nó" or note.startswith(
        "TEMP: Số tạm"
    )


def test_only_a_finished_period_is_restated(counted: duckdb.DuckDBPyConnection) -> None:
    rows = counted.execute(
        "SELECT period_kind, group_code, metric, numerator_before, numerator, score_before, score, fetched_before, fetched_at, detected_run"
        " FROM mart.portal_restatement"
    ).fetchall()
    assert rows == [("month", "TDGQ", "TOTAL", 5, 6, 12.5, 15, EARLY, NEXT, "R 09")]
