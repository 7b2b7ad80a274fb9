"""Several sources of one basis: which gives the record, which fills it, what of them is remembered; hand-worked."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from shutil import copyfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.warehouse.nights import Account, Export, Nights

CODE = "H13.101-260105-0001"
OTHER = "H13.101-260105-0002"
COLUMNS = "dossier_code status received_at due_at finished_at fee_amount"


def day(number: int) -> datetime:
    """Return six in the evening of a day of February 2026."""
    return datetime(2026, 2, number, 18)


def igate(number: int, lines: str, columns: str = COLUMNS) -> Export:
    """Return what the city's system handed over on a day of February 2026."""
    return Export("a.json", day(number), columns, lines, source="igate")


def exports(number: int, lines: str, columns: str = COLUMNS, name: str = "b.csv", source: str = "exports") -> Export:
    """Return a file dropped on a day of February 2026."""
    return Export(name, day(number), columns, lines, source=source)


@pytest.fixture
def nights(empty_file: Path, tmp_path: Path) -> Nights:
    copyfile(empty_file, tmp_path / "motcua.duckdb")
    return Nights(tmp_path / "motcua.duckdb")


def test_the_first_source_gives_the_record_and_the_next_fills_its_empty_columns(nights: Nights) -> None:
    nights.night(igate(1, f"{CODE} | 4 | 05/01/2026 | 20/01/2026 | |"))
    account = nights.night(exports(5, f"{CODE} | 9 | 05/01/2026 | 21/01/2026 | 02/02/2026 | 50.000"))
    assert account["b.csv"] == Account(1, 1, 0, 0)
    assert nights.query("SELECT source, status, due_at, finished_at, fee_amount, version_no FROM core.dossier") == [
        ("igate", 4, datetime(2026, 1, 20, 23, 59, 59), datetime(2026, 2, 2), 50_000, 1)
    ]
    open_versions = "SELECT source, status, fee_amount FROM core.dossier_version WHERE valid_to IS NULL ORDER BY 1"
    assert nights.query(open_versions) == [("exports", 9, 50_000), ("igate", 4, None)]


def test_what_a_later_source_only_repeats_is_unchanged_and_opens_no_version(nights: Nights) -> None:
    nights.night(igate(1, f"{CODE} | 4 | 05/01/2026 | 20/01/2026 | | 50.000"))
    account = nights.night(exports(5, f"{CODE} | 4 | 05/01/2026 | | | 50.000"))
    assert account["b.csv"] == Account(1, 0, 1, 0)
    assert nights.query("SELECT source FROM core.dossier_version") == [("igate",)]


def test_the_first_source_takes_over_a_record_that_the_next_gave_so_far(nights: Nights) -> None:
    nights.night(exports(1, f"{CODE} | 4 | 05/01/2026 | 20/01/2026 | | 50.000"))
    account = nights.night(igate(5, f"{CODE} | 9 | 05/01/2026 | 25/01/2026 | 02/02/2026 |"))
    assert account["a.json"] == Account(1, 1, 0, 0)
    assert nights.query("SELECT source, status, due_at, first_due_at, fee_amount FROM core.dossier") == [
        ("igate", 9, datetime(2026, 1, 25, 23, 59, 59), datetime(2026, 1, 20, 23, 59, 59), 50_000)
    ]


def test_in_one_night_too_the_later_source_is_measured_against_the_first(nights: Nights) -> None:
    account = nights.night(
        exports(1, f"{CODE} | 4 | 05/01/2026 | | |\n{OTHER} | 4 | 06/01/2026 | | |"),
        igate(5, f"{CODE} | 4 | 05/01/2026 | | | 50.000"),
    )
    assert account == {"a.json": Account(1, 1, 0, 0), "b.csv": Account(2, 1, 1, 0)}
    columns = "source, dossier_code, fee_amount"
    assert nights.query(f"SELECT {columns} FROM core.dossier ORDER BY 2") == [
        ("igate", CODE, 50_000),
        ("exports", OTHER, None),
    ]


def test_a_row_that_says_more_is_remembered_whole_with_every_row_beside_it(nights: Nights) -> None:
    nights.night(igate(1, f"{CODE} | 4 | 05/01/2026 | | |"))
    account = nights.night(exports(5, f"{CODE} | 4 | 05/01/2026 | | |\n{CODE} | 4 | 05/01/2026 | | | 50.000"))
    assert account["b.csv"] == Account(2, 2, 0, 0)


