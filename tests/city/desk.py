"""The desk where the rows are written: what a dossier is remembered by, what can be wrong with a row, its file."""

import os
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

from .city import Row, Value
from .lives import Draw, Life, draw_course
from .wording import STRANGE_NAME, cells_of
from .writing import Cells, Sheet

LOCAL_OFFSET = timedelta(hours=7)

# fault: (the column it needs, the cells it puts there)
FAULTS: dict[str, tuple[str, Cells]] = {
    "day that does not exist": ("received_at", {"received_at": "31/02/2026"}),
    "day that does not exist, ISO": ("due_at", {"due_at": "2026-02-31"}),
    "year 1999": ("due_at", {"due_at": datetime(1999, 3, 5, 9, 30)}),
    "year 2045": ("finished_at", {"finished_at": datetime(2045, 3, 5, 9, 30)}),
    "year 2009": ("received_at", {"received_at": datetime(2009, 12, 31, 23, 59)}),
    "words for a date": ("returned_at", {"returned_at": "hôm qua"}),
    "word in a number": ("fee_amount", {"fee_amount": "nhiều"}),
    "word in hours": ("supplement_hours", {"supplement_hours": "vài giờ"}),
    "neither yes nor no": ("has_electronic_result", {"has_electronic_result": "Chưa rõ"}),
    "no dossier code": ("dossier_code", {"dossier_code": None}),
    "unknown status": ("status", {"status": "Đang tìm kiếm"}),
    "status eleven": ("status", {"status": "11"}),
    "no status": ("status", {"status": None}),
    "no receipt": ("received_at", {"received_at": None, "status": "Đang xử lý"}),
    "two faults": ("fee_amount", {"fee_amount": "nhiều", "due_at": "31/02/2026", "status": "Không biết"}),
}


@dataclass
class Record:
    """What the generator remembers of a dossier, to write of it again."""

    code: str
    unit: str | None
    life: Life
    kind: str
    person: int
    sheet: Sheet


@dataclass
class Desk:
    """The rows of all files being written, in the order written."""

    rng: Random
    rows: list[Row] = field(default_factory=list)
    landed: dict[str, datetime] = field(default_factory=dict)
    lines: Counter[str] = field(default_factory=Counter)

    def write_row(self, sheet: Sheet, record: Record, units: Cells, kind: str, fault: str | None = None) -> Row:
        """Appends one row to a sheet: the record's life in that sheet's columns and wording."""
        cells = cells_of(self.rng, sheet, record.code, record.life, units, record.person)
        code: str | None = record.code
        if fault:
            cells |= FAULTS[fault][1]
            code = None if FAULTS[fault][0] == "dossier_code" else code
        values: dict[str, Value] = {key: record.life.get(key) for key in sheet.keys if key in record.life}
        if {"unit_code", "unit_name"} & set(sheet.keys):
            told = units.get("unit_code") or (units.get("unit_name") and units["unit_name"] != STRANGE_NAME)
            values["unit_code"] = record.unit if told else None
        landed_at, line = self.landed[sheet.file], self.lines[sheet.file]
        self.lines[sheet.file] += 1
        row = Row(sheet.file, landed_at, line, code, values, kind, record.person, fault, cells)
        self.rows.append(row)
        return row

    def write_by_code(self, sheet: Sheet, record: Record, kind: str, fault: str | None = None) -> Row:
        """The same, with the unit told by its code."""
        return self.write_row(sheet, record, {"unit_code": record.unit}, kind, fault)

    def write_files(self, inbox: Path, files: Iterable[Sheet]) -> None:
        """Writes the files to disk with their modification times."""
        for sheet in files:
            path = inbox / sheet.file
            path.parent.mkdir(parents=True, exist_ok=True)
            sheet.write(path, sheet, [row.cells for row in self.rows if row.file == sheet.file])
            set_modified(path, self.landed[sheet.file])


def set_modified(path: Path, moment: datetime) -> None:
    """Gives a file its modification time, in local time (UTC+7)."""
    seconds = (moment - LOCAL_OFFSET).replace(tzinfo=UTC).timestamp()
    os.utime(path, (seconds, seconds))


def told_again(draw: Draw, record: Record) -> tuple[Life, str, int, Sheet]:
    """What a spoiled row says of a dossier: its life, kind, person and sheet."""
    return changed(draw, record.life), "bad", record.person, record.sheet


def changed(draw: Draw, life: Life) -> Life:
    """The life as told later: another course for the same dossier, the receipt and attributes as they were."""
    kind, other = draw_course(draw)
    kept = {key: value for key, value in life.items() if key not in other}
    if kind in ("registered_only", "accepted_without_receipt"):
        return kept | other
    return kept | other | {"received_at": life.get("received_at") or other["received_at"]}
