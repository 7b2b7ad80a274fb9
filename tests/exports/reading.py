"""Read a file as a night does, and show its rows."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from pathlib import Path

import duckdb

from connectors.contract import load_contracts
from connectors.exports.reader import stage
from connectors.source import StagedFile

FIXTURES = Path(__file__).parent / "fixtures"


@dataclass(frozen=True)
class Read:
    """The staged file and its rows: a dictionary each, by column, without the empty cells."""

    file: StagedFile
    rows: list[dict[str, object]]

    @property
    def numbers(self) -> list[object]:
        return [row["row_number"] for row in self.rows]

    def column(self, name: str) -> list[object]:
        return [row.get(name) for row in self.rows]


@dataclass(frozen=True)
class Reader:
    """A warehouse in memory and a folder for what a test drops."""

    folder: Path

    def path(self, path: Path, name: str | None = None) -> Read:
        scratch = self.folder / "scratch"
        with duckdb.connect(config={"threads": 2}) as connection:
            file = stage(connection, path, name or path.name, load_contracts(), "staged", scratch)
            relation = connection.execute("SELECT * FROM staged ORDER BY row_number")
            names = [column[0] for column in relation.description or ()]
            values = relation.fetchall()
        assert names == ["row_number", *file.columns, "extra_cells"]
        assert len(values) == file.rows
        assert not list(scratch.iterdir()), "scratch copies hold personal data and must be gone"
        rows = [{n: v for n, v in zip(names, row, strict=True) if v is not None} for row in values]
        return Read(file, rows)

    def content(self, content: str | bytes, name: str = "ho-so.csv") -> Read:
        path = self.folder / "landed"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return self.path(path, name)


def windows_1258(text: str) -> bytes:
    """As old systems write it: base letter with its hat, then the tone as a sign of its own."""
    codes = bytearray()
    for letter in text:
        try:
            codes += letter.encode("cp1258")
        except UnicodeEncodeError:
            base, *marks = unicodedata.normalize("NFD", letter)
            hats = [mark for mark in marks if mark in "\u0302\u0306\u031b"]
            tones = [mark for mark in marks if mark not in hats]
            codes += unicodedata.normalize("NFC", base + "".join(hats)).encode("cp1258")
            codes += "".join(tones).encode("cp1258")
    return bytes(codes)
