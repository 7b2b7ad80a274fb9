"""From what landed to plain JSON that DuckDB reads: unpacked, without its mark, an array or lines."""

from __future__ import annotations

import gzip
import os
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, Literal, cast
from uuid import uuid4

from connectors.dvcqg_sync.refusals import BROKEN_GZIP, CUT_SHORT, EMPTY, NOT_UTF8
from connectors.exports.text_encoding import is_mostly_utf8, is_utf8, marked_encoding
from connectors.problem import FileRejected

#: How the records stand in a file: one array, or one object per line.
Layout = Literal["array", "newline_delimited"]

_PIECE = 1 << 20
_GZIP = b"\x1f\x8b"
_MARK = b"\xef\xbb\xbf"


def may_be_records(path: Path) -> bool:
    """Tell from its first bytes whether a file may hold synchronisation records: packed, an array or an object."""
    with path.open("rb") as file:
        start = file.read(_PIECE)
    return start.startswith(_GZIP) or start.removeprefix(_MARK).lstrip()[:1] in (b"[", b"{")


@contextmanager
def plain_json(path: Path, scratch: Path) -> Iterator[Path]:
    """Give a path to the JSON itself; a copy of what is packed or marked is gone afterwards: it is personal data.

    Raises `FileRejected` when the file is empty, a damaged gzip, or not UTF-8.
    """
    with path.open("rb") as file:
        start = file.read(len(_MARK))
    if start[:2] != _GZIP and start != _MARK:
        _refuse_other_encodings(path)
        yield path
        return
    scratch.mkdir(mode=0o700, parents=True, exist_ok=True)
    copy = scratch / f"{uuid4().hex}.json"
    try:
        with gzip.open(path) if start[:2] == _GZIP else path.open("rb") as packed:
            _unpack(cast("BinaryIO", packed), copy)
        _refuse_other_encodings(copy)
        yield copy
    finally:
        copy.unlink(missing_ok=True)


def _unpack(packed: BinaryIO, copy: Path) -> None:
    with os.fdopen(os.open(copy, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as target:
        try:
            target.write(packed.read(_PIECE).removeprefix(_MARK))
            while piece := packed.read(_PIECE):
                target.write(piece)
        except (EOFError, zlib.error, gzip.BadGzipFile) as error:
            raise FileRejected(BROKEN_GZIP) from error


def _refuse_other_encodings(path: Path) -> None:
    """A few damaged lines of a UTF-8 file are broken lines; a file of another encoding is refused whole."""
    if path.stat().st_size and marked_encoding(path) not in (None, "utf-8"):
        raise FileRejected(NOT_UTF8)
    if not is_utf8(path) and not is_mostly_utf8(path):
        raise FileRejected(NOT_UTF8)


def layout_of(path: Path) -> Layout:
    """Return how the records stand in plain JSON; raise `FileRejected` when it is blank or an array cut short."""
    with path.open("rb") as file:
        first = next((piece.lstrip() for piece in iter(lambda: file.read(_PIECE), b"") if not piece.isspace()), b"")
        if not first:
            raise FileRejected(EMPTY)
        if not first.startswith(b"["):
            return "newline_delimited"
        # DuckDB takes an array that ends after a comma for a whole one
        file.seek(max(0, path.stat().st_size - _PIECE))
        if not file.read().rstrip().endswith(b"]"):
            raise FileRejected(CUT_SHORT)
    return "array"
