"""What is remembered of each dossier: which row wins, what a version is, that no row is lost."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from shutil import copyfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.warehouse.nights import Account, Export, Nights, run_at

CODE = "H13.101-260105-0001"
OTHER = "H13.101-260105-0002"
MOST = "dossier_code status received_at due_at finished_at fee_amount"


def day(number: int, hour: int = 18) -> datetime:
    """Return an hour of a day of February 2026, as a file's modification time."""
    return datetime(2026, 2, number, hour)


def export(number: int, lines: str, columns: str = MOST, name: str = "ho-so.csv") -> Export:
    """Return a file modified on a day of February 2026."""
    return Export(name, day(number), columns, lines)


@pytest.fixture
def nights(empty_file: Path, tmp_path: Path) -> Nights:
    copyfile(empty_file, tmp_path / "motcua.duckdb")
    return Nights(tmp_path / "motcua.duckdb")


# ---------------------------------------------------------------- which row wins


def test_the_row_of_the_newest_file_wins_whatever_its_name_and_place_in_the_night(nights: Nights) -> None:
    account = nights.night(
        export(3, f"{CODE} | 9 | 05/01/2026 | | 02/02/2026 |", name="a.csv"),
        export(1, f"{CODE} | 4 | 05/01/2026 | | |", name="z.csv"),
    )
    assert nights.one("status, finished_at", CODE) == (9, datetime(2026, 2, 2))
    assert account == {"z.csv": Account(1, 1, 0, 0), "a.csv": Account(1, 1, 0, 0)}


def test_of_files_of_one_time_the_later_name_wins(nights: Nights) -> None:
    nights.night(
        export(3, f"{CODE} | 9 | 05/01/2026 | | 02/02/2026 |", name="b.csv"),
        export(3, f"{CODE} | 4 | 05/01/2026 | | |", name="a.csv"),
    )
    assert nights.one("status", CODE) == (9,)


def test_of_two_rows_of_one_file_the_lower_wins_and_both_are_loaded(nights: Nights) -> None:
    account = nights.night(export(3, f"{CODE} | 4 | 05/01/2026 | | |\n{CODE} | 9 | 05/01/2026 | | 02/02/2026 |"))
    assert account["ho-so.csv"] == Account(2, 2, 0, 0)
    assert nights.versions("version_no, status, source_row, valid_from, valid_to", CODE) == [
        (1, 4, 2, run_at(1), run_at(1)),
        (2, 9, 3, run_at(1), None),
    ]


def test_a_row_repeated_in_its_file_tells_nothing_new(nights: Nights) -> None:
    line = f"{CODE} | 4 | 05/01/2026 | 20/01/2026 | | 50.000"
    account = nights.night(export(3, "\n".join([line] * 3)))
    assert account["ho-so.csv"] == Account(3, 1, 2, 0)
    assert nights.versions("version_no, valid_to", CODE) == [(1, None)]


def test_a_later_night_closes_the_version_it_replaces(nights: Nights) -> None:
    nights.night(export(1, f"{CODE} | 4 | 05/01/2026 | | |"))
    nights.night(export(3, f"{CODE} | 9 | 05/01/2026 | | 02/02/2026 |"))
    assert nights.versions("version_no, status, valid_from, valid_to, first_seen_run, last_changed_run", CODE) == [
        (1, 4, run_at(1), run_at(2), "R1", "R1"),
        (2, 9, run_at(2), None, "R1", "R2"),
    ]
    assert nights.one("status, version_no, first_seen_run, last_changed_run", CODE) == (9, 2, "R1", "R2")


# ---------------------------------------------------------------- columns and cells


def test_a_column_that_a_file_lacks_keeps_its_value(nights: Nights) -> None:
    nights.night(export(1, f"{CODE} | 4 | 05/01/2026 | 20/01/2026 | | 50.000"))
    nights.night(export(3, f"{CODE} | 9 | 05/01/2026", "dossier_code status received_at"))
    assert nights.one("status, due_at, fee_amount", CODE) == (9, datetime(2026, 1, 20, 23, 59, 59), 50_000)


