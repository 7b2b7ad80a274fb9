"""One file of the invented city: where it lies, when it was exported, how it is written."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from connectors.contract import Contract, Reads
from connectors.local_time import LOCAL_TIME
from connectors.simulate.text_files import Encoding, write_large_text, write_text
from connectors.simulate.wording import Style, headings, worded
from connectors.simulate.workbook_files import Report, write_web_table, write_workbook

#: Changes written rows before they go into a file: flaws and untidy letters.
Spoil = Callable[[pa.Table], pa.Table]


@dataclass(frozen=True)
class Export:
    """A file below the city's folder; `write` writes its bytes to a path."""

    path: str
    exported_at: datetime
    write: Callable[[Path], object]

    def save(self, folder: Path) -> Path:
        """Write the file, its modification time being the export's, so that landing order is the exports' order."""
        path = folder / self.path
        path.parent.mkdir(parents=True, exist_ok=True)
        self.write(path)
        instant = self.exported_at.replace(tzinfo=LOCAL_TIME).timestamp()
        os.utime(path, (instant, instant))
        return path


def untouched(table: pa.Table) -> pa.Table:
    """Leave the written rows as they are."""
    return table


@dataclass(frozen=True)
class Sheet:
    """Typed rows of a contract and the style and flaws they are written with."""

    contract: Contract
    table: pa.Table
    style: Style
    spoil: Spoil = untouched

    @property
    def headings(self) -> dict[str, str]:
        """Heading by column name."""
        return headings(self.contract, self.style)

    @property
    def cells(self) -> pa.Table:
        """The written rows."""
        return self.spoil(worded(self.table, self.contract, self.style))

    @property
    def totals(self) -> dict[str, int]:
        """Sum of each column of amounts."""
        amounts = [column.name for column in self.contract.properties if column.reads is Reads.MONEY]
        return {name: pc.sum(self.table[name]).as_py() or 0 for name in amounts if name in self.headings}


def text_export(
    path: str, exported_at: datetime, sheet: Sheet, delimiter: str = ";", encoding: Encoding = "utf-8 with bom"
) -> Export:
    """Return a text file of the sheet."""

    def write(target: Path) -> None:
        write_text(target, sheet.cells, sheet.headings, delimiter, encoding)

    return Export(path, exported_at, write)


def large_text_export(path: str, exported_at: datetime, sheet: Sheet) -> Export:
    """Return a UTF-8 text file of the sheet, of any size: semicolons, every text in quotation marks."""

    def write(target: Path) -> None:
        write_large_text(target, sheet.cells, sheet.headings)

    return Export(path, exported_at, write)


def workbook_export(path: str, exported_at: datetime, sheet: Sheet, title: str) -> Export:
    """Return an XLSX of the sheet with letterhead, totals and signature block."""

    def write(target: Path) -> None:
        report = Report(title, exported_at, sheet.totals)
        write_workbook(target, sheet.cells, sheet.headings, sheet.contract, report)

    return Export(path, exported_at, write)


def web_table_export(path: str, exported_at: datetime, sheet: Sheet, title: str) -> Export:
    """Return an HTML table of the sheet."""

    def write(target: Path) -> None:
        write_web_table(target, sheet.cells, sheet.headings, Report(title, exported_at, {}))

    return Export(path, exported_at, write)
