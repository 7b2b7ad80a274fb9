"""Synchronisation records as they are staged: every layout, packing and damage of a file."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import pytest

from connectors.contract import load_contracts
from connectors.dvcqg_sync.fields import SERVICES
from connectors.dvcqg_sync.records import stage
from connectors.problem import FileRejected
from connectors.source import StagedFile
from tests.dvcqg_sync.conftest import FIXTURE, lines, written

CODES = [record["MaHoSo"].strip() for record in written()]
GOOD = '{"MaHoSo": "H13.101-260105-0001", "TrangThaiHoSo": "4", "DonViXuLy": "Sở Một"}'


class Desk:
    """Stages files from bytes."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, folder: Path) -> None:
        self.connection = connection
        self.folder = folder

    def stage(self, content: bytes | str, population_databases: tuple[str, ...] = ("1",)) -> StagedFile:
        """Stage a file of this content."""
        path = self.folder / "landed.bin"
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        scratch = self.folder / "scratch"
        return stage(self.connection, path, load_contracts(), "staged", scratch, population_databases)

    def cells(self, column: str) -> list[Any]:
        """Return one staged column in the file's order."""
        rows = self.connection.execute(f"SELECT {column} FROM staged ORDER BY row_number").fetchall()
        return [row[0] for row in rows]

    def cell(self, column: str, **fields: object) -> object:
        """Stage one record with these fields and return what a column holds."""
        self.stage(lines({"MaHoSo": "H13.101-260105-0001", "TrangThaiHoSo": "4", **fields}))
        (cell,) = self.cells(column)
        return cell


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with duckdb.connect() as connection:
        # a busy connection may have given up the order of insertion: rows are numbered all the same
        connection.execute("SET preserve_insertion_order = false")
        yield Desk(connection, tmp_path)


@pytest.mark.parametrize(
    "content",
    [
        FIXTURE.read_bytes(),
        json.dumps(written()).encode(),
        lines(*written()).encode(),
        lines(*written()).replace("\n", "\r\n").encode(),
        b"\xef\xbb\xbf" + lines(*written()).encode(),
        b"\xef\xbb\xbf" + FIXTURE.read_bytes(),
        gzip.compress(FIXTURE.read_bytes()),
        gzip.compress(b"\xef\xbb\xbf" + lines(*written()).encode()),
    ],
    ids=["array", "escaped array", "lines", "CRLF", "lines with BOM", "array with BOM", "gzip", "gzip of lines"],
)
def test_every_layout_gives_the_same_records(desk: Desk, content: bytes) -> None:
    staged = desk.stage(content)
    assert (staged.dataset, staged.rows, staged.unknown_headings) == ("dossier", 7, ())
    assert desk.cells("dossier_code") == CODES
    assert desk.cells("row_number") == [1, 2, 3, 4, 5, 6, 7]
    assert desk.cells("unit_name")[2] == "Ban Quản lý Chợ Tưởng Tượng"
    assert set(desk.cells("extra_cells")) == {None}
    assert not list((desk.folder / "scratch").glob("*")), "copies hold personal data"


def test_staged_columns_are_those_of_the_contract_whose_fields_the_file_has(desk: Desk) -> None:
    for service in SERVICES:
        contract = load_contracts()[service.dataset]
        assert set(service.columns) <= set(contract.by_name) | {column.name for column in contract.derived}
    staged = desk.stage(GOOD)
    assert staged.columns == ("dossier_code", "unit_name", "status")
    assert staged.headings["unit_name"] == "DonViXuLy"


def test_phone_mail_and_other_personal_fields_are_never_taken_out(desk: Desk) -> None:
    desk.stage(FIXTURE.read_bytes())
    everything = str(desk.connection.execute("SELECT * FROM staged").fetchall())
    assert "0900000001" not in everything
    assert "example.invalid" not in everything


def test_a_field_that_nobody_knows_is_named(desk: Desk) -> None:
    assert desk.stage(GOOD[:-1] + ', "MaMoi": "1", "GhiChu": "x"}').unknown_headings == ("MaMoi",)


def test_a_broken_line_is_a_row_and_the_others_are_read(desk: Desk) -> None:
    damaged = GOOD.encode().replace("ộ".encode(), b"\xe1\xbb")
    content = "\n".join([GOOD, GOOD[:30], GOOD]).encode() + b"\n[1]\n" + damaged + b"\n" + GOOD.encode()
    staged = desk.stage(content + f"\n{GOOD}".encode() * 20)
    assert staged.rows == 26
    assert desk.cells("is_broken") == [False, True, False, True, True, False] + [False] * 20
    assert desk.cells("dossier_code")[1] is None


