"""What stops the reference data from being loaded, told to the person who keeps the file."""

from __future__ import annotations

from connectors.contract import Bilingual
from connectors.problem import Problem


class ReferenceRejected(Problem):
    """A reference file that cannot be used; `message` names file, row, column and what was expected."""


def rejected_file(file: str, vi: str, en: str) -> ReferenceRejected:
    """Return the rejection of a file as a whole."""
    return ReferenceRejected(Bilingual(vi=f"{file}: {vi}", en=f"{file}: {en}"))


def rejected_cell(file: str, row: int, column: str, vi: str, en: str) -> ReferenceRejected:
    """Return the rejection of one cell; rows are numbered as a spreadsheet numbers them, the heading included."""
    return ReferenceRejected(
        Bilingual(vi=f"{file}, dòng {row}, cột {column}: {vi}", en=f"{file}, row {row}, column {column}: {en}")
    )
