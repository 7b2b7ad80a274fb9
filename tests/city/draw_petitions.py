"""Petitions about the city's offices, and the letters of apology for late dossiers."""

from collections.abc import Iterable
from datetime import date, datetime

from . import paper_sheets as sheets
from .city import FREE_TEXT_MARKER, UNITS, UNKNOWN_UNIT_IN_COLUMN, Row, Value
from .lives import DAY, HISTORY_DAYS, Draw
from .papers import PaperDesk, disguised
from .periods import nth_working_day
from .record import State, agency_in, good_rows
from .writing import Cells

_STATUS_WORDS = {
    "processing": ("Đang xử lý", "đang xử lý"),
    "answered": ("Đã trả lời", "ĐÃ TRẢ LỜI"),
    "refused": ("Từ chối",),
}
_KIND_WORDS = {"regulation": ("quy định", "Quy định"), "behaviour": ("hành vi", "Hành vi"), None: (None, "việc khác")}

PETITION_FAULTS: dict[str, Cells] = {
    "no id": {"petition_id": None},
    "no unit": {"unit_code": None, "unit_name": None},
    "no status": {"status": None},
    "unknown status": {"status": "Đang cân nhắc"},
    "no day": {"accepted_on": None, "forwarded_on": None, "sent_on": None},
    "day that does not exist": {"answered_on": "31/02/2026"},
    "words for a number": {"dislikes": "rất nhiều"},
}


def _petition(draw: Draw, number: int, codes: list[str]) -> State:
    """One petition; a supplement is asked for before the deadline without it, so that no earlier look at it differs."""
    rng = draw.rng
    day = draw.after(draw.as_of, 5 - HISTORY_DAYS, 3)
    # "received_on (else forwarded, else sent)"
    accepted, forwarded, sent = rng.choice(((day, day, day), (day, None, None), (None, day, day), (None, None, day)))
    if accepted or forwarded:
        sent = rng.choice((sent, draw.after(day, -6, 0)))
    status = rng.choice(("answered", "answered", "answered", "refused", "processing"))
    usual = 2 if status == "refused" else 15
    supplement = nth_working_day(day, rng.randint(1, usual)) if rng.random() < 0.3 else None
    last = nth_working_day(day, usual + (5 if supplement else 0))
    answer = rng.choice((last, draw.after(last, 1, 1), draw.after(last, -1, 9), draw.after(day, 0, 25), day))
    if supplement and answer < supplement:
        answer = last
    return {
        "petition_id": f"PA{number:05d}",
        "unit_code": rng.choice((*(unit.code for unit in UNITS), UNKNOWN_UNIT_IN_COLUMN)),
        "sent_on": sent,
        "forwarded_on": forwarded,
        "accepted_on": accepted,
        "supplement_requested_on": supplement,
        "answered_on": None if status == "processing" else max(answer, day),
        "status": status,
        "kind": rng.choice(("regulation", "behaviour", None)),
        "likes": rng.choice((None, 0, 3)),
        "dislikes": rng.choice((None, 0, 0, 1, 4)),
        "dossier_code": rng.choice((None, rng.choice(codes), rng.choice(codes), "H13.05-260101-0000001")),
    }


def _put_petition(draw: Draw, desk: PaperDesk, late: bool, values: State, fault: str | None = None) -> None:
    rng = draw.rng
    sheet = sheets.PETITIONS_LATE if late else rng.choice((sheets.PETITIONS_BOOK, sheets.PETITIONS_TEXT))
    told = desk.unit_cells(sheet, str(values["unit_code"]))
    assert told is not None
    cells: Cells = {
        "status": rng.choice(_STATUS_WORDS[str(values["status"])]),
        "kind": rng.choice(_KIND_WORDS[str(values["kind"]) if values["kind"] else None]),
        "dossier_code": disguised(rng, str(values["dossier_code"])) if values["dossier_code"] else None,
        **told,
        **(PETITION_FAULTS[fault] if fault else {}),
    }
    desk.put("petition", sheet, (values["petition_id"],), values, cells, fault)


def write_petitions(draw: Draw, desk: PaperDesk, codes: list[str], count: int = 520) -> list[State]:
    """Petitions, two in three naming a dossier (one that nobody knows among them); returns them."""
    written = [_petition(draw, number, codes) for number in range(count)]
    for values in written:
        _put_petition(draw, desk, False, values)
    for number, fault in enumerate([*PETITION_FAULTS, *PETITION_FAULTS]):
        spoiled = _petition(draw, 90_000 + number, codes)
        if number % 2:
            spoiled["petition_id"] = written[number]["petition_id"]
        _put_petition(draw, desk, False, spoiled, fault)
    return written


