"""From a value on the screen down to its dossiers, and what would win points; read from the published file alone."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.flows.conftest import FourNights
from tests.flows.home import ask

# 22 dossiers received on 2 February and due on the 10th: one finished on the 5th, 21 still open on the 20th.
FEBRUARY = ("--period", "2026-02")


def _said(four_nights: FourNights, capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert ask(four_nights.home, *arguments, *FEBRUARY) == 0
    return capsys.readouterr().out


def test_an_explanation_says_what_is_counted_by_which_text_and_what_came_out(
    four_nights: FourNights, capsys: pytest.CaptureFixture[str]
) -> None:
    said = _said(four_nights, capsys, "indicators", "--explain", "c05")
    for words in (
        "C05 — Tiến độ giải quyết theo Bộ chỉ số 766",
        "Cách tính: theo quy tắc của Cổng DVCQG",
        "Căn cứ: QĐ 766/QĐ-TTg, mục 2.1 · Mức kiểm chứng: đã đối chiếu · Hiệu lực: từ 01/08/2022",
        "Giá trị: 4,55% = 1/22",
        "Mục tiêu: không có mục tiêu đã đối chiếu",
        "Điểm 766: 0,91/20",
        "TẠM TÍNH",
        "So cùng kỳ năm trước: chưa có số liệu",
        "Đứng sau: 22 hồ sơ, 1 tính vào tử số",
    ):
        assert words in said
    assert said.count("H13.101-260202-") == 21
    assert "H13.101-260202-0022" not in said
    assert _said(four_nights, capsys, "indicators", "--explain", "C05", "--all").count("H13.101-260202-") == 22


def test_an_explanation_names_nobody(four_nights: FourNights, capsys: pytest.CaptureFixture[str]) -> None:
    for indicator in ("C03", "C05", "C17", "D05"):
        said = _said(four_nights, capsys, "indicators", "--explain", indicator, "--all")
        assert "Vắng Mặt" not in said
        assert "Chủ hồ sơ" not in said


def test_what_is_not_verified_is_never_shown_as_law(
    four_nights: FourNights, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = _said(four_nights, capsys, "indicators").splitlines()
    (one_province,) = [line for line in lines if line.startswith("C04 ")]
    assert "chưa kiểm chứng" in one_province
    (verified,) = [line for line in lines if line.startswith("C03 ")]
    assert "chưa kiểm chứng" not in verified
    assert "chưa kiểm chứng" in _said(four_nights, capsys, "indicators", "--explain", "D01")


def test_where_nothing_was_given_the_answer_is_no_figures_and_never_zero(
    four_nights: FourNights, capsys: pytest.CaptureFixture[str]
) -> None:
    said = _said(four_nights, capsys, "indicators", "--explain", "D01")
    assert "Giá trị: chưa có số liệu" in said
    assert "Đứng sau" not in said


def test_the_whole_list_goes_to_a_workbook_or_csv(
    four_nights: FourNights, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    book, table = tmp_path / "c03.xlsx", tmp_path / "c03.csv"
    said = _said(four_nights, capsys, "indicators", "--explain", "C03", "--out", str(book), "--limit", "5")
    assert "21" in said
    definition, records = load_workbook(book).worksheets
    assert str(definition["A1"].value).startswith("C03 — ")
    rows = list(records.iter_rows(values_only=True))
    assert rows[0][0] == "Mã hồ sơ"
    assert len(rows) == 22
    assert sum(row[-2] for row in rows[1:]) == 21
    _said(four_nights, capsys, "indicators", "--explain", "C03", "--out", str(table))
    with table.open(encoding="utf-8-sig", newline="") as file:
        lines = list(csv.reader(file))
    assert [len(lines), lines[1][0], lines[1][4]] == [22, "H13.101-260202-0001", "10/02/2026"]


@pytest.mark.parametrize(
    "arguments",
    [
        ["indicators", "--explain", "C99"],
        ["indicators", "--explain", "C03", "--unit", "H99"],
        ["indicators", "--explain", "C03", "--out", "c03.pdf"],
        ["scores", "--unit", "H99"],
        ["scores", "--explain", "C99"],
    ],
)
def test_what_is_not_known_is_a_usage_error(
    four_nights: FourNights, arguments: list[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    assert ask(four_nights.home, *arguments, *FEBRUARY) == 3
    assert list(tmp_path.iterdir()) == []


def test_scores_say_what_would_win_points(four_nights: FourNights, capsys: pytest.CaptureFixture[str]) -> None:
    said = _said(four_nights, capsys, "scores")
    shown, gains = said.split("Còn thiếu gì để thêm điểm")
    (progress,) = [line for line in shown.splitlines() if line.startswith("  C05 ")]
    assert "1/22" in progress
    assert "0,91/20" in progress
    (online,) = [line for line in shown.splitlines() if line.startswith("CLGQ ")]
    assert "≈" in online
    assert "chưa có" in online
    (more,) = [line.split("  ") for line in gains.splitlines() if line.startswith("C05 ")]
    cells = [cell.strip() for cell in more if cell.strip()]
    # 21 more earn the 19.09 that are missing, each 20/22; 1.00 needs 0.995/20·22 = 1.09, so one more
    assert cells[2:] == ["19,09", "21 hồ sơ", "0,9091", "1", "1"]


def test_scores_explain_their_own_criterion(four_nights: FourNights, capsys: pytest.CaptureFixture[str]) -> None:
    assert _said(four_nights, capsys, "scores", "--explain", "C05") == _said(
        four_nights, capsys, "indicators", "--explain", "C05"
    )
