"""What the reading commands show of a publication, and that they only read."""

from __future__ import annotations

import io
import json
from datetime import date
from pathlib import Path

import duckdb
import pytest
from openpyxl import load_workbook

from tests.flows.conftest import FourNights
from tests.flows.home import ask, make_home

CODE = "H13.101-260202-0021"

# ---------------------------------------------------------------- sql


def test_sql_shows_a_table_or_csv(four_nights: FourNights, capsys: pytest.CaptureFixture[str]) -> None:
    query = "SELECT status, count(*) AS dossiers FROM core.dossier GROUP BY status ORDER BY status"
    assert ask(four_nights.home, "sql", query, "--csv") == 0
    assert capsys.readouterr().out == "status,dossiers\n4,21\n9,1\n"
    assert ask(four_nights.home, "sql", query) == 0
    assert "dossiers" in capsys.readouterr().out


MANY = "SELECT i AS n, 'ệ' AS letter FROM range(45) AS t(i) ORDER BY i"


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


def test_sql_writes_the_whole_answer_into_a_pipe(four_nights: FourNights, capsys: pytest.CaptureFixture[str]) -> None:
    assert ask(four_nights.home, "sql", MANY) == 0
    assert capsys.readouterr().out.splitlines() == ["n,letter", *(f"{number},ệ" for number in range(45))]
    assert ask(four_nights.home, "sql", MANY, "--format", "json") == 0
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert lines == [{"n": number, "letter": "ệ"} for number in range(45)]


def test_sql_shows_a_terminal_a_short_table_and_says_so(
    four_nights: FourNights, monkeypatch: pytest.MonkeyPatch
) -> None:
    for query, cut in ((MANY, True), ("SELECT 1 AS n", False)):
        monkeypatch.setattr("sys.stdout", screen := Terminal())
        assert ask(four_nights.home, "sql", query) == 0
        assert "│" in screen.getvalue()
        assert ("--format csv" in screen.getvalue()) is cut
        assert len(screen.getvalue().splitlines()) < 40


@pytest.mark.parametrize("shape", ["csv", "parquet"])
def test_sql_writes_a_file_whole_or_not_at_all(four_nights: FourNights, tmp_path: Path, shape: str) -> None:
    out = tmp_path / f"answer.{shape}"
    assert ask(four_nights.home, "sql", MANY, "--format", shape, "--out", str(out)) == 0
    with duckdb.connect() as connection:
        read = connection.execute(f"SELECT count(*), sum(n), min(letter) FROM '{out}'").fetchall()
    assert read == [(45, 990, "ệ")]
    assert (
        ask(four_nights.home, "sql", "SELECT CAST(letter AS INTEGER) FROM (SELECT 'x' AS letter)", "--out", str(out))
        == 3
    )
    assert ask(four_nights.home, "sql", MANY, "--out", str(tmp_path / "no" / "a.csv")) == 3
    assert ask(four_nights.home, "sql", MANY, "--format", "parquet") == 3
    assert [path.name for path in tmp_path.iterdir()] == [out.name]


