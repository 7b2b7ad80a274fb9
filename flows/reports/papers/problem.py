"""What a person is told when a paper cannot be made."""

from __future__ import annotations

from pathlib import Path

from connectors.contract import Bilingual
from connectors.problem import Problem


class PaperError(Problem):
    """A paper that cannot be made."""


class NothingToWrite(PaperError):
    """What was asked for does not exist: no such unit, a period without figures."""


class NotWritten(PaperError):
    """The paper could be made, its file could not."""


def cannot_write(out: Path) -> NotWritten:
    """Say that a file cannot be written: most often a spreadsheet has it open."""
    return NotWritten(
        Bilingual(
            vi=f"Không ghi được tệp {out}. Nếu tệp đang mở trong Excel, đóng lại rồi chạy lại; nếu không, kiểm tra "
            "quyền ghi vào thư mục và dung lượng đĩa.",
            en=f"Cannot write {out}. If Excel has it open, close it and run again; else check the permissions of "
            "the folder and the disk.",
        )
    )
