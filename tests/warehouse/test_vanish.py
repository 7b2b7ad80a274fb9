"""Records that a full compare no longer finds: kept, marked, counted nowhere, and opened again when they come back."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from shutil import copyfile

import pytest

from tests.warehouse.nights import Account, Export, Nights, run_at
from tests.warehouse.recorded import count

GONE = "H13.101-260105-0001"
STAYS = "H13.101-260105-0002"
COLUMNS = "dossier_code status received_at due_at"
AS_OF = date(2026, 2, 20)


def export(day: int, lines: str) -> Export:
    """Return what the source handed over on a day of February 2026."""
    return Export(f"{day}.csv", datetime(2026, 2, day), COLUMNS, lines, source="igate")


@pytest.fixture
def nights(empty_file: Path, tmp_path: Path) -> Nights:
    copyfile(empty_file, tmp_path / "motcua.duckdb")
    nights = Nights(tmp_path / "motcua.duckdb")
    nights.night(export(1, f"{GONE} | 4 | 05/01/2026 | 12/01/2026\n{STAYS} | 4 | 05/01/2026 | 12/01/2026"))
    return nights


def test_a_vanished_record_is_kept_as_a_deleted_version(nights: Nights) -> None:
    assert nights.vanish([STAYS]) == 1
    assert nights.versions("version_no, status, is_deleted, valid_from, valid_to, last_changed_run", GONE) == [
        (1, 4, False, run_at(1), run_at(2), "R1"),
        (2, 4, True, run_at(2), None, "R2"),
    ]
    columns = "dossier_code, is_deleted, version_no, first_seen_run, last_changed_run"
    assert nights.query(f"SELECT {columns} FROM core.dossier ORDER BY 1") == [
        (GONE, True, 2, "R1", "R2"),
        (STAYS, False, 1, "R1", "R1"),
    ]


def test_a_second_compare_finds_nothing_new(nights: Nights) -> None:
    nights.vanish([STAYS])
    assert nights.vanish([STAYS]) == 0
    assert len(nights.versions("version_no", GONE)) == 2


def test_a_compare_of_another_source_or_basis_takes_nothing(nights: Nights) -> None:
    assert nights.vanish([], source="exports") == 0
    assert nights.vanish([], basis="portal") == 0
    assert nights.query("SELECT count(*) FROM core.dossier WHERE is_deleted") == [(0,)]


def test_what_the_same_night_brought_is_marked_with_the_rest(nights: Nights) -> None:
    nights.night(export(3, f"{STAYS} | 9 | 05/01/2026 | 12/01/2026"))
    nights.ran -= 1  # the compare ends the night that loaded the row
    nights.vanish([GONE])
    assert nights.versions("version_no, status, is_deleted, valid_to IS NULL", STAYS) == [
        (1, 4, False, False),
        (2, 9, False, False),
        (3, 9, True, True),
    ]
    assert nights.query("SELECT dossier_code, status FROM core.dossier ORDER BY 1") == [(GONE, 4), (STAYS, 9)]


@pytest.mark.parametrize("line", [f"{GONE} | 4 | 05/01/2026 | 12/01/2026", f"{GONE} | 9 | 05/01/2026 | 12/01/2026"])
def test_a_record_that_comes_back_is_opened_again_by_a_new_version(nights: Nights, line: str) -> None:
    nights.vanish([STAYS])
    account = nights.night(export(5, line))
    assert account["5.csv"] == Account(1, 1, 0, 0)
    assert nights.one("is_deleted, version_no, first_seen_run, last_changed_run", GONE) == (False, 3, "R1", "R3")
    told = nights.versions("version_no, is_deleted, valid_to IS NULL", GONE)
    assert told == [(1, False, False), (2, True, False), (3, False, True)]


def test_a_record_that_comes_back_in_several_rows_opens_one_version(nights: Nights) -> None:
    nights.vanish([STAYS])
    line = f"{GONE} | 4 | 05/01/2026 | 12/01/2026"
    assert nights.night(export(5, f"{line}\n{line}"))["5.csv"] == Account(2, 1, 1, 0)
    assert nights.one("is_deleted, version_no", GONE) == (False, 3)
    assert nights.night(export(6, line))["6.csv"] == Account(1, 0, 1, 0)


def test_a_deleted_dossier_is_counted_nowhere_and_raises_one_signal(nights: Nights) -> None:
    nights.vanish([STAYS])
    with nights.open() as connection:
        count(connection, AS_OF)
        for table in ("mart.counted_dossier", "mart.late_dossier"):
            assert connection.execute(f"SELECT DISTINCT dossier_code FROM {table}").fetchall() == [(STAYS,)]
        root = "SELECT open_total FROM mart.form_06a_period WHERE period_kind = 'month' AND period_start = '2026-02-01'"
        assert connection.execute(f"{root} AND unit_code = 'H13' AND sector_code IS NULL").fetchall() == [(1,)]
        signals = "SELECT dossier_code, kind, detail, detected_run FROM mart.integrity_signal"
        assert connection.execute(signals).fetchall() == [
            (GONE, "disappeared", "nguồn igate không còn hồ sơ này", "R2")
        ]
