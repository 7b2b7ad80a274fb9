"""What there is to say about a file that was read: nothing was lost, but somebody should know."""

from __future__ import annotations

from collections.abc import Sequence

from connectors.contract import Bilingual
from connectors.headings import Heading


def of_heading(heading: Heading, rows: int) -> tuple[Bilingual, ...]:
    """Headings that stand there twice, and a heading with no row below it."""
    notes = []
    if heading.doubled:
        names = ", ".join(heading.doubled)
        notes.append(
            Bilingual(
                vi=f"Cột lặp lại, chỉ đọc cột đứng trước: {names}.",
                en=f"Columns that stand there twice, only the first is read: {names}.",
            )
        )
    if rows == 0:
        notes.append(
            Bilingual(
                vi="Tệp có hàng tiêu đề nhưng không có dòng dữ liệu.", en="The file has a heading and no data row."
            )
        )
    return tuple(notes)


def of_sheets(read: Sequence[str], left_out: Sequence[str]) -> tuple[Bilingual, ...]:
    """Which sheets were read where there are several, and which were not."""
    notes = []
    if len(read) > 1:
        names = ", ".join(f"“{name}”" for name in read if name) or str(len(read))
        notes.append(Bilingual(vi=f"Đã đọc gộp các trang: {names}.", en=f"Several sheets were read together: {names}."))
    if left_out:
        names = ", ".join(f"“{name}”" for name in left_out)
        notes.append(
            Bilingual(
                vi=f"Không đọc trang {names}: khác bộ dữ liệu hoặc khác cột; nếu cần, lưu trang đó thành tệp riêng.",
                en=f"Sheets not read: {names} (another dataset or other columns); if needed, save them as files of their own.",
            )
        )
    return tuple(notes)


def of_broken_quotes(lines: int) -> Bilingual:
    """Lines whose quotes could not be paired."""
    return Bilingual(
        vi=f"{lines} dòng có dấu ngoặc kép không khép; mỗi dòng đó được đọc riêng.",
        en=f"Lines with quotes that never close: {lines}; each of them was read by itself.",
    )


LOST_LETTERS = Bilingual(
    vi="Có ký tự hỏng (�), không thuộc bảng mã của tệp; dòng có ký tự đó bị để riêng, hãy xuất lại tệp.",
    en="Some letters (�) are not of the file's encoding; rows with them are set aside, export the file again.",
)
