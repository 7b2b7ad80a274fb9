"""How an export file is written: separated text in three encodings, two kinds of workbook, a web page named .xls."""

import csv
import html
import io
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

from .city import Value

Cells = dict[str, Value]

# Headings that differ from file to file are given by the file; the rest are the same everywhere.
HEADINGS = {
    "row_label": "STT",
    "dossier_code": "Mã hồ sơ",
    "procedure_code": "Mã TTHC",
    "procedure_name": "Tên TTHC",
    "sector_code": "Mã lĩnh vực",
    "unit_code": "Mã đơn vị",
    "unit_name": "Đơn vị",
    "channel": "Hình thức nộp",
    "service_level": "Mức độ",
    "submitted_at": "Ngày nộp",
    "received_at": "Ngày tiếp nhận",
    "due_at": "Ngày hẹn trả",
    "finished_at": "Ngày có kết quả",
    "returned_at": "Ngày trả",
    "refused_at": "Ngày từ chối",
    "status": "Trạng thái",
    "applicant": "Chủ hồ sơ",
    "identity": "Số giấy tờ",
    "phone": "Số điện thoại",
    "address": "Địa chỉ",
    "officer": "Cán bộ xử lý",
    "fee_amount": "Phí, lệ phí",
    "supplement_hours": "Thời gian chờ bổ sung (giờ)",
    "paid_online": "Thanh toán trực tuyến",
    "supplement_count": "Số lần bổ sung",
    "supplement_requested_at": "Ngày yêu cầu bổ sung",
    "has_electronic_result": "Kết quả điện tử",
    "result_signed": "Ký số kết quả",
    "has_digitised_component": "Số hóa thành phần hồ sơ",
    "reuses_data": "Tái sử dụng dữ liệu",
    "from_personal_store": "Lấy từ kho cá nhân",
    "uses_population_data": "Khai thác dữ liệu dân cư",
}
FLAGS = tuple(HEADINGS)[-6:]
# Columns of whole đồng, which some programs write with points between the thousands and sum up at the end.
AMOUNTS = ("fee_amount", "amount", "fee_part", "charge_part")
DATES = ("submitted_at", "received_at", "due_at", "finished_at", "returned_at", "refused_at")
PERSON = ("applicant", "identity", "phone", "address")


@dataclass(frozen=True)
class Sheet:
    """One export file: its columns and the habits of the program that wrote it."""

    file: str
    keys: tuple[str, ...]
    write: Callable[[Path, "Sheet", Sequence[Cells]], None]
    moment: str = "%d/%m/%Y %H:%M"
    day: str = "%d/%m/%Y"
    status: str = "words"  # words | capitals | digits | number
    thousands: bool = False
    headings: tuple[tuple[str, str], ...] = ()

    def heading(self, key: str) -> str:
        """The heading of a column in this file."""
        return dict(self.headings).get(key) or HEADINGS[key]

    def text(self, key: str, value: Value) -> str:
        """A cell as text, in the manner of this file."""
        if value is None:
            return ""
        if isinstance(value, datetime):
            return value.strftime(self.moment)
        if isinstance(value, date):
            return value.strftime(self.day)
        if isinstance(value, bool):
            return "Có" if value else "Không"
        if isinstance(value, float):
            return f"{value:g}".replace(".", ",")
        if key in AMOUNTS and isinstance(value, int) and self.thousands:
            return f"{value:,}".replace(",", ".")
        return str(value)


def _totals(sheet: Sheet, rows: Sequence[Cells], label: str) -> Cells:
    """A row of totals: a word in the first column, the sums of the amounts."""
    totals: Cells = {sheet.keys[0]: label}
    for key in (key for key in AMOUNTS if key in sheet.keys):
        totals[key] = sum(amount for amount in (row.get(key) for row in rows) if isinstance(amount, int))
    return totals


def _separated(sheet: Sheet, rows: Sequence[Cells], delimiter: str) -> str:
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter, lineterminator="\r\n")
    writer.writerow([sheet.heading(key) for key in sheet.keys])
    writer.writerows([sheet.text(key, row.get(key)) for key in sheet.keys] for row in rows)
    return out.getvalue()


def write_semicolon(path: Path, sheet: Sheet, rows: Sequence[Cells]) -> None:
    """UTF-8 with byte-order mark, semicolons."""
    path.write_bytes(_separated(sheet, rows, ";").encode("utf-8-sig"))


def write_utf16(path: Path, sheet: Sheet, rows: Sequence[Cells]) -> None:
    """UTF-16, tabs, headings in decomposed capitals, every other text decomposed."""
    heading, _, body = _separated(sheet, rows, "\t").partition("\r\n")
    text = unicodedata.normalize("NFD", heading.upper() + "\r\n" + body)
    path.write_bytes(text.encode("utf-16"))


def _to_windows_1258(text: str) -> bytes:
    """Windows-1258: letters with their circumflex, breve or horn in one, the tone as a combining mark after them.

    It has no letter Eth, so a Đ is a Đ here.
    """
    tones = "\u0300\u0301\u0303\u0309\u0323"
    out = []
    for letter in unicodedata.normalize("NFC", text.replace("Ð", "Đ")):
        parts = unicodedata.normalize("NFD", letter)
        base = "".join(part for part in parts if part not in tones)
        out.append(unicodedata.normalize("NFC", base) + "".join(part for part in parts if part in tones))
    return "".join(out).encode("cp1258")


