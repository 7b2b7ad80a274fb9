"""The rows above the table of an annex: which paper, of which unit, to whom, for which period."""

from __future__ import annotations

from dataclasses import dataclass

from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from flows.reports.papers.origin import Origin
from flows.reports.papers.styles import Styles, rows_needed
from flows.reports.wording import name_of

#: Rows of a letterhead.
ROWS = 4
_LINE_HEIGHT = 16

#: First and last column of a merged cell.
Span = tuple[int, int]


@dataclass(frozen=True)
class Letterhead:
    """Its texts; `spans` are the columns of its left, middle and right part, `widths` their widths in signs."""

    number: str
    attached_to: str
    title: str
    receiver: str
    spans: tuple[Span, Span, Span]
    widths: tuple[int, int, int]

    def write_row(self, sheet: Worksheet, styles: Styles, row: int, origin: Origin) -> None:
        """Write one of the rows 0 to 3: rows come from the top down, with whatever else stands in them."""
        texts = self._texts(styles, origin)[row]
        needed = max(rows_needed(text, width) for (text, _), width in zip(texts, self.widths, strict=True))
        # Merged cells never grow by themselves: the row is made as high as its longest text needs.
        sheet.set_row(row, _LINE_HEIGHT * needed)
        for (first, last), (text, style) in zip(self.spans, texts, strict=True):
            sheet.merge_range(row, first, row, last, text, style)

    def _texts(self, styles: Styles, origin: Origin) -> tuple[tuple[tuple[str, Format], ...], ...]:
        title = f"{self.title} TẠI {name_of(origin.unit_name).upper()}"
        receiver = name_of(self.receiver) or "………………"
        return (
            (
                (self.number, styles.form_number),
                (title, styles.title),
                (f"- Đơn vị báo cáo: {name_of(origin.unit_name)}", styles.parties),
            ),
            (
                (self.attached_to, styles.plain),
                (f"Kỳ báo cáo: {origin.period.label_vi}", styles.period),
                (f"- Đơn vị nhận báo cáo: {receiver}", styles.parties),
            ),
            (("", styles.plain), (origin.dates, styles.dates), ("", styles.plain)),
            (("", styles.plain), (origin.provisional, styles.provisional), ("", styles.measure)),
        )