def test_an_empty_cell_of_a_column_that_a_file_has_empties_it(nights: Nights) -> None:
    nights.night(export(1, f"{CODE} | 4 | 05/01/2026 | 20/01/2026 | | 50.000"))
    account = nights.night(export(3, f"{CODE} | 4 | 05/01/2026 | | | 50.000"))
    assert account["ho-so.csv"] == Account(1, 1, 0, 0)
    assert nights.one("due_at, fee_amount", CODE) == (None, 50_000)


def test_rows_of_files_with_different_columns_are_laid_over_each_other_in_one_night(nights: Nights) -> None:
    nights.night(
        export(1, f"{CODE} | 4 | 05/01/2026 | 20/01/2026 | | 50.000", name="1.csv"),
        export(2, f"{CODE} | 9 | 05/01/2026", "dossier_code status received_at", name="2.csv"),
        export(3, f"{CODE} | 9 | 05/01/2026 | 19/01/2026", "dossier_code status received_at finished_at", name="3.csv"),
    )
    assert nights.one("status, due_at, finished_at, fee_amount", CODE) == (
        9,
        datetime(2026, 1, 20, 23, 59, 59),
        datetime(2026, 1, 19),
        50_000,
    )


def test_a_file_with_fewer_columns_and_nothing_new_opens_no_version(nights: Nights) -> None:
    nights.night(export(1, f"{CODE} | 4 | 05/01/2026 | 20/01/2026 | | 50.000"))
    account = nights.night(export(3, f"{CODE} | 4 | 05/01/2026", "dossier_code status received_at"))
    assert account["ho-so.csv"] == Account(1, 0, 1, 0)
    assert nights.one("version_no, fee_amount", CODE) == (1, 50_000)


def test_a_new_column_opens_a_version_only_where_it_says_something(nights: Nights) -> None:
    short = "dossier_code status received_at"
    nights.night(export(1, f"{CODE} | 4 | 05/01/2026\n{OTHER} | 4 | 05/01/2026", short))
    account = nights.night(
        export(3, f"{CODE} | 4 | 05/01/2026 | 50.000\n{OTHER} | 4 | 05/01/2026 |", f"{short} fee_amount")
    )
    assert account["ho-so.csv"] == Account(2, 1, 1, 0)
    assert (nights.one("version_no", CODE), nights.one("version_no", OTHER)) == ((2,), (1,))


def test_equal_values_in_another_spelling_are_unchanged(nights: Nights) -> None:
    nights.night(export(1, f"{CODE} | Đang xử lý | 05/01/2026 | 20/01/2026 | | 50.000"))
    account = nights.night(export(3, f"{CODE.lower()} | 4 | 2026-01-05 | 20/01/2026 23:59:59 | | 50000 đ"))
    assert account["ho-so.csv"] == Account(1, 0, 1, 0)
    assert nights.query("SELECT count(*) FROM core.dossier_version") == [(1,)]


# ---------------------------------------------------------------- what comes late


def test_a_late_older_file_never_wins_but_stays_as_a_version(nights: Nights) -> None:
    nights.night(export(5, f"{CODE} | 9 | 05/01/2026 | | 02/02/2026 |"))
    account = nights.night(export(2, f"{CODE} | 4 | 05/01/2026 | | |", name="late.csv"))
    assert account["late.csv"] == Account(1, 1, 0, 0)
    assert nights.one("status, version_no, last_changed_run", CODE) == (9, 1, "R1")
    assert nights.versions("status, valid_from, valid_to, source_file", CODE) == [
        (9, run_at(1), None, "ho-so.csv"),
        (4, run_at(2), run_at(2), "late.csv"),
    ]


