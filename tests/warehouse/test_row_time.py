"""Which row is newer where the source itself says when it wrote it; hand-worked."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from shutil import copyfile

import pytest

from tests.warehouse.nights import Account, Export, Nights, run_at

CODE = "H13.101-260105-0001"
COLUMNS = "dossier_code status received_at fee_amount source_updated_at"


def day(number: int) -> datetime:
    """Return six in the evening of a day of February 2026."""
    return datetime(2026, 2, number, 18)


@pytest.fixture
def nights(empty_file: Path, tmp_path: Path) -> Nights:
    copyfile(empty_file, tmp_path / "motcua.duckdb")
    return Nights(tmp_path / "motcua.duckdb")


def test_a_row_with_an_older_time_in_a_newer_file_does_not_win_but_stays_as_a_version(nights: Nights) -> None:
    nights.night(Export("a.csv", day(5), COLUMNS, f"{CODE} | 9 | 05/01/2026 | 50.000 | 04/02/2026 10:00"))
    account = nights.night(Export("b.csv", day(9), COLUMNS, f"{CODE} | 4 | 05/01/2026 | 50.000 | 03/02/2026 10:00"))
    assert account["b.csv"] == Account(1, 1, 0, 0)
    assert nights.one("status, version_no, last_changed_run", CODE) == (9, 1, "R1")
    assert nights.versions("status, valid_from, valid_to, source_time, file_time", CODE) == [
        (9, run_at(1), None, datetime(2026, 2, 4, 10), day(5)),
        (4, run_at(2), run_at(2), datetime(2026, 2, 3, 10), day(9)),
    ]


def test_within_one_file_the_row_written_last_wins_wherever_it_stands(nights: Nights) -> None:
    lines = f"{CODE} | 9 | 05/01/2026 | | 04/02/2026 10:00\n{CODE} | 4 | 05/01/2026 | | 04/02/2026 09:59"
    account = nights.night(Export("a.csv", day(5), COLUMNS, lines))
    assert account["a.csv"] == Account(2, 2, 0, 0)
    assert nights.one("status", CODE) == (9,)


def test_rows_written_at_one_time_follow_the_order_of_their_files(nights: Nights) -> None:
    nights.night(Export("z.csv", day(5), COLUMNS, f"{CODE} | 4 | 05/01/2026 | | 04/02/2026 10:00"))
    nights.night(Export("a.csv", day(6), COLUMNS, f"{CODE} | 9 | 05/01/2026 | | 04/02/2026 10:00"))
    nights.night(Export("late.csv", day(4), COLUMNS, f"{CODE} | 5 | 05/01/2026 | | 04/02/2026 10:00"))
    assert nights.one("status", CODE) == (9,)


def test_a_row_without_its_own_time_has_that_of_its_file(nights: Nights) -> None:
    nights.night(Export("a.csv", day(5), COLUMNS, f"{CODE} | 9 | 05/01/2026 | | 08/02/2026"))
    nights.night(Export("b.csv", day(7), "dossier_code status received_at", f"{CODE} | 4 | 05/01/2026"))
    assert nights.one("status", CODE) == (9,)
    nights.night(Export("c.csv", day(9), COLUMNS, f"{CODE} | 10 | 05/01/2026 | |"))
    assert nights.one("status", CODE) == (10,)


def test_a_newer_time_alone_opens_no_version(nights: Nights) -> None:
    nights.night(Export("a.csv", day(5), COLUMNS, f"{CODE} | 4 | 05/01/2026 | | 04/02/2026"))
    account = nights.night(Export("b.csv", day(6), COLUMNS, f"{CODE} | 4 | 05/01/2026 | | 06/02/2026"))
    assert account["b.csv"] == Account(1, 0, 1, 0)
    nights.night(Export("c.csv", day(9), COLUMNS, f"{CODE} | 9 | 05/01/2026 | | 05/02/2026"))
    assert nights.one("status", CODE) == (4,)


def test_a_time_that_cannot_be_read_sends_its_row_to_quarantine(nights: Nights) -> None:
    account = nights.night(Export("a.csv", day(5), COLUMNS, f"{CODE} | 4 | 05/01/2026 | | 31/02/2026"))
    assert account["a.csv"] == Account(1, 0, 0, 1)
    assert nights.query("SELECT column_name, rule FROM ops.quarantine") == [("source_updated_at", "unreadable")]
