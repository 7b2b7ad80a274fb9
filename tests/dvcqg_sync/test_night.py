"""A night with the portal's copy beside the city's own record: two bases, never merged."""

from __future__ import annotations

import gzip
from datetime import datetime

from tests.dvcqg_sync.conftest import FIXTURE, TwoSources, lines, written

CITY = """Mã hồ sơ;Trạng thái;Mã đơn vị;Ngày tiếp nhận;Ngày hẹn trả;Ngày có kết quả
H13.101-260105-0001;10;H13.101;05/01/2026 08:15;12/01/2026;10/01/2026
"""


def test_the_portal_s_copy_is_a_basis_of_its_own(city: TwoSources) -> None:
    city.put("ho-so.json.gz", gzip.compress(FIXTURE.read_bytes()))
    city.put("../city.csv", CITY)
    assert city.night().status == "published"
    assert city.query("SELECT basis, source, count(*) FROM core.dossier GROUP BY ALL ORDER BY ALL") == [
        ("city", "exports", 1),
        ("portal", "dvcqg", 4),
    ]
    accounts = "SELECT source, dataset, status, rows_read, rows_loaded, rows_unchanged, rows_quarantined FROM ops.load"
    assert sorted(city.query(accounts)) == [
        ("dvcqg", "dossier", "loaded", 7, 4, 0, 3),
        ("exports", "dossier", "loaded", 1, 1, 0, 0),
    ]


def test_a_record_becomes_a_dossier_of_the_basis_portal(city: TwoSources) -> None:
    city.put("ho-so.json", FIXTURE.read_bytes())
    city.night()
    portal = "FROM core.dossier WHERE basis = 'portal' ORDER BY received_at"
    assert city.query(
        "SELECT dossier_code, national_code, procedure_code, sector_code, channel, service_level, status, received_at,"
        f" due_at, finished_at, returned_at, applicant_kind {portal}"
    ) == [
        (
            *("H13.101-260105-0001", None, "1.004884", "G06", "online", None, 10, datetime(2026, 1, 5, 8, 15)),
            *(datetime(2026, 1, 12, 17), datetime(2026, 1, 9, 15, 30), datetime(2026, 1, 10, 9), "citizen"),
        ),
        (
            *("H13.999-260105-0002", None, "1.004884", None, "direct", None, 4, datetime(2026, 1, 5, 9)),
            *(None, None, None, "business"),
        ),
        (
            *("H13.998-260106-0003", None, "2.000815", None, "postal", None, 5, datetime(2026, 1, 6, 9)),
            *(None, None, None, None),
        ),
        ("CHONOI/26/0004", None, None, None, "direct", None, 2, datetime(2026, 1, 6, 10), None, None, None, None),
    ]
    assert city.query(
        "SELECT fee_amount, paid_online, supplement_count, supplement_requested_at, supplement_seconds,"
        " has_electronic_result, has_digitised_component, reuses_data, from_personal_store, uses_population_data"
        f" {portal}"
    ) == [
        (95000, 1, 2, datetime(2026, 1, 7, 10), 5400, True, True, True, True, True),
        (None, None, 0, None, 0, False, None, None, None, None),
        (None, None, 0, None, 0, False, None, None, None, True),
        (None, None, 0, None, 0, False, None, False, None, False),
    ]


def test_the_unit_is_the_known_agency_code_else_the_name_else_registered(city: TwoSources) -> None:
    city.put("ho-so.json", FIXTURE.read_bytes())
    outcome = city.night()
    assert city.query("SELECT dossier_code, unit_code FROM core.dossier ORDER BY received_at") == [
        ("H13.101-260105-0001", "H13.101"),  # the name says Sở Công Thương
        ("H13.999-260105-0002", "H13.02"),  # no unit has this code: the name
        ("H13.998-260106-0003", "H13.998"),  # neither is known: registered, and said so
        ("CHONOI/26/0004", "H13.101"),  # no agency code at all: the name
    ]
    assert any("H13.998" in warning.en for warning in outcome.warnings)
    assert city.query("SELECT name, parent_code FROM ref.unit WHERE unit_code = 'H13.998'") == [
        ("Ban Quản lý Chợ Tưởng Tượng", "H13")
    ]


