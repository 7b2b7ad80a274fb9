"""Unit returns end to end: the template, filled in by officers, read by a night, told by the commands."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from connectors.contract import load_contracts
from flows.reports.returned import returned_indicators
from tests.flows.home import Home, ask, dossier, make_home
from tests.flows.plain_night import plain_night

AS_OF = date(2026, 4, 15)
#: Template cells, from 1: rows of figures begin at 6; columns of the unit, the indicator and the figures.
FIRST, UNIT, INDICATOR, NUMERATOR, DENOMINATOR, NOTE = 6, 2, 4, 6, 7, 8


def sheet_of(path: Path) -> tuple[openpyxl.Workbook, Worksheet]:
    book = openpyxl.load_workbook(path)
    return book, book["Kê khai"]


def rows_of(sheet: Worksheet) -> dict[tuple[str, str], int]:
    """Row numbers of a template by unit and indicator."""
    return {
        (str(sheet.cell(row, UNIT).value), str(sheet.cell(row, INDICATOR).value)): row
        for row in range(FIRST, sheet.max_row + 1)
    }


def fill(path: Path, figures: dict[tuple[str, str], tuple[float | str | None, float | None]]) -> None:
    book, sheet = sheet_of(path)
    rows = rows_of(sheet)
    for place, (numerator, denominator) in figures.items():
        sheet.cell(rows[place], NUMERATOR).value = numerator
        sheet.cell(rows[place], DENOMINATOR).value = denominator
    book.save(path)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """A city with one night behind it."""
    home = make_home(tmp_path_factory.mktemp("returns") / "city")
    home.put("ho-so.csv", [dossier(number) for number in range(1, 6)], datetime(2026, 2, 20, 18))
    plain_night(home.config, AS_OF)
    return home


@pytest.fixture(scope="module")
def template(home: Home) -> Path:
    """The city's template of the first quarter."""
    out = home.folder / "mau" / "ke-khai.xlsx"
    assert ask(home, "returns", "template", "--period", "2026-Q1", "--out", str(out)) == 0
    return out


@pytest.fixture(scope="module")
def returned(home: Home, template: Path) -> Home:
    """The city after the units' templates: one filled in, with errors; and a file without a column of denominators."""
    filled = home.inbox / "ke-khai-quy-1.xlsx"
    filled.write_bytes(template.read_bytes())
    fill(
        filled,
        {
            ("H13.101", "C20"): (1, 1),
            ("H13.102", "C20"): (0, 1),
            ("H13.01", "C25a"): (30, 40),
            ("H13.01", "C25b"): (41, 40),
            ("H13.02", "C25a"): (5, None),
            ("H13.01", "D01"): (-1, 4),
            ("H13.01", "D02"): (1.5, 3),
            ("H13.01", "Đ10"): (None, 12),
            ("H13.02", "C25b"): ("nhiều", 3),
        },
    )
    plain_night(home.config, AS_OF)
    home.put("thieu-cot.csv", ["quý 1/2026;H13.01;C25a;99"], datetime(2026, 4, 14), "Kỳ;Mã đơn vị;Mã chỉ số;Tử số")
    assert plain_night(home.config, AS_OF).status == "published"
    return home


def test_every_indicator_that_units_may_return_is_asked_or_told_by_the_dossiers() -> None:
    asked = {indicator.id for indicator in returned_indicators()}
    (rule,) = [r for r in load_contracts()["unit_return"].rules if r.id == "indicator_not_returned"]
    accepted = set(rule.holds.split("'")[1::2])
    assert accepted - asked == {"C26", "C26_1", "C26_3", "C26_9"}
    assert asked <= accepted


def test_the_template_asks_each_unit_by_its_kind(template: Path) -> None:
    places = set(rows_of(sheet_of(template)[1]))
    assert ("H13.101", "C20") in places
    assert ("H13.101", "C25a") not in places
    assert ("H13.01", "C25a") in places
    assert ("H13.01", "C20") not in places
    assert not [place for place in places if place[0] == "H13"]
    # the circular of the nine indices was no longer in force in 2026
    assert not [place for place in places if place[1].startswith("C26")]


def test_only_what_is_to_be_filled_in_can_be_changed(template: Path) -> None:
    sheet = sheet_of(template)[1]
    row = rows_of(sheet)["H13.01", "D01"]
    assert sheet.protection.sheet
    open_columns = [cell.column for cell in sheet[row] if not cell.protection.locked]
    assert open_columns == [NUMERATOR, DENOMINATOR, NOTE, NOTE + 1]
    certificates = rows_of(sheet)["H13.01", "Đ10"]
    assert sheet.cell(certificates, NUMERATOR).protection.locked
    assert sheet.freeze_panes == "A6"
    assert sheet.page_setup.orientation == "landscape"
    assert str(sheet.page_setup.paperSize) == "9"
    assert {v.type for v in sheet.data_validations.dataValidation} == {"decimal"}


