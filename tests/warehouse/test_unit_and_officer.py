"""Which unit a record belongs to, and the keys that stand for the people in it."""

from __future__ import annotations

import hmac
from datetime import datetime
from pathlib import Path
from shutil import copyfile

import pytest

from tests.warehouse.conftest import SECRET
from tests.warehouse.nights import Export, Nights

CODE = "H13.103-260105-0001"
MODIFIED = datetime(2026, 2, 20, 18)
COLUMNS = "dossier_code status received_at unit_code_raw unit_name"


@pytest.fixture
def nights(empty_file: Path, tmp_path: Path) -> Nights:
    copyfile(empty_file, tmp_path / "motcua.duckdb")
    return Nights(tmp_path / "motcua.duckdb")


def unit_of(nights: Nights, line: str, columns: str = COLUMNS, code: str = CODE) -> object:
    """Load one row and return the unit that it was given."""
    nights.night(Export("ho-so.csv", MODIFIED, columns, line))
    return nights.one("unit_code", code)[0]


def key(message: str) -> str:
    return hmac.new(SECRET, message.encode(), "sha256").hexdigest()[:32]


# ---------------------------------------------------------------- the unit


def test_the_code_column_tells_the_unit_whatever_name_and_dossier_code_say(nights: Nights) -> None:
    assert unit_of(nights, f"{CODE} | 4 | 05/01/2026 | h13.01 | Xã Đông Hiệp") == "H13.01"


@pytest.mark.parametrize(
    ("received", "unit"),
    [("30/06/2025 17:00", "H13.101"), ("01/07/2025", "H13.102"), ("05/01/2026", "H13.102")],
)
def test_a_name_means_the_unit_that_bore_it_on_the_day_of_the_receipt(nights: Nights, received: str, unit: str) -> None:
    assert unit_of(nights, f"{CODE} | 4 | {received} | | Phường Thới Hòa") == unit


def test_a_name_without_a_receipt_means_the_unit_that_bears_it_at_as_of(nights: Nights) -> None:
    assert unit_of(nights, f"{CODE} | 1 | | | Phường Thới Hòa") == "H13.102"


@pytest.mark.parametrize(
    "name",
    ["Phường Thới Hoà", "phường  THỚI HÒA", "UBND phường Thới Hòa", "P. Thới Hòa", "Ủy ban nhân dân phường Thới Hoà"],
)
def test_a_name_is_known_in_every_spelling(nights: Nights, name: str) -> None:
    assert unit_of(nights, f"{CODE} | 4 | 05/01/2026 | | {name}") == "H13.102"


def test_of_two_units_of_one_name_the_dossier_code_decides_else_the_first_in_official_order(nights: Nights) -> None:
    other = "H13.104-260105-0002"
    foreign = "K01.1-260105-0003"
    nights.night(
        Export(
            "ho-so.csv",
            MODIFIED,
            COLUMNS,
            f"{other} | 4 | 05/01/2026 | | Xã Trung An\n{foreign} | 4 | 05/01/2026 | | Xã Trung An",
        )
    )
    assert nights.one("unit_code", other) == ("H13.104",)
    assert nights.one("unit_code", foreign) == ("H13.103",)


def test_without_code_and_known_name_the_agency_inside_the_dossier_code_is_the_unit(nights: Nights) -> None:
    assert unit_of(nights, f"{CODE} | 4 | 05/01/2026 | |") == "H13.103"
    assert unit_of(nights, f"{CODE} | 5 | 05/01/2026 | | Xã Không Ai Biết") == "H13.103"
    assert nights.warnings == []


def test_what_no_catalogue_knows_is_registered_under_the_root_with_a_warning_and_counted(nights: Nights) -> None:
    nights.night(
        Export(
            "ho-so.csv",
            MODIFIED,
            COLUMNS,
            """
            H13.103-260105-0001 | 4 | 05/01/2026 | H99.7 | Sở Xa Lạ
            K77.1-260105-0002   | 4 | 05/01/2026 |       |
            MA-LA               | 4 | 05/01/2026 |       | Xã Không Ai Biết
            KHONG-GI-CA         | 4 | 05/01/2026 |       |
            """,
        )
    )
    registered = nights.query(
        "SELECT unit_code, name, parent_code, registered_from, source FROM ref.unit WHERE registered_from IS NOT NULL ORDER BY 1"
    )
    assert registered == [
        ("?Xã Không Ai Biết", "Xã Không Ai Biết", "H13", "dossier", "exports"),
        ("H99.7", "Sở Xa Lạ", "H13", "dossier", "exports"),
        ("K77.1", "K77.1", "H13", "dossier", "exports"),
    ]
    (warning,) = nights.warnings
    assert "3 units" in warning
    assert "H99.7" in warning
    assert nights.one("unit_code", "KHONG-GI-CA") == ("H13",)
    assert nights.query("SELECT count(*) FROM core.dossier") == [(4,)]


