"""The export files of the city: which columns each has, under which headings, in which habits."""

from .writing import (
    HEADINGS,
    Sheet,
    write_html,
    write_plain_workbook,
    write_semicolon,
    write_utf16,
    write_windows_1258,
    write_workbook,
)


def _without(*keys: str) -> tuple[str, ...]:
    return tuple(key for key in tuple(HEADINGS) if key not in keys)


# In landing order. Names are in another order than times; the two updates have one time, so their names decide.
OFFICE = Sheet("so-tu-phap/xuat-so-mot-cua.csv", _without("row_label"), write_semicolon)
COMMUNES = Sheet(
    "phuong-xa.csv",
    _without("row_label", "unit_code"),
    write_utf16,
    moment="%Y-%m-%d %H:%M:%S",
    day="%Y-%m-%d",
    status="digits",
    headings=(("unit_name", "Cơ quan thực hiện"), ("dossier_code", "Số hồ sơ"), ("finished_at", "Ngày kết thúc xử lý")),
)
OLD_PROGRAM = Sheet(
    "chuong-trinh-cu.csv",
    _without("row_label", "unit_code", "submitted_at"),
    write_windows_1258,
    moment="%Y%m%d%H%M%S",
    headings=(("received_at", "Ngày nhận"), ("procedure_code", "Mã thủ tục"), ("returned_at", "Ngày trả kết quả")),
)
WORKBOOK = Sheet(
    "a-mot-cua.xlsx",
    tuple(HEADINGS),
    write_workbook,
    status="capitals",
    headings=(("unit_name", "Đơn vị tiếp nhận"), ("fee_amount", "Tổng phí")),
)
WEB_PAGE = Sheet(
    "bang-ke.xls",
    _without("row_label", "unit_name"),
    write_html,
    moment="%d/%m/%Y %H:%M:%S",
    thousands=True,
    headings=(("unit_code", "Mã Ðơn vị"), ("channel", "Kênh")),
)
NO_UNIT = Sheet(
    "khong-co-don-vi.csv",
    ("dossier_code", "procedure_code", "received_at", "due_at", "finished_at", "status", "channel"),
    write_semicolon,
    moment="%Y-%m-%dT%H:%M",
    day="%Y-%m-%d",
    headings=(
        ("dossier_code", "Ma ho so"),
        ("procedure_code", "Ma thu tuc"),
        ("received_at", "Ngay nhan"),
        ("due_at", "Ngay hen tra"),
        ("finished_at", "Ngay ket thuc xu ly"),
        ("status", "Trang thai"),
        ("channel", "Hinh thuc nop"),
    ),
)
UPDATE_FEW_COLUMNS = Sheet(
    "cap-nhat-a.csv", ("dossier_code", "unit_code", "status", "received_at", "finished_at"), write_semicolon
)
UPDATE_EMPTY_CELLS = Sheet(
    "cap-nhat-b.xlsx",
    ("dossier_code", "unit_code", "unit_name", "channel", "received_at", "due_at", "finished_at", "status"),
    write_plain_workbook,
    status="number",
)
CORRECTIONS = Sheet(
    "dieu-chinh-cuoi-ky.csv",
    ("dossier_code", "unit_code", "status", "received_at", "due_at", "finished_at"),
    write_semicolon,
)
MAIN = (OFFICE, COMMUNES, OLD_PROGRAM, WORKBOOK, WEB_PAGE)
FIRST_NIGHT = (*MAIN, NO_UNIT, UPDATE_FEW_COLUMNS, UPDATE_EMPTY_CELLS)
