"""Why a file is refused as a whole, in words for the person who dropped it."""

from __future__ import annotations

from connectors.contract import Bilingual
from connectors.exports.text_encoding import TRIED
from connectors.headings import Heading
from connectors.problem import FileRejected

_MOST_HEADINGS = 40

NO_HEADING = Bilingual(
    vi="Không tìm thấy hàng tiêu đề của bộ dữ liệu nào trong 60 dòng đầu; xuất lại kèm hàng tiêu đề"
    " (ví dụ: Mã hồ sơ, Trạng thái, Ngày tiếp nhận).",
    en="No heading of any dataset was found in the first 60 rows; export it again with its heading row"
    " (for example: Mã hồ sơ, Trạng thái, Ngày tiếp nhận).",
)
UNREADABLE_ENCODING = Bilingual(
    vi=f"Không đọc được bảng mã của tệp (đã thử {TRIED}); lưu lại thành CSV UTF-8 hoặc Excel (.xlsx).",
    en=f"The encoding of the file cannot be read (tried {TRIED}); save it as CSV UTF-8 or Excel (.xlsx).",
)
UNREADABLE_TEXT = Bilingual(
    vi="Không đọc được các dòng của tệp (dòng quá dài hoặc tệp hỏng); mở bằng Excel, lưu lại (.xlsx) rồi gửi lại.",
    en="The rows of the file cannot be read (far too long, or damaged); open it in Excel, save it (.xlsx), drop it again.",
)


def complete(heading: Heading | None) -> Heading:
    """Return the heading if it has every required column; raise `FileRejected` naming what is missing."""
    if heading is None:
        raise FileRejected(NO_HEADING)
    if heading.missing:
        raise FileRejected(_missing_columns(heading))
    return heading


def _missing_columns(heading: Heading) -> Bilingual:
    accepted = heading.contract.by_name
    wanted_vi = "; ".join(" hoặc ".join(f"“{text}”" for text in accepted[name].headings) for name in heading.missing)
    wanted_en = "; ".join(" or ".join(f'"{text}"' for text in accepted[name].headings) for name in heading.missing)
    known = list(heading.written.values())
    # of a filled-in form the unknown cells are what a person wrote in it: they are not repeated
    others = list(heading.unknown) if len(heading.unknown) < len(known) else ["…"]
    given = ", ".join([*known, *others][:_MOST_HEADINGS])
    title = heading.contract.title
    return Bilingual(
        vi=f"Thiếu cột bắt buộc của bộ dữ liệu “{title.vi}”: {wanted_vi}. Thêm cột rồi gửi lại."
        f" Hàng tiêu đề (dòng {heading.last_row}) có: {given}.",
        en=f'A required column of the dataset "{title.en}" is missing: {wanted_en}. Add it and drop the file again.'
        f" The heading (row {heading.last_row}) has: {given}.",
    )
