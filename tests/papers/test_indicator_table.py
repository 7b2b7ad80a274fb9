"""The table of indicators: every figure with its parts, what is missing said, what is not verified marked."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from flows.reports.papers.asked import find_unit
from flows.reports.papers.indicator_rows import IndicatorRow
from flows.reports.papers.indicator_sheet import COLUMNS, write_indicator_table
from flows.reports.papers.origin import Origin
from flows.reports.papers.papers import Paper, Published, write_paper
from flows.reports.papers.signature import SignatureBlock
from flows.reports.periods import parse_period
from tests.papers.conftest import AS_OF

MONTH = parse_period("2026-11", "report")
HEADINGS = [heading for heading, _ in COLUMNS]


def table(published: Published, path: Path, unit: str = "H13") -> dict[str, dict[str, object]]:
    """Return the rows of a unit's table by indicator."""
    write_paper(published, Paper.INDICATORS, MONTH, find_unit(published.connection, unit, AS_OF), path)
    rows = list(openpyxl.load_workbook(path, data_only=True).worksheets[0].iter_rows(min_row=5, values_only=True))
    assert list(rows[0]) == HEADINGS
    return {str(row[1]): dict(zip(HEADINGS, row, strict=True)) for row in rows[2:] if row[1]}


def test_a_rate_stands_with_its_parts_and_its_source(published: Published, tmp_path: Path) -> None:
    """Of the three dossiers that the city resolved in month 11, two were late."""
    row = table(published, tmp_path / "t.xlsx")["C02"]
    assert [row[name] for name in ("Tử số", "Mẫu số", "Giá trị", "Số liệu của")] == [
        2,
        3,
        pytest.approx(2 / 3),
        "Thành phố",
    ]
    assert row["Kiểm chứng"] == "Đã kiểm chứng"
    formula = openpyxl.load_workbook(tmp_path / "t.xlsx").worksheets[0]
    place = next(cell.row for cell in formula["B"] if cell.value == "C02")
    assert formula[f"H{place}"].value == f'=IF(G{place}=0,"—",F{place}/G{place})'
    assert formula[f"H{place}"].number_format == "0.00%"


def test_the_table_holds_what_the_warehouse_publishes(published: Published, tmp_path: Path) -> None:
    shown = table(published, tmp_path / "t.xlsx", "H13.101")
    figures = published.connection.execute(
        "SELECT indicator_id, numerator, denominator, value, score, target FROM mart.indicator_value WHERE basis = 'city'"
        " AND unit_code = 'H13.101' AND procedure_code IS NULL AND period_kind = $kind AND period_start = $start",
        {"kind": MONTH.kind, "start": MONTH.start},
    ).fetchall()
    assert len(figures) > 5
    for indicator, numerator, denominator, value, score, target in figures:
        row = shown[indicator]
        assert (row["Tử số"], row["Mẫu số"]) == (pytest.approx(numerator), pytest.approx(denominator))
        assert row["Giá trị"] == ("—" if value is None else pytest.approx(value))
        assert (row["Điểm"], row["Mục tiêu"]) == (score, target)
        assert (row["Văn bản giao mục tiêu"] is None) == (target is None)


def test_what_nobody_gave_is_missing_and_never_zero(published: Published, tmp_path: Path) -> None:
    row = table(published, tmp_path / "t.xlsx")["C20"]
    assert [row[name] for name in ("Tử số", "Mẫu số", "Giá trị", "Điểm")] == [None, None, "chưa có số liệu", None]


def indicator(**known: object) -> IndicatorRow:
    given: dict[str, object] = dict.fromkeys(IndicatorRow.__dataclass_fields__) | {
        **{"unit_code": "H13", "indicator_id": "C01", "title": "Tên", "formula": "a / b", "unit_of_measure": "%"},
        **{"status": "R", "source": "Căn cứ", "basis": "city", "numerator": 9.0, "denominator": 10.0, "value": 0.9},
    }
    return IndicatorRow(**given | known)


def first_row(path: Path, row: IndicatorRow) -> dict[str, object]:
    write_indicator_table(path, [row], Origin("H13", "Thành phố", MONTH, AS_OF, "R1"), SignatureBlock())
    sheet = openpyxl.load_workbook(path, data_only=True).worksheets[0]
    return {heading: (cell.value, cell.number_format) for heading, cell in zip(HEADINGS, sheet[7], strict=True)}


def test_target_change_and_standing(tmp_path: Path) -> None:
    """From 92,5% to 90% are 2,5 points down; a target of at least 95% is missed."""
    row = indicator(target=0.95, comparator="ge", document="NQ 1", meets_target=False, value_before=0.925)
    shown = first_row(tmp_path / "t.xlsx", row)
    assert shown["Mục tiêu"] == (0.95, '"≥ "0.00%')
    assert [shown[name][0] for name in ("Văn bản giao mục tiêu", "Đạt mục tiêu", "Kiểm chứng")] == [
        *("NQ 1", "Chưa đạt", "Chưa kiểm chứng")
    ]
    assert shown["Thay đổi so với kỳ trước"][0] == pytest.approx(-2.5)
    assert "điểm %" in shown["Thay đổi so với kỳ trước"][1]


@pytest.mark.parametrize("text", ["=cmd()", "@x", "y" * 40_000, "a\u202eb\x01", '"& quot'])
def test_texts_of_the_catalogue_stay_texts(tmp_path: Path, text: str) -> None:
    row = indicator(title=text, formula=text, source=text, unit_of_measure=text, document=text, indicator_id=text)
    first_row(tmp_path / "t.xlsx", row)
    sheet = openpyxl.load_workbook(tmp_path / "t.xlsx").worksheets[0]
    assert {sheet[f"{column}7"].data_type for column in "BCDIKQ"} == {"s"}
    assert all(len(str(sheet[f"{column}7"].value)) <= 400 for column in "BCDIKQ")