def test_what_is_remembered_of_a_source_follows_what_it_says(nights: Nights) -> None:
    nights.night(igate(1, f"{CODE} | 4 | 05/01/2026 | | |"))
    nights.night(exports(2, f"{CODE} | 4 | 05/01/2026 | | | 50.000"))
    nights.night(igate(3, f"{CODE} | 4 | 05/01/2026 | | | 60.000"))
    account = nights.night(exports(4, f"{CODE} | 4 | 05/01/2026 | | | 60.000"))
    assert account["b.csv"] == Account(1, 1, 0, 0)
    nights.night(igate(5, f"{CODE} | 4 | 05/01/2026 | | |"))
    assert nights.one("fee_amount, source", CODE) == (60_000, "igate")


def test_sources_that_the_precedence_does_not_name_come_after_by_name(nights: Nights) -> None:
    nights.precedence = ("exports_soc_trang",)
    for number, source in enumerate(("exports_hau_giang", "exports_can_tho", "exports_soc_trang"), start=1):
        nights.night(exports(number, f"{CODE} | {number} | 05/01/2026 | | | {number}000", source=source))
        told = {1: "exports_hau_giang", 2: "exports_can_tho", 3: "exports_soc_trang"}[number]
        assert nights.query("SELECT source, status, fee_amount FROM core.dossier") == [(told, number, number * 1000)]


def test_a_change_of_precedence_blends_every_record_again(nights: Nights) -> None:
    nights.night(igate(1, f"{CODE} | 4 | 05/01/2026 | | | 50.000\n{OTHER} | 4 | 05/01/2026 | | |"))
    nights.night(exports(2, f"{CODE} | 9 | 05/01/2026 | | 02/02/2026 |"))
    assert nights.one("source, status, fee_amount", CODE) == ("igate", 4, 50_000)
    nights.precedence = ("exports", "igate")
    nights.night(igate(3, f"{OTHER} | 5 | 05/01/2026 | | |"))
    assert nights.one("source, status, fee_amount", CODE) == ("exports", 9, 50_000)
    assert nights.one("source, status", OTHER) == ("igate", 5)
    assert nights.query("SELECT source FROM ops.precedence ORDER BY place") == [("exports",), ("igate",)]


def test_a_record_that_its_giver_deleted_is_deleted_though_an_export_still_has_it(nights: Nights) -> None:
    nights.night(exports(1, f"{CODE} | 4 | 05/01/2026 | | | 50.000"), igate(2, f"{CODE} | 5 | 05/01/2026 | | |"))
    assert nights.vanish([]) == 1
    assert nights.one("source, status, fee_amount, is_deleted", CODE) == ("igate", 5, 50_000, True)
    nights.night(igate(5, f"{CODE} | 5 | 05/01/2026 | | |"))
    assert nights.one("source, is_deleted, version_no", CODE) == ("igate", False, 3)


def test_what_a_source_deleted_fills_no_other_record(nights: Nights) -> None:
    nights.precedence = ("exports", "igate")
    nights.night(exports(1, f"{CODE} | 4 | 05/01/2026 | | |"), igate(2, f"{CODE} | 5 | 05/01/2026 | | | 50.000"))
    assert nights.one("fee_amount", CODE) == (50_000,)
    nights.vanish([])
    assert nights.one("source, fee_amount, is_deleted", CODE) == ("exports", None, False)


def test_a_late_file_of_a_filling_source_may_tell_of_an_earlier_due_date(nights: Nights) -> None:
    nights.night(igate(3, f"{CODE} | 4 | 05/01/2026 | 30/01/2026 | |"))
    nights.night(exports(4, f"{CODE} | 4 | 05/01/2026 | 25/01/2026 | |"))
    nights.night(exports(2, f"{CODE} | 4 | 05/01/2026 | 20/01/2026 | |", name="late.csv"))
    due = (datetime(2026, 1, 30, 23, 59, 59), datetime(2026, 1, 20, 23, 59, 59))
    assert nights.one("due_at, first_due_at", CODE) == due


STEPS = "dossier_code step_no status started_at"


