"""Nights over iGate: the figures of a clean pull, or the last good data with its date; never half a page."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from tests.flows.published import Published
from tests.igate.city import City, city, dossier
from tests.standins.igate import CLIENT_ID, CLIENT_SECRET, IgateSystem, Row

PERSON = "Nguyễn Thị Vắng Mặt"
FIGURES = (
    "SELECT regexp_replace(dossier_code, '^[^-]*', ''), status, service_level, channel, received_at, due_at, finished_at, version_no, is_deleted"
    " FROM core.dossier WHERE source = '{}' ORDER BY ALL"
)
FORM = (
    "SELECT * EXCLUDE (unit_code) FROM mart.form_06a_period"
    " WHERE unit_code = CASE '{}' WHEN 'commune' THEN 'H13.101' ELSE 'H13.01' END ORDER BY ALL"
)
STEPS = (
    "SELECT regexp_replace(dossier_code, '^[^-]*', ''), step_no, department, status, started_at, done_at FROM core.dossier_step"
    " WHERE source = '{}' ORDER BY ALL"
)
#: One fault of every kind on its way; each request is repeated once.
EVERY_FAULT = dict(zip(range(0, 40, 2), ("503", "html", "cut", "401", "429", "cut_json", "drop", "slow"), strict=False))


def of_unit(unit: str, number: int, minute: int, **more: object) -> Row:
    """A dossier of a unit with one step and a person."""
    step = {"agency": {"code": unit}, "assignee": {"fullname": PERSON}, "assignedDate": "2026-03-02T09:00:00.000+0700"}
    return dossier(
        number,
        minute,
        code=f"{unit}-260302-{number:04}",
        agency={"code": unit},
        task=[step],
        applicant={"data": {"fullname": PERSON, "identityNumber": "093200001234"}},
        **more,
    )


def put(system: IgateSystem, unit: str) -> None:
    """Eight dossiers, two of them done."""
    for number in range(8):
        more = {"dossierStatus": {"id": 4}, "completedDate": "2026-03-09T09:00:00.000+0700"} if number < 2 else {}
        system.put(of_unit(unit, number, number, **more))


@dataclass(frozen=True)
class Nights:
    """Three nights: one system full of faults beside a clean one; one failed and one held; both mended."""

    home: City
    first: Published
    second: Published
    third: Published
    asked_first: int
    asked_third: int


@pytest.fixture(scope="module")
def nights(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Nights]:
    patch = pytest.MonkeyPatch()
    for source in ("COMMUNE", "DEPARTMENT"):
        patch.setenv(f"MOTCUA_SOURCES__{source}__CLIENT_ID", CLIENT_ID)
        patch.setenv(f"MOTCUA_SOURCES__{source}__CLIENT_SECRET", CLIENT_SECRET)
    with city(tmp_path_factory.mktemp("igate")) as home:
        put(home.commune, "H13.101")
        put(home.department, "H13.01")
        home.commune.faults, home.commune.packed = EVERY_FAULT, True
        first = home.night()
        asked_first = len(home.commune.asked)
        home.commune.put(
            of_unit("H13.101", 3, 50, dossierStatus={"id": 4}, completedDate="2026-03-10T09:00:00.000+0700")
        )
        home.commune.faults = dict.fromkeys(range(len(home.commune.asked), 999), "504")
        home.department.put(of_unit("H13.01", 4, 60, dossierStatus={"id": 77, "name": "Chờ bổ sung"}))
        second = home.night()
        home.commune.faults = {}
        asked = len(home.department.asked)
        patch.setenv("MOTCUA_SOURCES__DEPARTMENT__STATUS__77", "5")
        patch.setenv("MOTCUA_SOURCES__COMMUNE__FULL_COMPARE_DAYS", "0.0000001")
        del home.commune.rows[dossier(6, 0)["id"]], home.department.rows[dossier(6, 0)["id"]]
        third = home.night()
        yield Nights(home, first, second, third, asked_first, len(home.department.asked) - asked)
    patch.undo()


def test_a_pull_with_every_fault_gives_the_figures_of_a_clean_one(nights: Nights) -> None:
    assert nights.asked_first > 16
    for query in (FIGURES, FORM, STEPS):
        clean = nights.first.query(query.format("department"))
        assert nights.first.query(query.format("commune")) == clean
        assert clean


def test_dossiers_and_steps_of_one_file_have_a_line_each(nights: Nights) -> None:
    lines = (
        "SELECT dataset, status, rows_read = rows_loaded + rows_unchanged + rows_quarantined, rows_loaded FROM ops.load"
        " WHERE source = 'department' ORDER BY 1"
    )
    assert nights.first.query(lines) == [("dossier", "loaded", True, 8), ("step", "loaded", True, 8)]
    row = "SELECT source, source_id, status, version_no FROM core.dossier WHERE dossier_code = 'H13.01-260302-0002'"
    assert nights.first.query(row) == [("department", dossier(2, 0)["id"], 4, 1)]
    assert nights.first.query("SELECT count(*), count(officer_key) FROM core.dossier_step") == [(16, 16)]


@pytest.mark.parametrize("source", ["commune", "department"])
def test_a_source_that_fails_or_is_held_leaves_its_last_good_data_and_says_of_when(nights: Nights, source: str) -> None:
    assert nights.second.outcome.status == "published"
    assert nights.second.query(FIGURES.format(source)) == nights.first.query(FIGURES.format(source))
    watermark = f"FROM ops.watermark WHERE source = '{source}'"
    assert nights.second.query(watermark) == nights.first.query(watermark)
    ((at,),) = nights.first.query(f"SELECT max(modified_at) FROM ops.load WHERE source = '{source}'")
    assert f"Dữ liệu lấy được gần nhất, lúc {at:%H:%M ngày %d/%m/%Y}, vẫn được dùng" in nights.second.warnings
    fresh = (
        "SELECT last_file_at FROM ops.freshness JOIN ops.publication USING (run_id)"
        f" WHERE source = '{source}' AND dataset = 'dossier'"
    )
    assert nights.second.query(fresh) == [(at,)]


def test_why_is_said(nights: Nights) -> None:
    assert "Nguồn commune, /pa/dossier/search: hệ thống trả lời HTTP 504 (đã thử 2 lần)" in nights.second.warnings
    assert '[sources.department.status]\n"77" = ?  # Chờ bổ sung: 1 hồ sơ' in nights.second.warnings


def test_the_mended_night_loads_what_had_landed_and_moves_the_watermark(nights: Nights) -> None:
    changed = "SELECT dossier_code, status FROM core.dossier WHERE version_no = 2 AND NOT is_deleted ORDER BY 1"
    assert nights.third.query(changed) == [("H13.01-260302-0004", 5), ("H13.101-260302-0003", 9)]
    assert nights.asked_third < 8
    reached = "SELECT source, strftime(watermark, '%H:%M') FROM ops.watermark ORDER BY 1"
    assert nights.third.query(reached) == [("commune", "00:50"), ("department", "01:00")]


def test_only_a_full_compare_marks_what_has_vanished(nights: Nights) -> None:
    deleted = "SELECT dossier_code FROM core.dossier WHERE is_deleted"
    assert nights.third.query(deleted) == [("H13.101-260302-0006",)]
    assert "Nguồn commune: đối chiếu toàn bộ không còn thấy 1 bản ghi" in nights.third.warnings
    compared = "SELECT compared_at FROM ops.watermark WHERE source = 'commune'"
    assert nights.third.query(compared) > nights.second.query(compared)


def test_no_secret_and_no_person_is_in_anything_that_the_nights_wrote(nights: Nights) -> None:
    files = [path for path in (nights.home.folder / "data").rglob("*") if path.is_file() and not path.is_symlink()]
    secrets = [CLIENT_ID, CLIENT_SECRET, *(f"ma-truy-cap-{number}" for number in range(9))]
    told = [path for path in files if any(secret.encode() in path.read_bytes() for secret in secrets)]
    assert told == []
    persons = [path for path in files if any(text.encode() in path.read_bytes() for text in (PERSON, "093200001234"))]
    assert {path.suffix for path in persons} == {".json"}
    assert all("landing" in path.parts for path in persons)


def test_every_answer_has_its_line_with_place_and_hash(nights: Nights) -> None:
    lines = list((nights.home.folder / "data" / "landing").glob("*/*/*.pull.jsonl"))
    assert len(lines) == 6
    for path in lines:
        read = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
        answers = [line for line in read if "offset" in line]
        needed = {"run_id", "request", "status", "server_date", "asked_at", "page", "length", "sha256"}
        assert all(needed <= set(line) for line in answers)
        assert all(set(line["request"]) == {"method", "path", "params"} for line in answers)
