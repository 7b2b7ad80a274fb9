"""A period that was signed: late files restate it dossier by dossier, and what was signed stays."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from shutil import copytree, rmtree

import duckdb
import pytest
from openpyxl import load_workbook

from tests.flows.home import Home, ask, dossier, make_home
from tests.flows.plain_night import plain_night

#: February: 6 dossiers received on the 2nd, all due on the 10th; three finished by the month's end.
FIRST = [
    dossier(1, status="Có kết quả", finished="09/02/2026"),
    dossier(2, status="Có kết quả", finished="10/02/2026"),
    dossier(3, status="Có kết quả", finished="12/02/2026"),
    *(dossier(number) for number in (4, 5, 6)),
]
#: Told in April: 4 was finished in February after all and late, 2 was finished late, 6 was never received; 7 is new to us.
LATE_FILE = [
    dossier(4, status="Có kết quả", finished="26/02/2026"),
    dossier(2, status="Có kết quả", finished="11/02/2026"),
    dossier(6, status="Không được tiếp nhận"),
]
CODE = "H13.101-260202-000"


@pytest.fixture(scope="module")
def unsigned(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """A home after its night of February, nothing closed; copied by who goes on from it."""
    home = make_home(tmp_path_factory.mktemp("unsigned"))
    home.put("thang-2.csv", FIRST, datetime(2026, 3, 1, 18))
    plain_night(home.config, date(2026, 3, 2))
    return home


@pytest.fixture(scope="module")
def signed(unsigned: Home, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Home]:
    """A home whose February was closed, then told otherwise by a late file."""
    home = Home(tmp_path_factory.mktemp("closing") / "home")
    copytree(unsigned.folder, home.folder, symlinks=True)
    assert (
        ask(
            home,
            "close-period",
            "--period",
            "2026-02",
            "--calendar",
            "calendar",
            "--by",
            "Zzsigner An",
            "--reason",
            "ký",
        )
        == 0
    )
    home.put("bo-sung.csv", LATE_FILE, datetime(2026, 4, 1, 18))
    plain_night(home.config, date(2026, 4, 2))
    yield home


def test_the_dossiers_that_explain_the_difference_are_exactly_those_of_the_late_file(signed: Home) -> None:
    rows = signed.query(
        "SELECT dossier_code, change, standing_before, standing_now, finished_before, finished_now FROM mart.restated_dossier"
        " ORDER BY dossier_code"
    )
    assert rows == [
        (f"{CODE}2", "other_outcome", "on_time", "late", date(2026, 2, 10), date(2026, 2, 11)),
        (f"{CODE}4", "other_outcome", "open_overdue", "late", None, date(2026, 2, 26)),
        (f"{CODE}6", "gone", "open_overdue", None, None, None),
    ]


def test_each_restated_figure_stands_beside_the_signed_one(signed: Home) -> None:
    rows = signed.query(
        "SELECT measure, signed_value, value_now, difference FROM mart.restatement"
        " WHERE unit_code = 'H13.101' AND sector_code IS NULL AND measure NOT SIMILAR TO '[CDĐ][0-9].*' ORDER BY measure"
    )
    assert rows == [
        ("open_overdue", 3, 1, -2),
        ("open_total", 3, 1, -2),
        ("received_direct_postal", 6, 5, -1),
        ("received_total", 6, 5, -1),
        ("resolved_late", 1, 3, 2),
        ("resolved_on_time", 1, 0, -1),
        ("resolved_total", 3, 4, 1),
    ]
    rate = signed.query(
        "SELECT signed_numerator, signed_denominator, numerator_now, denominator_now FROM mart.restatement"
        " WHERE unit_code = 'H13.101' AND measure = 'C02' AND basis = 'city'"
    )
    assert rate == [(1, 3, 3, 4)]


def test_an_indicator_that_is_not_counted_on_the_form_stands_beside_its_signed_figure_too(signed: Home) -> None:
    # C05, the portal's rule: 1 and 2 of six were in time, 2 is not any more; 6 counts there although it was never received
    rows = signed.query(
        "SELECT signed_numerator, signed_denominator, numerator_now, denominator_now FROM mart.restatement"
        " WHERE unit_code = 'H13.101' AND measure = 'C05' AND basis = 'city'"
    )
    assert rows == [(2, 6, 1, 6)]


def form(home: Home, out: Path, *arguments: str) -> tuple[str, list[object]]:
    """Print form 06a of February; return what stands under its dates and columns (3) to (13) of its total."""
    assert ask(home, "form", "06a", "--period", "2026-02", "--calendar", "calendar", "--out", str(out), *arguments) == 0
    rows = [[cell.value for cell in row] for row in load_workbook(out, data_only=True)["II.06a"].iter_rows()]
    (total,) = (row[2:13] for row in rows if row[1] == "Tổng cộng")
    return str(rows[3][2] or ""), total


def test_the_signed_form_is_printed_again_beside_todays(signed: Home, tmp_path: Path) -> None:
    closed_on = signed.query("SELECT closed_at FROM core.closed_period")[0][0]
    for unit in ([], ["--unit", "H13.101"]):
        said, figures = form(signed, tmp_path / "da-ky.xlsx", "--signed", *unit)
        assert said == f"SỐ LIỆU ĐÃ CHỐT ngày {closed_on:%d/%m/%Y} (lần 1)"
        assert figures == [6, 0, 6, 0, 3, 1, 1, 1, 3, 0, 3]
        assert form(signed, tmp_path / "nay.xlsx", *unit) == ("", [5, 0, 5, 0, 4, 1, 0, 3, 1, 0, 1])


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["06a", "--period", "2026-03", "--calendar", "calendar"], 3, "chưa chốt"),
        (["phu-luc-1", "--period", "2026-02", "--calendar", "calendar"], 3, "--signed"),
    ],
)
def test_what_was_not_signed_is_not_printed_as_signed(
    signed: Home, tmp_path: Path, arguments: list[str], code: int, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert ask(signed, "form", *arguments, "--signed", "--out", str(tmp_path / "bieu.xlsx")) == code
    assert said in capsys.readouterr().err


def test_what_was_signed_is_never_rewritten(signed: Home) -> None:
    figures = "SELECT value FROM core.closed_figure WHERE unit_code = 'H13.101' AND sector_code IS NULL AND measure = ?"
    assert [signed.query(figures, measure) for measure in ("received_total", "resolved_late")] == [[(6,)], [(1,)]]
    assert signed.query("SELECT count(*) FROM core.closed_dossier") == [(6,)]


def test_who_signed_and_why_stay_in_the_private_warehouse(signed: Home, capsys: pytest.CaptureFixture[str]) -> None:
    folder = signed.data / "warehouse" / "closed"
    (line,) = (folder / "closings.jsonl").read_text(encoding="utf-8").splitlines()
    assert (json.loads(line)["closed_by"], json.loads(line)["reason"]) == ("Zzsigner An", "ký")
    assert {path.stat().st_mode & 0o077 for path in folder.iterdir()} == {0}
    assert signed.published
    published = [path for path in signed.published.rglob("*") if path.is_file()]
    assert not [path for path in published if b"Zzsigner" in path.read_bytes()]
    assert ask(signed, "close-period", "--list") == 0
    assert "Zzsigner An" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["--period", "2026-04", "--calendar", "calendar"], 1, "chưa chốt được"),
        (["--period", "2024-02"], 1, "không có gì để chốt"),
        (["--period", "2026-02", "--unit", "H99"], 3, "H99"),
        ([], 3, "--period"),
    ],
)
def test_what_cannot_be_closed_is_refused_and_leaves_nothing(
    signed: Home, arguments: list[str], code: int, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    before = sorted(path.name for path in (signed.data / "warehouse" / "closed").iterdir())
    assert ask(signed, "close-period", *arguments) == code
    assert said in capsys.readouterr().err
    assert sorted(path.name for path in (signed.data / "warehouse" / "closed").iterdir()) == before


def test_a_second_closing_stands_beside_the_first_and_outlives_the_publications(signed: Home) -> None:
    assert ask(signed, "close-period", "--period", "2026-02", "--calendar", "calendar") == 0
    rmtree(signed.data / "publications")
    (signed.data / "published").unlink()
    plain_night(signed.config, date(2026, 4, 3))
    assert signed.query("SELECT version_no FROM core.closed_period ORDER BY 1") == [(1,), (2,)]
    # compared with the newest signature there is nothing to explain
    assert signed.query("SELECT count(*) FROM mart.restated_dossier") == [(0,)]
    assert signed.query("SELECT count(*) FROM mart.restatement") == [(0,)]
    assert signed.query("SELECT count(*) FROM core.closed_dossier") == [(6 + 5,)]


def test_a_changed_file_of_a_closing_is_not_loaded_and_said_so(unsigned: Home, tmp_path: Path) -> None:
    home = Home(tmp_path / "home")
    copytree(unsigned.folder, home.folder, symlinks=True)
    assert ask(home, "close-period", "--period", "2026-02", "--calendar", "calendar") == 0
    (file,) = (home.data / "warehouse" / "closed").glob("*.dossier.parquet")
    with duckdb.connect() as connection:
        connection.execute(f"COPY (SELECT * FROM read_parquet('{file}') LIMIT 1) TO '{file}' (FORMAT parquet)")
    outcome = plain_night(home.config, date(2026, 3, 3))
    assert "SHA-256" in " ".join(warning.vi for warning in outcome.warnings)
    assert home.query("SELECT count(*) FROM core.closed_period") == [(0,)]