def test_lines_cut_off_in_the_last_one_lose_only_that_one(desk: Desk) -> None:
    desk.stage((GOOD + "\n" + GOOD)[:-20])
    assert desk.cells("is_broken") == [False, True]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (f"[{GOOD}, {GOOD}"[:-30], "cut short"),
        (f"[{GOOD}, ", "cut short"),
        (f"[{GOOD}, {GOOD[:40]}]", "record"),
        (f"[{GOOD}", "cut short"),
        (f"[{GOOD}][{GOOD}]", "record"),
        (gzip.compress(GOOD.encode() * 50)[:-12], "gzip"),
        (b"\x1f\x8bnot really", "gzip"),
        (GOOD.encode("utf-16"), "UTF-8"),
        (GOOD.replace("Sở Một", "Sơ\u0309 Tư pháp").encode("cp1258"), "UTF-8"),
        (f"[{GOOD}]".replace("Sở Một", "Sơ\u0309 Tư pháp").encode("cp1258"), "UTF-8"),
        (b"", "empty"),
        (b"\xef\xbb\xbf \n", "empty"),
        ("Mã hồ sơ;Trạng thái\n1;4\n", "JSON object per line"),
        ('{\n  "MaHoSo": "1"\n}\n', "JSON object per line"),
        ('[1, "x"]', "JSON object per line"),
        ('{"MaHoSo": "1", "NguoiXuLy": "A", "TrangThai": "4"}', "TrangThaiHoSo"),
    ],
)
def test_a_file_that_cannot_be_read_at_all_is_rejected_and_says_why(
    desk: Desk, content: bytes | str, words: str
) -> None:
    with pytest.raises(FileRejected) as rejected:
        desk.stage(content)
    assert words in rejected.value.message.en
    assert "H13" not in rejected.value.message.vi + rejected.value.message.en
    tables = desk.connection.execute("SELECT count(*) FROM duckdb_tables()").fetchall()
    assert tables == [(0,)]
    assert not list((desk.folder / "scratch").glob("*"))


def test_an_empty_array_is_a_file_without_records(desk: Desk) -> None:
    staged = desk.stage("[]")
    assert (staged.rows, len(staged.notes)) == (0, 1)


@pytest.mark.parametrize(
    ("field", "text", "column", "cell"),
    [
        ("KenhThucHien", "1", "channel", "Trực tiếp"),
        ("KenhThucHien", "2", "channel", "Trực tuyến"),
        ("KenhThucHien", "3", "channel", "Bưu chính"),
        ("KenhThucHien", "", "channel", "Trực tiếp"),
        ("KenhThucHien", None, "channel", "Trực tiếp"),
        ("KenhThucHien", "9", "channel", "9"),
        ("LoaiDoiTuong", "1", "applicant_kind", "citizen"),
        ("LoaiDoiTuong", "2", "applicant_kind", "business"),
        ("LoaiDoiTuong", "3", "applicant_kind", "state"),
        ("LoaiDoiTuong", "4", "applicant_kind", "other"),
        ("LoaiDoiTuong", "", "applicant_kind", None),
        ("SoGiayToChuHoSo", "000000001", "applicant_identity", None),
        ("SoGiayToChuHoSo", "092000000009", "applicant_identity", "092000000009"),
        ("DonViXuLy", " Sở\u00a0Ðất\u200b đai ", "unit_name", "Sở Đất đai"),
        ("DonViXuLy", "Sơ\u0309 Mo\u0323\u0302t", "unit_name", "Sở Một"),
        ("TrangThaiHoSo", 4, "status", "4"),
    ],
)
def test_a_field_and_its_cell(desk: Desk, field: str, text: object, column: str, cell: str | None) -> None:
    assert desk.cell(column, **{field: text}) == cell


def attachment(**flags: str) -> dict[str, str]:
    return {"IsDeleted": "False", **flags}