def write_windows_1258(path: Path, sheet: Sheet, rows: Sequence[Cells]) -> None:
    """Windows-1258, commas, a totals row that begins in the column of the dossier codes."""
    totals: Cells = {"dossier_code": "Tổng cộng"}
    path.write_bytes(_to_windows_1258(_separated(sheet, [*rows, totals], ",")))


def write_html(path: Path, sheet: Sheet, rows: Sequence[Cells]) -> None:
    """An HTML table under the name .xls: letterhead, headings, rows, totals, signatures, all in one table."""
    width = len(sheet.keys)

    def line(cells: Sequence[str], tag: str = "td") -> str:
        return "<tr>" + "".join(f"<{tag}>{html.escape(text) or '&nbsp;'}</{tag}>" for text in cells) + "</tr>"

    totals = _totals(sheet, rows, "TỔNG CỘNG")
    table = [
        f'<tr><td colspan="{width}">ỦY BAN NHÂN DÂN THÀNH PHỐ</td></tr>',
        f'<tr><td colspan="{width}">DANH SÁCH HỒ SƠ</td></tr>',
        line([sheet.heading(key) for key in sheet.keys], "th"),
        *(line([sheet.text(key, row.get(key)) for key in sheet.keys]) for row in [*rows, totals]),
        f'<tr><td colspan="{width}">Người lập biểu: Zzsigner Lê Thị C</td></tr>',
    ]
    head = '<html><head><meta http-equiv="Content-Type" content="text/html; charset=utf-8"></head><body>'
    path.write_text(f'{head}<table border="1">\n' + "\n".join(table) + "\n</table></body></html>", encoding="utf-8")


_GROUPS = {**dict.fromkeys(DATES, "Thời gian"), **dict.fromkeys(PERSON, "Người nộp hồ sơ")}
_SERIAL_ZERO = datetime(1899, 12, 30)


def _excel_cell(line: int, value: Value) -> Value:
    """Dates in turn as real Excel dates, as serial numbers and as text."""
    if not isinstance(value, date) or line % 3 == 0:
        return value
    moment = value if isinstance(value, datetime) else datetime.combine(value, datetime.min.time())
    if line % 3 == 1:
        serial = (moment - _SERIAL_ZERO) / timedelta(days=1)
        return serial if isinstance(value, datetime) else int(serial)
    return value.strftime("%d/%m/%Y %H:%M" if isinstance(value, datetime) else "%d/%m/%Y")


def _two_level_headings(page: Worksheet, sheet: Sheet, top: int) -> None:
    for column, key in enumerate(sheet.keys, start=1):
        group = _GROUPS.get(key)
        page.cell(top + (1 if group else 0), column, sheet.heading(key))
        if not group:
            page.merge_cells(start_row=top, end_row=top + 1, start_column=column, end_column=column)
    for group in dict.fromkeys(_GROUPS[key] for key in sheet.keys if key in _GROUPS):
        columns = [number for number, key in enumerate(sheet.keys, start=1) if _GROUPS.get(key) == group]
        page.cell(top, columns[0], group)
        page.merge_cells(start_row=top, end_row=top, start_column=columns[0], end_column=columns[-1])


def write_workbook(path: Path, sheet: Sheet, rows: Sequence[Cells]) -> None:
    """A workbook with letterhead, merged two-level headings, totals and a block of signatures."""
    workbook = openpyxl.Workbook()
    page = workbook.active
    page.append(["ỦY BAN NHÂN DÂN THÀNH PHỐ", None, None, None, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"])
    page.append(["BỘ PHẬN MỘT CỬA", None, None, None, "Độc lập - Tự do - Hạnh phúc"])
    page.append([])
    page.append([None, None, "BÁO CÁO TÌNH HÌNH GIẢI QUYẾT HỒ SƠ"])
    _two_level_headings(page, sheet, top=5)

    def put(line: int, cells: Cells) -> None:
        for column, key in enumerate(sheet.keys, start=1):
            if cells.get(key) is not None:
                page.cell(line, column, _excel_cell(line, cells[key]))

    for line, row in enumerate(rows, start=7):
        put(line, row)
    end = 7 + len(rows)
    left, middle, right = sheet.keys[1], sheet.keys[len(sheet.keys) // 2], sheet.keys[-1]
    put(end, _totals(sheet, rows, "Tổng cộng"))
    put(end + 2, {middle: "Cần Thơ, ngày 20 tháng 10 năm 2026"})
    put(end + 3, {left: "NGƯỜI LẬP BIỂU", right: "THỦ TRƯỞNG ĐƠN VỊ"})
    put(end + 4, {left: "(Ký, ghi rõ họ tên)"})
    put(end + 7, {left: "Zzsigner Trần Văn B"})
    workbook.save(path)


def write_plain_workbook(path: Path, sheet: Sheet, rows: Sequence[Cells]) -> None:
    """A workbook of headings and rows alone; statuses and amounts are numbers."""
    workbook = openpyxl.Workbook()
    page = workbook.active
    page.append([sheet.heading(key) for key in sheet.keys])
    for row in rows:
        page.append([row.get(key) for key in sheet.keys])
    workbook.save(path)
