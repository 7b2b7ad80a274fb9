"""Nights whose portal copy is asked for: what the city's record has is looked up, the same tables, C22, last good data."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from tests.dvcqg_sync.conftest import written
from tests.dvcqg_sync.service import ServiceCity, service_city
from tests.flows.published import Published
from tests.standins.dvcqg_sync import PASSWORD, USERNAME

PROCEDURES = "Mã TTHC;Tên TTHC;Cấp thực hiện;Mức độ DVC\n1.004873;Tên của thành phố;Cấp xã;Một phần\n"
HEADING = "Mã hồ sơ;Trạng thái;Mã đơn vị;Ngày tiếp nhận;Ngày hẹn trả;Ngày có kết quả\n"
KNOWN, UNKNOWN = (f"H13.101-260105-000{number}" for number in (1, 2))
OTHER = "H13.777-260105-0003"
FIRST = f"{HEADING}{KNOWN};4;H13.101;05/01/2026 08:15;12/01/2026;\n{UNKNOWN};4;H13.101;05/01/2026 09:00;12/01/2026;\n"
THEN = FIRST.replace(f"{KNOWN};4", f"{KNOWN};10").replace("12/01/2026;\n", "12/01/2026;10/01/2026\n", 1)
FOREIGN = f"{HEADING}{OTHER};4;H13.777;05/01/2026 09:00;12/01/2026;\n"
PORTAL = (
    "SELECT dossier_code, status, finished_at::VARCHAR, version_no FROM core.dossier WHERE basis = 'portal' ORDER BY 1"
)


@dataclass(frozen=True)
class Nights:
    """Night 1 learns the city's dossiers, 2 looks them up, 3 finds the service failing, 4 asks what changed."""

    home: ServiceCity
    first: Published
    second: Published
    third: Published
    fourth: Published
    asked: list[list[str]]


@pytest.fixture(scope="module")
def nights(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Nights]:
    patch = pytest.MonkeyPatch()
    patch.setenv("MOTCUA_SOURCES__DVCQG__USERNAME", USERNAME)
    patch.setenv("MOTCUA_SOURCES__DVCQG__PASSWORD", PASSWORD)
    with service_city(tmp_path_factory.mktemp("service")) as home:
        system = home.system
        published: list[Published] = []
        asked: list[list[str]] = []
        full = written()[0] | {"MaHoSo": KNOWN}
        system.catalogues = {
            "LayDanhSachTTHC": [
                {
                    "MaTTHC": "1.004873",
                    "TenTTHC": "Xác nhận tình trạng hôn nhân",
                    "CapThucHien": "Cấp xã",
                    "MaLinhVuc": "G15-HT01",
                    "MoiLa": "1",
                },
                {"MaTTHC": "2.000889.000.00.00.H13", "TenTTHC": "Đăng ký", "CapThucHien": "Cấp tỉnh", "MucDo": "4"},
            ],
            "LayDanhMucLinhVuc": [{"MaLinhVuc": "G15-HT01", "TenLinhVuc": "Hộ tịch"}],
            "LayDanhMucCoQuan": [
                {"MADONVI": "H13.101", "TENDONVI": "Một tên khác", "CAPDONVI": "Cấp xã"},
                {"MADONVI": "H13.777", "TENDONVI": "Trung tâm Phục vụ hành chính công", "CAPDONVI": "Cấp tỉnh"},
            ],
        }

        def night() -> None:
            before = len(system.looked_up())
            published.append(home.night())
            asked.append(list(dict.fromkeys(system.looked_up()[before:])))

        home.put("first.csv", FIRST)
        home.put("procedures.csv", PROCEDURES)
        system.put(full)
        night()
        system.forgets = {len(system.asked) + 1}
        night()
        home.put("then.csv", THEN)
        home.put("foreign.csv", FOREIGN)
        patch.setenv("MOTCUA_SOURCES__DVCQG__LOOKUP_AGAIN_DAYS", "0.0000001")
        system.faults = dict.fromkeys(range(len(system.asked), 999), "502")
        night()
        system.faults = {}
        system.put(full | {"TrangThaiHoSo": "10", "NgayKetThucXuLy": "20260110100000"})
        patch.delenv("MOTCUA_SOURCES__DVCQG__LOOKUP_AGAIN_DAYS")
        night()
        first, second, third, fourth = published
        yield Nights(home, first, second, third, fourth, asked)
    patch.undo()