def test_the_steps_of_one_dossier_come_from_one_source(nights: Nights) -> None:
    mine = f"{CODE} | 1 | 2 | 05/01/2026\n{CODE} | 2 | 4 | 06/01/2026\n{OTHER} | 1 | 2 | 05/01/2026"
    nights.night(exports(1, mine, STEPS), dataset="step")
    account = nights.night(igate(2, f"{CODE} | 1 | 2 | 05/01/2026 08:00", STEPS), dataset="step")
    assert account["a.json"] == Account(1, 1, 0, 0)
    columns = "SELECT source, dossier_code, step_no, started_at FROM core.dossier_step ORDER BY 2, 3"
    assert nights.query(columns) == [
        ("igate", CODE, 1, datetime(2026, 1, 5, 8)),
        ("exports", OTHER, 1, datetime(2026, 1, 5)),
    ]
    nights.night(exports(3, f"{CODE} | 2 | 5 | 07/01/2026\n{OTHER} | 2 | 4 | 07/01/2026", STEPS), dataset="step")
    assert [row[:3] for row in nights.query(columns)] == [
        ("igate", CODE, 1),
        ("exports", OTHER, 1),
        ("exports", OTHER, 2),
    ]
    (open_rows,) = nights.query("SELECT count(*) FROM core.dossier_step_version WHERE valid_to IS NULL")
    assert open_rows == (5,)


def test_a_figure_returned_by_two_sources_stands_once(nights: Nights) -> None:
    columns = "period_text unit_code_raw indicator_id numerator denominator"
    nights.night(exports(1, "01/2026 | H13.101 | D01 | 5 | 10", columns), dataset="unit_return")
    nights.night(exports(2, "01/2026 | H13.101 | D01 | | 20", columns, source="a_portal"), dataset="unit_return")
    assert nights.query("SELECT source, numerator, denominator FROM core.unit_return") == [("exports", 5, 10)]


CELLS = ("20/01/2026", "02/02/2026", "50.000")
KNOWS = st.tuples(*[st.booleans()] * len(CELLS))


#: The second part of a dossier's code says in which order its sources come.
TOGETHER, IGATE_FIRST, EXPORTS_FIRST = "260105", "260106", "260107"


def lines_of(knows: dict[int, tuple[bool, ...]], *orders: str) -> str:
    """Return rows of the same dossiers for each order, differing in nothing but what they know."""
    return "\n".join(
        f"H13.101-{order}-{number:04} | 4 | 05/01/2026 | "
        + " | ".join(cell if known else "" for cell, known in zip(CELLS, row, strict=True))
        for order in orders
        for number, row in knows.items()
    )


@settings(max_examples=10, deadline=None)
@given(
    first=st.dictionaries(st.integers(1, 4), KNOWS, min_size=1),
    second=st.dictionaries(st.integers(1, 4), KNOWS, min_size=1),
)
def test_the_record_is_the_same_in_whatever_order_its_sources_come(
    empty_file: Path,
    tmp_path_factory: pytest.TempPathFactory,
    first: dict[int, tuple[bool, ...]],
    second: dict[int, tuple[bool, ...]],
) -> None:
    folder = tmp_path_factory.mktemp("order")
    copyfile(empty_file, folder / "motcua.duckdb")
    nights = Nights(folder / "motcua.duckdb")
    accounts = [
        nights.night(
            igate(1, lines_of(first, TOGETHER, IGATE_FIRST)), exports(1, lines_of(second, TOGETHER, EXPORTS_FIRST))
        ),
        nights.night(igate(1, lines_of(first, EXPORTS_FIRST)), exports(1, lines_of(second, IGATE_FIRST))),
    ]
    assert all(one.read == one.loaded + one.unchanged for night in accounts for one in night.values())
    columns = "source, right(dossier_code, 4), status, received_at, due_at, finished_at, fee_amount, first_due_at"
    told = [
        nights.query(f"SELECT {columns} FROM core.dossier WHERE contains(dossier_code, '{order}') ORDER BY 2")
        for order in (TOGETHER, IGATE_FIRST, EXPORTS_FIRST)
    ]
    assert told[0] == told[1] == told[2]
    giver = dict.fromkeys(second, "exports") | dict.fromkeys(first, "igate")
    assert {row[1]: row[0] for row in told[0]} == {f"{number:04}": source for number, source in giver.items()}
