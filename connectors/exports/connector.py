"""An inbox: everything that lies in it goes to the landing, whatever it is."""

from __future__ import annotations

import os
from pathlib import Path

from connectors.contract import Bilingual
from connectors.exports.inbox import scan
from connectors.landing import LandedFile
from connectors.problem import FileRejected
from connectors.source import Problem, Pulled, Pulling, Reach


def pull_inbox(source: str, inbox: Path, pulling: Pulling) -> Pulled:
    """Land the files of an inbox, oldest first; return them and what could not be taken.

    The inbox is only read. One bad file never stops the others.
    """
    landed: list[LandedFile] = []
    problems: list[Problem] = []
    for found in scan(inbox, pulling.other_folders, pulling.settle_seconds):
        if isinstance(found, Problem):
            problems.append(found)
            continue
        try:
            landed.append(pulling.landing.land(source, found.path, found.name, pulling.run_id))
        except FileRejected as rejected:
            problems.append(Problem(found.name, rejected.message))
        except OSError as error:
            problems.append(Problem(found.name, not_taken(error)))
    landed.sort(key=lambda file: (file.modified_at, file.name))
    return Pulled(files=tuple(landed), problems=tuple(problems))


def reach_inbox(inbox: Path) -> Reach:
    """Look whether the folder is there and may be read."""
    if inbox.is_dir() and os.access(inbox, os.R_OK | os.X_OK):
        return Reach(str(inbox))
    advice = Bilingual(
        vi=f"Tạo thư mục {inbox} và cấp quyền đọc.", en=f"Make the folder {inbox} and let motcua read it."
    )
    return Reach(str(inbox), advice)


def not_taken(error: OSError) -> Bilingual:
    """Say that a file could not be copied into the landing."""
    return Bilingual(
        vi=f"Không chép được tệp ({error.strerror}); kiểm tra quyền đọc tệp và dung lượng đĩa, rồi chạy lại.",
        en=f"The file could not be copied ({error.strerror}); check its permissions and the disk, then run again.",
    )
