"""Writes an invented city: its units and exports of several thousand dossiers, flaws included.

`make_city` writes the first night's dossiers, `corrections.make_corrections` the file that lands a night later,
`draw_papers.Papers` all other exports. They return what every row means, bad rows among them; the counts count from
that and never read a file.
"""

import csv
import shutil
from datetime import date, datetime, time, timedelta
from pathlib import Path
from random import Random

from . import sheets
from .city import (
    OWN_SECTORS,
    UNITS,
    UNKNOWN_PROCEDURE_WITH_SECTOR,
    UNKNOWN_PROCEDURE_WITHOUT_SECTOR,
    UNKNOWN_UNIT_IN_COLUMN,
    UNKNOWN_UNITS_IN_DOSSIER_CODE,
    Row,
)
from .desk import FAULTS, Desk, Record, changed, set_modified, told_again
from .lives import Draw, Life, draw_course
from .procedures import ASKED_FOR, PROCEDURES
from .wording import can_be_named, unit_cells
from .writing import FLAGS, Cells, Sheet

KNOWN_COPY = "ban-sao/xuat-so-mot-cua (1).csv"
ONLY_HEADINGS = "chua-co-du-lieu.csv"
EMPTY = "trong.csv"


def write_units(path: Path) -> None:
    """units.csv, in the columns of the specification."""
    with path.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out)
        writer.writerow(("unit_code", "name", "kind", "parent_code", "valid_from", "valid_to", "successor_code"))
        for unit in UNITS:
            writer.writerow(
                (unit.code, unit.name, unit.kind, unit.parent, unit.valid_from, unit.valid_to, unit.successor)
            )


def _supplement(draw: Draw, life: Life) -> Life:
    """Requests for supplements: none, one (with or without its day), more; no request has no day."""
    count = draw.rng.choice((None, None, 0, 0, 1, 1, 1, 2, 3))
    since = life.get("received_at") or life.get("submitted_at") or draw.as_of
    assert isinstance(since, date)
    day = draw.after(since.date() if isinstance(since, datetime) else since, 0, 45)
    dated = count and draw.rng.random() < 0.8
    requested = draw.maybe_without_time(draw.moment(day)) if dated else None
    return {"supplement_count": count, "supplement_requested_at": requested}


def _attributes(rng: Random) -> Life:
    """Procedure, sector, channel, fee and the rest, which do not depend on the course of the dossier."""
    catalogue = [procedure.code for procedure in PROCEDURES[:ASKED_FOR]]
    unknown = [UNKNOWN_PROCEDURE_WITH_SECTOR, UNKNOWN_PROCEDURE_WITHOUT_SECTOR]
    procedure = rng.choice([*catalogue * 2, *unknown, None])
    sector = rng.choice(OWN_SECTORS) if rng.random() < 0.3 else None
    if procedure == UNKNOWN_PROCEDURE_WITH_SECTOR:
        sector = "G77"
    if procedure == UNKNOWN_PROCEDURE_WITHOUT_SECTOR:
        sector = None
    return {
        "procedure_code": procedure,
        "sector_code": sector,
        "channel": rng.choice(("direct", "online", "online", "postal", None)),
        "service_level": rng.choice(("full", "partial", None)),
        "fee_amount": rng.choice((None, 0, 50_000, 1_250_000, 999)),
        "supplement_hours": rng.choice((None, None, None, 0.5, 1.5, 36.0, 240.0, 5000.0)),
        "paid_online": rng.choice((None, None, 0, 1, 2, 3)),
        **{flag: rng.choice((None, True, True, False)) for flag in FLAGS},
    }


def _draw_unit(rng: Random) -> str | None:
    known = [unit.code for unit in UNITS]
    return rng.choice([*known * 3, UNKNOWN_UNIT_IN_COLUMN, *UNKNOWN_UNITS_IN_DOSSIER_CODE, None])


def _draw_record(draw: Draw, number: int, sheet: Sheet) -> tuple[Record, str | None]:
    """A new dossier for a sheet, and the agency code inside its dossier code."""
    rng = draw.rng
    kind, life = draw_course(draw)
    unit = _draw_unit(rng)
    told_by_code = "unit_code" in sheet.keys
    nameable = "unit_name" in sheet.keys and can_be_named(unit, life["received_at"])
    # The agency that opened the dossier may be another than the one that holds it, where a cell can say so.
    elsewhere = (told_by_code or nameable) and unit not in UNKNOWN_UNITS_IN_DOSSIER_CODE and rng.random() < 0.4
    agency = rng.choice(UNITS).code if elsewhere else unit
    submitted = life["submitted_at"]
    day = submitted if isinstance(submitted, datetime) else datetime.combine(draw.as_of, time(8))
    code = f"KH/2026/{number:05d}" if unit is None else f"{agency}-{day:%y%m%d}-{number:0{rng.randint(4, 7)}d}"
    life |= _attributes(rng) | _supplement(draw, life)
    return Record(code, unit, life, kind, number, sheet), None if unit is None else agency