def test_a_late_older_file_fills_the_columns_that_newer_files_lack(nights: Nights) -> None:
    nights.night(export(5, f"{CODE} | 9 | 05/01/2026", "dossier_code status received_at"))
    nights.night(export(2, f"{CODE} | 4 | 05/01/2026 | | | 50.000", name="late.csv"))
    assert nights.one("status, fee_amount", CODE) == (9, 50_000)
    (current,) = nights.query("SELECT status, fee_amount FROM core.dossier_version WHERE valid_to IS NULL")
    assert current == (9, 50_000)


def test_a_confirmed_record_is_not_beaten_by_a_file_older_than_the_confirmation(nights: Nights) -> None:
    nights.night(export(1, f"{CODE} | 4 | 05/01/2026 | | |"))
    confirmed = nights.night(export(10, f"{CODE} | 4 | 05/01/2026 | | |", name="confirms.csv"))
    nights.night(export(5, f"{CODE} | 9 | 05/01/2026 | | 02/02/2026 |", name="late.csv"))
    assert confirmed["confirms.csv"] == Account(1, 0, 1, 0)
    assert nights.one("status, finished_at", CODE) == (4, None)


def test_a_confirmation_within_a_night_counts_too(nights: Nights) -> None:
    nights.night(
        export(1, f"{CODE} | 4 | 05/01/2026 | | |", name="1.csv"),
        export(10, f"{CODE} | 4 | 05/01/2026 | | |", name="2.csv"),
    )
    nights.night(export(5, f"{CODE} | 9 | 05/01/2026 | | 02/02/2026 |", name="late.csv"))
    assert nights.one("status", CODE) == (4,)


def test_a_record_that_a_late_file_has_filled_is_not_beaten_by_a_file_older_than_the_record(nights: Nights) -> None:
    few = "dossier_code status received_at"
    nights.night(export(5, f"{CODE} | 9 | 05/01/2026", few))
    nights.night(export(2, f"{CODE} | 9 | 05/01/2026 | | | 50.000", name="fills.csv"))
    nights.night(export(3, f"{CODE} | 4 | 05/01/2026", few, name="late.csv"))
    assert nights.one("status, fee_amount", CODE) == (9, 50_000)


def test_a_late_file_is_newer_than_a_column_that_the_newest_file_lacks(nights: Nights) -> None:
    """Files of the 1st, 3rd and 5th; that of the 3rd comes last, and only it and that of the 1st tell the fee."""
    nights.night(export(1, f"{CODE} | 4 | 05/01/2026 | | | 10.000"))
    nights.night(export(5, f"{CODE} | 9 | 05/01/2026", "dossier_code status received_at", name="few.csv"))
    nights.night(export(3, f"{CODE} | 5 | 05/01/2026 | 20/01/2026 | | 20.000", name="late.csv"))
    assert nights.one("status, CAST(due_at AS DATE), fee_amount", CODE) == (9, date(2026, 1, 20), 20_000)
    nights.night(export(2, f"{CODE} | 6 | 05/01/2026 | 21/01/2026 | | 30.000", name="later still.csv"))
    assert nights.one("status, CAST(due_at AS DATE), fee_amount", CODE) == (9, date(2026, 1, 20), 20_000)


@pytest.mark.parametrize("together", [True, False])
def test_a_late_file_fills_no_column_that_a_newer_file_told_to_be_empty(nights: Nights, together: bool) -> None:
    few = export(1, f"{CODE} | 4 | 05/01/2026", "dossier_code status received_at", name="few.csv")
    more = export(5, f"{CODE} | 4 | 05/01/2026 | | |", name="more.csv")
    for files in [[few, more]] if together else [[few], [more]]:
        nights.night(*files)
    nights.night(export(3, f"{CODE} | 9 | 05/01/2026 | | | 50.000", name="late.csv"))
    assert nights.one("status, fee_amount", CODE) == (4, None)


def test_a_file_of_few_columns_confirms_no_more_than_it_has(nights: Nights) -> None:
    few = "dossier_code status received_at"
    nights.night(export(1, f"{CODE} | 4 | 05/01/2026 | | | 10.000"))
    account = nights.night(export(5, f"{CODE} | 4 | 05/01/2026", few, name="confirms.csv"))
    nights.night(export(3, f"{CODE} | 9 | 05/01/2026 | | | ", name="empties the fee.csv"))
    assert account["confirms.csv"] == Account(1, 0, 1, 0)
    assert nights.one("status, fee_amount", CODE) == (4, None)


