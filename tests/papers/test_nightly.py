"""The papers that every night leaves behind, and `motcua form`."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import openpyxl
import pytest

from flows.reports.papers.papers import Paper, paper_name
from flows.reports.papers.templates import load_templates, template_on
from flows.reports.periods import parse_period
from tests.flows.home import Home, ask


def test_the_running_month_and_the_last_one_of_city_and_units_lie_beside_the_page(first_night: Home) -> None:
    """The office that was on time has no annex; a unit without dossiers in a period has no paper of it."""
    reports = first_night.data / "published/reports"
    found = {str(path.relative_to(reports)) for path in reports.rglob("*.xlsx")}
    city = {
        f"{kind}_H13_2026-{month}" for kind in ("II.06a", "phu-luc-I", "phu-luc-II", "chi-tieu") for month in (11, 12)
    }
    assert {name.removesuffix(".xlsx") for name in found if "/" not in name} == city
    ninh_kieu = {name.split("/")[-1] for name in found if name.startswith("don-vi/H13.101/")}
    assert ninh_kieu == {
        *("II.06a_H13.101_2026-11.xlsx", "phu-luc-I_H13.101_2026-11.xlsx", "phu-luc-II_H13.101_2026-11.xlsx"),
        *("II.06a_H13.101_2026-12.xlsx", "phu-luc-I_H13.101_2026-12.xlsx"),
        *("chi-tieu_H13.101_2026-11.xlsx", "chi-tieu_H13.101_2026-12.xlsx"),
    }
    assert not any("phu-luc" in name for name in found if name.startswith("don-vi/H13.01/"))
    assert not any(name.startswith("don-vi/H13.103/II.06a") for name in found)


def test_the_paper_of_the_night_is_that_of_the_command(first_night: Home, tmp_path: Path) -> None:
    out = tmp_path / "in.xlsx"
    for kind in Paper:
        assert ask(first_night, "form", kind, "--period", "2026-11", "--unit", "H13.101", "--out", str(out)) == 0
        name = paper_name(kind, "H13.101", parse_period("2026-11", "report"))
        nightly = first_night.data / "published/reports/don-vi/H13.101" / f"{name}.xlsx"
        asked, written = (openpyxl.load_workbook(path).worksheets[0] for path in (out, nightly))
        assert list(asked.values) == list(written.values)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["07a", "--period", "2026-11", "--out", "x.xlsx"], "06a, phu-luc-1, phu-luc-2, chi-tieu"),
        (["06a", "--period", "2026-11", "--out", "x.docx"], ".xlsx hoặc .pdf"),
        (["06a", "--period", "2027-11", "--out", "x.xlsx"], "bắt đầu ngày 15/10/2027"),
        (["phu-luc-1", "--period", "2026-11", "--unit", "H99", "--out", "x.xlsx"], "H99"),
        (["chi-tieu", "--period", "2024-11", "--out", "x.xlsx"], "Chưa có số liệu"),
    ],
)
def test_what_cannot_be_written_is_a_usage_error_that_says_what_to_do(
    first_night: Home,
    arguments: list[str],
    said: str,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    monkeypatch.chdir(tmp_path)
    assert ask(first_night, "form", *arguments) == 3
    assert said in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_cannot_be_written_is_no_usage_error(first_night: Home, tmp_path: Path) -> None:
    (tmp_path / "x.xlsx").mkdir()
    assert ask(first_night, "form", "phu-luc-1", "--period", "2026-11", "--out", str(tmp_path / "x.xlsx")) == 1


def test_pdf_without_libreoffice_says_what_to_install(
    first_night: Home, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert ask(first_night, "form", "06a", "--period", "2026-11", "--out", str(tmp_path / "x.pdf")) == 3
    assert "libreoffice-calc" in capsys.readouterr().err


def test_a_libreoffice_that_fails_or_hangs_is_told_and_leaves_nothing(
    first_night: Home, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    program = tmp_path / "bin" / "soffice"
    program.parent.mkdir()
    program.write_text("#!/bin/sh\nexit 77\n", encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{program.parent}:/usr/bin:/bin")
    arguments = ["form", "06a", "--period", "2026-11", "--out", str(tmp_path / "x.pdf")]
    assert ask(first_night, *arguments) == 1
    assert "LibreOffice không tạo được PDF" in capsys.readouterr().err
    program.write_text("#!/bin/sh\nsleep 60 & wait\n", encoding="utf-8")
    monkeypatch.setattr("flows.reports.papers.pdf.LONGEST_SECONDS", 0.2)
    assert ask(first_night, *arguments) == 1
    assert "đã dừng" in capsys.readouterr().err
    assert not (tmp_path / "x.pdf").exists()


def test_the_version_of_the_form_is_that_of_the_last_day(tmp_path: Path) -> None:
    assert template_on("06a", date(2026, 11, 14)).id == "II.06a/VPCP/KSTT"
    assert template_on("06a", date(2019, 1, 14)).id == "II.06a/VPCP/KSTT"  # the oldest one that is known
    assert all(version.source and (version.valid_to or date.max) > version.valid_from for version in load_templates())
