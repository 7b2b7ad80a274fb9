"""Which encoding a text file is in: UTF-8 with or without its mark, UTF-16, Windows-1258 of old Vietnamese systems."""

from __future__ import annotations

import codecs
from collections.abc import Iterable, Iterator
from pathlib import Path

#: What is tried, as people know the names.
TRIED = "UTF-8, UTF-16, Windows-1258"

_PIECE = 1 << 20
_SAMPLE = 1 << 12
_MARKS = {
    codecs.BOM_UTF32_LE: "utf-32",
    codecs.BOM_UTF32_BE: "utf-32",
    codecs.BOM_UTF8: "utf-8",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
_REPLACED = "\ufffd"


def marked_encoding(path: Path) -> str | None:
    """Return the encoding that a mark (BOM) or the pattern of NULs gives away; None: UTF-8 or Windows-1258."""
    with path.open("rb") as file:
        sample = file.read(_SAMPLE)
    for mark, encoding in _MARKS.items():
        if sample.startswith(mark):
            return encoding
    first, second = sample[0::2].count(0), sample[1::2].count(0)
    if max(first, second) * 5 < len(sample) // 2:
        return None
    return "utf-16-le" if second > first else "utf-16-be"


def decoded(path: Path, encoding: str) -> Iterator[str]:
    """Yield the text in pieces, without its mark; bytes that are not of the encoding become `�`."""
    decoder = codecs.getincrementaldecoder("utf-8-sig" if encoding == "utf-8" else encoding)(errors="replace")
    with path.open("rb") as file:
        while piece := file.read(_PIECE):
            yield decoder.decode(piece)
    yield decoder.decode(b"", final=True)


def start_of(path: Path, encoding: str) -> tuple[str, bool]:
    """Return the first megabyte of text, and whether the file goes on after it."""
    return next(decoded(path, encoding), ""), path.stat().st_size > _PIECE


def is_utf8(path: Path) -> bool:
    """Whether every byte of the file is valid UTF-8."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        with path.open("rb") as file:
            while piece := file.read(_PIECE):
                decoder.decode(piece)
            decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def is_mostly_utf8(path: Path) -> bool:
    """Whether most accented letters of a file with invalid bytes are UTF-8 (in Windows-1258 nearly none would be)."""
    replaced = accented = 0
    for text in decoded(path, "utf-8"):
        here = text.count(_REPLACED)
        replaced += here
        accented += len(text) - len(text.encode("ascii", "ignore")) - here
    return replaced * 10 <= accented


def is_accented(texts: Iterable[str]) -> bool:
    """Whether a letter beyond ASCII was read; a byte that is not of the encoding (`�`) is no letter."""
    return any(not text.replace(_REPLACED, "").isascii() for text in texts)