def _write_main(draw: Draw, desk: Desk, dossiers: int) -> list[Record]:
    """The five main exports, with bad rows and repetitions inside a file among the good ones."""
    rng = draw.rng
    records = []
    faults = list(FAULTS)
    for number in range(1, dossiers + 1):
        sheet = rng.choices((*sheets.MAIN, sheets.NO_UNIT), (30, 20, 5, 25, 16, 4))[0]
        record, agency = _draw_record(draw, number, sheet)
        if sheet is sheets.NO_UNIT and (record.unit is None or agency != record.unit):
            continue
        units = unit_cells(rng, sheet, record.unit, agency, record.life["received_at"])
        desk.write_row(sheet, record, units, record.kind)
        records.append(record)
        if number % 45 == 0:
            fault = faults[(number // 45) % len(faults)]
            spoiled = Record(f"H13.05-260101-{9_000_000 + number}", "H13.05", *told_again(draw, record))
            # Half of the bad rows speak of a dossier that has a good row: it must stand as it was.
            spoiled.code = record.code if rng.random() < 0.5 else spoiled.code
            if FAULTS[fault][0] in sheet.keys:
                desk.write_row(sheet, spoiled, unit_cells(rng, sheet, "H13.05", "H13.05", None), "bad", fault)
        if number % 25 == 0:
            _repeat_in_file(draw, desk, [one for one in records[-300:] if one.sheet is sheet and one.unit])
    return records


def _repeat_in_file(draw: Draw, desk: Desk, candidates: list[Record]) -> None:
    """A second row of the same dossier further down, word for word or changed: the later row holds."""
    if candidates and "unit_code" in candidates[0].sheet.keys:
        earlier = draw.rng.choice(candidates)
        earlier.life = draw.rng.choice((earlier.life, changed(draw, earlier.life)))
        desk.write_by_code(earlier.sheet, earlier, "repeated in the file")


def _write_in_later_exports(draw: Draw, desk: Desk, records: list[Record]) -> None:
    """The same dossier in a later main export: the later file's row holds."""
    early = [one for one in records if one.sheet in (sheets.OFFICE, sheets.COMMUNES) and one.unit]
    for record in draw.rng.sample(early, len(early) // 25):
        sheet = draw.rng.choice((sheets.WORKBOOK, sheets.WEB_PAGE))
        record.life = changed(draw, record.life)
        desk.write_by_code(sheet, record, "again in a later export")


def _write_updates(draw: Draw, desk: Desk, records: list[Record]) -> None:
    """Three newer files: without any unit column, with few columns, and with cells emptied."""
    rng = draw.rng
    known = [one for one in records if one.sheet is not sheets.NO_UNIT and one.unit]
    for record in rng.sample(known, len(known) // 30):
        record.life = changed(draw, record.life)
        desk.write_row(sheets.NO_UNIT, record, {}, "update without unit columns")
    for record in rng.sample(known, len(known) // 12):
        record.life = changed(draw, record.life)
        record.unit = rng.choice((record.unit, record.unit, rng.choice(UNITS).code))
        desk.write_by_code(sheets.UPDATE_FEW_COLUMNS, record, "update with few columns")
    for record in rng.sample(known, len(known) // 12):
        emptied = rng.choice(("due_at", "finished_at", "channel", "unit"))
        record.life = changed(draw, record.life) | {emptied: None}
        record.life.pop("unit", None)
        units: Cells = {} if emptied == "unit" else {"unit_code": record.unit}
        desk.write_row(sheets.UPDATE_EMPTY_CELLS, record, units, f"update empties {emptied}")
    for sheet, fault in ((sheets.UPDATE_FEW_COLUMNS, "no receipt"), (sheets.UPDATE_EMPTY_CELLS, "year 1999")):
        for record in rng.sample(known, 3):
            spoiled = Record(record.code, "H13.02", *told_again(draw, record))
            desk.write_by_code(sheet, spoiled, "bad update", fault)


def make_city(folder: Path, seed: int, dossiers: int, as_of: date) -> list[Row]:
    """Writes `units.csv` and `inbox/` below `folder`; returns all rows of the dossier exports in landing order.

    About one row in fifty is bad. `as_of` is the last day counted: some receipts and finishes lie after it.
    """
    draw = Draw(Random(seed), as_of)
    evening = datetime.combine(as_of, time(18))
    desk = Desk(draw.rng)
    desk.landed = {one.file: evening + timedelta(minutes=number) for number, one in enumerate(sheets.FIRST_NIGHT)}
    desk.landed[sheets.UPDATE_EMPTY_CELLS.file] = desk.landed[sheets.UPDATE_FEW_COLUMNS.file]
    records = _write_main(draw, desk, dossiers)
    _write_in_later_exports(draw, desk, records)
    _write_updates(draw, desk, records)

    inbox = folder / "inbox"
    (inbox / "ban-sao").mkdir(parents=True)
    write_units(folder / "units.csv")
    desk.write_files(inbox, sheets.FIRST_NIGHT)
    # The oldest export once more under another name, newest by its time: its bytes are known, so it says nothing new.
    shutil.copyfile(inbox / sheets.OFFICE.file, inbox / KNOWN_COPY)
    set_modified(inbox / KNOWN_COPY, evening + timedelta(hours=2))
    sheets.UPDATE_FEW_COLUMNS.write(inbox / ONLY_HEADINGS, sheets.UPDATE_FEW_COLUMNS, [])
    (inbox / EMPTY).touch()
    for idle in (ONLY_HEADINGS, EMPTY):
        set_modified(inbox / idle, evening + timedelta(hours=3))
    return sorted(desk.rows, key=lambda row: (row.landed_at, row.file, row.line))
