"""The two files of the catalogue of procedures: what it said first, and what a later file of few columns changed."""

from . import paper_sheets as sheets
from .city import Value
from .lives import Draw
from .papers import PaperDesk
from .procedures import PROCEDURES, Procedure
from .record import State
from .writing import Cells, Sheet

_LEVEL_WORDS = {"province": "Cấp tỉnh", "commune": "Cấp xã"}
_SERVICE_WORDS: dict[Value, str] = {
    "full": "Toàn trình",
    "partial": "Một phần",
    "information": "Cung cấp thông tin",
}
_TIME_WORDS: dict[Value, str] = {"hour": "giờ", "day": "ngày", "working_day": "ngày làm việc"}
_ENDINGS = (".000.00.00.H13", "", "")
_CHANGED_LATER = (2, 5, 8, 13, 20, 31, 40)

FAULTS: dict[str, Cells] = {
    "no code": {"procedure_code": None},
    "no level": {"level": None},
    "day that does not exist": {"effective_from": "31/02/2026"},
    "word for a limit": {"time_limit": "sớm"},
    "neither yes nor no": {"has_fee": "Chưa rõ"},
}


def _values(one: Procedure) -> State:
    values: State = {name: value for name, value in vars(one).items() if name not in ("code", "units", "sector")}
    sector_name = f"Lĩnh vực {one.sector}" if one.sector else None
    units = "; ".join(one.units) or None
    return {**values, "procedure_code": one.code, "sector_code": one.sector, "sector_name": sector_name, "units": units}


def _put(desk: PaperDesk, sheet: Sheet, number: int, values: State, fault: str | None = None) -> None:
    code = str(values["procedure_code"])
    limit = values["time_limit"]
    cells: Cells = {
        "procedure_code": f"{code}{_ENDINGS[number % 3]}",
        "level": _LEVEL_WORDS[str(values["level"])],
        "service_level": _SERVICE_WORDS.get(values["service_level"]),
        "time_unit": _TIME_WORDS.get(values["time_unit"]),
        "time_limit": int(limit) if isinstance(limit, float) and limit.is_integer() else limit,
        **(FAULTS[fault] if fault else {}),
    }
    desk.put("procedure", sheet, (code,), values, cells, fault)


def write_catalogue(draw: Draw, desk: PaperDesk) -> None:
    """The catalogue, wrong in seven procedures at first; bad rows among the good, of codes that no dossier names."""
    for number, one in enumerate(PROCEDURES):
        values = _values(one)
        if number in _CHANGED_LATER:
            said_first: State = {"service_level": "information", "has_fee": not one.has_fee, "valid_to": None}
            _put(desk, sheets.PROCEDURES_TEXT, number, values | said_first)
            _put(desk, sheets.PROCEDURES_AGAIN, number, values)
        else:
            _put(desk, sheets.PROCEDURES_TEXT, number, values)
    for number, fault in enumerate(FAULTS):
        spoiled = _values(draw.rng.choice(PROCEDURES)) | {"procedure_code": f"3.99990{number}"}
        _put(desk, sheets.PROCEDURES_TEXT, number, spoiled, fault)
