"""Answers as DuckDB can read them: half a pair of surrogates in a text (`\\ud83d` alone) would refuse the whole file."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

_HALF = rb"\\u[dD][89a-fA-F][0-9a-fA-F]{2}"
_PAIR = rb"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}"
_ESCAPES = re.compile(rb"\\\\|" + _PAIR + rb"|" + _HALF)


@contextmanager
def readable(paths: Sequence[Path], scratch: Path) -> Iterator[list[Path]]:
    """Give paths to the same answers; a copy of what had to be mended is gone afterwards: it is personal data."""
    copies: list[Path] = []
    try:
        yield [_mended(path, scratch, copies) for path in paths]
    finally:
        for copy in copies:
            copy.unlink(missing_ok=True)


def _mended(path: Path, scratch: Path, copies: list[Path]) -> Path:
    body = path.read_bytes()
    if not re.search(_HALF, body):
        return path
    mended = _ESCAPES.sub(lambda found: rb"\ufffd" if len(found[0]) == 6 else found[0], body)
    if mended == body:
        return path
    scratch.mkdir(mode=0o700, parents=True, exist_ok=True)
    copy = scratch / f"{uuid4().hex}.json"
    copies.append(copy)
    copy.touch(mode=0o600)
    copy.write_bytes(mended)
    return copy