def test_the_first_night_has_no_code_to_ask_and_the_second_asks_all(nights: Nights) -> None:
    assert nights.asked[:2] == [[], [KNOWN, UNKNOWN]]
    assert nights.first.outcome.status == "published"
    assert nights.second.query("SELECT dossier_code, source FROM core.dossier WHERE basis = 'portal'") == [
        (KNOWN, "dvcqg")
    ]


def test_a_dossier_that_the_portal_does_not_know_is_counted_so(nights: Nights) -> None:
    difference = "SELECT dossier_code FROM mart.portal_difference WHERE kind = 'only_here'"
    assert nights.second.query(difference) == [(UNKNOWN,)]


def test_a_service_that_fails_leaves_its_last_good_data(nights: Nights) -> None:
    assert nights.third.outcome.status == "published"
    warnings = "\n".join(warning.vi for warning in nights.third.outcome.warnings)
    assert "Nguồn dvcqg, /mapi/g: hệ thống trả lời HTTP 502" in warnings
    assert "Dữ liệu lấy được gần nhất" in warnings
    assert nights.third.query(PORTAL) == nights.second.query(PORTAL)
    looked_up = "SELECT * FROM ops.looked_up ORDER BY ALL"
    assert nights.third.query(looked_up) == nights.second.query(looked_up)


def test_the_next_night_asks_about_what_changed_meanwhile_and_no_more(nights: Nights) -> None:
    """The night that failed loaded the city's changes after it had tried to ask."""
    assert nights.asked[3] == [OTHER, KNOWN]
    ((code, status, _, version),) = nights.fourth.query(PORTAL)
    assert (code, status, version) == (KNOWN, 10, 2)


def test_a_procedure_of_both_catalogues_is_one_row_the_city_s_filled_by_the_portal_s(nights: Nights) -> None:
    procedures = "SELECT procedure_code, name, sector_code, level, service_level FROM ref.procedure ORDER BY 1"
    assert nights.first.query(procedures) == [
        ("1.004873", "Tên của thành phố", "G15-HT01", "commune", "partial"),
        ("2.000889", "Đăng ký", None, "province", "full"),
    ]
    unknown = "SELECT unknown_headings FROM ops.load WHERE dataset = 'procedure' AND source = 'dvcqg'"
    assert nights.first.query(unknown) == [("MoiLa",)]


def test_the_portal_names_what_no_catalogue_of_the_city_knows_and_nothing_else(nights: Nights) -> None:
    units = "SELECT unit_code, name, kind, registered_from FROM ref.unit WHERE unit_code IN ('H13.101', 'H13.777') ORDER BY 1"
    assert nights.fourth.query(units) == [
        ("H13.101", "Phường Ninh Kiều", "commune", None),
        ("H13.777", "Trung tâm Phục vụ hành chính công", "department", "dossier"),
    ]
    assert nights.fourth.query("SELECT sector_code, name FROM ref.sector") == [("G15-HT01", "Hộ tịch")]


def test_no_secret_and_no_person_is_in_anything_that_the_nights_wrote(nights: Nights) -> None:
    files = [path for path in (nights.home.folder / "data").rglob("*") if path.is_file() and not path.is_symlink()]
    secrets = [USERNAME, PASSWORD, *(f"phien-lam-viec-{number}" for number in range(9))]
    assert [path for path in files if any(secret.encode() in path.read_bytes() for secret in secrets)] == []
    person = str(written()[0]["ChuHoSo"]).encode()
    assert all("landing" in path.parts for path in files if person in path.read_bytes())


def test_every_answer_has_its_line_with_service_place_and_hash(nights: Nights) -> None:
    lines = [
        json.loads(line)
        for path in (nights.home.folder / "data" / "landing" / "dvcqg").glob("*/*.pull.jsonl")
        for line in path.read_text("utf-8").splitlines()
    ]
    needed = {"service", "rows", "request", "asked_at", "offset", "length", "sha256"}
    assert all(needed <= set(line) for line in lines if "offset" in line)