def test_a_registered_unit_is_known_by_its_code_and_name_the_next_night(nights: Nights) -> None:
    unit_of(nights, f"{CODE} | 4 | 05/01/2026 | H99.7 | Sở Xa Lạ")
    other = "K01.1-260105-0003"
    assert unit_of(nights, f"{other} | 4 | 05/01/2026 | | Sở Xa Lạ", code=other) == "H99.7"
    assert nights.warnings == []


def test_the_name_of_a_registered_unit_takes_no_dossier_from_a_unit_of_the_catalogue(nights: Nights) -> None:
    """A foreign dossier came with a name that nobody knows; our own dossiers of that name are still ours the next night."""
    foreign = "K01.1-260105-0003"
    assert unit_of(nights, f"{foreign} | 4 | 05/01/2026 | | Xã Không Ai Biết", code=foreign) == "K01.1"
    assert unit_of(nights, f"{CODE} | 4 | 05/01/2026 | | Xã Không Ai Biết") == "H13.103"


def test_a_file_without_unit_columns_leaves_the_unit_of_a_known_dossier(nights: Nights) -> None:
    unit_of(nights, f"{CODE} | 4 | 05/01/2026 | H13.01 |")
    assert unit_of(nights, f"{CODE} | 9 | 05/01/2026", "dossier_code status received_at") == "H13.01"


# ---------------------------------------------------------------- the people


def test_an_applicant_is_the_hash_of_the_identity_number_else_of_the_name(nights: Nights) -> None:
    columns = "dossier_code status received_at applicant_name applicant_identity"
    lines = "A | 4 | 05/01/2026 | NGUYỄN  Văn Á | 092099000123\nB | 4 | 05/01/2026 | NGUYỄN  Văn Á |\nC | 4 | 05/01/2026 | |"
    nights.night(Export("ho-so.csv", MODIFIED, columns, lines))
    assert nights.one("applicant_key", "A") == (key("092099000123"),)
    assert nights.one("applicant_key", "B") == (key("nguyễn văn á"),)
    assert nights.one("applicant_key", "C") == (None,)


def test_an_officer_is_the_hash_of_the_name_within_the_unit(nights: Nights) -> None:
    columns = "dossier_code status received_at unit_code_raw officer_name"
    lines = """
        A | 4 | 05/01/2026 | H13.01  | Trần Thị  B
        B | 4 | 05/01/2026 | H13.01  | TRẦN thị B
        C | 4 | 05/01/2026 | H13.103 | Trần Thị B
        D | 4 | 05/01/2026 | H13.103 |
    """
    nights.night(Export("ho-so.csv", MODIFIED, columns, lines))
    at_department, at_commune = key("trần thị b|H13.01"), key("trần thị b|H13.103")
    assert nights.query("SELECT dossier_code, officer_key FROM core.dossier ORDER BY 1") == [
        ("A", at_department),
        ("B", at_department),
        ("C", at_commune),
        ("D", None),
    ]


def test_no_name_number_phone_or_address_is_remembered(nights: Nights) -> None:
    columns = "dossier_code status received_at applicant_name applicant_identity applicant_phone applicant_address officer_name"
    personal = ("Nguyễn Văn Á", "092099000123", "0912345678", "12 đường Hòa Bình", "Trần Thị B")
    lines = f"A | 4 | 05/01/2026 | {' | '.join(personal)}\nB | 4 | 31/02/2026 | {' | '.join(personal)}"
    nights.night(Export("ho-so.csv", MODIFIED, columns, lines))
    content = nights.file.read_bytes()
    for cell in personal:
        assert cell.encode() not in content
        assert cell.lower().encode() not in content
    ((raw,),) = nights.query("SELECT raw FROM ops.quarantine")
    assert raw == '{"Mã hồ sơ":"B","Trạng thái":"4","Ngày tiếp nhận":"31/02/2026"}'
