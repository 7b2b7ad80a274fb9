"""Answers as DuckDB can read them: half a pair of surrogates in a text (`\\ud83d` alone) would refuse the whole file."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

_HALF = re.compile(rb"\\u[dD][89a-fA-F][0-9a-fA-F]{2}")
_PAIR = rb"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}"
_ESCAPES = re.compile(rb"\\\\|" + _PAIR + rb"|" + _HALF.pattern)


@contextmanager
def readable(path: Path, scratch: Path) -> Iterator[Path]:
    """Give a path to the same answers; a copy of what had to be mended is gone afterwards: it is personal data."""
    body = path.read_bytes()
    mended = _ESCAPES.sub(_whole, body) if _HALF.search(body) else body
    if mended == body:
        yield path
        return
    scratch.mkdir(mode=0o700, parents=True, exist_ok=True)
    copy = scratch / f"{uuid4().hex}.json"
    try:
        copy.touch(mode=0o600)
        copy.write_bytes(mended)
        yield copy
    finally:
        copy.unlink(missing_ok=True)


def _whole(found: re.Match[bytes]) -> bytes:
    return rb"\ufffd" if len(found[0]) == 6 else found[0]