def test_a_registered_unit_is_none_that_the_catalogue_knows(city: TwoSources) -> None:
    city.put("a.json", FIXTURE.read_bytes())
    city.night()
    later = written()[2] | {"MaHoSo": "H13.998-260107-0008", "DonViXuLy": "Sở Công Thương"}
    city.put("b.json", lines(later), datetime(2026, 1, 20, 8, 0))
    city.night()
    assert city.query("SELECT unit_code FROM core.dossier WHERE dossier_code = 'H13.998-260107-0008'") == [("H13.02",)]


def test_what_cannot_be_read_is_set_aside_with_its_reason(city: TwoSources) -> None:
    city.put("ho-so.json", FIXTURE.read_bytes())
    city.night()
    assert city.query("SELECT row_number, column_name, business_key, rule FROM ops.quarantine ORDER BY row_number") == [
        (5, "supplement_requested_at", "H13.101-260106-0005", "unreadable"),
        (6, "fee_amount", "H13.101-260106-0006", "unreadable"),
        (7, "status", "H13.101-260106-0007", "unreadable"),
    ]


def test_a_broken_line_is_set_aside_without_its_text(city: TwoSources) -> None:
    whole = lines(*written()[:4]).splitlines()
    city.put("ho-so.jsonl", "\n".join([whole[0], whole[1][:90], whole[2], whole[3]]))
    city.night()
    assert city.query("SELECT row_number, column_name, business_key, rule, raw FROM ops.quarantine") == [
        (2, None, None, "broken_line", None)
    ]
    assert city.query("SELECT rows_read, rows_loaded, rows_quarantined FROM ops.load") == [(4, 3, 1)]


def test_a_truncated_array_is_rejected_and_the_night_goes_on(city: TwoSources) -> None:
    city.put("cut.json", FIXTURE.read_bytes()[:-200])
    city.put("../city.csv", CITY)
    assert city.night().status == "published"
    status = "SELECT file, status, rows_read, starts_with(message, 'Mảng JSON bị cắt ngang') FROM ops.load"
    assert ("cut.json", "rejected", 0, True) in city.query(status)
    assert city.query("SELECT DISTINCT basis FROM core.dossier") == [("city",)]


def test_nothing_personal_is_published(city: TwoSources) -> None:
    city.put("ho-so.json", FIXTURE.read_bytes())
    city.night()
    published = city.folder / "data" / "published"
    for path in published.resolve().rglob("*"):
        if path.is_file():
            content = path.read_bytes()
            for secret in ("Giả Định", "Tưởng Tượng".lower(), "092000000001", "0900000001", "Lê Văn Bịa"):
                assert secret.encode() not in content, path.name
    keys = city.query("SELECT applicant_key FROM core.dossier ORDER BY received_at")
    assert [key is None for (key,) in keys] == [False, False, True, True]


def test_a_later_file_changes_only_what_its_records_have(city: TwoSources) -> None:
    city.put("a.json", FIXTURE.read_bytes())
    city.night()
    done = {"MaHoSo": "H13.999-260105-0002", "NgayTiepNhan": "20260105090000", "TrangThaiHoSo": "9"}
    city.put("b.json", lines(done | {"NgayKetThucXuLy": "20260115100000"}), datetime(2026, 1, 20, 8, 0))
    city.night()
    assert city.query(
        "SELECT status, finished_at, channel, unit_code, applicant_kind, version_no FROM core.dossier"
        " WHERE dossier_code = 'H13.999-260105-0002'"
    ) == [(9, datetime(2026, 1, 15, 10), "direct", "H13.02", "business", 2)]


def test_the_same_bytes_again_are_nothing_new(city: TwoSources) -> None:
    city.put("a.json", FIXTURE.read_bytes())
    city.night()
    city.put("again.json", FIXTURE.read_bytes(), datetime(2026, 1, 20, 8, 0))
    city.night()
    assert city.query("SELECT DISTINCT status FROM ops.load ORDER BY status") == [("known",), ("loaded",)]
    assert city.query("SELECT max(version_no) FROM core.dossier_version") == [(1,)]
