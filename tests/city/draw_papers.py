"""Writes the city's other exports: those of the first night, and those that land a night later."""

from datetime import date, datetime, time, timedelta
from pathlib import Path
from random import Random

from . import paper_sheets as sheets
from .city import Row
from .draw_catalogue import write_catalogue
from .draw_documents import write_documents, write_signatures
from .draw_payments import write_late_payments, write_payments
from .draw_petitions import write_apologies, write_late_petitions, write_petitions
from .draw_returns import write_late_returns, write_returns
from .draw_steps import write_steps
from .lives import DAY, HISTORY_DAYS, Draw
from .papers import Entry, PaperDesk
from .record import states


class Papers:
    """The other exports of a city whose dossiers are written: first `write`, a night later `write_late`.

    `apologised` are the dossiers that no later file may change (see `draw_petitions.write_apologies`).
    """

    def __init__(self, folder: Path, rows: list[Row], seed: int, as_of: date) -> None:
        self._inbox = folder / "inbox"
        self._rows = rows
        self._draw = Draw(Random(seed), as_of)
        self._desk = PaperDesk(self._draw.rng, as_of)
        self._first = as_of - HISTORY_DAYS * DAY
        self.apologised: set[str] = set()

    def write(self) -> list[Entry]:
        """Writes the files of the first night; returns their rows."""
        draw, desk = self._draw, self._desk
        morning = datetime.combine(draw.as_of, time(6))
        desk.landed = {one.file: morning + timedelta(minutes=number) for number, one in enumerate(sheets.FIRST_NIGHT)}
        known = states(self._rows)
        write_catalogue(draw, desk)
        self._attempts = write_payments(draw, desk, known)
        write_documents(draw, desk)
        write_signatures(draw, desk)
        self._petitions = write_petitions(draw, desk, sorted(known))
        write_steps(draw, desk, known)
        write_returns(draw, desk, self._first)
        self.apologised = write_apologies(draw, desk, self._rows)
        desk.write_files(self._inbox, sheets.FIRST_NIGHT)
        return list(desk.entries)

    def write_late(self) -> list[Entry]:
        """Writes the files that land a night later; returns their rows alone."""
        draw, desk = self._draw, self._desk
        before = len(desk.entries)
        landed = datetime.combine(draw.as_of + DAY, time(17))
        desk.landed |= {one.file: landed + timedelta(minutes=number) for number, one in enumerate(sheets.NIGHT_AFTER)}
        write_late_payments(draw, desk, self._attempts)
        write_late_petitions(draw, desk, self._petitions)
        write_late_returns(draw, desk, self._first)
        desk.write_files(self._inbox, sheets.NIGHT_AFTER)
        return desk.entries[before:]
