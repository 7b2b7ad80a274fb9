"""The files of the city's other exports: which columns each has, under which headings, in which habits."""

from collections.abc import Callable, Sequence
from pathlib import Path

from .writing import Cells, Sheet, write_html, write_plain_workbook, write_semicolon, write_utf16, write_workbook

Write = Callable[[Path, Sheet, Sequence[Cells]], None]
USUAL = ("%d/%m/%Y %H:%M", "%d/%m/%Y")
ISO = ("%Y-%m-%d %H:%M:%S", "%Y-%m-%d")
COMPACT = ("%Y%m%d%H%M%S", "%d/%m/%Y")


def _sheet(
    file: str, write: Write, headings: dict[str, str], thousands: bool = False, dates: tuple[str, str] = USUAL
) -> Sheet:
    moment, day = dates
    return Sheet(file, tuple(headings), write, moment, day, thousands=thousands, headings=tuple(headings.items()))


def _only(headings: dict[str, str], *keys: str, **other: str) -> dict[str, str]:
    """Some of the columns in another order, some under another heading."""
    return {key: other.get(key, headings.get(key, "STT")) for key in keys}


def _but(headings: dict[str, str], *without: str, **other: str) -> dict[str, str]:
    """All columns but some, some under another heading."""
    return {key: other.get(key, heading) for key, heading in headings.items() if key not in without}


_LABEL = {"row_label": "STT"}

_PAYMENT = {
    "transaction_id": "Mã giao dịch",
    "reference": "Mã tham chiếu",
    "dossier_code": "Mã hồ sơ",
    "procedure_code": "Mã TTHC",
    "unit_code": "Mã đơn vị",
    "unit_name": "Đơn vị",
    "amount": "Số tiền",
    "fee_part": "Phí",
    "charge_part": "Lệ phí",
    "transacted_at": "Thời gian giao dịch",
    "state": "Trạng thái",
    "bank_code": "Ngân hàng",
    "channel": "Kênh thanh toán",
    "receipt_no": "Số biên lai",
}
PAYMENTS_PORTAL = _sheet("doi-soat/thanh-toan-cong-dvcqg.csv", write_semicolon, _PAYMENT, thousands=True)
PAYMENTS_PROVINCE = _sheet("doi-soat/cong-tinh.csv", write_utf16, _but(_PAYMENT, "unit_code"), dates=ISO)
PAYMENTS_CASH = _sheet("doi-soat/bien-lai.xlsx", write_workbook, _LABEL | _but(_PAYMENT, "fee_part", "charge_part"))
PAYMENTS_AGAIN = _sheet(
    "doi-soat/bo-sung.xls",
    write_html,
    _only(_PAYMENT, "transaction_id", "dossier_code", "amount", "transacted_at", "state"),
    thousands=True,
)
PAYMENTS_LATE = _sheet(
    "doi-soat/doi-soat-cuoi-ky.csv",
    write_semicolon,
    _only(_PAYMENT, "transaction_id", "dossier_code", "amount", "transacted_at", "channel", "state"),
    dates=ISO,
)

_DOCUMENT = {
    "document_id": "Mã văn bản",
    "symbol": "Số ký hiệu",
    "document_kind": "Loại văn bản",
    "direction": "Chiều",
    "unit_code": "Mã đơn vị",
    "unit_name": "Đơn vị ban hành",
    "signed_on": "Ngày ký",
    "issued_on": "Ngày ban hành",
    "received_on": "Ngày đến",
    "acknowledged_on": "Ngày xác nhận",
    "secrecy": "Độ mật",
    "signed_by_person": "Ký số cá nhân",
    "signed_by_agency": "Ký số cơ quan",
    "signing_method": "Hình thức ký",
    "sent_electronically": "Gửi điện tử (qua trục)",
    "is_electronic": "Bản điện tử",
}
DOCUMENTS_OFFICE = _sheet("van-ban/van-ban-di-den.csv", write_semicolon, _but(_DOCUMENT, "unit_name"))
DOCUMENTS_REPORT = _sheet("van-ban/so-theo-doi.xlsx", write_workbook, _LABEL | _DOCUMENT)
DOCUMENTS_CASES = _sheet(
    "van-ban/ho-so-cong-viec.xls",
    write_html,
    _but(_DOCUMENT, "unit_name", issued_on="Ngày kết thúc hồ sơ", direction="Chiều"),
)
DOCUMENTS_AGAIN = _sheet(
    "van-ban/van-ban-cap-nhat.csv",
    write_utf16,
    _only(_DOCUMENT, "document_id", "direction", "unit_code", "signed_on", "issued_on", "sent_electronically"),
    dates=ISO,
)

_SIGNATURE = {
    "signature_id": "Mã giao dịch ký",
    "unit_code": "Mã đơn vị",
    "signer": "Người ký",
    "provider": "Nhà cung cấp",
    "method": "Hình thức ký",
    "document_kind": "Loại tài liệu",
    "document_id": "Mã tài liệu",
    "created_at": "Thời gian tạo",
    "completed_at": "Thời gian ký",
    "state": "Trạng thái",
}
SIGNATURES_MAIN = _sheet("ky-so/smartca.csv", write_utf16, _SIGNATURE, dates=ISO)
SIGNATURES_OTHER = _sheet("ky-so/nha-cung-cap-khac.xls", write_html, _SIGNATURE)
SIGNATURES_AGAIN = _sheet(
    "ky-so/ky-so-cap-nhat.csv",
    write_semicolon,
    _only(_SIGNATURE, "signature_id", "unit_code", "created_at", "completed_at", "state"),
    dates=COMPACT,
)

