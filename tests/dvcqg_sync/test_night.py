"""Two nights with the portal's copy beside the city's own record: two bases, never merged."""

from __future__ import annotations

import gzip
from datetime import datetime

import pytest

from tests.dvcqg_sync.conftest import FIXTURE, lines, make_city, written
from tests.flows.published import Published

CITY = """Mã hồ sơ;Trạng thái;Mã đơn vị;Ngày tiếp nhận;Ngày hẹn trả;Ngày có kết quả
H13.101-260105-0001;10;H13.101;05/01/2026 08:15;12/01/2026;10/01/2026
"""
NEXT_DAY = datetime(2026, 1, 20, 8, 0)


@pytest.fixture(scope="module")
def nights(tmp_path_factory: pytest.TempPathFactory) -> tuple[Published, Published]:
    """A night over the fixture, packed, and one file of the city; then one over what came the day after."""
    city = make_city(tmp_path_factory.mktemp("city"))
    city.put("ho-so.json.gz", gzip.compress(FIXTURE.read_bytes()))
    city.put("../city.csv", CITY)
    first = city.night()
    city.put("again.json.gz", gzip.compress(FIXTURE.read_bytes(), 1), NEXT_DAY)
    city.put("bytes.json.gz", (city.folder / "inbox/dvcqg/ho-so.json.gz").read_bytes(), NEXT_DAY)
    city.put("cut.json", FIXTURE.read_bytes()[:-200], NEXT_DAY)
    done = {"MaHoSo": "H13.999-260105-0002", "NgayTiepNhan": "20260105090000", "TrangThaiHoSo": "9"}
    other = {"MaHoSo": "H13.998-260107-0008", "NgayTiepNhan": "20260107090000", "TrangThaiHoSo": "4"}
    broken = lines(done | {"NgayKetThucXuLy": "20260115100000"}) + lines(written()[1])[:90] + "\n"
    city.put("changes.jsonl", broken, NEXT_DAY.replace(hour=9))
    city.put("other-unit.jsonl", lines(other | {"DonViXuLy": "Sở Công Thương"}), NEXT_DAY)
    return first, city.night()


@pytest.fixture
def first(nights: tuple[Published, Published]) -> Published:
    return nights[0]


@pytest.fixture
def second(nights: tuple[Published, Published]) -> Published:
    return nights[1]


def test_the_portal_s_copy_is_a_basis_of_its_own(first: Published) -> None:
    assert first.outcome.status == "published"
    assert first.query("SELECT basis, source, count(*) FROM core.dossier GROUP BY ALL ORDER BY ALL") == [
        ("city", "exports", 1),
        ("portal", "dvcqg", 4),
    ]
    accounts = "SELECT source, dataset, status, rows_read, rows_loaded, rows_unchanged, rows_quarantined FROM ops.load"
    assert sorted(first.query(accounts)) == [
        ("dvcqg", "dossier", "loaded", 7, 4, 0, 3),
        ("exports", "dossier", "loaded", 1, 1, 0, 0),
    ]


def test_a_record_becomes_a_dossier_of_the_basis_portal(first: Published) -> None:
    portal = "FROM core.dossier WHERE basis = 'portal' ORDER BY received_at"
    assert first.query(
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
    assert first.query(
        "SELECT fee_amount, paid_online, supplement_count, supplement_requested_at, supplement_seconds,"
        " has_electronic_result, has_digitised_component, reuses_data, from_personal_store, uses_population_data"
        f" {portal}"
    ) == [
        (95000, 1, 2, datetime(2026, 1, 7, 10), 5400, True, True, True, True, True),
        (None, None, 0, None, 0, False, None, None, None, None),
        (None, None, 0, None, 0, False, None, None, None, True),
        (None, None, 0, None, 0, False, None, False, None, False),
    ]


def test_the_unit_is_the_known_agency_code_else_the_name_else_registered(first: Published) -> None:
    units = "SELECT dossier_code, unit_code FROM core.dossier WHERE basis = 'portal' ORDER BY received_at"
    assert first.query(units) == [
        ("H13.101-260105-0001", "H13.101"),  # the name says Sở Công Thương
        ("H13.999-260105-0002", "H13.02"),  # no unit has this code: the name
        ("H13.998-260106-0003", "H13.998"),  # neither is known: registered, and said so
        ("CHONOI/26/0004", "H13.101"),  # no agency code at all: the name
    ]
    assert any("H13.998" in warning.en for warning in first.outcome.warnings)
    assert first.query("SELECT name, parent_code FROM ref.unit WHERE unit_code = 'H13.998'") == [
        ("Ban Quản lý Chợ Tưởng Tượng", "H13")
    ]


def test_a_registered_unit_is_none_that_the_catalogue_knows(second: Published) -> None:
    unit = "SELECT unit_code FROM core.dossier WHERE dossier_code = 'H13.998-260107-0008'"
    assert second.query(unit) == [("H13.02",)]


def test_what_cannot_be_read_is_set_aside_with_its_reason(first: Published) -> None:
    assert first.query(
        "SELECT row_number, column_name, business_key, rule FROM ops.quarantine ORDER BY row_number"
    ) == [
        (5, "supplement_requested_at", "H13.101-260106-0005", "unreadable"),
        (6, "fee_amount", "H13.101-260106-0006", "unreadable"),
        (7, "status", "H13.101-260106-0007", "unreadable"),
    ]


def test_a_broken_line_is_set_aside_without_its_text(second: Published) -> None:
    rows = "SELECT row_number, column_name, business_key, rule, raw FROM ops.quarantine WHERE file = 'changes.jsonl'"
    assert second.query(rows) == [(2, None, None, "broken_line", None)]
    account = "SELECT rows_read, rows_loaded, rows_quarantined FROM ops.load WHERE file = 'changes.jsonl'"
    assert second.query(account) == [(2, 1, 1)]


def test_a_truncated_array_is_rejected_and_the_night_goes_on(second: Published) -> None:
    said = (
        "SELECT status, rows_read, starts_with(message, 'Mảng JSON bị cắt ngang') FROM ops.load WHERE file = 'cut.json'"
    )
    assert second.query(said) == [("rejected", 0, True)]


def test_nothing_personal_is_published(first: Published, second: Published) -> None:
    secrets = ("Thị Giả Định", "thị giả định", "Nguyễn Văn Tưởng Tượng", "092000000001", "0900000001", "Lê Văn Bịa")
    for path in (*first.outcome.folder.rglob("*"), *second.outcome.folder.rglob("*")):
        content = path.read_bytes() if path.is_file() else b""
        assert [secret for secret in secrets if secret.encode() in content] == [], path.name
    keys = first.query("SELECT applicant_key FROM core.dossier WHERE basis = 'portal' ORDER BY received_at")
    assert [key is None for (key,) in keys] == [False, False, True, True]


def test_a_later_file_changes_only_what_its_records_have(second: Published) -> None:
    assert second.query(
        "SELECT status, finished_at, channel, unit_code, applicant_kind, version_no FROM core.dossier"
        " WHERE dossier_code = 'H13.999-260105-0002'"
    ) == [(9, datetime(2026, 1, 15, 10), "direct", "H13.02", "business", 2)]


def test_the_same_records_again_are_unchanged_and_the_same_bytes_known(second: Published) -> None:
    accounts = "SELECT status, rows_read, rows_unchanged FROM ops.load WHERE file = '{}'"
    assert second.query(accounts.format("again.json.gz")) == [("loaded", 7, 4)]
    assert second.query(accounts.format("bytes.json.gz")) == [("known", 0, 0)]
