"""Documents, case files and signing transactions of the city's offices."""

from datetime import date, datetime, timedelta

from . import paper_sheets as sheets
from .city import UNITS, UNKNOWN_UNIT_IN_COLUMN
from .lives import DAY, HISTORY_DAYS, Draw
from .papers import PaperDesk
from .periods import HOLIDAYS, WORKED_SATURDAYS
from .record import State
from .writing import Cells

_DIRECTION_WORDS = {
    "outgoing": ("đi", "Đi", "ĐI"),
    "incoming": ("đến", "Đến"),
    "case": ("hồ sơ công việc", "Hồ sơ công việc"),
}
_SECRECY = (None, None, None, "Thường", "thường", "Mật", "Tối mật", "Tuyệt mật")
UNIT_OF_DOCUMENTS_ALONE = "H13.166"
_UNITS = (*(unit.code for unit in UNITS), UNKNOWN_UNIT_IN_COLUMN, UNIT_OF_DOCUMENTS_ALONE)
_AROUND_DAYS_OFF = sorted({day + shift * DAY for day in HOLIDAYS | WORKED_SATURDAYS for shift in (-3, -2, -1, 0, 1)})

DOCUMENT_FAULTS: dict[str, Cells] = {
    "no id": {"document_id": None},
    "no unit": {"unit_code": None, "unit_name": None},
    "no direction": {"direction": None},
    "unknown direction": {"direction": "vòng quanh"},
    "no day": {"signed_on": None, "issued_on": None, "received_on": None},
    "day that does not exist": {"signed_on": "31/02/2026"},
    "neither yes nor no": {"signed_by_person": "Chưa rõ"},
}
SIGNATURE_FAULTS: dict[str, Cells] = {
    "no id": {"signature_id": None},
    "no unit": {"unit_code": None},
    "no state": {"state": None},
    "unknown state": {"state": "đang tìm"},
    "no beginning": {"created_at": None},
    "unreadable beginning": {"created_at": "hôm kia"},
}


def _day(draw: Draw, latest: int = 4) -> date:
    """A day of the history, often around a holiday or a worked Saturday, now and then after as-of."""
    somewhere = draw.after(draw.as_of, 5 - HISTORY_DAYS, latest)
    near = [day for day in _AROUND_DAYS_OFF if abs((day - somewhere).days) < 25]
    return draw.rng.choice((somewhere, somewhere, draw.rng.choice(near or [somewhere])))


def _document(draw: Draw, number: int) -> State:
    rng = draw.rng
    direction = rng.choice(("outgoing", "outgoing", "incoming", "case"))
    first = _day(draw)
    second = rng.choice((first, draw.after(first, 1, 5), draw.after(first, 1, 2), draw.after(first, -2, -1), None))
    days: State = {"signed_on": None, "issued_on": None, "received_on": None, "acknowledged_on": None}
    if direction == "outgoing":
        days |= {"signed_on": first, "issued_on": second}
    elif direction == "incoming":
        acknowledged = rng.choice((first, first, draw.after(first, 1, 3), None))
        days |= {"received_on": first, "acknowledged_on": acknowledged, "issued_on": draw.after(first, -9, 0)}
    else:
        days |= {"issued_on": first}
    secrecy = rng.choice(_SECRECY)
    flags = ("signed_by_person", "signed_by_agency", "sent_electronically", "is_electronic")
    return {
        **days,
        **{flag: rng.choice((True, True, True, False, None)) for flag in flags},
        "document_id": f"VB{number:06d}",
        "symbol": f"{number % 400}/UBND-VP",
        "document_kind": rng.choice(("Công văn", "Quyết định", None)),
        "direction": direction,
        "unit_code": rng.choice(_UNITS),
        "secrecy": secrecy,
        "signing_method": rng.choice(("smart_ca", "esign", "usb_token", None)),
    }


def _put_document(draw: Draw, desk: PaperDesk, again: bool, values: State, fault: str | None = None) -> None:
    usual = sheets.DOCUMENTS_CASES if values["direction"] == "case" else sheets.DOCUMENTS_OFFICE
    sheet = sheets.DOCUMENTS_AGAIN if again else draw.rng.choice((usual, usual, sheets.DOCUMENTS_REPORT))
    told = desk.unit_cells(sheet, str(values["unit_code"]))
    assert told is not None
    cells: Cells = {"direction": draw.rng.choice(_DIRECTION_WORDS[str(values["direction"])]), **told}
    cells |= DOCUMENT_FAULTS[fault] if fault else {}
    desk.put("document", sheet, (values["document_id"],), values, cells, fault)


