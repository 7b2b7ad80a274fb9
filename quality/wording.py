"""Filling the texts of expectations.yml: 1.234 · 10,2% · 22/11/2026; text from data on one safe line."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from datetime import date, datetime

from connectors.contract import Bilingual

#: A value of a frame or of the thresholds: counts are int, shares (0 to 1) float.
Cell = str | int | float | bool | date | datetime | None
Row = Mapping[str, Cell]

#: Longest text from data (a file's path, its headings, the reasons of a file) that is shown whole.
LONGEST = 400
_NO_FIGURE = "—"
_BASES = {
    "city": ("số liệu của thành phố", "the city's own records"),
    "portal": ("bản sao trên Cổng DVCQG", "the national portal's copy"),
}


def written(cell: Cell, language: str) -> str:
    """Return a cell as officers read it in `language` (vi or en); None is `—`."""
    if cell is None:
        return _NO_FIGURE
    if isinstance(cell, datetime):
        return f"{cell:%d/%m/%Y %H:%M}"
    if isinstance(cell, date):
        return f"{cell:%d/%m/%Y}"
    if isinstance(cell, str):
        return _one_line(cell)
    number = f"{cell * 100:,.1f}".removesuffix(".0") + "%" if isinstance(cell, float) else f"{cell:,}"
    return number if language == "en" else number.translate(str.maketrans(",.", ".,"))


def filled(template: str, cells: Row, language: str) -> str:
    """Return `template` with each `{name}` replaced by the cell of that name; an unknown name is a `KeyError`."""
    return template.format_map({name: written(cell, language) for name, cell in cells.items()})


def filled_in_both(template: Bilingual, cells: Row) -> Bilingual:
    """Return both languages of `template` filled from `cells`; `{basis_vi}` and `{basis_en}` say a `basis` in words."""
    basis = written(cells.get("basis"), "vi")
    basis_vi, basis_en = _BASES.get(basis, (basis, basis))
    cells = {**cells, "basis_vi": basis_vi, "basis_en": basis_en}
    return Bilingual(vi=filled(template.vi, cells, "vi"), en=filled(template.en, cells, "en"))


def _one_line(text: str) -> str:
    spaced = " ".join(text[: 4 * LONGEST].split())
    seen = "".join(sign for sign in spaced if unicodedata.category(sign)[0] != "C")
    return seen if len(seen) <= LONGEST else seen[: LONGEST - 1].rstrip() + "…"
