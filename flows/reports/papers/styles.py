"""How the cells of a form look: Times New Roman, thin borders, whole numbers with thousands marked."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.format import Format


@dataclass(frozen=True)
class RowStyle:
    """The formats of one row: its number (TT), its name, its counts."""

    number: Format
    name: Format
    count: Format


class Styles:
    """The formats of one workbook.

    Cells with text from data carry Excel's quote prefix, so that editing one never turns it into a formula.
    """

    def __init__(self, workbook: Workbook) -> None:
        def style(**properties: Any) -> Format:  # noqa: ANN401
            return workbook.add_format(
                {"font_name": "Times New Roman", "font_size": 11, "valign": "vcenter", **properties}
            )

        boxed: dict[str, Any] = {"border": 1}
        head: dict[str, Any] = {**boxed, "bold": True, "align": "center", "text_wrap": True}
        name: dict[str, Any] = {**boxed, "align": "left", "text_wrap": True, "quote_prefix": True}
        count: dict[str, Any] = {**boxed, "align": "right", "num_format": "#,##0"}
        self.form_number = style(bold=True, text_wrap=True, valign="top")
        self.title = style(bold=True, align="center", text_wrap=True, font_size=12, quote_prefix=True)
        self.period = style(align="center", quote_prefix=True)
        self.dates = style(align="center", italic=True)
        self.provisional = style(align="center", bold=True, font_color="#A61B1B")
        self.parties = style(text_wrap=True, valign="top", indent=1, quote_prefix=True)
        self.measure = style(italic=True, align="right")
        self.head = style(**head)
        self.column_number = style(**boxed, italic=True, align="center", font_size=9)
        self.line = RowStyle(style(**boxed, align="center"), style(**name), style(**count))
        self.level = RowStyle(
            style(**boxed, align="center", bold=True), style(**name, bold=True), style(**count, bold=True)
        )
        centred: dict[str, Any] = {**boxed, "align": "center"}
        day: dict[str, Any] = {**centred, "num_format": "dd/mm/yyyy"}
        self.small = RowStyle(style(**centred, font_size=10), style(**name, font_size=10), style(**count, font_size=10))
        self.code = style(**{**name, "num_format": "@"}, font_size=10)
        self.day, self.word = style(**day, font_size=10), style(**centred, text_wrap=True, font_size=10)
        self.answer = style(**{**name, "bg_color": "#FFF9E5"}, font_size=10)
        self.answer_day = style(**{**day, "bg_color": "#FFF9E5"}, font_size=10)
        self.group = style(**{**name, "text_wrap": False}, bold=True)
        self.dossiers = style(**{**boxed, "align": "left"}, bold=True, num_format='#,##0" hồ sơ"')
        self.signature = style(align="center", valign="top", text_wrap=True)
        self.bold, self.italic, self.plain = style(bold=True), style(italic=True), style()
        self.check_head = style(font_size=9, bold=True, align="center", text_wrap=True, bottom=1)
        self.check_label = style(font_size=9, quote_prefix=True)
        self.check_answer = style(font_size=9, align="center")
        self.check_count = style(font_size=9, num_format="#,##0", align="right")
        self.check_date = style(font_size=9, num_format="dd/mm/yyyy", align="left")
        self.differs = workbook.add_format({"bold": True, "font_color": "#A61B1B"})


def rows_needed(text: str, width: int) -> int:
    """Return how many lines of `width` signs a wrapped text needs."""
    return max(1, ceil(len(text) / width))