def write_documents(draw: Draw, desk: PaperDesk, count: int = 900) -> None:
    """Documents; every twelfth told again in a later file: other days, no unit changed, sent or not."""
    written = [_document(draw, number) for number in range(count)]
    for values in written:
        _put_document(draw, desk, False, values)
    for values in draw.rng.sample(written, count // 12):
        if values["direction"] == "outgoing":
            signed = values["signed_on"]
            assert isinstance(signed, date)
            values |= {"issued_on": draw.after(signed, 0, 4), "sent_electronically": draw.rng.choice((True, None))}
        _put_document(draw, desk, True, values)
    for number, fault in enumerate([*DOCUMENT_FAULTS, *DOCUMENT_FAULTS]):
        spoiled = {**_document(draw, 900_000 + number), "direction": "outgoing"}
        if number % 2:
            spoiled["document_id"] = written[number]["document_id"]
        _put_document(draw, desk, False, spoiled, fault)


_STATE_WORDS = {
    "completed": ("hoàn thành", "Hoàn thành"),
    "pending": ("đang chờ", "Đang chờ"),
    "failed": ("thất bại",),
    "cancelled": ("hủy", "huỷ", "HỦY"),
    "expired": ("hết hạn",),
}


def _signature(draw: Draw, number: int) -> State:
    rng = draw.rng
    created: date | datetime = draw.moment(_day(draw))
    assert isinstance(created, datetime)
    state = rng.choice(("completed", "completed", "completed", *_STATE_WORDS))
    return {
        "signature_id": f"KS{number:06d}",
        "unit_code": rng.choice(_UNITS),
        # Names recur in several units (other persons there) and in several spellings (the same person).
        "signer": rng.choice((None, *(f"Zzsigner {one:03d}" for one in range(8)))),
        "provider": rng.choice(("SmartCA", "MySign", "VGCA", None)),
        "method": rng.choice(("smart_ca", "esign", "usb_token", None)),
        "document_kind": rng.choice(("Quyết định", None)),
        "document_id": rng.choice((None, f"VB{number:06d}")),
        "created_at": draw.maybe_without_time(created, 0.1),
        "completed_at": created + timedelta(minutes=3) if state == "completed" else None,
        "state": state,
    }


def respelled(draw: Draw, name: str) -> str:
    """A person's name as somebody typed it: compared in lower case, with single spaces."""
    return draw.rng.choice((name, name, name.upper(), name.lower(), f" {name.replace(' ', '   ')} "))


def write_signatures(draw: Draw, desk: PaperDesk, count: int = 800) -> None:
    """Signing transactions; some told again when they had ended."""
    written = [_signature(draw, number) for number in range(count)]
    for values in written:
        _put_signature(draw, desk, False, values)
    for values in draw.rng.sample([one for one in written if one["state"] == "pending"], 25):
        _put_signature(draw, desk, True, values | {"state": draw.rng.choice(list(_STATE_WORDS))})
    for number, fault in enumerate([*SIGNATURE_FAULTS, *SIGNATURE_FAULTS]):
        spoiled = _signature(draw, 900_000 + number)
        if number % 2:
            spoiled["signature_id"] = written[number]["signature_id"]
        _put_signature(draw, desk, False, spoiled, fault)


def _put_signature(draw: Draw, desk: PaperDesk, again: bool, values: State, fault: str | None = None) -> None:
    rng = draw.rng
    sheet = sheets.SIGNATURES_AGAIN if again else rng.choice((sheets.SIGNATURES_MAIN, sheets.SIGNATURES_OTHER))
    cells: Cells = {"unit_code": values["unit_code"], "state": rng.choice(_STATE_WORDS[str(values["state"])])}
    if values["signer"]:
        cells["signer"] = respelled(draw, str(values["signer"]))
    cells |= SIGNATURE_FAULTS[fault] if fault else {}
    desk.put("signature", sheet, (values["signature_id"],), values, cells, fault)
