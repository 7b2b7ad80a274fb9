"""Text files as systems and spreadsheets save them: UTF-8 with BOM, UTF-16, Windows-1258; `;`, `,` or tab."""

from __future__ import annotations

import csv
import io
import unicodedata
from collections.abc import Mapping
from pathlib import Path
from typing import Literal

import pyarrow as pa
from pyarrow import csv as arrow_csv

Encoding = Literal["utf-8 with bom", "utf-16", "windows-1258"]
#: Vietnamese tone marks: Windows-1258 has the vowels â ă ê ô ơ ư but their tones only as separate marks.
_TONES = "\u0300\u0301\u0303\u0309\u0323"


def write_large_text(path: Path, table: pa.Table, headings: Mapping[str, str]) -> None:
    """Write a clean UTF-8 file of any size: semicolons, every text in quotation marks."""
    options = arrow_csv.WriteOptions(delimiter=";")
    arrow_csv.write_csv(table.rename_columns([headings[name] for name in table.column_names]), path, options)


def write_text(path: Path, table: pa.Table, headings: Mapping[str, str], delimiter: str, encoding: Encoding) -> None:
    """Write a text file of at most some ten thousand rows, lines ending as on Windows."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=delimiter)
    writer.writerow(headings[name] for name in table.column_names)
    writer.writerows(zip(*(table[name].to_pylist() for name in table.column_names), strict=True))
    path.write_bytes(encoded(text.getvalue(), encoding))


def encoded(text: str, encoding: Encoding) -> bytes:
    """Return the file's bytes, with a byte order mark where the encoding has one."""
    if encoding == "utf-16":
        return b"\xff\xfe" + text.encode("utf-16-le")
    if encoding == "windows-1258":
        return text.translate({ord(letter): _in_windows_1258(letter) for letter in set(text)}).encode("cp1258")
    return text.encode("utf-8-sig")


def _in_windows_1258(letter: str) -> str:
    """Return the letter, or the vowel and its tone mark where the code page has no such letter."""
    try:
        letter.encode("cp1258")
    except UnicodeEncodeError:
        parts = unicodedata.normalize("NFD", letter)
        vowel = "".join(part for part in parts if part not in _TONES)
        return unicodedata.normalize("NFC", vowel) + "".join(part for part in parts if part in _TONES)
    return letter
