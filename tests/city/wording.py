"""How a row's meaning is put into cells: words, spellings and codes as people and programs write them."""

from datetime import date, datetime
from random import Random

from .city import RENAMED_ON, UNITS, Value, identity_number, phone_number
from .lives import Life
from .procedures import PROCEDURES
from .writing import FLAGS, Cells, Sheet

_STATUS_WORDS = {
    1: "Mới đăng ký",
    2: "Được tiếp nhận",
    3: "Không được tiếp nhận",
    4: "Đang xử lý",
    5: "Yêu cầu bổ sung giấy tờ",
    6: "Yêu cầu thực hiện nghĩa vụ tài chính",
    7: "Công dân yêu cầu rút hồ sơ",
    8: "Dừng xử lý",
    9: "Đã xử lý xong",
    10: "Đã trả kết quả",
}
_CHANNEL_WORDS = {"direct": "Trực tiếp", "online": "Trực tuyến", "postal": "Bưu chính"}
STRANGE_NAME = "Trung tâm Chưa Ai Biết"
_LEVEL_WORDS = {"full": "Toàn trình", "partial": "Một phần"}
_CODE_ENDINGS = ("", "", ".000.00.00.H13", ".H13", ".01")
_TONES = (("òa", "oà"), ("óa", "oá"), ("ủy", "uỷ"), ("úy", "uý"), ("ụy", "uỵ"))
UNITS_BY_CODE = {unit.code: unit for unit in UNITS}
_PROCEDURE_NAMES = {procedure.code: procedure.name for procedure in PROCEDURES}


def other_tone_placement(name: str) -> str:
    """Hòa for Hoà and Hoà for Hòa, Thủy for Thuỷ and Thuỷ for Thủy."""
    for old, new in _TONES:
        if old in name or new in name:
            return name.replace(old, new) if old in name else name.replace(new, old)
    return name


def spelled(rng: Random, name: str) -> str:
    """A unit's name as somebody typed it: tones, capitals, non-breaking and doubled spaces, the letter Eth for Đ."""
    name = rng.choice((name, other_tone_placement(name), name.upper(), name.replace("Đ", "Ð")))
    return rng.choice((name, name, name.replace(" ", "\u00a0"), f" {name.replace(' ', '  ')} "))


def can_be_named(unit_code: str | None, received: Value) -> bool:
    """Whether the name alone says which unit it was on the day of the receipt, without doubt."""
    unit = UNITS_BY_CODE.get(unit_code or "")
    if unit is None or not isinstance(received, date):
        return False
    received_on = received.date() if isinstance(received, datetime) else received
    if unit.valid_to:
        return (RENAMED_ON - received_on).days > 5
    return not unit.valid_from or (received_on - RENAMED_ON).days > 5


def unit_cells(rng: Random, sheet: Sheet, unit: str | None, agency: str | None, received: Value) -> Cells:
    """Cells that say the unit: its code, its name alone, or nothing when the dossier code holds it."""
    ways = []
    if unit and "unit_code" in sheet.keys:
        ways += ["code", "code", "code"]
    if "unit_name" in sheet.keys and can_be_named(unit, received):
        ways += ["name", "name"]
    if unit == agency or unit is None:
        ways += ["nothing"]
        # A name that nobody knows does not place the record; the code inside the dossier code does.
        ways += ["strange name"] if unit in UNITS_BY_CODE and "unit_name" in sheet.keys else []
    way = rng.choice(ways)
    if way == "code":
        named = rng.choice((None, UNITS_BY_CODE[unit].name if unit in UNITS_BY_CODE else None, "Sở Tư pháp"))
        return {"unit_code": rng.choice((unit, f" {unit} ")), "unit_name": named}
    if way == "name":
        return {"unit_code": None, "unit_name": spelled(rng, UNITS_BY_CODE[unit or ""].name)}
    return {"unit_code": None, "unit_name": STRANGE_NAME if way == "strange name" else None}


def _status_cell(sheet: Sheet, status: Value) -> Value:
    if not isinstance(status, int):
        return status
    if sheet.status == "number":
        return status
    words = _STATUS_WORDS[status]
    return {"words": words, "capitals": words.upper(), "digits": str(status)}[sheet.status]


_PAID_ONLINE_WORDS = {0: ("0", "Không"), 1: ("1",), 2: ("2", "Có"), 3: ("3",)}


def flag_cell(rng: Random, flag: Value) -> Value:
    return None if flag is None else rng.choice(("Có", "X", "1") if flag else ("Không", "0"))


def _paid_online_cell(rng: Random, paid: Value) -> Value:
    """A digit as the national portal writes it, or yes and no."""
    return rng.choice(_PAID_ONLINE_WORDS[paid]) if isinstance(paid, int) else None


def _person_cells(person: int) -> Cells:
    street = f'Số {person % 90}; đường "Zzstreet {person % 40}", khu vực {person % 7}'
    return {
        "applicant": f"Zzperson {person:06d}",
        "identity": identity_number(person),
        "phone": phone_number(person),
        # A quoted cell may hold a line break: one row, two lines.
        "address": street.replace(", ", ",\n") if person % 50 == 0 else street,
        "officer": f"Zzofficer {person % 60:04d}",
    }


def cells_of(rng: Random, sheet: Sheet, code: str | None, life: Life, units: Cells, person: int) -> Cells:
    """All cells of one row in the wording of the sheet."""
    procedure = life.get("procedure_code")
    disguised = code and rng.choice((code,) * 12 + (f" {code.lower()}  ", f"{code}\u00a0"))
    return {
        **life,
        **_person_cells(person),
        **units,
        "row_label": person,
        "dossier_code": disguised,
        "procedure_code": procedure and f"{procedure}{rng.choice(_CODE_ENDINGS)}",
        "procedure_name": _PROCEDURE_NAMES.get(str(procedure)),
        "channel": _CHANNEL_WORDS.get(str(life.get("channel")), rng.choice((None, "Qua Zalo"))),
        "service_level": _LEVEL_WORDS.get(str(life.get("service_level"))),
        "status": _status_cell(sheet, life.get("status")),
        "paid_online": _paid_online_cell(rng, life.get("paid_online")),
        **{flag: flag_cell(rng, life.get(flag)) for flag in FLAGS},
    }