def write_late_petitions(draw: Draw, desk: PaperDesk, written: list[State]) -> None:
    """A night later: answers to petitions that were being handled, refusals turned answers, dislikes more and fewer."""
    for values in draw.rng.sample(written, 40):
        received = values["accepted_on"] or values["forwarded_on"] or values["sent_on"]
        assert isinstance(received, date)
        answered = values["answered_on"] or draw.after(received, 5, 30)
        values |= {"status": "answered", "answered_on": answered, "dislikes": draw.rng.choice((None, 0, 2))}
        _put_petition(draw, desk, True, values)


# ---------------------------------------------------------------- letters of apology

# The others write none, and return figures instead, or nothing. H13.101 writes none itself, its child does.
APOLOGISING_UNITS = ("H13.05", "H13.07", "H13.104", "H13.108", "H13.151")
APOLOGY_FAULTS: dict[str, Cells] = {
    "no dossier": {"dossier_code": None},
    "day that does not exist": {"sent_on": "31/02/2026"},
    "words for a day": {"reappointed_on": "sớm nhất có thể"},
}


def _apologised(rows: Iterable[Row]) -> dict[str, list[tuple[str, date]]]:
    """By unit: dossiers with their due days that one row alone speaks of, told by the unit inside their code."""
    codes: dict[str, list[Row]] = {}
    for row in good_rows(rows):
        codes.setdefault(row.dossier_code or "", []).append(row)
    found: dict[str, list[tuple[str, date]]] = {unit: [] for unit in APOLOGISING_UNITS}
    for code, said in sorted(codes.items()):
        unit, due = agency_in(code), said[0].values.get("due_at")
        told = said[0].values.get("unit_code") or unit
        if len(said) == 1 and unit in found and told == unit and said[0].values["received_at"] and due:
            assert isinstance(due, date)
            found[unit].append((code, due.date() if isinstance(due, datetime) else due))
    return found


def write_apologies(draw: Draw, desk: PaperDesk, rows: Iterable[Row]) -> set[str]:
    """Letters for about every second such dossier: in time, on the due day, two letters, a new day without a letter.

    A letter sent after the due day is not written: the definition does not say whether the period in which the
    dossier was already late sees it. Nor does it for dossiers whose due day moves: the returned codes must stay.
    """
    rng = draw.rng
    named: set[str] = set()
    for dossiers in _apologised(rows).values():
        for number, (code, due) in enumerate(sorted(dossiers, key=lambda one: one[1])):
            if due > draw.as_of + 30 * DAY:
                continue
            # The oldest letter of each unit is surely one: nothing hangs on chance in its first periods.
            if number and rng.random() < 0.45:
                continue
            named.add(code)
            for sent, again in _letters(draw, due, sure=not number):
                _put_apology(draw, desk, code, sent, again)
    some = sorted(named)
    for number, fault in enumerate([*APOLOGY_FAULTS, *APOLOGY_FAULTS]):
        _put_apology(draw, desk, some[number], draw.after(draw.as_of, -90, -60), None, fault)
    return named


def _letters(draw: Draw, due: date, sure: bool) -> list[tuple[Value, Value]]:
    """(sent on, new day) of the letters for one dossier."""
    day_before, early = draw.after(due, -1, -1), draw.after(due, -6, -2)
    later, much_later = draw.after(due, 3, 20), draw.after(due, 21, 40)
    courses: tuple[list[tuple[Value, Value]], ...] = (
        [(day_before, later)],
        [(due, later)],
        [(early, None)],
        [(early, later), (day_before, much_later)],
        [(early, None), (due, later)],
        [(None, later)],
        [(None, None)],
    )
    return courses[0] if sure else draw.rng.choice(courses)


def _put_apology(draw: Draw, desk: PaperDesk, code: str, sent: Value, again: Value, fault: str | None = None) -> None:
    sheet = draw.rng.choice((sheets.APOLOGIES_TEXT, sheets.APOLOGIES_BOOK))
    values: State = {"dossier_code": code, "sent_on": sent, "reappointed_on": again, "letter": sent}
    cells: Cells = {
        "dossier_code": disguised(draw.rng, code),
        "cause": draw.rng.choice((None, f"{FREE_TEXT_MARKER} nghỉ ốm; chờ ông A bổ sung")),
        **(APOLOGY_FAULTS[fault] if fault else {}),
    }
    desk.put("apology", sheet, (code, sent), values, cells, fault)
