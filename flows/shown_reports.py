"""The address officers keep: `{home}/reports`, the published pages, or after a held night the same pages with the reason on them.

A publication never changes, so a page in it cannot say that last night was held. The link does: it moves by one rename, works
from a disk without any server or script, and its pages stay whole (relative links and files beside them included).
"""

from __future__ import annotations

import shutil
from pathlib import Path

LINK = "reports"
#: Pages of held nights, the newest only.
HELD = "held"


def show_published(home: Path) -> None:
    """Let the address lead to whatever is published; pages of held nights go."""
    _point(home, Path("published") / "reports")
    shutil.rmtree(home / HELD, ignore_errors=True)


def copy_for_held(home: Path, run_id: str) -> Path:
    """Copy the published pages for a held run and return the copy, where they are to be written anew."""
    folder = home / HELD / run_id
    shutil.copytree(home / "published" / "reports", folder)
    return folder


def show_held(home: Path, run_id: str) -> None:
    """Let the address lead to the pages of a held run; those of earlier held runs go."""
    _point(home, Path(HELD) / run_id)
    for earlier in (home / HELD).iterdir():
        if earlier.name != run_id:
            shutil.rmtree(earlier)


def _point(home: Path, target: Path) -> None:
    next_link = home / f".{LINK}.next"
    next_link.unlink(missing_ok=True)
    next_link.symlink_to(target, target_is_directory=True)
    next_link.replace(home / LINK)
