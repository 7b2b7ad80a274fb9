"""What lies in an inbox: files that can be read now, and a clear line for each thing that cannot."""

from __future__ import annotations

import os
import stat
import time
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from connectors.contract import Bilingual
from connectors.landing import STILL_WRITTEN
from connectors.source import NotTaken

#: A file changed this recently (or in the future) is looked at twice.
RECENT_SECONDS = 5.0

_UNFINISHED_ENDINGS = (".part", ".tmp", ".crdownload", ".partial", ".download", ".filepart")
_LOCK_BEGINNINGS = ("~$", ".~lock.")
_SYSTEM_FILES = frozenset({"thumbs.db", "desktop.ini"})
_FILE_ENDINGS = (".csv", ".xls", ".xlsx", ".htm", ".html")


@dataclass(frozen=True)
class InboxFile:
    """A file to land; `name` is its path below the inbox, with `/` between."""

    path: Path
    name: str


_State = tuple[int, int]


def scan(inbox: Path, excluded: Sequence[Path] = (), settle_seconds: float = 1.0) -> list[InboxFile | NotTaken]:
    """List the inbox with its subfolders: files by modification time and name, then what is not taken by name.

    `excluded` are folders of other sources. Files changed in the last seconds are looked at again after
    `settle_seconds`, all together; those that grew are not taken. Nothing in the inbox is moved or changed.
    """
    not_taken: list[NotTaken] = []
    files: dict[InboxFile, _State] = {}
    outside = frozenset(folder.resolve() for folder in excluded if folder.resolve() != inbox.resolve())
    for found in _walk(inbox, inbox, outside, frozenset()):
        if isinstance(found, NotTaken):
            not_taken.append(found)
            continue
        try:
            files[found] = _readable_state(found.path)
        except _NotAFile:
            not_taken.append(NotTaken(found.name, NOT_A_FILE))
        except OSError as error:
            not_taken.append(NotTaken(found.name, unreadable(error)))
    growing = _growing(files, settle_seconds)
    not_taken += [NotTaken(file.name, STILL_WRITTEN) for file in growing]
    settled = sorted(files.keys() - growing, key=lambda file: (files[file][1], file.name))
    return [*settled, *sorted(not_taken, key=lambda each: each.name)]


class _NotAFile(Exception):
    """A pipe, a socket or a device."""


def _readable_state(path: Path) -> _State:
    """Return size and modification time of a file that can be opened (a pipe is never opened: that would wait)."""
    if not stat.S_ISREG(path.stat().st_mode):
        raise _NotAFile
    with path.open("rb") as file:
        status = os.fstat(file.fileno())
    return status.st_size, status.st_mtime_ns


def _walk(
    folder: Path, inbox: Path, outside: frozenset[Path], above: frozenset[Path]
) -> Iterator[InboxFile | NotTaken]:
    here = folder.resolve()
    if here in outside or here in above:  # a link that leads back up would never end
        return
    try:
        entries = sorted(folder.iterdir())
    except OSError as error:
        yield NotTaken(_shown(folder, inbox) or str(inbox), unreadable_folder(error))
        return
    for entry in entries:
        name = _shown(entry, inbox)
        if _is_folder(entry):
            if entry.name.startswith("."):
                continue
            if entry.name.lower().endswith(_FILE_ENDINGS) and entry.resolve() not in outside:
                yield NotTaken(name, FOLDER_NAMED_LIKE_A_FILE)
            yield from _walk(entry, inbox, outside, above | {here})
        elif entry.name.startswith(_LOCK_BEGINNINGS) or entry.name.lower().endswith(_UNFINISHED_ENDINGS):
            yield NotTaken(name, STILL_WRITTEN)
        elif not entry.name.startswith(".") and entry.name.lower() not in _SYSTEM_FILES:
            yield InboxFile(entry, name)


def _is_folder(entry: Path) -> bool:
    try:
        return entry.is_dir()
    except OSError:  # it may be listed and not looked at; opening it says why
        return False


def _shown(path: Path, inbox: Path) -> str:
    """Return the path below the inbox in NFC (macOS writes NFD), undecodable bytes as `�`."""
    text = os.fsencode(path.relative_to(inbox).as_posix()).decode("utf-8", "replace")
    return unicodedata.normalize("NFC", "" if text == "." else text)


def _growing(files: dict[InboxFile, _State], settle_seconds: float) -> set[InboxFile]:
    recent = [file for file, (_, changed) in files.items() if changed / 1e9 > time.time() - RECENT_SECONDS]
    if not recent:
        return set()
    time.sleep(settle_seconds)
    return {file for file in recent if _state_now(file.path) != files[file]}


def _state_now(path: Path) -> _State | None:
    try:
        return _readable_state(path)
    except (OSError, _NotAFile):
        return None


NOT_A_FILE = Bilingual(
    vi="Đây không phải là tệp thường; bỏ ra khỏi thư mục nhận hoặc thay bằng tệp dữ liệu.",
    en="This is not an ordinary file; take it out of the inbox or put the data file in its place.",
)
FOLDER_NAMED_LIKE_A_FILE = Bilingual(
    vi="Đây là thư mục có tên như tệp; các tệp bên trong vẫn được đọc. Đổi tên thư mục để khỏi nhầm.",
    en="This is a folder named like a file; the files in it are read all the same. Rename the folder.",
)


def unreadable(error: OSError) -> Bilingual:
    """Say that a file cannot be opened."""
    return Bilingual(
        vi=f"Không mở được tệp ({error.strerror}); kiểm tra quyền đọc hoặc liên kết hỏng.",
        en=f"The file cannot be opened ({error.strerror}); check its permissions, or whether it is a broken link.",
    )


def unreadable_folder(error: OSError) -> Bilingual:
    """Say that the inbox or a folder in it cannot be listed."""
    return Bilingual(
        vi=f"Không mở được thư mục ({error.strerror}); tạo thư mục, cấp quyền đọc hoặc sửa `inbox` trong cấu hình.",
        en=f"The folder cannot be opened ({error.strerror}); create it, allow reading, or correct `inbox`.",
    )
