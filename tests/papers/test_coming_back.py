"""The late list comes back: officers fill in cause, letter and new appointment, and put the file into the inbox."""

from __future__ import annotations

import csv
import io
from datetime import date
from pathlib import Path
from shutil import copytree

import openpyxl
import pytest

from connectors.contract import load_contracts
from connectors.headings import find_heading
from flows.reports.papers.asked import find_unit
from flows.reports.papers.papers import Paper, write_paper
from flows.reports.periods import parse_period
from tests.exports.reading import Reader
from tests.flows.home import Home
from tests.flows.plain_night import plain_night
from tests.papers.conftest import AS_OF, lines, publication

MONDAY = date(2026, 11, 23)
LETTERS = """
SELECT dossier_code, sent_on, reappointed_on FROM core.apology
WHERE sent_on IS NOT NULL OR reappointed_on IS NOT NULL ORDER BY dossier_code, sent_on
"""
LOADS = """
SELECT dataset, status, rows_read, rows_loaded, rows_unchanged, rows_quarantined, message, unknown_headings
FROM ops.load WHERE file LIKE 'phu-luc%' AND status <> 'known' ORDER BY run_id, file
"""
C07 = """
SELECT numerator, denominator FROM mart.indicator_value
WHERE indicator_id = 'C07' AND basis = 'city' AND unit_code = 'H13' AND procedure_code IS NULL
AND period_kind = 'report_month' AND period_end = DATE '2026-11-14'
"""
LEFT_BLANK = "1 dòng chưa điền “Ngày gửi thư xin lỗi”, “Ngày hẹn lại”, “Nguyên nhân”: chưa có số liệu."


def fill(home: Home, name: str, answers: dict[str, tuple[object, object, object]]) -> Path:
    """Take a paper of the published month 11, answer some dossiers, and put it into the inbox."""
    book = openpyxl.load_workbook(home.data / "published/reports" / name)
    for row in book.worksheets[0].iter_rows(min_row=7):
        if (code := row[1].value) in answers:
            for cell, answer in zip(row[8:11], answers[str(code)], strict=True):
                cell.value = answer
    book.save(home.inbox / name)
    return home.inbox / name


def answer_both(home: Home) -> None:
    """A letter with a cause for a dossier resolved late, a letter and a new day for an open one; two rows stay blank."""
    fill(home, "phu-luc-I_H13_2026-11.xlsx", {"H13.101-261001-0001": ("Chờ xác minh", date(2026, 10, 22), None)})
    answers = {"H13.102-261005-0001": (None, "13/11/2026", date(2026, 11, 30))}
    fill(home, "phu-luc-II_H13_2026-11.xlsx", answers)


@pytest.fixture(scope="module")
def answered(first_night: Home, tmp_path_factory: pytest.TempPathFactory) -> Home:
    """The city after the night that read both annexes; tests only read it."""
    home = Home(copytree(first_night.folder, tmp_path_factory.mktemp("answered") / "city", symlinks=True))
    answer_both(home)
    plain_night(home.config, MONDAY)
    return home


def test_letters_filled_in_count_the_next_night(first_night: Home, answered: Home) -> None:
    home = answered
    assert first_night.query(C07) == []  # nobody had told of any letter
    assert home.query(LOADS) == [("apology", "loaded", 2, 2, 0, 0, LEFT_BLANK, None)] * 2
    assert home.query("SELECT count(*) FROM ops.quarantine") == [(0,)]
    assert home.query(LETTERS) == [
        ("H13.101-261001-0001", date(2026, 10, 22), None),
        ("H13.102-261005-0001", date(2026, 11, 13), date(2026, 11, 30)),
    ]
    assert home.query(C07) == [(2, 4)]  # of two resolved late and two overdue at the end of 14/11
    late = "SELECT dossier_code, apology_sent_on FROM mart.late_dossier WHERE apology_sent_on IS NOT NULL ORDER BY 1"
    assert home.query(late) == [(code, sent_on) for code, sent_on, _ in home.query(LETTERS)]
    reprinted = home.data / "published/reports/phu-luc-II_H13_2026-11.xlsx"
    shown = lines(openpyxl.load_workbook(reprinted, data_only=True).worksheets[0])
    assert [row[8:11] for row in shown if row[1] == "H13.102-261005-0001"] == [
        [None, date(2026, 11, 13), date(2026, 11, 30)]
    ]


def test_a_paper_printed_again_and_sent_back_tells_only_what_is_new(answered: Home, tmp_path: Path) -> None:
    """The letter printed on it is known; a day that cannot be read is set aside alone."""
    home = Home(copytree(answered.folder, tmp_path / "city", symlinks=True))
    letters = home.query(LETTERS)
    fill(home, "phu-luc-I_H13_2026-11.xlsx", {"H13.101-261001-0002": ("Chờ xác minh", "hôm qua", None)})
    plain_night(home.config, MONDAY)
    assert home.query(LETTERS) == letters
    assert [row[2:6] for row in home.query(LOADS)][-1] == (2, 0, 1, 1)
    assert home.query("SELECT row_number, column_name, rule FROM ops.quarantine") == [(9, "sent_on", "unreadable")]


@pytest.mark.parametrize(
    "more",
    [
        [],
        [["Tổng cộng", "2", *[""] * 10], ["Lê Văn A", *[""] * 7, "Trần Thị B", *[""] * 3]],  # typed by hand
    ],
)
def test_saved_as_text_it_is_read_all_the_same(first_night: Home, tmp_path: Path, more: list[list[str]]) -> None:
    """Letterhead, unit rows, subtotals, totals and the signature block are no rows; dossiers are, answered or not."""
    book = openpyxl.load_workbook(first_night.data / "published/reports/phu-luc-I_H13_2026-11.xlsx", data_only=True)
    rows = [["" if value is None else str(value) for value in row] for row in book.worksheets[0].values]
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=";").writerows([*rows, *more])
    read = Reader(tmp_path).content(text.getvalue())
    assert read.file.dataset == "apology"
    assert read.column("dossier_code") == ["H13.101-261001-0001", "H13.101-261001-0002"]


@pytest.mark.parametrize("paper", [Paper.LATE_RESOLVED, Paper.LATE_OPEN])
@pytest.mark.parametrize("period", ["2026-11", "2026-12"])
def test_every_annex_is_known_by_its_headings_as_letters_and_nothing_on_it_is_unknown(
    first_night: Home, tmp_path: Path, paper: Paper, period: str
) -> None:
    with publication(first_night) as published:
        unit = find_unit(published.connection, "H13", AS_OF)
        write_paper(published, paper, parse_period(period, "report"), unit, tmp_path / "phu-luc.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "phu-luc.xlsx", data_only=True).worksheets[0]
    rows = [(number, [str(cell or "") for cell in row]) for number, row in enumerate(sheet.values, start=1)]
    heading = find_heading(rows, load_contracts())
    assert heading is not None
    assert (heading.contract.id, heading.first_row, heading.last_row) == ("apology", 5, 5)
    assert (heading.unknown, heading.missing) == ((), ())
