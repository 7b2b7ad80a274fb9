"""The night after: a file of late corrections to what the first night's exports said."""

from collections.abc import Callable, Collection
from datetime import date, datetime, time
from pathlib import Path
from random import Random

from . import sheets
from .city import UNITS, Row, Value
from .desk import Desk, Record
from .lives import DAY, Draw, draw_course


def make_corrections(
    folder: Path,
    rows: list[Row],
    states: dict[str, dict[str, Value]],
    seed: int,
    as_of: date,
    left_alone: Collection[str] = (),
) -> list[Row]:
    """Writes the file of late corrections that lands on the night after `as_of`; returns its rows.

    `states` is what holds for each dossier so far; those `left_alone` are not corrected. Of each kind there are about ten: finish moved in a closed period,
    finish emptied, due date moved or emptied, unit moved, refused, receipt emptied, said again unchanged,
    a new dossier of an old period, a bad row put right, and new bad rows.
    """
    draw = Draw(Random(seed), as_of)
    sheet = sheets.CORRECTIONS
    desk = Desk(draw.rng)
    desk.landed = {sheet.file: datetime.combine(as_of + DAY, time(18))}
    for kind, correct in CORRECTIONS.items():
        for code in draw.rng.sample(sorted(set(_correctable(rows, states)) - set(left_alone)), 12):
            life = {key: value for key, value in states[code].items() if key != "unit_code"}
            record = Record(code, str(states[code]["unit_code"]), life, kind, 0, sheet)
            correct(draw, record)
            if all(row.dossier_code != code for row in desk.rows):
                desk.write_by_code(sheet, record, kind, "year 2045" if kind == "bad correction" else None)
    put_right = sorted({row.dossier_code for row in rows if row.bad and row.dossier_code} - set(states))
    fresh = [f"H13.101-251105-{8_000_000 + number}" for number in range(12)]
    for code in [*put_right[:10], *fresh]:
        kind, life = draw_course(draw)
        desk.write_by_code(sheet, Record(code, "H13.151", life, kind, 0, sheet), "first good row")
    desk.write_files(folder / "inbox", [sheet])
    return desk.rows


def _correctable(rows: list[Row], states: dict[str, dict[str, Value]]) -> list[str]:
    """Dossiers whose newest row tells the unit by its code, so that saying it again changes nothing."""
    newest = {row.dossier_code: row for row in rows if row.dossier_code and not row.bad}
    received = [code for code, row in newest.items() if row.cells.get("unit_code") and states[code]["received_at"]]
    return sorted(code for code in received if code and states[code]["status"] not in (1, 2, 3))


def _move_finish(draw: Draw, record: Record) -> None:
    record.life |= {"status": 9, "finished_at": draw.moment(draw.after(draw.as_of, -300, -30))}


def _move_due(draw: Draw, record: Record) -> None:
    record.life["due_at"] = draw.after(draw.as_of, -200, 30)


def _move_unit(draw: Draw, record: Record) -> None:
    record.unit = draw.rng.choice([unit.code for unit in UNITS if unit.code != record.unit])


CORRECTIONS: dict[str, Callable[[Draw, Record], None]] = {
    "finish moved": _move_finish,
    "finish emptied": lambda _, record: record.life.update(finished_at=None),
    "due moved": _move_due,
    "due emptied": lambda _, record: record.life.update(due_at=None),
    "unit moved": _move_unit,
    "refused after all": lambda draw, record: record.life.update(status=draw.rng.choice((1, 3))),
    "receipt emptied": lambda _, record: record.life.update(status=2, received_at=None),
    "unchanged": lambda _, record: None,
    "bad correction": lambda _, record: None,
}
