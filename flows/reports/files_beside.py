"""What lies beside a page: files of records, and the papers that officers sign; only what is there is linked."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from flows.reports.place import Place

#: Beginnings of the names of the papers that officers sign.
PAPERS = ("II.06a_", "phu-luc-I_", "phu-luc-II_", "chi-tieu_")


@dataclass(frozen=True)
class Beside:
    """Names of the files beside one page: ours and the papers."""

    names: frozenset[str]

    def has(self, name: str) -> bool:
        """Whether a file of that name lies beside the page: only such ones are linked."""
        return name in self.names

    @property
    def papers(self) -> tuple[str, ...]:
        """The papers, in the order of their kinds and then by name."""
        return tuple(name for kind in PAPERS for name in sorted(self.names) if name.startswith(kind))


def files_beside(reports: Path, place: Place) -> Beside:
    """Return what lies beside the page of a place."""
    folder = reports / place.folder
    return Beside(
        frozenset(path.name for path in folder.iterdir() if path.is_file()) if folder.is_dir() else frozenset()
    )
