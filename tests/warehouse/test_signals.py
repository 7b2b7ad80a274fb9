"""Signs that a record may not tell what happened: where each is raised, where it is not."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from shutil import copyfile

import duckdb
import pytest

from tests.warehouse.nights import Export, Nights
from tests.warehouse.recorded import Recorded, add, count

AS_OF = date(2026, 3, 20)
RECEIVED = "2026-02-02 08:00"


def signals(connection: duckdb.DuckDBPyConnection) -> list[tuple[str, str]]:
    count(connection, AS_OF)
    return connection.execute("SELECT kind, dossier_code FROM mart.integrity_signal ORDER BY ALL").fetchall()


def test_signs_that_one_record_shows(warehouse: duckdb.DuckDBPyConnection) -> None:
    add(
        warehouse,
        [
            Recorded("backwards", "H13.01", 9, RECEIVED, None, "2026-02-01 08:00"),
            Recorded("same-day", "H13.01", 9, RECEIVED, None, "2026-02-02"),
            Recorded("hours-before", "H13.01", 9, RECEIVED, None, "2026-02-02 07:59:59"),
            Recorded("no-end", "H13.01", 10, RECEIVED),
            Recorded("withdrawn", "H13.01", 7, RECEIVED),
            Recorded("in-process", "H13.01", 4, RECEIVED),
            Recorded("to-the-second", "H13.01", 9, RECEIVED, "2026-02-10 17:00", "2026-02-10 17:00"),
            Recorded("same-due-day", "H13.01", 9, RECEIVED, "2026-02-10 17:00", "2026-02-10 16:59:59"),
            Recorded("not-counted", "H13.01", 3, RECEIVED, None, "2026-02-01 08:00"),
        ],
    )
    assert signals(warehouse) == [
        ("closed_without_end", "no-end"),
        ("closed_without_end", "withdrawn"),
        ("finish_before_receive", "backwards"),
        ("finish_before_receive", "hours-before"),
        ("finish_equals_due", "to-the-second"),
    ]


@pytest.mark.parametrize(("dossiers", "raised"), [(29, 0), (30, 30)])
def test_thirty_dossiers_of_one_unit_finished_in_one_second_were_finished_in_bulk(
    warehouse: duckdb.DuckDBPyConnection, dossiers: int, raised: int
) -> None:
    finished = "2026-02-10 17:31:07"
    add(warehouse, [Recorded(f"A{i}", "H13.01", 9, RECEIVED, None, finished) for i in range(dossiers)])
    add(warehouse, [Recorded(f"B{i}", "H13.101", 9, RECEIVED, None, finished) for i in range(29)])
    # a source that writes days only says nothing of the hour
    add(warehouse, [Recorded(f"C{i}", "H13.101", 9, RECEIVED, None, "2026-02-10") for i in range(40)])
    assert len(signals(warehouse)) == raised


def test_signs_that_versions_show(empty_file: Path, tmp_path: Path) -> None:
    copyfile(empty_file, tmp_path / "motcua.duckdb")
    nights = Nights(tmp_path / "motcua.duckdb")
    columns = "dossier_code status received_at due_at"
    nights.night(
        Export("1.csv", datetime(2026, 2, 5), columns, """
            moved-in-time   | 4  | 02/02/2026 | 10/02/2026
            moved-too-late  | 4  | 02/02/2026 | 04/02/2026
            brought-forward | 4  | 02/02/2026 | 04/02/2026
            opened-again    | 9  | 02/02/2026 |
            returned        | 9  | 02/02/2026 |
        """)
    )  # fmt: skip
    nights.night(
        Export("2.csv", datetime(2026, 2, 6), columns, """
            moved-in-time   | 4  | 02/02/2026 | 20/02/2026
            moved-too-late  | 4  | 02/02/2026 | 20/02/2026
            brought-forward | 4  | 02/02/2026 | 03/02/2026
            opened-again    | 4  | 02/02/2026 |
            returned        | 10 | 02/02/2026 |
        """)
    )  # fmt: skip
    with nights.open() as connection:
        raised = signals(connection)
        told = connection.execute("SELECT DISTINCT detected_run FROM mart.integrity_signal WHERE kind LIKE '%moved%'")
        assert told.fetchall() == [("R2",)]
    assert raised == [
        ("closed_without_end", "RETURNED"),
        ("due_moved_after_due", "MOVED-TOO-LATE"),
        ("status_moved_back", "OPENED-AGAIN"),
    ]
