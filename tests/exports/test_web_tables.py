"""HTML tables under any ending, in any encoding."""

from __future__ import annotations

import pytest

from tests.exports.reading import Reader, windows_1258

TABLE = (
    "<table><tr><th>Mã hồ sơ</th><th>Trạng thái</th><th>Ngày tiếp nhận</th><th>Phí, lệ phí</th></tr>"
    "<tr><td>A-1</td><td>Đang xử lý</td><td>01/02/2026</td><td>1.234</td></tr></table>"
)
ROW = {
    "row_number": 2,
    "dossier_code": "A-1",
    "status": "Đang xử lý",
    "received_at": "01/02/2026",
    "fee_amount": "1.234",
}


@pytest.mark.parametrize(
    ("page", "encoding"),
    [
        (TABLE.encode(), "utf-8"),
        (f"\n<!DOCTYPE html><html><head><meta charset=windows-1252></head>{TABLE}</html>".encode(), "utf-8"),
        (f"<html>{TABLE}</html>".encode("utf-16"), "utf-16"),
        (windows_1258(f"<html><meta charset='windows-1258'>{TABLE}</html>"), "cp1258"),
        (windows_1258(f"<html>{TABLE}</html>"), "cp1258"),
    ],
)
def test_encodings_of_pages(reader: Reader, page: bytes, encoding: str) -> None:
    read = reader.content(page, "ket-xuat.xls")
    assert (read.rows, read.file.encoding, read.file.notes) == ([ROW], encoding, ())


def test_texts_of_nested_tags_and_breaks(reader: Reader) -> None:
    cell = "<div>Đang <b>xử</b><!-- x --> lý</div><style>b {color: red}</style>"
    read = reader.content(TABLE.replace("Đang xử lý", cell).replace("01/02/2026", "01/02/2026<br>08:15"), "a.xls")
    assert read.rows == [{**ROW, "received_at": "01/02/2026 08:15"}]


def test_a_cell_over_several_rows_holds_for_each_of_them(reader: Reader) -> None:
    rows = "<tr><td>A-2<td rowspan=2>Dừng xử lý<td>x<td>1<tr><td>A-3<td>y<td>2<tr><td>A-4<td>4<td>z<td>3"
    read = reader.content(TABLE.replace("</table>", f"{rows}</table>"), "a.xls")
    assert read.column("status") == ["Đang xử lý", "Dừng xử lý", "Dừng xử lý", "4"]
    assert read.column("fee_amount") == ["1.234", "1", "2", "3"]


def test_a_table_inside_a_layout_table(reader: Reader) -> None:
    page = f"<html><table><tr><td>Sở Xây dựng</td><td>{TABLE}</td></tr></table></html>"
    assert reader.content(page, "a.xls").column("dossier_code") == ["A-1"]


def test_unbounded_spans_and_depth_are_no_burden(reader: Reader) -> None:
    rows = "<tr><td colspan=99999999 rowspan=99999999>Ghi chú" + "<b>" * 5000 + "</table>"
    read = reader.content(TABLE.replace("</table>", rows), "a.xls")
    assert read.column("dossier_code")[0] == "A-1"
