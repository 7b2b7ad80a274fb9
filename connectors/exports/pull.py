"""An inbox: everything that lies in it goes to the landing, whatever it is."""

from __future__ import annotations

import os
from pathlib import Path

from connectors.contract import Bilingual
from connectors.exports.inbox import scan
from connectors.landing import LandedFile
from connectors.problem import FileRejected
from connectors.source import NotTaken, Pulled, Pulling, Reach


def pull_inbox(source: str, inbox: Path, pulling: Pulling) -> Pulled:
    """Land the files of an inbox, oldest first; return them and what could not be taken.

    The inbox is only read. One bad file never stops the others.
    """
    landed: list[LandedFile] = []
    not_taken: list[NotTaken] = []
    for found in scan(inbox, pulling.other_folders, pulling.settle_seconds):
        if isinstance(found, NotTaken):
            not_taken.append(found)
            continue
        try:
            landed.append(pulling.landing.land(source, found.path, found.name, pulling.run_id))
        except FileRejected as rejected:
            not_taken.append(NotTaken(found.name, rejected.message))
        except OSError as error:
            not_taken.append(NotTaken(found.name, not_copied(error)))
    landed.sort(key=lambda file: (file.modified_at, file.name))
    return Pulled(files=tuple(landed), not_taken=tuple(not_taken))


def reach_inbox(inbox: Path) -> Reach:
    """Look whether the folder is there and may be read."""
    if inbox.is_dir() and os.access(inbox, os.R_OK | os.X_OK):
        return Reach(str(inbox))
    advice = Bilingual(
        vi=f"Tạo thư mục {inbox} và cấp quyền đọc.", en=f"Make the folder {inbox} and let motcua read it."
    )
    return Reach(str(inbox), advice)


def not_copied(error: OSError) -> Bilingual:
    """Say that a file could not be copied into the landing."""
    return Bilingual(
        vi=f"Không chép được tệp ({error.strerror}); kiểm tra quyền đọc tệp và dung lượng đĩa, rồi chạy lại.",
        en=f"The file could not be copied ({error.strerror}); check its permissions and the disk, then run again.",
    )
