"""Excel workbooks, new and old: every cell as text, through a process of their own."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

from pydantic import TypeAdapter

from connectors.exports.file_kind import DAMAGED_WORKBOOK, PASSWORD_PROTECTED
from connectors.exports.tidy import Grid
from connectors.problem import FileRejected

_PACKAGES = Path(__file__).parents[2]
_LONGEST_WAIT_SECONDS = 3600


@dataclass(frozen=True)
class _Answer:
    grids: list[Grid] = field(default_factory=list)
    refused: str = ""


_ANSWER = TypeAdapter(_Answer)


def write_sheets(workbook: Path, copy: Path) -> list[Grid]:
    """Write every sheet to a tidy copy; raise `FileRejected` for what cannot be opened."""
    done = subprocess.run(  # noqa: S603 - our own module, our own interpreter
        [
            sys.executable,
            "-P",
            "-m",
            "connectors.exports.workbook_process",
            str(workbook.resolve()),
            str(copy.resolve()),
        ],
        env={"PYTHONPATH": str(_PACKAGES), "PATH": os.defpath, "LANG": "C.UTF-8"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        timeout=_LONGEST_WAIT_SECONDS,
        check=False,
    )
    answer = _ANSWER.validate_json(done.stdout) if done.returncode == 0 else _Answer(refused="crash")
    if answer.refused:
        raise FileRejected(PASSWORD_PROTECTED if answer.refused == "password" else DAMAGED_WORKBOOK)
    return answer.grids
