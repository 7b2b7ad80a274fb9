"""The answers of one pull as they lie in the landing: bodies one after the other in few files, a line for each.

A city's dossiers come in thousands of small pages, and each file costs a tenth of a second to read: so bodies are
written unchanged into files of bounded size, each followed by a line end. `{pull}.pull.jsonl` beside them says for
every body what was asked and where it lies (file, offset, length, SHA-256). A line is written after its body: whoever
is killed between leaves a file whose good length the lines tell, and the next run goes on from there.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any

from connectors.interface.session import Answer, Request
from connectors.landing import LandedFile, Landing, private_folder

#: A file of answers is closed when it has grown to this size.
CHUNK_BYTES = 32 * 2**20
_ENDING = ".pull.jsonl"


@dataclass
class PullRecord:
    """What the lines of one pull say: its window, its answers (oldest first), its closed files, how it ended."""

    pull_id: str
    path: Path
    window: Mapping[str, Any]
    answers: list[Mapping[str, Any]] = field(default_factory=list)
    files: list[LandedFile] = field(default_factory=list)
    result: Mapping[str, Any] | None = None


def pulls_after(landing: Landing, source: str, pull_id: str) -> list[PullRecord]:
    """Return the pulls of a source that began after `pull_id` (empty: all), oldest first."""
    paths = sorted((landing.folder / source).glob(f"*/*{_ENDING}"), key=lambda path: path.name)
    found = (_read(path, source) for path in paths if path.name.removesuffix(_ENDING) > pull_id)
    return [record for record in found if record is not None]


def pull_named(landing: Landing, source: str, pull_id: str) -> PullRecord | None:
    """Return one pull of a source, None where the landing has no lines of it."""
    paths = (landing.folder / source).glob(f"*/{pull_id}{_ENDING}") if pull_id else ()
    return next((_read(path, source) for path in paths), None)


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    for text in path.read_bytes().split(b"\n"):
        try:
            line = json.loads(text)
        except ValueError:  # cut short by a kill, or the empty end
            continue
        if isinstance(line, dict):
            yield line


def _read(path: Path, source: str) -> PullRecord | None:
    """Read the lines of a pull; None when not even its window was written."""
    record: PullRecord | None = None
    for line in _lines(path):
        if "window" in line:
            record = PullRecord(path.name.removesuffix(_ENDING), path, line["window"])
        elif record is None:
            continue
        elif "offset" in line:
            record.answers.append(line)
        elif "closed" in line:
            record.files.append(_landed(line, path, source))
        elif "result" in line:
            record.result = line["result"]
    return record


def _landed(line: Mapping[str, Any], path: Path, source: str) -> LandedFile:
    modified_at, landed_at = (datetime.fromisoformat(line[name]) for name in ("modified_at", "landed_at"))
    place = path.parent / line["closed"]
    return LandedFile(source, line["name"], place, line["sha256"], line["size"], modified_at, landed_at)


class AnswerBundle:
    """Writes the answers of one pull; every closed file is a landed file like any other."""

    def __init__(self, landing: Landing, source: str, run_id: str, record: PullRecord) -> None:
        self.record = record
        self._landing = landing
        self._source = source
        self._run_id = run_id
        self._number = len(record.files) + 1
        self._size = 0
        self._last_asked: datetime | None = None

    @classmethod
    def begin(
        cls, landing: Landing, source: str, run_id: str, now: datetime, window: Mapping[str, Any]
    ) -> AnswerBundle:
        """Begin a pull of its own; `window` says what is asked, without secrets."""
        pull_id = f"{now:%Y%m%dT%H%M%S%f}"
        folder = private_folder(landing.folder, source, f"{now:%Y-%m-%d}")
        bundle = cls(landing, source, run_id, PullRecord(pull_id, folder / (pull_id + _ENDING), window))
        bundle._write({"pull": pull_id, "begun_at": now.isoformat(), "window": dict(window)})
        return bundle

    @classmethod
    def resume(cls, landing: Landing, source: str, run_id: str, record: PullRecord) -> AnswerBundle:
        """Go on with a pull that was broken off: what lies whole in its last file stays, the torn rest is cut away."""
        bundle = cls(landing, source, run_id, record)
        bundle._end_torn_line()
        record.answers[:] = [line for line in record.answers if bundle._is_whole(line)]
        open_lines = [line for line in record.answers if line["chunk"] == bundle._number]
        bundle._size = max((line["offset"] + line["length"] + 1 for line in open_lines), default=0)
        if open_lines:
            os.truncate(bundle._part, bundle._size)
            bundle._last_asked = datetime.fromisoformat(open_lines[-1]["asked_at"])
        else:
            bundle._part.unlink(missing_ok=True)
        return bundle

    def bodies(self) -> Iterator[bytes]:
        """Give the bodies that have landed, oldest first."""
        for chunk, lines in groupby(self.record.answers, key=itemgetter("chunk")):
            with (self.record.files[chunk - 1].path if chunk < self._number else self._part).open("rb") as file:
                for line in lines:
                    file.seek(line["offset"])
                    yield file.read(line["length"])

    @property
    def _part(self) -> Path:
        return self.record.path.with_name(f".{self.record.pull_id}-{self._number:03}.part")

    def _is_whole(self, line: Mapping[str, Any]) -> bool:
        """Whether a body lies where its line says (a power failure may lose what was written last)."""
        if line["chunk"] < self._number:
            return True
        if not self._part.exists():
            return False
        with self._part.open("rb") as file:
            file.seek(line["offset"])
            return bool(hashlib.sha256(file.read(line["length"])).hexdigest() == line["sha256"])

    def add(self, request: Request, answer: Answer, told: Mapping[str, Any]) -> None:
        """Write one body and its line; `told` is what the connector wants to know when it goes on (page, round, …)."""
        handle = os.open(self._part, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        with os.fdopen(handle, "ab") as file:
            file.write(answer.body + b"\n")
        line = {
            "chunk": self._number,
            "offset": self._size,
            "length": len(answer.body),
            "sha256": hashlib.sha256(answer.body).hexdigest(),
            "request": {"method": request.method, "path": request.path, "params": dict(request.params)},
            "status": answer.status,
            "server_date": answer.server_date,
            "asked_at": answer.asked_at.isoformat(),
            "run_id": self._run_id,
            **told,
        }
        self._write(line)
        self.record.answers.append(line)
        self._size += len(answer.body) + 1
        self._last_asked = answer.asked_at
        if self._size >= CHUNK_BYTES:
            self._close()

    def finish(self, result: Mapping[str, Any]) -> PullRecord:
        """Close the last file and write how the pull ended: only now is it a whole one."""
        self._close()
        self._write({"result": dict(result), "run_id": self._run_id})
        self.record.result = result
        return self.record

    def _close(self) -> None:
        if not self._size or self._last_asked is None:
            return
        name = f"{self.record.pull_id}-{self._number:03}.json"
        landed = self._landing.keep(self._source, self._part, name, self._last_asked, self._run_id)
        self._write(
            {
                "chunk": self._number,
                "closed": landed.path.name,
                "name": name,
                "sha256": landed.sha256,
                "size": landed.size,
                "modified_at": landed.modified_at.isoformat(),
                "landed_at": landed.landed_at.isoformat(),
            }
        )
        self.record.files.append(landed)
        self._number, self._size = self._number + 1, 0

    def _end_torn_line(self) -> None:
        with self.record.path.open("rb+") as lines:
            if not lines.read().endswith(b"\n"):
                lines.write(b"\n")

    def _write(self, line: Mapping[str, Any]) -> None:
        handle = os.open(self.record.path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        with os.fdopen(handle, "ab") as lines:
            lines.write(json.dumps(line, ensure_ascii=False).encode() + b"\n")
