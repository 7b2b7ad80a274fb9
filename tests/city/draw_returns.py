"""Unit returns: figures that units give for what no system records, in all spellings of the period."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from random import Random

from . import paper_sheets as sheets
from .city import FREE_TEXT_MARKER, UNKNOWN_UNIT_IN_COLUMN, Value
from .lives import Draw
from .papers import Key, PaperDesk
from .periods import Period, periods
from .record import State
from .writing import Cells, Sheet

_ROMAN = ("I", "II", "III", "IV")
FAULTS: dict[str, Cells] = {
    "no period": {"period": None},
    "month thirteen": {"period": "tháng 13/2026"},
    "no such quarter": {"period": "2026-Q5"},
    "words for a period": {"period": "kỳ này"},
    "no unit": {"unit_code": None},
    "no indicator": {"indicator_id": None},
    "words for a number": {"numerator": "nhiều"},
}


def spellings(period: Period) -> list[str]:
    """The ways to write a period; with BC before it the report period of that name. None for half a year and nine
    months, which the list of spellings does not have."""
    year, month = period.end.year, period.end.month
    kind = period.kind.removeprefix("report_")
    words = {
        "month": [f"{year}-{month:02d}", f"{month:02d}/{year}", f"tháng {month:02d}/{year}", f"Tháng {month}/{year}"],
        "quarter": [
            *(f"{year}-Q{month // 3}", f"quý {month // 3}/{year}"),
            *(f"quý {_ROMAN[month // 3 - 1]}/{year}", f"Quý {_ROMAN[month // 3 - 1]}/{year}"),
        ],
        "year": [f"{year}", f"năm {year}", f"Năm {year}"],
    }.get(kind, [])
    return [f"BC {text}" for text in words] if kind != period.kind else words


@dataclass(frozen=True)
class _Return:
    indicator: str
    unit: str
    numerator: Value
    denominator: Value


# Who returns what, as if by agreement: of each indicator some units, so that there is a unit with a return above
# children with returns (its own stands), one without above children with some (their sum stands), a return of 0 of 0,
# a unit that only the exports know, an indicator that the root itself returns, one that nobody returns in many a
# period. D02 is never returned by a unit and by one below it: the definition does not say how D03 would count both.
_RETURNING: dict[str, tuple[str, ...]] = {
    "C07": ("H13.02", "H13.05.01", "H13.102", "H13.112"),
    "C07b": ("H13.02", "H13.05.02", "H13.102"),
    "C07c": ("H13.02", "H13.05.01"),
    "C20": ("H13.101", "H13.151", "H13.103", "H13.110", "H13.111"),
    "C25a": ("H13.05", "H13.05.01", "H13.05.02", "H13.07", UNKNOWN_UNIT_IN_COLUMN),
    "C25b": ("H13", "H13.05.01", "H13.07"),
    "C25c": ("H13.05.02", "H13.151", "H13.03"),
    "D01": ("H13.02", "H13.05", "H13.05.01"),
    "D02": ("H13.05.01", "H13.05.02", "H13.07", "H13.09", "H13.03", "000.00.53.H13", "H13.151"),
    "D04": ("H13.02", "H13.101", "H13.151"),
    "C26_2": ("H13.02", "H13.101", "H13.151"),
    "C26_3": ("H13.05.01", "H13.101"),
    "C26_5": ("H13", "H13.102", "H13.05.02"),
    "C26": ("H13.09", "H13.103"),
}
# A / B at the edges of the classes of D03 and beside them.
_SELF_FINANCED: tuple[tuple[float, float], ...] = (
    *((12.5, 12.5), (130, 100), (99.5, 100), (7, 10), (21, 30), (69.9, 100), (3, 10), (29.5, 100), (0.3, 1)),
    *((10, 100), (9.5, 100), (0, 40), (12.5, 40)),
)


def _figures(rng: Random, indicator: str) -> tuple[Value, Value]:
    if indicator == "D02":
        return rng.choice(_SELF_FINANCED)
    whole = rng.choice((0, 7, 20, 133))
    return rng.randint(0, whole), whole


def _returns(rng: Random, period: Period) -> Iterator[_Return]:
    for indicator, units in _RETURNING.items():
        if rng.random() < 0.45:
            continue
        for unit in units:
            if rng.random() < 0.75:
                yield _Return(indicator, unit, *_figures(rng, indicator))
    # Certificates issued. Months alone: a month and a quarter that end on one day would both be the latest.
    if period.kind == "month" and rng.random() < 0.6:
        for unit in ("H13.02", "H13.05", "H13.05.01", "H13.101", "H13.151", "H13.109", "H13.166"):
            if rng.random() < 0.3:
                # More than there are signers anywhere: a share above 100 % may hold a publication back.
                yield _Return("Đ10", unit, rng.choice((None, 3)), rng.randint(220, 400))


def _key(period: Period, one: _Return) -> Key:
    return (period.kind, period.start, one.unit, one.indicator)


class _Returns:
    """Writes returns and remembers them, to write of them again."""

    def __init__(self, draw: Draw, desk: PaperDesk) -> None:
        self.rng, self.desk = draw.rng, desk

    def put(self, sheet: Sheet, period: Period, one: _Return, fault: str | None = None) -> None:
        spelled: Value = self.rng.choice(spellings(period))
        if sheet is sheets.RETURNS_BOOK and str(spelled).isdigit():
            spelled = int(str(spelled))  # in a workbook a year alone becomes a number
        values: State = {
            "unit_code": one.unit,
            "indicator_id": one.indicator,
            "numerator": one.numerator,
            "denominator": one.denominator,
        }
        letters = one.indicator.replace("Đ", "Ð") if sheet is sheets.RETURNS_PAGE else one.indicator
        cells: Cells = {
            "period": spelled,
            "unit_code": one.unit,
            "indicator_id": letters,
            "note": self.rng.choice((None, f"{FREE_TEXT_MARKER} lập biểu")),
            "evidence": self.rng.choice((None, f"Công văn do {FREE_TEXT_MARKER} ký")),
            **(FAULTS[fault] if fault else {}),
        }
        self.desk.put("unit_return", sheet, _key(period, one), values, cells, fault)


def write_returns(draw: Draw, desk: PaperDesk, first: date) -> None:
    """Returns of the periods since `first`, some told again in a later file under another spelling of the period."""
    rng, returns = draw.rng, _Returns(draw, desk)
    written = []
    for period in periods(first, draw.as_of):
        if not spellings(period):
            continue
        for one in _returns(rng, period):
            sheet = rng.choice((sheets.RETURNS_TEXT, sheets.RETURNS_TEXT, sheets.RETURNS_BOOK))
            returns.put(sheet, period, one)
            written.append((period, one))
    for period, one in rng.sample(written, len(written) // 12):
        again = _Return(one.indicator, one.unit, *_figures(rng, one.indicator))
        if again.indicator != "Đ10":
            returns.put(sheets.RETURNS_PAGE, period, again)
    # Before the first dossier: certificates issued then are still the latest known of that unit.
    before = Period("month", date(2025, 5, 1), date(2025, 5, 31))
    returns.put(sheets.RETURNS_PAGE, before, _Return("Đ10", "H13.07", None, 211))
    for number, fault in enumerate([*FAULTS, *FAULTS]):
        period, one = written[number * 3]
        returns.put(sheets.RETURNS_TEXT, period, one if number % 2 else _Return("C20", "H13.107", 1, 1), fault)


def write_late_returns(draw: Draw, desk: PaperDesk, first: date) -> None:
    """A night later: returns for periods long closed, some of them for figures returned before."""
    rng, returns = draw.rng, _Returns(draw, desk)
    closed = [one for one in periods(first, draw.as_of) if one.end < draw.as_of and spellings(one)]
    for period in rng.sample(closed, 12):
        for one in _returns(rng, period):
            returns.put(sheets.RETURNS_LATE, period, one)