def test_a_template_nobody_has_filled_in_says_nothing(
    home: Home, template: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert ask(home, "inspect", str(template)) == 0
    told = capsys.readouterr().out
    asked = len(rows_of(sheet_of(template)[1]))
    assert f"{asked} dòng chưa điền" in told
    assert "lạ" not in told


def test_filled_in_figures_become_indicators(returned: Home) -> None:
    query = (
        "SELECT unit_code, indicator_id, numerator, denominator FROM mart.indicator_value WHERE period_kind = 'quarter'"
        " AND period_start = '2026-01-01' AND indicator_id IN ('C20', 'C25a', 'C25b', 'D01', 'D02', 'Đ10')"
        " ORDER BY indicator_id, unit_code"
    )
    assert returned.query(query) == [
        ("H13", "C20", 1, 2),
        ("H13.101", "C20", 1, 1),
        ("H13.102", "C20", 0, 1),
        ("H13", "C25a", 30, 40),
        ("H13.01", "C25a", 30, 40),
        ("H13", "D01", -1, 4),
        ("H13.01", "D01", -1, 4),
        ("H13", "D02", 1.5, 3),
        ("H13.01", "D02", 1.5, 3),
        ("H13", "Đ10", 0, 12),
        ("H13.01", "Đ10", 0, 12),
    ]


def test_what_cannot_be_is_set_aside_with_its_row_and_reason(returned: Home, template: Path) -> None:
    rows = rows_of(sheet_of(template)[1])
    found = returned.query(
        "SELECT file, row_number, column_name, rule FROM ops.quarantine WHERE dataset = 'unit_return' ORDER BY ALL"
    )
    assert found == sorted(
        [
            ("ke-khai-quy-1.xlsx", rows["H13.01", "C25b"], "numerator", "share_beyond_one"),
            ("ke-khai-quy-1.xlsx", rows["H13.02", "C25b"], "numerator", "unreadable"),
        ]
    )
    ((read, loaded, message),) = returned.query(
        "SELECT rows_read, rows_loaded, message FROM ops.load WHERE file = 'ke-khai-quy-1.xlsx' AND status = 'loaded'"
    )
    assert (read, loaded) == (len(rows), len(rows) - 2)
    assert f"{len(rows) - 9} dòng chưa điền" in message


def test_the_list_tells_who_has_returned_what(returned: Home, capsys: pytest.CaptureFixture[str]) -> None:
    assert ask(returned, "returns", "list", "--period", "2026-Q1") == 0
    told = capsys.readouterr().out.splitlines()
    line = next(line for line in told if line.startswith("H13.01 "))
    assert "C25a, D01, D02, Đ10" in line
    assert "C07, C07b, C07c, C25b, C25c, D04" in line
    assert "—" in next(line for line in told if line.startswith("H13.103 "))
    assert told[-1].startswith("3 trong ")


def test_indicators_that_nobody_returned_have_no_figure_and_are_never_zero(
    returned: Home, capsys: pytest.CaptureFixture[str]
) -> None:
    assert ask(returned, "indicators", "--period", "2026-Q1", "--unit", "H13.02") == 0
    told = capsys.readouterr().out.splitlines()
    (line,) = [line for line in told if line.startswith("C25c ")]
    assert "chưa có số liệu" in line
    assert ask(returned, "indicators", "--period", "2019-Q1") == 3


def test_a_template_of_one_unit_and_a_report_period(home: Home, tmp_path: Path) -> None:
    out = tmp_path / "mot-don-vi.xlsx"
    arguments = ("returns", "template", "--period", "2026-H1", "--calendar", "report", "--unit", "H13.101")
    assert ask(home, *arguments, "--out", str(out)) == 0
    sheet = sheet_of(out)[1]
    assert {unit for unit, _ in rows_of(sheet)} == {"H13.101"}
    assert sheet.cell(FIRST, 1).value == "BC 2026-H1"


@pytest.mark.parametrize(
    "arguments",
    [
        ("--period", "2026-Q5", "--out", "x.xlsx"),
        ("--period", "2026-Q1", "--out", "x.csv"),
        ("--period", "2026-Q1", "--unit", "H99", "--out", "x.xlsx"),
    ],
)
def test_a_template_that_cannot_be_made_is_a_usage_error(home: Home, arguments: tuple[str, ...]) -> None:
    assert ask(home, "returns", "template", *arguments) == 3
