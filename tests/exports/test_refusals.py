"""A file that cannot be read is refused with what is wrong and what to do, and nothing else is touched."""

from __future__ import annotations

import io
import zipfile

import duckdb
import pytest

from connectors.contract import load_contracts
from connectors.exports.reader import stage
from connectors.problem import FileRejected
from tests.exports.reading import FIXTURES, Reader


def zipped(**members: str) -> bytes:
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as file:
        for name, content in members.items():
            file.writestr(name.replace("__", "/"), content)
    return archive.getvalue()


BROKEN_XLSX = (FIXTURES / "bieu-hai-tang.xlsx").read_bytes()[:5000]


@pytest.mark.parametrize(
    ("content", "said", "to_do"),
    [
        (b"", "trống", "xuất lại"),
        (b"\xef\xbb\xbf \r\n\r\n", "trống", "xuất lại"),
        ((FIXTURES / "mat-khau.xlsx").read_bytes(), "mật khẩu", "bỏ mật khẩu"),
        ((FIXTURES / "mat-khau-97.xls").read_bytes(), "mật khẩu", "bỏ mật khẩu"),
        (BROKEN_XLSX, "hỏng", "lưu lại (.xlsx)"),
        ((FIXTURES / "excel-97.xls").read_bytes()[:9000], "hỏng", "lưu lại"),
        (b"%PDF-1.7 ...", "PDF", "lưu lại thành CSV"),
        (b"\x89PNG\r\n\x1a\n", "PNG", "lưu lại thành CSV"),
        (zipped(a="x"), "ZIP", "lưu lại thành CSV"),
        (zipped(**{"content.xml": "<x/>"}), "OpenDocument", "lưu lại thành CSV"),
        (zipped(xl__workbook="", **{"xl/workbook.xml": "<x"}), "hỏng", "lưu lại"),
        (b'[{"MaHoSo": "H13"}]', "JSON", "dvcqg_sync"),
        (b'{"MaHoSo": "H13"}\n{"MaHoSo": "H13"}', "JSON", "dvcqg_sync"),
        (b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>', "XML", "lưu lại"),
        (b"<html><body>Kh\xc3\xb4ng c\xc3\xb3 d\xe1\xbb\xaf li\xe1\xbb\x87u</body></html>", "tiêu đề", "xuất lại"),
        ("Danh sách;của tôi\n1;2\n".encode(), "tiêu đề", "xuất lại"),
        (b"M\xb7 h\xe5 s\xac;Tr\xb9ng th\xb8i;Ng\xb5y\n1;2;3\n", "UTF-8, UTF-16, Windows-1258", "lưu lại"),  # TCVN3
        (b"\x00\x01\x02\xff" * 500, "tiêu đề", "xuất lại"),
    ],
)
def test_bad_files(reader: Reader, content: bytes, said: str, to_do: str) -> None:
    with pytest.raises(FileRejected) as rejected:
        reader.content(content)
    message = rejected.value.message
    assert said in message.vi
    assert to_do in message.vi
    assert len(message.en) > 20


def test_a_missing_required_column_is_named_with_its_accepted_headings(reader: Reader) -> None:
    with pytest.raises(FileRejected) as rejected:
        reader.content("BÁO CÁO;;\nSố hồ sơ;Ngày nhận;Chủ hồ sơ\nA-1;01/01/2026;Lê Thị Mận\n")
    message = rejected.value.message
    assert "“Trạng thái” hoặc “Trạng thái hồ sơ”" in message.vi
    assert "(dòng 2) có: Số hồ sơ, Ngày nhận, Chủ hồ sơ" in message.vi
    assert "Mận" not in message.vi + message.en, "no cell of the data goes into a message"


def test_what_a_person_wrote_into_a_form_is_not_repeated(reader: Reader) -> None:
    with pytest.raises(FileRejected) as rejected:
        reader.content("GIẤY TIẾP NHẬN;;;;;\nMã hồ sơ;A-1;Chủ hồ sơ;Lê Thị Mận;Điện thoại;0909\n")
    message = rejected.value.message
    assert "có: Mã hồ sơ, Chủ hồ sơ, Điện thoại, …" in message.vi
    assert "Mận" not in message.vi + message.en


def test_a_refused_file_leaves_no_table_behind(reader: Reader) -> None:
    path = reader.folder / "bad.csv"
    path.write_bytes(b"Ma ho so;Trang thai\n")
    with duckdb.connect() as connection:
        with pytest.raises(FileRejected):
            stage(connection, path, path.name, load_contracts(), "staged", reader.folder / "scratch")
        assert connection.execute("SHOW TABLES").fetchall() == []
