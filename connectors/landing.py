"""The landing: what a source handed over, byte for byte, by its SHA-256, with a manifest line for each arrival."""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

from connectors.contract import Bilingual
from connectors.local_time import LOCAL_TIME, local_now
from connectors.problem import FileRejected

STILL_WRITTEN = Bilingual(
    vi="Tệp đang được ghi; chờ ghi xong, tệp sẽ được đọc ở lần chạy sau.",
    en="The file is still being written; wait until it is whole, the next run will read it.",
)

_PIECE = 1 << 22
#: What every line of a manifest says.
_LINE = frozenset({"name", "path", "sha256", "size", "modified_at", "landed_at"})
_PLAIN_SUFFIX = re.compile(r"[a-z0-9]{1,8}")


@dataclass(frozen=True)
class LandedFile:
    """One file as it lies in the landing; `modified_at` and `landed_at` are local time without an offset."""

    source: str
    name: str
    path: Path
    sha256: str
    size: int
    modified_at: datetime
    landed_at: datetime


@dataclass(frozen=True)
class Landing:
    """The folder `{home}/landing`, laid out as `{source}/{yyyy-mm-dd}/{sha256}.{ext}` beside `{source}/manifest.jsonl`.

    Files are readable by their owner only: they hold personal data.
    """

    folder: Path
    _known: dict[str, dict[str, Path]] = field(default_factory=dict, repr=False, compare=False)

    def land(self, source: str, path: Path, name: str, run_id: str) -> LandedFile:
        """Copy a file and write its manifest line; bytes that already lie there are not written again.

        Raises `FileRejected` when the file changed while it was copied, `OSError` when it cannot be read or kept.
        """
        landed_at = local_now()
        day_folder = private_folder(self.folder, source, f"{landed_at:%Y-%m-%d}")
        incoming = day_folder / f".{uuid4().hex}.part"
        try:
            sha256, status = _copy(path, incoming)
            kept = self._place_of(source, sha256, status.st_size)
            if kept is None:
                kept = day_folder / f"{sha256}.{_suffix(name)}"
                incoming.replace(kept)
        finally:
            incoming.unlink(missing_ok=True)
        modified_at = datetime.fromtimestamp(status.st_mtime, LOCAL_TIME).replace(tzinfo=None)
        landed = LandedFile(source, name, kept, sha256, status.st_size, modified_at, landed_at)
        self._remember(landed, run_id)
        return landed

    def keep(self, source: str, part: Path, name: str, at: datetime, run_id: str) -> LandedFile:
        """Take a file that was written in the landing itself, such as answers of an interface; `at` is its time.

        It gets its SHA-256 as its name, in the folder where it lies, and a manifest line like any other.
        """
        with part.open("rb") as written:
            sha256 = hashlib.file_digest(written, "sha256").hexdigest()
            os.fsync(written.fileno())
        size = part.stat().st_size
        kept = part.with_name(f"{sha256}.{_suffix(name)}")
        part.replace(kept)
        landed = LandedFile(source, name, kept, sha256, size, at, local_now())
        self._known.setdefault(source, dict(_read_manifest(self.folder / source)))
        self._remember(landed, run_id)
        return landed

    def keep_again(self, file: LandedFile, at: datetime, run_id: str) -> LandedFile:
        """Write that a source gave the bytes of a landed file again at a later time."""
        again = replace(file, modified_at=at, landed_at=local_now())
        self._known.setdefault(file.source, dict(_read_manifest(self.folder / file.source)))
        self._remember(again, run_id)
        return again

    def arrivals(self, source: str) -> list[LandedFile]:
        """Return what a source has handed over so far, in the order in which it landed; what is gone is left out."""
        folder = self.folder / source
        landed = [
            LandedFile(
                source,
                line["name"],
                folder / line["path"],
                line["sha256"],
                line["size"],
                datetime.fromisoformat(line["modified_at"]),
                datetime.fromisoformat(line["landed_at"]),
            )
            for line in _manifest_lines(folder)
        ]
        return [file for file in landed if file.path.is_file()]

    def _place_of(self, source: str, sha256: str, size: int) -> Path | None:
        """Return where these bytes lie already."""
        if source not in self._known:
            self._known[source] = dict(_read_manifest(self.folder / source))
        place = self._known[source].get(sha256)
        is_whole = place is not None and place.is_file() and place.stat().st_size == size
        return place if is_whole else None

    def _remember(self, landed: LandedFile, run_id: str) -> None:
        self._known[landed.source][landed.sha256] = landed.path
        line = {
            "run_id": run_id,
            "name": landed.name,
            "path": landed.path.relative_to(self.folder / landed.source).as_posix(),
            "size": landed.size,
            "sha256": landed.sha256,
            "modified_at": landed.modified_at.isoformat(),
            "landed_at": landed.landed_at.isoformat(),
        }
        manifest = self.folder / landed.source / "manifest.jsonl"
        handle = os.open(manifest, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        with os.fdopen(handle, "ab") as lines:
            lines.write(json.dumps(line, ensure_ascii=False).encode() + b"\n")


def private_folder(*parts: str | Path) -> Path:
    """Make a folder and those above it as far as they are named; only their owner may look inside."""
    folder = Path(parts[0])
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    for part in parts[1:]:
        folder = folder / part
        folder.mkdir(mode=0o700, exist_ok=True)
    return folder


def _copy(path: Path, incoming: Path) -> tuple[str, os.stat_result]:
    """Copy in pieces; return the SHA-256 of what was copied and the source's state, the same before and after."""
    digest = hashlib.sha256()
    with path.open("rb") as source, os.fdopen(os.open(incoming, os.O_WRONLY | os.O_CREAT, 0o600), "wb") as target:
        before = os.fstat(source.fileno())
        while piece := source.read(_PIECE):
            digest.update(piece)
            target.write(piece)
        copied = target.tell()
        target.flush()
        os.fsync(target.fileno())
    after = path.stat()
    seen = (after.st_ino, after.st_size, after.st_mtime_ns)
    if seen != (before.st_ino, copied, before.st_mtime_ns):
        raise FileRejected(STILL_WRITTEN)
    return digest.hexdigest(), before


def _read_manifest(folder: Path) -> list[tuple[str, Path]]:
    return [(line["sha256"], folder / line["path"]) for line in _manifest_lines(folder)]


def _manifest_lines(folder: Path) -> Iterator[dict[str, Any]]:
    manifest = folder / "manifest.jsonl"
    for text in manifest.read_text(encoding="utf-8").splitlines() if manifest.exists() else ():
        try:
            line = json.loads(text)
        except ValueError:  # cut short by a power failure; its file is landed again
            continue
        if isinstance(line, dict) and line.keys() >= _LINE:
            yield line


def _suffix(name: str) -> str:
    suffix = Path(name).suffix.lower().removeprefix(".")
    return suffix if _PLAIN_SUFFIX.fullmatch(suffix) else "bin"
