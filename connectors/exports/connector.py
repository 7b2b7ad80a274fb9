"""The connector `exports`: everything that lies in an inbox goes to the landing, whatever it is."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from connectors.contract import Bilingual
from connectors.exports.inbox import InboxProblem, scan
from connectors.landing import LandedFile, Landing
from connectors.problem import FileRejected


def pull(
    inbox: Path,
    excluded: Sequence[Path],
    landing: Landing,
    run_id: str,
    *,
    source: str = "exports",
    settle_seconds: float = 1.0,
) -> tuple[list[LandedFile], list[InboxProblem]]:
    """Land the files of an inbox, oldest first; return them and what could not be taken.

    The inbox is only read. One bad file never stops the others.
    """
    landed: list[LandedFile] = []
    problems: list[InboxProblem] = []
    for found in scan(inbox, excluded, settle_seconds):
        if isinstance(found, InboxProblem):
            problems.append(found)
            continue
        try:
            landed.append(landing.land(source, found.path, found.name, run_id))
        except FileRejected as rejected:
            problems.append(InboxProblem(found.name, rejected.message))
        except OSError as error:
            problems.append(InboxProblem(found.name, not_taken(error)))
    landed.sort(key=lambda file: (file.modified_at, file.name))
    return landed, problems


def not_taken(error: OSError) -> Bilingual:
    """Say that a file could not be copied into the landing."""
    return Bilingual(
        vi=f"Không chép được tệp ({error.strerror}); kiểm tra quyền đọc tệp và dung lượng đĩa, rồi chạy lại.",
        en=f"The file could not be copied ({error.strerror}); check its permissions and the disk, then run again.",
    )
