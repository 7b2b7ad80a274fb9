"""The cookbook over a published file of an invented city: every question has an answer with the columns it promises."""

from __future__ import annotations

import json
import os
from datetime import date, datetime
from pathlib import Path
from shutil import copytree

import duckdb
import pytest

from connectors.local_time import LOCAL_TIME
from tests.flows.conftest import SIMULATED_UNTIL
from tests.flows.home import Home
from tests.flows.plain_night import plain_night
from warehouse.database import read_published
from warehouse.publish import DATABASE

PORTAL = '[sources.dvcqg]\nconnector = "dvcqg_sync"\ninbox = "inbox/dvcqg"\n'
FIRST, SECOND = SIMULATED_UNTIL, date(2026, 10, 12)
QUERIES = sorted(path.name for path in (Path(__file__).parents[2] / "warehouse" / "cookbook").glob("*.sql"))


def _copy_on_the_portal(home: Home) -> None:
    """The portal knows a few of the city's dossiers of September, one of them with another day of receipt."""
    codes = home.query(
        "SELECT dossier_code FROM core.dossier WHERE received_at BETWEEN '2026-09-01' AND '2026-09-30' AND status = 10 ORDER BY 1 LIMIT 3"
    )
    records = [
        {"MaHoSo": code, "TrangThaiHoSo": "4", "NgayTiepNhan": "20260902080000", "NgayHenTra": "20260930170000"}
        for (code,) in codes
    ]
    folder = home.inbox / "dvcqg"
    folder.mkdir()
    (folder / "ho-so.jsonl").write_text("".join(json.dumps(record) + "\n" for record in records))


@pytest.fixture(scope="module")
def published(simulated_city: Home, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two nights: the simulated inbox, then the portal's copy and one dossier more."""
    home = Home(tmp_path_factory.mktemp("cookbook") / "home")
    copytree(simulated_city.folder, home.folder, symlinks=True)
    home.config.write_text(home.config.read_text() + PORTAL)
    _copy_on_the_portal(home)
    line = "H13.101-261012-9999;Đang xử lý;H13.101;12/10/2026;20/10/2026;;Nguyễn Thị Vắng Mặt"
    late = home.put("them.csv", [line], datetime(2026, 10, 12, 20))
    at = datetime(2026, 10, 12, 20, tzinfo=LOCAL_TIME).timestamp()
    os.utime(late, (at, at))
    return plain_night(home.config, SECOND).folder


def promised_columns(text: str) -> list[str]:
    (line,) = [line for line in text.splitlines() if line.startswith("-- Cột / columns: ")]
    return line.removeprefix("-- Cột / columns: ").split(", ")


def test_there_is_one_file_per_question_beside_the_published_file(published: Path) -> None:
    assert sorted(path.name for path in (published / "cookbook").iterdir()) == QUERIES
    assert len(QUERIES) >= 20
    assert [int(name[:2]) for name in QUERIES] == list(range(1, len(QUERIES) + 1))
    manifest = json.loads((published / "manifest.json").read_text())
    assert f"cookbook/{QUERIES[0]}" in manifest["files"]


@pytest.mark.parametrize("name", QUERIES)
def test_a_query_answers_with_the_columns_it_promises(
    published: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = (published / "cookbook" / name).read_text(encoding="utf-8")
    for opening in ("-- Câu hỏi: ", "-- Question: ", "-- Đọc kết quả: ", "-- How to read: "):
        assert f"\n{opening}" in text
    monkeypatch.chdir(published)
    with duckdb.connect(DATABASE, read_only=True) as connection:
        answer = connection.execute(text)
        assert [column[0] for column in answer.description or []] == promised_columns(text)
        assert answer.fetchall() != []


def answer(published: Path, number: int) -> list[dict[str, object]]:
    """Return the answer of a query, which reads nothing but the published file."""
    text = (published / "cookbook" / QUERIES[number - 1]).read_text(encoding="utf-8")
    with read_published(published / DATABASE) as connection:
        rows = connection.execute(text)
        columns = [column[0] for column in rows.description or []]
        return [dict(zip(columns, values, strict=True)) for values in rows.fetchall()]


def test_the_dossiers_behind_a_cell_are_as_many_as_the_cell_says(published: Path) -> None:
    with read_published(published / DATABASE) as connection:
        cell = "SELECT resolved_late FROM mart.form_06a('2026-09-01', '2026-09-30') WHERE unit_code = 'H13' AND sector_code IS NULL"
        ((late,),) = connection.execute(cell).fetchall()
    assert late == len(answer(published, 17)) > 0


def test_changes_since_last_night_are_those_of_the_newest_run(published: Path) -> None:
    assert answer(published, 12) == [
        {"change": "new", "dossiers": 1, "example_dossier_code": "H13.101-261012-9999"},
    ]


def test_a_past_night_is_told_as_it_was_known_and_the_newest_as_published(published: Path) -> None:
    first, second = answer(published, 13)
    assert (first["as_of"], second["as_of"]) == (FIRST, SECOND)
    with read_published(published / DATABASE) as connection:
        form = "SELECT received_online + received_direct_postal, resolved_total, resolved_late FROM mart.form_06a"
        form += "('2026-09-01', '2026-09-30') WHERE unit_code = 'H13' AND sector_code IS NULL"
        (row,) = connection.execute(form).fetchall()
    assert (second["received"], second["resolved"], second["resolved_late"]) == row


def test_old_units_are_merged_split_or_ended(published: Path) -> None:
    fates: dict[object, int] = {}
    for row in answer(published, 21):
        fates[row["fate"]] = fates.get(row["fate"], 0) + 1
    # 263 communes and both provinces; three wards in two rows each; 28 districts
    assert fates == {"merged": 265, "split": 6, "ended": 28}
