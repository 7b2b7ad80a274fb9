"""The city's other exports: what one row of them means, what holds by the newest rows, and the desk that writes them.

Payments, documents, signatures, petitions, steps, apologies, unit returns and the catalogue of procedures.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from random import Random

from .city import UNITS, Value
from .desk import set_modified
from .record import State, agency_in
from .wording import UNITS_BY_CODE, flag_cell, spelled
from .writing import Cells, Sheet

Key = tuple[Value, ...]
NAMEABLE = tuple(unit.code for unit in UNITS if not unit.valid_from and not unit.valid_to)


@dataclass(frozen=True)
class Entry:
    """One data row of one of these exports, as meant; `values`, `bad` and `cells` as in `city.Row`."""

    dataset: str
    file: str
    landed_at: datetime
    line: int
    key: Key
    values: dict[str, Value]
    bad: str | None = None
    cells: Cells = field(default_factory=dict, compare=False, repr=False)


def newest(entries: Iterable[Entry], dataset: str) -> dict[Key, State]:
    """What holds for each thing of a dataset, as for dossiers: "the newest wins: by landing order (files by
    modification time, then name; in a file, the later row). A column that a file does not have keeps its value; an
    empty cell of a column it has empties it." Its unit: the cells', else the agency code inside the dossier code."""
    found: dict[Key, State] = {}
    good = (entry for entry in entries if entry.dataset == dataset and not entry.bad)
    for entry in sorted(good, key=lambda entry: (entry.landed_at, entry.file, entry.line)):
        state = {**found.get(entry.key, {}), **entry.values}
        state["unit_code"] = state.get("unit_code") or agency_in(str(state.get("dossier_code") or ""))
        found[entry.key] = state
    return found


@dataclass
class PaperDesk:
    """The rows of all these files being written, in the order written."""

    rng: Random
    as_of: date
    entries: list[Entry] = field(default_factory=list)
    landed: dict[str, datetime] = field(default_factory=dict)
    lines: Counter[str] = field(default_factory=Counter)

    def put(self, dataset: str, sheet: Sheet, key: Key, values: State, cells: Cells, bad: str | None = None) -> None:
        """Appends one row: what it means, in the columns that the sheet has, and the cells that say it.

        Flags, days and numbers are their own cells where `cells` does not say them otherwise.
        """
        known = {name: value for name, value in values.items() if name in sheet.keys}
        if {"unit_code", "unit_name"} & set(sheet.keys):
            known["unit_code"] = values.get("unit_code") if cells.get("unit_code") or cells.get("unit_name") else None
        said = {name: flag_cell(self.rng, value) for name, value in known.items() if isinstance(value, bool)}
        line = self.lines[sheet.file]
        self.lines[sheet.file] += 1
        written = {**known, **said, "row_label": line + 1, "unit_code": None, **cells}
        landed_at = self.landed[sheet.file]
        self.entries.append(Entry(dataset, sheet.file, landed_at, line, key, known, bad, written))

    def unit_cells(self, sheet: Sheet, unit: str, agency: str | None = None) -> Cells | None:
        """Cells that say the unit: its code, its name alone, or nothing where the dossier code says it; else None."""
        ways: list[Cells] = [{"unit_code": unit}] * 2 if "unit_code" in sheet.keys else []
        if "unit_name" in sheet.keys and unit in NAMEABLE:
            ways.append({"unit_name": spelled(self.rng, UNITS_BY_CODE[unit].name)})
        if unit == agency:
            ways.append({})
        return self.rng.choice(ways) if ways else None

    def write_files(self, inbox: Path, files: Iterable[Sheet]) -> None:
        """Writes the files to disk with their modification times."""
        for sheet in files:
            path = inbox / sheet.file
            path.parent.mkdir(parents=True, exist_ok=True)
            sheet.write(path, sheet, [entry.cells for entry in self.entries if entry.file == sheet.file])
            set_modified(path, self.landed[sheet.file])


def disguised(rng: Random, code: str) -> str:
    """A code as somebody typed it: codes are compared trimmed and in capitals."""
    return rng.choice((code,) * 12 + (f" {code.lower()} ", f"{code}\u00a0"))
