"""The session service: one log-in, again once when the session has run out, look-ups that go on, faults that are told."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import duckdb
import pytest

from connectors.contract import load_contracts
from connectors.dvcqg_sync.reader import Reader
from connectors.dvcqg_sync.records import stage
from connectors.dvcqg_sync.session import told_by_service
from connectors.problem import SourceFailed
from connectors.source import CityDossier, Watermark
from tests.dvcqg_sync.conftest import lines, written
from tests.dvcqg_sync.service import Asking, record, records_in, settings
from tests.standins.dvcqg_sync import PASSWORD, USERNAME, SyncSystem
from tests.standins.faulty_server import serving

CODES = [f"H13.101-260105-{number:04}" for number in range(6)]


@pytest.fixture
def asking(tmp_path: Path) -> Iterator[Asking]:
    system = SyncSystem()
    system.put(*(record(code) for code in CODES))
    with serving(system) as url:
        yield Asking(url, tmp_path, system, [CityDossier(code, None) for code in CODES])


def test_the_codes_of_the_city_are_asked_within_one_session(asking: Asking) -> None:
    """Success is written 0, "0" and "00" in turn."""
    pulled = asking.pull()
    assert [each["MaHoSo"] for each in records_in(pulled)] == CODES
    assert asking.system.looked_up() == CODES
    assert asking.system.log_ins == 1
    assert set(pulled.looked_up) == set(CODES)
    assert [mark.dataset for mark in pulled.watermarks] == ["dossier"]


@pytest.mark.parametrize("empty", [[], None, "", {}, "[]", "Không tìm thấy hồ sơ"])
def test_a_dossier_that_the_portal_does_not_know_is_no_row(asking: Asking, empty: object) -> None:
    del asking.system.records[CODES[2]]
    asking.system.empty = empty
    pulled = asking.pull()
    assert len(pulled.looked_up) == 6
    assert asking.system.looked_up() == CODES
    (staged,) = Reader("dvcqg", settings(asking.url)).stage(duckdb.connect(), pulled.files[0], asking.folder)
    assert staged.rows == 5


def test_a_code_that_says_not_found_is_configured(asking: Asking) -> None:
    asking.system.errors = {1: {"error_code": 404, "message": "Không tìm thấy", "result": None}}
    assert len(records_in(asking.pull(not_found_codes=["404"]))) == 5


def test_the_national_code_is_asked_where_the_portal_does_not_know_the_city_s_own(asking: Asking) -> None:
    national = "000.00.01.H13-260105-0099"
    asking.system.put(record(national))
    asking.dossiers = [CityDossier(CODES[0], national), CityDossier("H13.101-260105-9999", national)]
    pulled = asking.pull()
    assert asking.system.looked_up() == [CODES[0], "H13.101-260105-9999", national]
    assert list(pulled.looked_up) == [CODES[0], "H13.101-260105-9999"]


def test_a_session_that_runs_out_in_the_middle_is_begun_again_once(asking: Asking) -> None:
    asking.system.forgets = {2, 5}
    assert [each["MaHoSo"] for each in records_in(asking.pull())] == CODES
    assert asking.system.log_ins == 3


def test_so_is_one_that_runs_out_before_the_first_answer(asking: Asking) -> None:
    asking.system.forgets = {0}
    assert [each["MaHoSo"] for each in records_in(asking.pull())] == CODES
    assert asking.system.log_ins == 2


def test_a_dossier_that_the_service_refuses_holds_back_no_other_and_is_asked_again(asking: Asking) -> None:
    error = {"error_code": 17, "message": "Hồ sơ bị khóa", "result": None}
    asking.system.errors = {
        2: error,
        3: error,
        5: error,
    }  # the third dossier twice, the fifth once: 17 is of no session
    pulled = asking.pull()
    assert [each["MaHoSo"] for each in records_in(pulled)] == [CODES[0], CODES[1], CODES[3], CODES[5]]
    assert set(pulled.looked_up) == {CODES[0], CODES[1], CODES[3], CODES[5]}
    (problem,) = pulled.not_taken
    assert "báo lỗi 17 “Hồ sơ bị khóa”" in problem.message.vi
    assert "2 câu hỏi" in problem.message.vi
    assert asking.system.log_ins == 2


def test_a_catalogue_that_the_service_refuses_holds_back_no_dossier_and_stays_due(asking: Asking) -> None:
    error = {"error_code": 9, "message": "Không có dịch vụ", "result": None}
    asking.system.errors = {0: error, 1: error}
    pulled = asking.pull(catalogues=("LayDanhMucCoQuan",))
    assert len(records_in(pulled)) == len(CODES)
    assert [problem.name for problem in pulled.not_taken] == ["LayDanhMucCoQuan"]
    assert [mark.dataset for mark in pulled.watermarks] == ["dossier"]


@pytest.mark.parametrize("shape", [lambda found: found, lambda found: found[0]])
def test_records_that_come_as_a_text_are_read_like_others(
    asking: Asking, monkeypatch: pytest.MonkeyPatch, shape: Callable[[list[object]], object]
) -> None:
    listed = asking.system._result
    monkeypatch.setattr(asking.system, "_result", lambda body: json.dumps(shape(listed(body))))
    pulled = asking.pull()
    (staged,) = Reader("dvcqg", settings(asking.url)).stage(duckdb.connect(), pulled.files[0], asking.folder)
    assert staged.rows == len(CODES)
    assert asking.system.looked_up() == CODES


def test_so_is_one_that_ends_with_status_401(asking: Asking) -> None:
    asking.system.faults = {3: "401"}
    assert [each["MaHoSo"] for each in records_in(asking.pull())] == CODES
    assert asking.system.log_ins == 2


@pytest.mark.parametrize("fault", ["slow", "drop", "cut", "cut_json", "html", "html_as_json", "429", "503"])
def test_after_a_passing_fault_the_records_are_those_of_a_clean_pull(asking: Asking, fault: str) -> None:
    asking.system.faults = {1: fault, 4: fault}
    assert [each["MaHoSo"] for each in records_in(asking.pull())] == CODES


def test_an_error_that_a_new_session_does_not_mend_is_told_without_persons(asking: Asking) -> None:
    error = {
        "error_code": 17,
        "message": "Hồ sơ của Trần Thị Kín Đáo, số 092199000777, không được phép",
        "result": None,
    }
    asking.system.errors = dict.fromkeys(range(2, 99), error)
    with pytest.raises(SourceFailed) as failed:
        asking.pull()
    told = failed.value.message
    assert "Nguồn dvcqg, TraCuuHoSo: dịch vụ báo lỗi 17" in told.vi
    assert "không được phép" in told.vi
    assert "dịch vụ báo lỗi 17" in told.vi
    assert not any(secret in told.vi + told.en for secret in ("Kín", "Trần", "0921", USERNAME, PASSWORD, "phien-lam"))
    assert asking.system.log_ins == 2


def test_a_log_in_that_is_refused_is_told_without_the_account(asking: Asking) -> None:
    with pytest.raises(SourceFailed) as failed:
        asking.pull(password="sai")
    assert "đăng nhập: dịch vụ báo lỗi -1" in failed.value.message.vi
    assert USERNAME not in failed.value.message.vi
    assert asking.system.asked == []


def test_an_account_that_is_not_given_is_told_by_its_variables(asking: Asking) -> None:
    with pytest.raises(SourceFailed, match="MOTCUA_SOURCES__DVCQG__PASSWORD"):
        asking.pull(password=None)


def test_a_pull_that_was_broken_off_asks_only_what_has_not_landed(asking: Asking) -> None:
    asking.system.faults = dict.fromkeys(range(3, 99), "504")
    with pytest.raises(SourceFailed):
        asking.pull()
    asking.system.faults, before = {}, len(asking.system.asked)
    pulled = asking.pull()
    assert asking.system.looked_up()[before:] == CODES[3:]
    assert [each["MaHoSo"] for each in records_in(pulled)] == CODES


def test_answers_that_no_publication_has_loaded_are_handed_over_again_and_not_asked_again(asking: Asking) -> None:
    asking.pull(lookups_per_night=2)
    pulled = asking.pull(lookups_per_night=2)
    assert asking.system.looked_up() == CODES[:4]
    assert [each["MaHoSo"] for each in records_in(pulled)] == CODES[:4]


def test_lists_of_a_time_are_off_and_where_they_are_on_asked_day_by_day(asking: Asking) -> None:
    asking.dossiers = []
    asking.system.progress = [
        {"MaHoSo": CODES[0], "TrangThai": "4", "NgayBatDau": "20260106080000", "NguoiXuLy": "TRẦN THỊ KÍN ĐÁO"}
    ]
    lists = ["DongBoHoSoMC", "CapNhatTienDoHoSoMC"]
    pulled = asking.pull(list_services=lists, list_first_days=20, list_days=7)
    assert [(body["service"], body["tungay"][:8]) for body in asking.system.bodies()] == [
        (service, day) for service in lists for day in ("20260101", "20260108", "20260115")
    ]
    staged = Reader("dvcqg", settings(asking.url)).stage(duckdb.connect(), pulled.files[0], asking.folder)
    assert [(each.dataset, each.rows) for each in staged] == [("dossier", 6), ("step", 1)]


def test_an_answer_is_read_as_a_file_of_the_same_records_is(asking: Asking) -> None:
    records = [each for each in written() if each.get("MaHoSo")]
    asking.system.records.clear()
    asking.system.put(*records)
    codes = list(asking.system.records)
    asking.dossiers = [CityDossier(code, None) for code in codes]
    connection, file = duckdb.connect(), asking.folder / "ho-so.jsonl"
    file.write_text(lines(*(asking.system.records[code] for code in codes)), encoding="utf-8")
    (landed,) = asking.pull().files
    (staged,) = Reader("dvcqg", settings(asking.url)).stage(connection, landed, asking.folder)
    of_file = stage(connection, file, load_contracts(), "of_file", asking.folder)
    rows = connection.execute("FROM staged_dossier").fetchall()
    assert rows == connection.execute("FROM of_file").fetchall()
    assert len(rows) == len(codes) > 3
    assert staged == replace(of_file, table=staged.table)


def test_lists_are_off_where_nothing_is_said(asking: Asking) -> None:
    asking.dossiers = []
    assert asking.pull().files == ()


def test_a_catalogue_without_a_field_that_it_needs_is_told_and_can_be_configured(asking: Asking) -> None:
    asking.dossiers = []
    asking.system.catalogues = {"LayDanhSachTTHC": [{"MaTTHC": "1.004873", "CAPTHUCHIEN": "Cấp xã"}]}
    (landed,) = asking.pull(catalogues=["LayDanhSachTTHC"]).files
    of_source = Reader("dvcqg", settings(asking.url))
    _, procedures = of_source.stage(duckdb.connect(), landed, asking.folder)
    assert (procedures.rows, procedures.unknown_headings) == (0, ("CAPTHUCHIEN",))
    assert "LayDanhSachTTHC: 1 bản ghi không có trường cho level (CapThucHien)" in procedures.notes[0].vi
    named = settings(asking.url, catalogue_fields={"procedure": {"level": "CAPTHUCHIEN"}})
    _, procedures = Reader("dvcqg", named).stage(duckdb.connect(), landed, asking.folder)
    assert (procedures.rows, procedures.notes) == (1, ())


def test_procedures_that_only_records_know_are_asked_about_one_by_one_where_that_is_on(asking: Asking) -> None:
    asking.dossiers = []
    asking.system.catalogues = {"LayDanhSachTTHC": [{"MaTTHC": "2.000889", "CapThucHien": "Cấp tỉnh"}]}
    (landed,) = asking.pull(catalogues=["LayThuTuc"]).files
    assert [body["maTTHC"] for body in asking.system.bodies()] == ["1.004873", "2.000889"]
    _, procedures = Reader("dvcqg", settings(asking.url)).stage(duckdb.connect(), landed, asking.folder)
    assert (procedures.dataset, procedures.rows) == ("procedure", 1)


def test_a_record_of_no_service_is_told_by_its_fields_alone(asking: Asking) -> None:
    asking.dossiers = []
    asking.system.catalogues = {"LayDanhMucLinhVuc": [{"Khac": "bí mật", "La": "1"}, "chữ"]}  # type: ignore[list-item]
    (landed,) = asking.pull(catalogues=["LayDanhMucLinhVuc"]).files
    (dossiers,) = Reader("dvcqg", settings(asking.url)).stage(duckdb.connect(), landed, asking.folder)
    assert "2 bản ghi trong câu trả lời không thuộc dịch vụ nào đã biết, chưa đọc. Trường của chúng: Khac, La." in [
        note.vi for note in dossiers.notes
    ]


def test_catalogues_are_asked_again_only_when_their_time_has_come(asking: Asking) -> None:
    asking.dossiers = []
    asking.watermarks = {"procedure": Watermark("procedure", asking.now - timedelta(days=6), "")}
    services = ["LayDanhMucCoQuan"]
    assert asking.pull(catalogues=services).files == ()
    assert asking.system.asked == []
    asking.watermarks = {"procedure": Watermark("procedure", asking.now - timedelta(days=8), "")}
    assert {mark.dataset for mark in asking.pull(catalogues=services).watermarks} == {"dossier", "procedure"}
    assert [body["service"] for body in asking.system.bodies()] == services


def test_what_the_service_says_is_cut_of_numbers_and_names() -> None:
    said = "Cổng: tài khoản Nguyễn Văn An (an@vidu.vn) hồ sơ H13.101-260105-0001 của phien-1 bị khóa"
    assert told_by_service(said, ["phien-1"]) == " “Cổng: tài khoản … … hồ sơ … của … bị khóa”"
    assert told_by_service(None, []) == ""


def test_a_folder_and_an_address_are_two_sources(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="two sources"):
        settings("http://127.0.0.1", inbox=tmp_path)
    with pytest.raises(ValueError, match="madonvi"):
        settings("http://127.0.0.1", madonvi=None)