_PETITION = {
    "petition_id": "Mã PAKN",
    "unit_code": "Mã đơn vị",
    "unit_name": "Đơn vị xử lý",
    "sent_on": "Ngày gửi",
    "forwarded_on": "Ngày chuyển đến",
    "accepted_on": "Ngày tiếp nhận",
    "supplement_requested_on": "Ngày yêu cầu bổ sung",
    "answered_on": "Ngày trả lời",
    "status": "Trạng thái",
    "kind": "Phân loại",
    "likes": "Lượt thích",
    "dislikes": "Lượt không thích",
    "dossier_code": "Mã hồ sơ liên quan",
}
PETITIONS_BOOK = _sheet("pakn/pakn.xlsx", write_workbook, _LABEL | _PETITION)
PETITIONS_TEXT = _sheet(
    "pakn/pakn-cong-dvcqg.csv", write_semicolon, _but(_PETITION, "unit_name", answered_on="Ngày công khai")
)
PETITIONS_LATE = _sheet(
    "pakn/pakn-cuoi-ky.csv",
    write_semicolon,
    _but(_PETITION, "unit_name", "kind", "likes", "dossier_code", "supplement_requested_on"),
)

_STEP = {
    "dossier_code": "Mã hồ sơ",
    "step_no": "Bước",
    "unit_code": "Mã đơn vị xử lý",
    "department": "Phòng ban xử lý",
    "officer": "Cán bộ xử lý",
    "step_status": "Trạng thái",
    "started_at": "Ngày bắt đầu",
    "step_due_at": "Hạn xử lý",
    "done_at": "Ngày hoàn thành",
}
STEPS_TEXT = _sheet("tien-do/tien-do.csv", write_semicolon, _STEP)
STEPS_WIDE = _sheet("tien-do/tien-do-xa.csv", write_utf16, _STEP, dates=ISO)
STEPS_AGAIN = _sheet(
    "tien-do/tien-do-moi.xls",
    write_html,
    _only(_STEP, "dossier_code", "step_no", "step_status", "started_at", "done_at"),
)

_RETURN = {
    "period": "Kỳ",
    "unit_code": "Mã đơn vị",
    "indicator_id": "Mã chỉ số",
    "numerator": "Tử số",
    "denominator": "Mẫu số",
    "note": "Ghi chú",
    "evidence": "Minh chứng",
}
RETURNS_TEXT = _sheet("ke-khai/bieu-ke-khai.csv", write_semicolon, _RETURN)
RETURNS_BOOK = _sheet("ke-khai/bieu-ke-khai-so.xlsx", write_plain_workbook, _RETURN)
RETURNS_PAGE = _sheet("ke-khai/bieu-ke-khai-xa.xls", write_html, _but(_RETURN, "evidence"))
RETURNS_LATE = _sheet("ke-khai/bieu-ke-khai-bo-sung.csv", write_utf16, _but(_RETURN, "note"))

_APOLOGY = {
    "dossier_code": "Mã hồ sơ",
    "sent_on": "Ngày gửi thư xin lỗi",
    "reappointed_on": "Ngày hẹn lại",
    "cause": "Nguyên nhân",
}
APOLOGIES_TEXT = _sheet("xin-loi/thu-xin-loi.csv", write_semicolon, _APOLOGY)
APOLOGIES_BOOK = _sheet("xin-loi/danh-sach-tre-han.xlsx", write_workbook, _LABEL | _APOLOGY)

_PROCEDURE = {
    "procedure_code": "Mã TTHC",
    "name": "Tên TTHC",
    "sector_code": "Mã lĩnh vực",
    "sector_name": "Lĩnh vực",
    "level": "Cấp thực hiện",
    "units": "Đơn vị thực hiện",
    "service_level": "Mức độ DVC",
    "is_eligible_full": "Đủ điều kiện toàn trình",
    "has_fee": "Có phí, lệ phí",
    "pays_online": "Có thanh toán trực tuyến",
    "gives_result": "Trả kết quả",
    "time_limit": "Thời hạn giải quyết",
    "time_unit": "Đơn vị thời hạn",
    "is_on_portal": "Tích hợp Cổng DVCQG",
    "has_electronic_process": "Quy trình điện tử",
    "published_on": "Ngày công bố",
    "effective_from": "Ngày hiệu lực",
    "made_public_on": "Ngày công khai",
    "has_full_content": "Đủ nội dung",
    "valid_to": "Hết hiệu lực",
}
PROCEDURES_TEXT = _sheet("danh-muc-tthc.csv", write_semicolon, _PROCEDURE)
PROCEDURES_AGAIN = _sheet(
    "danh-muc-tthc-sua-doi.xlsx",
    write_plain_workbook,
    _only(_PROCEDURE, "procedure_code", "level", "service_level", "has_fee", "valid_to"),
)

# In landing order; all of them land before the dossiers, so that nothing hangs on the order of datasets.
FIRST_NIGHT = (
    *(PROCEDURES_TEXT, PROCEDURES_AGAIN),
    *(PAYMENTS_PORTAL, PAYMENTS_PROVINCE, PAYMENTS_CASH, PAYMENTS_AGAIN),
    *(DOCUMENTS_OFFICE, DOCUMENTS_REPORT, DOCUMENTS_CASES, DOCUMENTS_AGAIN),
    *(SIGNATURES_MAIN, SIGNATURES_OTHER, SIGNATURES_AGAIN),
    *(PETITIONS_BOOK, PETITIONS_TEXT),
    *(STEPS_TEXT, STEPS_WIDE, STEPS_AGAIN),
    *(RETURNS_TEXT, RETURNS_BOOK, RETURNS_PAGE),
    *(APOLOGIES_TEXT, APOLOGIES_BOOK),
)
NIGHT_AFTER = (PAYMENTS_LATE, PETITIONS_LATE, RETURNS_LATE)
