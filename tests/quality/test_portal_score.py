"""Tables of the national portal that contradict themselves are told; the published figure stands.

The fixture holds figures as the portal really published them in 2026 (H44, H20), which agree with one another; each
case changes one of them.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from connectors.contract import load_contracts
from quality.checks import check_marts
from quality.frames import read_frame, sql_text
from tests.quality.small_city import AS_OF, RUN, computed_city
from warehouse.remember.tables import create_memory

PUBLISHED = Path(__file__).with_name("portal_scores.csv")
KINDS = ("total", "sum", "truncated", "denominator", "ratio")


def fetch(connection: duckdb.DuckDBPyConnection, day: int = 5) -> None:
    """Write the published figures as if fetched on a day of October 2026."""
    connection.execute(
        "INSERT INTO core.portal_score BY NAME SELECT 'reporting' AS source, make_timestamp(2026, 10, $day, 6, 44, 0.0) AS fetched_at,"
        " 'month' AS period_kind, DATE '2026-09-01' AS period_start, DATE '2026-09-30' AS period_end, *"
        " FROM read_csv($file, header = true)",
        {"file": str(PUBLISHED), "day": day},
    )


@pytest.fixture
def portal() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as connection:
        connection.execute("CREATE SCHEMA core")
        create_memory(connection, load_contracts()["portal_score"])
        fetch(connection)
        yield connection


def faults(connection: duckdb.DuckDBPyConnection) -> dict[str, str]:
    """Return the example of every kind of fault found, with the number of faults before it."""
    rows = read_frame(connection, sql_text("portal_score"))
    return {
        kind: f"{row[f'{kind}_broken']}: {row[f'{kind}_example']}"
        for row in rows
        for kind in KINDS
        if row[f"{kind}_broken"]
    }


def test_what_the_portal_really_published_agrees(portal: duckdb.DuckDBPyConnection) -> None:
    rows = read_frame(portal, sql_text("portal_score"))
    assert {row["endpoint"]: row["figures"] for row in rows} == {
        "dossier-digitized": 12,
        "dvc-progress-tree": 8,
        "provide-online-tree": 7,
        "service-results": 7,
    }
    assert faults(portal) == {}


@pytest.mark.parametrize(
    ("change", "kind", "told"),
    [
        # 21233 / 184513 = 11,5076 %
        ("ratio = 11.50 WHERE metric = 'SO_HOA_GIAY_TO_GIAI_QUYET'", "truncated", "21233/184513 = 11.51 %, 11.50 %"),
        # 297 of 184513 dossiers instead of 1301 procedures
        (
            "ratio = 0.16 WHERE metric = 'CITIZEN_DATA_CONNECTED_FORMALITY' AND unit_code = 'H44'",
            "denominator",
            "297/1301 = 22.83 %, 0.16 % (",
        ),
        (
            "ratio = 99 WHERE metric = 'ORIGINAL_RESULT_AVAILABLE' AND unit_code = 'H44'",
            "ratio",
            "133274/184513 = 72.23 %, 99.00 %",
        ),
        (
            "ratio = 50 WHERE metric = 'ORIGINAL_RESULT_AVAILABLE' AND unit_code = 'H44.01'",
            "ratio",
            "0/0 = 0.00 %, 50.00 %",
        ),
        # 4,33 + 0,46 + 0,04 + 0 + 0,93 + 0,46 + 2 = 8,22
        (
            "score = 8.23 WHERE metric = 'TOTAL' AND group_code = 'MDSH' AND unit_code = 'H44'",
            "total",
            "H44, 01/09/2026–30/09/2026, MDSH: 8.22 ≠ 8.23",
        ),
        # 11,46 + 17,63 + 8,88 + 9,67 + 14,1 + 6,37 = 68,11; two hundredths are rounding, three are not
        ("score = 68.14 WHERE group_code = 'TOTAL'", "total", "H20, 01/09/2026–30/09/2026, TOTAL: 68.11 ≠ 68.14"),
        ("numerator = 31 WHERE metric = 'channelDirectSum'", "sum", "channelTotalSum: 120715 ≠ 120714"),
        ("numerator = 2257 WHERE metric = 'onlineOverdueSum'", "sum", "channelOnlineSum: 120683 ≠ 120684"),
        (
            "numerator = 150 WHERE metric = 'totalOverdue'",
            "sum",
            "H44.03, 01/09/2026–30/09/2026, totalReceived: 1839 ≠ 1840",
        ),
    ],
)
def test_a_figure_that_contradicts_the_others_is_told(
    portal: duckdb.DuckDBPyConnection, change: str, kind: str, told: str
) -> None:
    portal.execute(f"UPDATE core.portal_score SET {change}")
    ((found, example),) = faults(portal).items()
    assert found == kind
    assert example.startswith("1: ")
    assert told in example


@pytest.mark.parametrize(
    "change",
    [
        "score = 68.13 WHERE group_code = 'TOTAL'",  # rounding of six groups
        "numerator = NULL WHERE metric = 'channelDirectSum'",  # a part that was not published is not 0
        "ratio = NULL WHERE metric = 'ORIGINAL_RESULT_AVAILABLE'",  # nothing said is nothing wrong
    ],
)
def test_what_may_be_is_no_fault(portal: duckdb.DuckDBPyConnection, change: str) -> None:
    portal.execute(f"UPDATE core.portal_score SET {change}")
    assert faults(portal) == {}


def test_only_the_newest_fetch_is_judged(portal: duckdb.DuckDBPyConnection) -> None:
    portal.execute("UPDATE core.portal_score SET ratio = 99 WHERE metric = 'REUSED_DIGITIZED_DATA'")
    assert set(faults(portal)) == {"ratio"}
    fetch(portal, day=6)
    assert faults(portal) == {}


def test_a_table_that_does_not_add_up_is_a_warning_of_the_night() -> None:
    with computed_city() as connection:
        fetch(connection)
        connection.execute("UPDATE core.portal_score SET numerator = 31 WHERE metric = 'channelDirectSum'")
        results = check_marts(connection, run_id=RUN, as_of=AS_OF)
    told = [result for result in results if result.check_id.startswith("portal_score_")]
    assert {result.check_id: result.passed for result in told} == {
        "portal_score_total": True,
        "portal_score_sum": False,
        "portal_score_truncated": True,
        "portal_score_denominator": True,
        "portal_score_ratio": True,
    }
    (broken,) = [result for result in told if not result.passed]
    assert broken.severity == "warning"
    assert "provide-online-tree" in broken.message.vi
    assert "120715 ≠ 120714" in broken.message.vi
