"""The run's log for programs: one JSON line per event in `{home}/log/motcua.jsonl`, without secrets."""

from __future__ import annotations

import fcntl
import json
import math
import os
import re
from collections.abc import Mapping
from datetime import date, datetime
from numbers import Integral
from pathlib import Path

from pydantic import BaseModel

from connectors.local_time import LOCAL_TIME

FILE_LIMIT = 20 * 1024 * 1024
FILES_KEPT = 5
TEXT_LIMIT = 500
HIDDEN = "***"

_SECRET_NAME = re.compile(r"secret|password|token|authorization|session", re.IGNORECASE)
# Errors of HTTP libraries carry whole addresses, so a secret may also stand inside a text.
_SECRET_IN_TEXT = re.compile(r"([\w-]*(?:secret|password|token|authorization|session)[\w-]*=)[^&\s\"']+", re.IGNORECASE)


class EventLog:
    """Appends events of one run to a log file that several processes may write at once.

    The file is private (0600) and rotated by size: `motcua.jsonl`, then `motcua.jsonl.1` (newest) to `.4`.
    """

    def __init__(self, path: Path, run_id: str, file_limit: int = FILE_LIMIT) -> None:
        self.path = path
        self.run_id = run_id
        self.file_limit = file_limit
        path.parent.mkdir(parents=True, exist_ok=True)

    def event(self, name: str, level: str = "info", **fields: object) -> None:
        """Write one event; secrets in `fields` are hidden and long texts cut. An unwritable log is an `OSError`."""
        base = {
            "time": datetime.now(LOCAL_TIME).isoformat(timespec="milliseconds"),
            "level": level,
            "run_id": self.run_id,
            "event": name,
        }
        record = base | {key: _plain(value, key) for key, value in fields.items() if key not in base}
        line = json.dumps(record, ensure_ascii=False) + "\n"
        self._append(line.encode("utf-8", errors="backslashreplace"))

    def _append(self, line: bytes) -> None:
        """Write under a lock on the very file that bears the name; another process may just have rotated it."""
        while True:
            descriptor = os.open(self.path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
            try:
                fcntl.flock(descriptor, fcntl.LOCK_EX)
                if not self._bears_the_name(descriptor):
                    continue
                size = os.fstat(descriptor).st_size
                if size and size + len(line) > self.file_limit:
                    self._rotate()
                    continue
                os.fchmod(descriptor, 0o600)
                os.write(descriptor, line)
                return
            finally:
                os.close(descriptor)

    def _bears_the_name(self, descriptor: int) -> bool:
        try:
            return os.path.samestat(os.fstat(descriptor), self.path.stat())
        except FileNotFoundError:
            return False

    def _rotate(self) -> None:
        for number in range(FILES_KEPT - 1, 0, -1):
            newer = self.path if number == 1 else self._rotated(number - 1)
            if newer.exists():
                newer.replace(self._rotated(number))

    def _rotated(self, number: int) -> Path:
        return self.path.with_name(f"{self.path.name}.{number}")


def open_log(home: Path, run_id: str) -> EventLog:
    """Return the log of a home folder, for one run."""
    return EventLog(home / "log" / "motcua.jsonl", run_id)


def _plain(value: object, name: str = "") -> object:
    """Return `value` as JSON can hold it: secrets hidden by the field's name, long texts cut."""
    if _SECRET_NAME.search(name):
        return HIDDEN
    if isinstance(value, BaseModel):
        return _plain(value.model_dump(mode="json"), name)
    if isinstance(value, Mapping):
        return {str(key): _plain(inner, str(key)) for key, inner in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [_plain(inner, name) for inner in value]
    return _plain_cell(value)


def _plain_cell(value: object) -> object:
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, Integral):  # NumPy's integers too: Great Expectations answers in them
        return int(value)
    if isinstance(value, float):
        return float(value) if math.isfinite(value) else str(value)  # JSON knows no NaN
    if isinstance(value, date):
        return value.isoformat()
    text = _SECRET_IN_TEXT.sub(rf"\1{HIDDEN}", str(value))
    return text if len(text) <= TEXT_LIMIT else text[:TEXT_LIMIT] + "…"