def test_a_record_that_goes_back_to_what_it_was_has_three_versions(nights: Nights) -> None:
    nights.night(
        export(1, f"{CODE} | 4 | 05/01/2026 | | |", name="1.csv"),
        export(2, f"{CODE} | 9 | 05/01/2026 | | |", name="2.csv"),
        export(3, f"{CODE} | 4 | 05/01/2026 | | |", name="3.csv"),
    )
    assert nights.versions("version_no, status, valid_to IS NULL", CODE) == [(1, 4, False), (2, 9, False), (3, 4, True)]


# ---------------------------------------------------------------- the first due date


def test_the_first_due_date_is_the_earliest_ever_seen(nights: Nights) -> None:
    nights.night(export(1, f"{CODE} | 4 | 05/01/2026 | 20/01/2026 | |"))
    nights.night(export(3, f"{CODE} | 4 | 05/01/2026 | 30/01/2026 | |"))
    nights.night(export(5, f"{CODE} | 4 | 05/01/2026 | | |"))
    assert nights.one("due_at, first_due_at", CODE) == (None, datetime(2026, 1, 20, 23, 59, 59))


def test_a_late_file_may_tell_of_an_earlier_due_date(nights: Nights) -> None:
    nights.night(export(5, f"{CODE} | 4 | 05/01/2026 | 30/01/2026 | |"))
    nights.night(export(2, f"{CODE} | 4 | 05/01/2026 | 20/01/2026 17:00 | |", name="late.csv"))
    told = (datetime(2026, 1, 30, 23, 59, 59), datetime(2026, 1, 20, 17))
    assert nights.one("due_at, first_due_at", CODE) == told
    (current,) = nights.query("SELECT due_at, first_due_at FROM core.dossier_version WHERE valid_to IS NULL")
    assert current == told


def test_a_due_date_seen_only_within_one_night_is_remembered_as_the_first(nights: Nights) -> None:
    nights.night(export(3, f"{CODE} | 4 | 05/01/2026 | 20/01/2026 | |\n{CODE} | 4 | 05/01/2026 | 30/01/2026 | |"))
    assert nights.one("first_due_at", CODE) == (datetime(2026, 1, 20, 23, 59, 59),)


# ---------------------------------------------------------------- the current table


def test_the_current_table_is_the_open_versions_and_holds_each_dossier_once(nights: Nights) -> None:
    nights.night(export(1, f"{CODE} | 4 | 05/01/2026 | | |\n{OTHER} | 4 | 06/01/2026 | | |"))
    nights.night(
        export(3, f"{CODE} | 9 | 05/01/2026 | | 02/02/2026 |\n{CODE} | 10 | 05/01/2026 | | 02/02/2026 |", name="3.csv"),
        export(2, f"{OTHER} | 5 | 06/01/2026 | | |\n{CODE} | 5 | 05/01/2026 | | |", name="2.csv"),
    )
    nights.night(export(1, f"{CODE} | 2 | 05/01/2026 | | |", name="late.csv"))
    columns = "dossier_code, status, received_at, finished_at, version_no, first_seen_run, last_changed_run"
    current = nights.query(f"SELECT {columns} FROM core.dossier ORDER BY 1")
    assert current == nights.query(f"SELECT {columns} FROM core.dossier_version WHERE valid_to IS NULL ORDER BY 1")
    assert [(row[0], row[1]) for row in current] == [(CODE, 10), (OTHER, 5)]
    numbers = nights.versions("version_no", CODE)
    assert numbers == [(number,) for number in range(1, len(numbers) + 1)]


