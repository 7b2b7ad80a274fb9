"""Why a file of synchronisation records is refused as a whole, in words for the person who dropped it."""

from __future__ import annotations

from connectors.contract import Bilingual

EMPTY = Bilingual(
    vi="Tệp trống; xuất lại bản ghi đồng bộ DVCQG rồi gửi lại.",
    en="The file is empty; export the synchronisation records again and drop the file again.",
)
NOT_UTF8 = Bilingual(
    vi="Tệp không phải bảng mã UTF-8; xuất lại ở dạng JSON UTF-8 rồi gửi lại.",
    en="The file is not in UTF-8; export it again as JSON in UTF-8.",
)
BROKEN_GZIP = Bilingual(
    vi="Tệp nén gzip hỏng hoặc bị cắt ngang; chép hoặc xuất lại tệp đầy đủ.",
    en="The gzip file is damaged or cut short; copy or export it again, whole.",
)
CUT_SHORT = Bilingual(
    vi="Mảng JSON bị cắt ngang: tệp không kết thúc bằng “]”; chép hoặc xuất lại tệp đầy đủ.",
    en='The JSON array is cut short: the file does not end with "]"; copy or export it again, whole.',
)
NOT_JSON = Bilingual(
    vi="Không đọc được tệp: cần một mảng JSON, hoặc mỗi dòng một đối tượng JSON; xuất lại tệp rồi gửi lại.",
    en="The file cannot be read: it must be a JSON array, or one JSON object per line; export it again.",
)


def broken_array(record: str) -> Bilingual:
    """Say in which record of an array reading stopped."""
    return Bilingual(
        vi=f"Mảng JSON hỏng ở bản ghi thứ {record}; sửa hoặc xuất lại tệp rồi gửi lại.",
        en=f"The JSON array is damaged at record {record}; correct it or export the file again.",
    )


def not_of_a_service(missing: list[str]) -> Bilingual:
    """Say that the records are neither dossiers nor progress of the synchronisation services."""
    names = ", ".join(missing)
    return Bilingual(
        vi=f"Không phải bản ghi hồ sơ đồng bộ DVCQG (DongBoHoSoMC): không bản ghi nào có trường {names}; cũng không phải"
        " tiến độ xử lý (CapNhatTienDoHoSoMC: MaHoSo, TrangThai, NgayBatDau). Xuất lại đúng bộ dữ liệu.",
        en=f"These are no synchronised dossiers (DongBoHoSoMC): no record has the field {names}; nor are they progress"
        " records (CapNhatTienDoHoSoMC: MaHoSo, TrangThai, NgayBatDau). Export the right dataset.",
    )
