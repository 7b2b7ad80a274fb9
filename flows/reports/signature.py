"""The signature block under a statutory form, from configuration."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


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
