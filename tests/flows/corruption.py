"""Damage of every kind to the files of an inbox: what people, programs and disks do to exports."""

from __future__ import annotations

import os
from collections import Counter
from pathlib import Path
from random import Random

import openpyxl

#: Cells that nobody expects, some of them mighty in SQL, spreadsheets, JSON, templates or terminals.
CELLS = (
    "", " ", "nhiều", "31/02/2026", "29/02/2025 25:61", "00/00/0000", "1900-01-00", "9999-12-31T23:59:59+14:00", "22/11/26",
    "-1", "0", "1e309", "NaN", "inf", "999.999.999.999.999.999.999", "-999.999.999.999.999.999.999", "1,2,3", "99999,999999999999",
    "999999999999999,5", "=1+1", "#REF!", "'; DROP TABLE core.dossier; --", '"', "'", ";", "\t", "\\", "NULL", "%s {x} $row $1", "{{ 7 * 7 }}",
    "<script>", "\u202e\u0000\u0007", "😀", "０１/０１/２０２６", "H13.101-260202-0001", "Tổng cộng", "Trạng thái", "x" * 5_000, "Có", "10", "4",
)  # fmt: skip


def damage(inbox: Path, random: Random, files: int, hits: int) -> int:
    """Damage so many files of an inbox at so many places in all; they become newer. Return how many were changed."""
    whole = sorted(path for path in inbox.rglob("*") if path.is_file() and path.stat().st_size)
    chosen = random.sample(whole, files)
    wounds = Counter(random.choice(chosen) for _ in range(hits))
    for path, count in sorted(wounds.items()):
        if path.suffix == ".xlsx" and random.random() < 0.6:
            _damage_cells(path, random, count)
        else:
            content = bytearray(path.read_bytes())
            for _ in range(count):
                _damage_bytes(content, random)
            path.write_bytes(bytes(content))
        newer = path.stat().st_mtime + random.randrange(1, 100_000)
        os.utime(path, (newer, newer))
    return len(wounds)


def _damage_cells(path: Path, random: Random, count: int) -> None:
    book = openpyxl.load_workbook(path)
    for _ in range(count):
        sheet = random.choice(book.worksheets)
        cell = sheet.cell(random.randint(1, sheet.max_row), random.randint(1, sheet.max_column))
        if type(cell).__name__ == "Cell":  # the rest of a merged cell cannot be written
            text = random.choice(CELLS)
            cell.value = openpyxl.cell.cell.ILLEGAL_CHARACTERS_RE.sub("", text)
    book.save(path)


def _damage_bytes(content: bytearray, random: Random) -> None:
    place = random.randrange(len(content)) if content else 0
    kind = random.randrange(8)
    if kind <= 2:
        _replace_cell(content, place, random)
    elif kind == 3 and content:
        content[place] = random.randrange(256)
    elif kind == 4:
        del content[place : place + random.randrange(1, 40)]
    elif kind == 5:
        content[place:place] = random.choice(CELLS).encode("utf-8")
    elif kind == 6:
        line = bytes(content[content.rfind(b"\n", 0, place) + 1 : content.find(b"\n", place) + 1])
        content[place:place] = line
    else:
        content[place:place] = random.choice(
            (b"\n", b"\r\n", b'"', b";", b",", b"\xff", b"\x00", b"\xef\xbb\xbf", b"<td>")
        )


def _replace_cell(content: bytearray, place: int, random: Random) -> None:
    """Put a cell between the delimiters around a place."""
    ends = [found for mark in (b";", b",", b"\t", b"\n", b"<") if (found := content.find(mark, place)) >= 0]
    begins = [content.rfind(mark, 0, place) + 1 for mark in (b";", b",", b"\t", b"\n", b">")]
    content[max(begins) : min(ends, default=len(content))] = random.choice(CELLS).encode("utf-8")
