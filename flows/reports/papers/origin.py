"""What a paper was made from: unit, period, day of the figures, run."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from flows.reports.periods import Period


@dataclass(frozen=True)
class Origin:
    """The same on every paper: in its heading, its footer and its name."""

    unit_code: str
    unit_name: str
    period: Period
    as_of: date
    run_id: str
    signed: str = ""

    @property
    def dates(self) -> str:
        """The line of the dates under a title."""
        return f"(Từ ngày {self.period.start:%d/%m/%Y} đến ngày {self.period.end:%d/%m/%Y})"

    @property
    def provisional(self) -> str:
        """What a paper of signed figures or of a running period says of itself; empty for a finished one."""
        if self.signed:
            return self.signed
        if not self.period.is_running(self.as_of):
            return ""
        return f"SỐ LIỆU TẠM TÍNH (đến hết ngày {self.as_of:%d/%m/%Y})"
