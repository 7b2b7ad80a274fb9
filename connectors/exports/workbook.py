"""Excel workbooks, new and old: every cell as text, through a process of their own."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

from pydantic import TypeAdapter

from connectors.contract import Bilingual
from connectors.exports.file_kind import DAMAGED_WORKBOOK, PASSWORD_PROTECTED, FileKind
from connectors.exports.tidy import Grid
from connectors.problem import FileRejected

_PACKAGES = Path(__file__).parents[2]
_LONGEST_WAIT_SECONDS = 3600


@dataclass(frozen=True)
class _Answer:
    grids: list[Grid] = field(default_factory=list)
    refused: str = ""


_ANSWER = TypeAdapter(_Answer)


def write_sheets(workbook: Path, kind: FileKind, copy: Path) -> list[Grid]:
    """Write every sheet to a tidy copy; raise `FileRejected` for what cannot be opened."""
    named_by_kind = copy.with_suffix(f".{kind}")  # calamine goes by the ending, which may be wrong
    named_by_kind.symlink_to(workbook.resolve())
    try:
        done = subprocess.run(  # noqa: S603 - our own module in our own interpreter
            [sys.executable, "-P", "-m", "connectors.exports.workbook_process", str(named_by_kind), str(copy)],
            env={"PYTHONPATH": str(_PACKAGES), "PATH": os.defpath, "LANG": "C.UTF-8"},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=_LONGEST_WAIT_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise FileRejected(_TOO_MUCH) from error
    finally:
        named_by_kind.unlink()
    if done.returncode != 0:
        raise FileRejected(_TOO_MUCH)
    answer = _ANSWER.validate_json(done.stdout)
    if answer.refused:
        raise FileRejected(PASSWORD_PROTECTED if answer.refused == "password" else DAMAGED_WORKBOOK)
    return answer.grids


_TOO_MUCH = Bilingual(
    vi="Tệp Excel bị hỏng, quá lớn hoặc có ô nằm rất xa bảng; chép riêng bảng sang tệp mới, lưu lại rồi gửi lại.",
    en="The workbook is damaged, too large, or has cells far away from its table; copy the table alone to a new file.",
)