def test_two_sources_are_remembered_apart(nights: Nights) -> None:
    nights.night(export(1, f"{CODE} | 4 | 05/01/2026 | | |"))
    other = Export("x.csv", day(3), MOST, f"{CODE} | 9 | 05/01/2026 | | 02/02/2026 |", source="exports_hau_giang")
    nights.night(other)
    rows = nights.query("SELECT source, status FROM core.dossier_version WHERE valid_to IS NULL ORDER BY 1")
    assert rows == [("exports", 4), ("exports_hau_giang", 9)]


# ---------------------------------------------------------------- every row accounted for


def test_every_row_is_loaded_unchanged_or_quarantined(nights: Nights) -> None:
    nights.night(export(1, f"{CODE} | 4 | 05/01/2026 | | |"))
    account = nights.night(
        export(
            3,
            f"""
            {CODE} | 4 | 05/01/2026 | | |
            {CODE} | 9 | 05/01/2026 | | 02/02/2026 |
            {OTHER} | 4 | 31/02/2026 | | |
            {OTHER} | đang chờ ai đó | 05/01/2026 | | |
            {OTHER} | | 05/01/2026 | | |
            {OTHER} | 4 | | | |
            {OTHER} | 4 | 05/01/2026 | | | | thừa ô
            {OTHER} | 4 | 05/01/2026 | | | nhiều
            | 4 | 05/01/2026 | | |
            {OTHER} | 1 | | | |
            MA-LA | 4 | 05/01/2026 | | |
            """,
        )
    )
    assert account["ho-so.csv"] == Account(11, 3, 1, 7)
    assert nights.query("SELECT row_number, rule, column_name, business_key FROM ops.quarantine ORDER BY 1") == [
        (4, "unreadable", "received_at", OTHER),
        (5, "unreadable", "status", OTHER),
        (6, "missing", "status", OTHER),
        (7, "missing", "received_at", OTHER),
        (8, "row_too_long", None, None),
        (9, "unreadable", "fee_amount", OTHER),
        (10, "missing", "dossier_code", None),
    ]


def test_a_file_of_nothing_but_faults_changes_nothing(nights: Nights) -> None:
    nights.night(export(1, f"{CODE} | 4 | 05/01/2026 | | |"))
    account = nights.night(export(3, f"{CODE} | 4 | 31/02/2026 | | |"))
    assert account["ho-so.csv"] == Account(1, 0, 0, 1)
    assert nights.versions("status, valid_to", CODE) == [(4, None)]


# ---------------------------------------------------------------- whatever the order in which files come

OPTIONAL = {"due_at": "20/01/2026", "finished_at": "02/02/2026", "fee_amount": "50.000"}
ROW = st.dictionaries(st.sampled_from(list(OPTIONAL)), st.booleans())


def told(rows: list[dict[str, bool]]) -> list[Export]:
    """Return one file per row, a day apart, each with the columns that its row has: filled (true) or empty."""
    return [
        export(
            number,
            f"{CODE} | {4 + number} | 05/01/2026 | " + " | ".join(OPTIONAL[name] if row[name] else "" for name in row),
            " ".join(("dossier_code status received_at", *row)),
            name=f"{number}.csv",
        )
        for number, row in enumerate(rows, start=1)
    ]


@settings(max_examples=8, deadline=None)
@given(rows=st.lists(ROW, min_size=3, max_size=5), data=st.data())
def test_the_record_is_the_newest_word_on_each_column_in_whatever_order_files_come(
    empty_file: Path, tmp_path_factory: pytest.TempPathFactory, rows: list[dict[str, bool]], data: st.DataObject
) -> None:
    copyfile(empty_file, file := tmp_path_factory.mktemp("nights") / "motcua.duckdb")
    nights = Nights(file)
    come = data.draw(st.permutations(told(rows)))
    nights.night(*come[:2])
    for one in come[2:]:
        nights.night(one)
    newest = {name: filled for row in rows for name, filled in row.items()}
    known = nights.one("status, due_at IS NOT NULL, finished_at IS NOT NULL, fee_amount IS NOT NULL", CODE)
    assert known == (4 + len(rows), *(newest.get(name, False) for name in OPTIONAL))