@pytest.mark.parametrize(
    "query",
    [
        "INSERT INTO core.dossier (dossier_code) VALUES ('X')",
        "UPDATE core.dossier SET status = 10",
        "DELETE FROM core.dossier",
        "CREATE TABLE mine AS SELECT 1",
        "DROP TABLE core.dossier",
        "COPY core.dossier TO 'dossier.csv'",
        "ATTACH 'other.duckdb'",
        "EXPORT DATABASE 'elsewhere'",
        "SELECT * FROM read_text('/etc/hostname')",
        "SET enable_external_access = true",
        "INSTALL httpfs",
        "SELECT * FROM no_such_table",
        "SELECT CAST(dossier_code AS INTEGER) FROM core.dossier",
        "SELEC 1",
    ],
)
def test_sql_reads_only_and_says_what_is_wrong(
    four_nights: FourNights,
    query: str,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    monkeypatch.chdir(tmp_path)
    before = four_nights.home.query("SELECT count(*), sum(status) FROM core.dossier")
    assert ask(four_nights.home, "sql", query) == 3
    said = capsys.readouterr()
    assert said.err.startswith("Lỗi: ")
    assert "Traceback" not in said.err
    assert list(tmp_path.iterdir()) == []
    assert four_nights.home.query("SELECT count(*), sum(status) FROM core.dossier") == before


# ---------------------------------------------------------------- quarantine


def test_the_list_of_quarantine_counts_open_rows_by_file_and_reason(
    four_nights: FourNights, capsys: pytest.CaptureFixture[str]
) -> None:
    assert ask(four_nights.home, "quarantine", "list") == 0
    assert "Không có dòng nào" in capsys.readouterr().out  # both were resolved by the third night
    assert ask(four_nights.home, "quarantine", "list", "--all") == 0
    listed = capsys.readouterr().out
    assert listed.count("ho-so-1.csv") == 2
    assert "received_at" in listed
    assert "Vắng Mặt" not in listed


def test_a_row_in_quarantine_is_shown_with_its_cells_but_for_personal_ones(
    four_nights: FourNights, capsys: pytest.CaptureFixture[str]
) -> None:
    assert ask(four_nights.home, "quarantine", "show", "ho-so-1.csv", "--row", "22") == 0
    shown = capsys.readouterr().out
    assert CODE in shown
    assert "31/02/2026" in shown
    assert four_nights.run_id(3) in shown
    assert "0022" not in shown
    assert "Chủ hồ sơ" not in shown
    assert "Vắng Mặt" not in shown


def test_a_row_that_is_not_in_quarantine_is_a_usage_error(four_nights: FourNights) -> None:
    assert ask(four_nights.home, "quarantine", "show", "ho-so-1.csv", "--row", "2") == 3
    assert ask(four_nights.home, "quarantine", "show", "no-such.csv") == 3


# ---------------------------------------------------------------- late, indicators, form


def test_late_lists_open_dossiers_and_those_soon_due(
    four_nights: FourNights, capsys: pytest.CaptureFixture[str]
) -> None:
    # all are due on 10 February; on the 9th they are soon late, on the 20th late
    assert ask(four_nights.home, "late") == 0
    assert capsys.readouterr().out.count("H13.101-260202-") == 21
    assert ask(four_nights.home, "late", "--as-of", "2026-02-09", "--due-within", "1") == 0
    shown = capsys.readouterr().out
    assert shown.count("H13.101-260202-") == 21
    assert "Đến hạn trong 1 ngày làm việc" in shown
    assert ask(four_nights.home, "late", "--limit", "5") == 0
    assert capsys.readouterr().out.count("H13.101-260202-") == 5
    assert ask(four_nights.home, "late", "--unit", "H13.01") == 0
    assert "H13.101-260202-" not in capsys.readouterr().out


@pytest.mark.parametrize("suffix", [".csv", ".xlsx"])
def test_the_whole_late_list_is_written_to_a_file(four_nights: FourNights, tmp_path: Path, suffix: str) -> None:
    out = tmp_path / f"tre-han{suffix}"
    assert ask(four_nights.home, "late", "--limit", "5", "--due-within", "3", "--out", str(out)) == 0
    if suffix == ".csv":
        lines = out.read_text(encoding="utf-8-sig").splitlines()
        assert lines[1].split(",")[5:7] == ["Mã hồ sơ", "Mã TTHC"]
        assert lines[2].split(",")[5:] == ["H13.101-260202-0001", "", "02/02/2026", "", "10/02/2026", "3", "x", ""]
        assert sum("H13.101-260202-" in line for line in lines) == 21
    else:
        late, soon = load_workbook(out).worksheets
        assert [late.max_row, soon.max_row] == [2 + 21, 2]
        assert (late["F3"].value, late["J3"].value.date(), late["K3"].value) == (
            "H13.101-260202-0001",
            date(2026, 2, 10),
            3,
        )


def test_a_late_list_that_cannot_be_written_says_so(
    four_nights: FourNights, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "folder.csv").mkdir()
    assert ask(four_nights.home, "late", "--out", str(tmp_path / "folder.csv")) == 1
    assert "Không ghi được tệp" in capsys.readouterr().err
    assert ask(four_nights.home, "late", "--out", str(tmp_path / "list.pdf")) == 3


@pytest.mark.parametrize(
    "command", [["late"], ["indicators"], ["form", "06a", "--period", "2026-02", "--out", "x.xlsx"]]
)
def test_an_unknown_unit_is_a_usage_error_and_never_means_all(
    four_nights: FourNights, command: list[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    assert ask(four_nights.home, *command, "--unit", "H99") == 3
    assert list(tmp_path.iterdir()) == []


def test_indicators_show_value_numerator_and_denominator(
    four_nights: FourNights, capsys: pytest.CaptureFixture[str]
) -> None:
    assert ask(four_nights.home, "indicators", "--period", "2026-02") == 0
    (line,) = [line for line in capsys.readouterr().out.splitlines() if line.startswith("C03 ")]
    assert "100,00%" in line
    assert "21/21" in line
    assert ask(four_nights.home, "indicators", "--period", "2024-02") == 3
    assert ask(four_nights.home, "indicators", "--period", "2026-13") == 3


def test_the_form_is_written_as_excel(
    four_nights: FourNights, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "bieu.xlsx"
    assert ask(four_nights.home, "form", "06a", "--period", "2026-02", "--out", str(out)) == 0
    assert out.read_bytes().startswith(b"PK")
    assert str(out) in capsys.readouterr().out


# ---------------------------------------------------------------- inspect, doctor


def test_inspect_tells_how_a_file_would_be_read_and_loads_nothing(
    four_nights: FourNights, capsys: pytest.CaptureFixture[str]
) -> None:
    loads = four_nights.home.query("SELECT count(*) FROM ops.load")
    assert ask(four_nights.home, "inspect", str(four_nights.home.inbox / "ho-so-1.csv")) == 0
    shown = capsys.readouterr().out
    for word in ("22 dòng dữ liệu", "2 dòng sẽ bị để riêng", "received_at", "unreadable"):
        assert word in shown
    assert "Vắng Mặt" not in shown
    assert four_nights.home.query("SELECT count(*) FROM ops.load") == loads


def test_inspect_of_what_is_no_table_fails_and_says_so(
    four_nights: FourNights, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    assert ask(four_nights.home, "inspect", str(four_nights.home.inbox / "ghi-chu.csv")) == 1
    assert capsys.readouterr().err.startswith("Lỗi: ")
    assert ask(four_nights.home, "inspect", str(tmp_path / "no.csv")) == 3


def test_doctor_says_what_to_do(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert ask(make_home(tmp_path), "doctor") == 0
    said = capsys.readouterr()
    assert "motcua nightly" in said.out + said.err
