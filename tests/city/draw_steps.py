"""Processing steps of a third of the dossiers: done in time and late, running, waiting for the applicant."""

from datetime import date, datetime, timedelta
from itertools import pairwise

from . import paper_sheets as sheets
from .city import UNITS, Value
from .draw_documents import respelled
from .lives import DAY, Draw, Life
from .papers import PaperDesk, disguised
from .record import State, agency_in
from .writing import Cells

_STATUS_WORDS = {
    2: ("Được tiếp nhận", "2"),
    4: ("Đang xử lý", "4"),
    5: ("Yêu cầu bổ sung giấy tờ", "5"),
    6: ("Yêu cầu thực hiện nghĩa vụ tài chính", "6"),
    9: ("Đã xử lý xong", "9"),
    None: (None,),
}
FAULTS: dict[str, Cells] = {
    "no dossier": {"dossier_code": None},
    "no number": {"step_no": None},
    "word for a number": {"step_no": "cuối"},
    "no beginning": {"started_at": None},
    "day that does not exist": {"step_due_at": "31/02/2026"},
    "unknown status": {"step_status": "Đang tìm"},
}


def _day(value: Value) -> date | None:
    if isinstance(value, datetime):
        return value.date()
    return value if isinstance(value, date) else None


def _turns(draw: Draw, life: Life) -> list[date]:
    """The days on which one step gives way to the next, from the receipt to the finish, or to some day or never."""
    received, finished = _day(life.get("received_at")), _day(life.get("finished_at"))
    first = received or draw.after(draw.as_of, -200, -10)
    last = finished if finished and finished > first else draw.after(first, 5, 200)
    middle = sorted(draw.rng.randint(0, (last - first).days) for _ in range(draw.rng.randint(0, 3)))
    return [first, *(first + days * DAY for days in middle), last]


def _steps(draw: Draw, code: str, life: Life) -> list[State]:
    rng = draw.rng
    turns = _turns(draw, life)
    runs_on = not life.get("finished_at") or rng.random() < 0.1
    steps: list[State] = []
    for number, (start, end) in enumerate(pairwise(turns), start=1):
        running = runs_on and number == len(turns) - 1
        started = draw.moment(start)
        # A step ends where the next begins; one of a day ends after it began.
        done = None if running else max(draw.moment(end), started + timedelta(minutes=5))
        due: Value = draw.after(end, -6, 6)
        due = rng.choice((due, end, draw.moment(draw.after(end, -3, 3)), None))
        steps.append(
            {
                "dossier_code": code,
                "step_no": number,
                "unit_code": rng.choice((str(life.get("unit_code") or "H13.02"), rng.choice(UNITS).code)),
                "department": rng.choice((None, "Phòng Một cửa", "Phòng Nghiệp vụ 1")),
                "officer": rng.choice((None, *(f"Zzofficer {one:03d}" for one in range(6)))),
                "step_status": rng.choice((5, 6, 4, 4, 9, 2, None)),
                "started_at": started if rng.random() < 0.9 else start,
                "step_due_at": due,
                "done_at": done.date() if done and end > start and rng.random() < 0.1 else done,
            }
        )
    return steps


def _put(draw: Draw, desk: PaperDesk, again: bool, values: State, fault: str | None = None) -> None:
    rng = draw.rng
    sheet = sheets.STEPS_AGAIN if again else rng.choice((sheets.STEPS_TEXT, sheets.STEPS_WIDE))
    told = desk.unit_cells(sheet, str(values["unit_code"]), agency_in(str(values["dossier_code"])))
    status = values["step_status"]
    cells: Cells = {
        "dossier_code": disguised(rng, str(values["dossier_code"])),
        "step_status": rng.choice(_STATUS_WORDS[status if isinstance(status, int) else None]),
        **(told or {}),
    }
    if values["officer"]:
        cells["officer"] = respelled(draw, str(values["officer"]))
    cells |= FAULTS[fault] if fault else {}
    desk.put("step", sheet, (values["dossier_code"], values["step_no"]), values, cells, fault)


def write_steps(draw: Draw, desk: PaperDesk, states: dict[str, State]) -> None:
    """Steps of a third of the dossiers and of two that nobody knows; some told again when they had ended."""
    rng = draw.rng
    codes = rng.sample(sorted(states), len(states) // 3)
    written: list[State] = []
    for code in [*codes, "H13.05-260101-8800001", "H13.104-260101-8800002"]:
        written += _steps(draw, code, states.get(code, {}))
    for values in written:
        _put(draw, desk, False, values)
    running = [values for values in written if values["done_at"] is None]
    for values in rng.sample(running, len(running) // 4):
        started = _day(values["started_at"])
        assert started
        done = draw.moment(draw.after(started, 1, 90))
        _put(draw, desk, True, values | {"done_at": done, "step_status": rng.choice((9, 4, 5, 6))})
    for number, fault in enumerate([*FAULTS, *FAULTS]):
        spoiled = dict(written[number]) if number % 2 else {**written[number], "dossier_code": "H13.05-260101-8800009"}
        _put(draw, desk, False, spoiled, fault)
