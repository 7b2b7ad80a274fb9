"""The signature block under a statutory form, from configuration."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from flows.reports.papers.styles import Styles
from flows.reports.wording import name_of
from flows.settings import Signature

GAP_HEIGHT, SIGNATURE_HEIGHT = 8, 128
#: Rows that go over to the signed page of a long paper, the total among them.
_SIGNED_ROWS = 5
#: Room of one A4 landscape page between its margins: in points, a little less than there is, and in signs.
_PAGE_HEIGHT, _PAGE_WIDTH = 520, 138


@dataclass(frozen=True)
class SignatureBlock:
    """Who prepares and who signs a form, and to whom it goes.

    `signed_on` None leaves the date to be written by hand; names are optional, and room for a written or a digital
    signature is kept either way. `receiver` is the unit the report is sent to (đơn vị nhận báo cáo).
    """

    place: str = "Cần Thơ"
    receiver: str = ""
    preparer_title: str = "NGƯỜI LẬP BIỂU"
    preparer_note: str = "(Ký, ghi rõ họ tên)"
    preparer_name: str = ""
    head_title: str = "THỦ TRƯỞNG CƠ QUAN, ĐƠN VỊ"
    head_note: str = "(Ký, ghi rõ họ tên, đóng dấu)"
    head_name: str = ""
    signed_on: date | None = None

    @property
    def place_and_date(self) -> str:
        """The line above the head's title: `Cần Thơ, ngày 05 tháng 02 năm 2026`."""
        if self.signed_on is None:
            return f"{self.place}, ngày … tháng … năm …"
        return f"{self.place}, ngày {self.signed_on:%d} tháng {self.signed_on:%m} năm {self.signed_on.year}"


def block_of(signature: Signature) -> SignatureBlock:
    """Return the block that the configuration asks for."""
    return SignatureBlock(
        place=signature.place,
        receiver=signature.receiving_unit,
        preparer_name=signature.prepared_by or "",
        head_name=signature.signed_by or "",
    )


def write_signature(
    sheet: Worksheet,
    styles: Styles,
    signature: SignatureBlock,
    row: int,
    *,
    left: tuple[int, int],
    right: tuple[int, int],
) -> None:
    """Write the whole block into `row`, between the columns given: a spreadsheet never splits a row over two pages."""
    room = "\n" * 5
    prepared: list[str | Format] = [styles.bold, f"\n{signature.preparer_title}"]
    prepared += [styles.italic, f"\n{signature.preparer_note}{room}", styles.bold]
    prepared.append(name_of(signature.preparer_name) or " ")
    signed: list[str | Format] = [styles.italic, signature.place_and_date, styles.bold, f"\n{signature.head_title}"]
    signed += [styles.italic, f"\n{signature.head_note}{room}", styles.bold, name_of(signature.head_name) or " "]
    sheet.set_row(row - 1, GAP_HEIGHT)
    sheet.set_row(row, SIGNATURE_HEIGHT)
    for (first, last), parts in ((left, prepared), (right, signed)):
        sheet.merge_range(row, first, row, last, "", styles.signature)
        sheet.write_rich_string(row, first, *parts, styles.signature)


def break_before_signature(
    heights: list[int], *, first_row: int, heading_height: int, width: int = _PAGE_WIDTH
) -> int | None:
    """Return the row that begins the signed page of a paper too long for one page, given the heights of its rows.

    A paper wider than a page (`width` in signs) is printed smaller, so that more rows find room.
    A signed page must carry figures. How many rows a page holds depends on the printer's fonts, so a long paper always
    begins its last page with its last rows; a spreadsheet that ignores the break still never splits the block.
    """
    room = _PAGE_HEIGHT * max(1.0, width / _PAGE_WIDTH)
    if heading_height + sum(heights) + GAP_HEIGHT + SIGNATURE_HEIGHT <= room:
        return None
    return first_row + len(heights) - min(len(heights), _SIGNED_ROWS)