@pytest.mark.parametrize(
    ("fields", "cell"),
    [
        ({"HoSoCoThanhPhanSoHoa": "1"}, "1"),
        ({"HoSoCoThanhPhanSoHoa": "0"}, "0"),
        ({"HoSoCoThanhPhanSoHoa": ""}, None),
        ({"HoSoCoThanhPhanSoHoa": "0", "TaiLieuNop": [attachment(DuocSoHoa="0"), attachment(DuocSoHoa="1")]}, "1"),
        ({"HoSoCoThanhPhanSoHoa": "", "TaiLieuNop": [attachment(DuocSoHoa="0")]}, "0"),
        ({"HoSoCoThanhPhanSoHoa": "", "TaiLieuNop": [attachment(DuocSoHoa="1", IsDeleted="1")]}, None),
        ({"HoSoCoThanhPhanSoHoa": "có lẽ"}, "có lẽ"),
        ({"HoSoCoThanhPhanSoHoa": "", "TaiLieuNop": "không phải danh sách"}, "?"),
    ],
)
def test_a_component_is_digitised_by_the_record_or_by_an_attachment_that_is_not_deleted(
    desk: Desk, fields: dict[str, object], cell: str | None
) -> None:
    assert desk.cell("has_digitised_component", **fields) == cell


@pytest.mark.parametrize(("code", "cell"), [("1", "1"), ("2", "1"), ("0", "0"), ("", None)])
def test_data_is_reused_with_code_1_or_2(desk: Desk, code: str, cell: str | None) -> None:
    assert desk.cell("reuses_data", TaiLieuNop=[attachment(DuocTaiSuDung=code)]) == cell


@pytest.mark.parametrize(
    ("fields", "cell"),
    [
        ({"TaiKhoanDuocXacThucVoiVNeID": "1"}, "1"),
        ({"TaiKhoanDuocXacThucVoiVNeID": "0"}, "0"),
        ({"TaiKhoanDuocXacThucVoiVNeID": ""}, None),
        ({"TaiKhoanDuocXacThucVoiVNeID": "0", "TaiLieuNop": [attachment(DuocLayTuKhoDMQG="1")]}, "1"),
        ({"DSKetNoiCSDL": [{"MaCSDL": "2"}, {"MaCSDL": " 1 "}]}, "1"),
        ({"DSKetNoiCSDL": [{"MaCSDL": "2"}]}, "0"),
        ({"DSKetNoiCSDL": ""}, None),
    ],
)
def test_population_data_is_used_by_account_store_or_database(
    desk: Desk, fields: dict[str, object], cell: str | None
) -> None:
    assert desk.cell("uses_population_data", **fields) == cell


def test_the_population_databases_are_configured(desk: Desk) -> None:
    desk.stage(lines({"MaHoSo": "1", "TrangThaiHoSo": "4", "DSKetNoiCSDL": [{"MaCSDL": "07"}]}), ("1", "07"))
    assert desk.cells("uses_population_data") == ["1"]


@pytest.mark.parametrize(
    ("fees", "cell"),
    [
        ([{"Gia": "75.000"}, {"Gia": "20000"}, {"Gia": ""}], "95000"),
        ([{"Gia": "0"}], "0"),
        ([{"Gia": 15000}], "15000"),
        ([], None),
        (None, None),
        ([{"Gia": "75000"}, {"Gia": "miễn phí"}], "?miễn phí"),
    ],
)
def test_the_fee_is_the_sum_of_the_fee_list(desk: Desk, fees: object, cell: str | None) -> None:
    assert desk.cell("fee_amount", DanhSachLePhi=fees) == cell


def test_supplements_are_counted_and_the_waiting_time_summed(desk: Desk) -> None:
    desk.stage(FIXTURE.read_bytes())
    assert desk.cells("supplement_count")[:3] == ["2", "0", "0"]
    assert desk.cells("supplement_requested_at")[:2] == ["20260107100000", None]
    assert desk.cells("supplement_seconds")[:2] == ["1,5000000", "0,0000000"]
    assert desk.cells("supplement_requested_at")[4] == "?20260133080000"


def test_an_electronic_result_is_one_with_a_path(desk: Desk) -> None:
    desk.stage(FIXTURE.read_bytes())
    assert desk.cells("has_electronic_result")[:4] == ["1", "0", "0", "0"]


def test_the_earliest_former_due_date_of_the_supplements_is_taken_out(desk: Desk) -> None:
    promised = [{"NgayHenTraTruoc": "20260119170000"}, {"NgayHenTraTruoc": "20260112170000"}, {"NgayHenTraTruoc": ""}]
    assert desk.cell("earlier_due_at", DanhSachHoSoBoSung=promised) == "2026-01-12 17:00:00"
    unread = [{"NgayHenTraTruoc": "31/02/2026"}]
    assert desk.cell("due_at", DanhSachHoSoBoSung=unread, NgayHenTra="20260112170000") == "?31/02/2026"
