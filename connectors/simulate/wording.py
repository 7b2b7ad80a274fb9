"""From typed values to what a clerk's export shows: headings, words, dates and amounts in one of the real styles."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Literal

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from connectors.contract import Contract, Property, Reads
from connectors.simulate.arrays import Instants, Mask, chosen

DateForm = Literal["slash", "iso", "compact", "serial", "cell"]
HeadingForm = Literal["plain", "upper decomposed", "no accents"]
_DAY_FORMS = {"slash": "%d/%m/%Y", "iso": "%Y-%m-%d", "compact": "%Y%m%d"}
_TIME_FORMS = {"slash": " {:02d}:{:02d}", "iso": " {:02d}:{:02d}:00", "compact": "{:02d}{:02d}00"}
_DUE_AT_DAY_END = 86_399
_EXCEL_EPOCH = np.datetime64("1899-12-30", "D")


@dataclass(frozen=True)
class Style:
    """How one export writes. `synonym` picks the heading and the word among the accepted ones (it counts round).

    `dates` is taken round by column: "serial" gives Excel numbers and "cell" true dates, both for workbooks only.
    """

    synonym: int = 0
    headings: HeadingForm = "plain"
    dates: tuple[DateForm, ...] = ("slash",)
    flags: tuple[str, str] = ("Có", "Không")
    has_thousands: bool = True
    procedure_suffix: str = ""
    without: frozenset[str] = frozenset()


def headings(contract: Contract, style: Style) -> dict[str, str]:
    """Return the heading of each column that the style writes, by column name, in the contract's order."""
    written = {}
    for column in contract.told:
        if column.name not in style.without:
            plain = column.headings[style.synonym % len(column.headings)]
            written[column.name] = _HEADING_FORMS[style.headings](plain)
    return written


def worded(table: pa.Table, contract: Contract, style: Style) -> pa.Table:
    """Return the table as it is written, columns named as in the contract: texts; in workbooks also dates."""
    columns: dict[str, pa.Array] = {}
    dated = 0
    for name in headings(contract, style):
        column, values = contract.by_name[name], table[name].combine_chunks()
        form = style.dates[dated % len(style.dates)]
        dated += column.reads in _DATED
        columns[name] = _cells(values, column, style, form)
    return pa.table(columns)


def without_accents(text: str) -> str:
    """Return Vietnamese text in plain letters, as an old keyboard gives it."""
    letters = unicodedata.normalize("NFD", text.replace("Đ", "D").replace("đ", "d"))
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


_HEADING_FORMS: dict[HeadingForm, Callable[[str], str]] = {
    "plain": lambda text: text,
    "upper decomposed": lambda text: unicodedata.normalize("NFD", text.upper()),
    "no accents": without_accents,
}
_DATED = {Reads.INSTANT, Reads.DUE, Reads.DAY}


def _cells(values: pa.Array, column: Property, style: Style, form: DateForm) -> pa.Array:
    """One column's cells. A value that is text already stays as it is."""
    if column.reads is Reads.WORD:
        return _words(values, column, style.synonym)
    if pa.types.is_dictionary(values.type):
        values = values.cast(pa.string())
    if column.reads is Reads.PROCEDURE:
        return pc.binary_join_element_wise(values, style.procedure_suffix, "")
    if pa.types.is_string(values.type):
        return values
    if column.reads is Reads.FLAG:
        return pc.if_else(values, *style.flags)
    if column.reads in _DATED:
        return _dates(values, form)
    return _numbers(values, column.reads, style.has_thousands)


def _words(values: pa.Array, column: Property, synonym: int) -> pa.Array:
    words = [accepted[synonym % len(accepted)] for accepted in column.codes.values()]
    index = pc.index_in(values.cast(pa.string()), pa.array(list(column.codes)))
    # a word that no code stands for is written as it is
    return pc.coalesce(pc.take(pa.array(words), index), values.cast(pa.string()))


def _numbers(values: pa.Array, reads: Reads, has_thousands: bool) -> pa.Array:
    """Amounts with `.` between thousands, hours and decimals with `,`; each different value is written once."""
    each = pc.dictionary_encode(values)
    if reads is Reads.HOURS:
        texts = [_decimal(seconds / 3600) for seconds in each.dictionary.to_pylist()]
    elif reads is Reads.MONEY and has_thousands:
        texts = [f"{amount:,}".replace(",", ".") for amount in each.dictionary.to_pylist()]
    else:
        texts = [_decimal(number) for number in each.dictionary.to_pylist()]
    return pc.take(pa.array(texts, pa.string()), each.indices)


def _decimal(number: float) -> str:
    return f"{number:.2f}".rstrip("0").rstrip(".").replace(".", ",")


def _dates(values: pa.Array, form: DateForm) -> pa.Array:
    """Days, and the time of an instant; a due date at the end of its day is written as the day alone."""
    if form == "cell":
        return values.cast(pa.timestamp("s"))
    empty = pc.is_null(values).to_numpy(zero_copy_only=False)
    stamps = pc.fill_null(values.cast(pa.timestamp("s")), 0).to_numpy(zero_copy_only=False).astype("datetime64[s]")
    days = stamps.astype("datetime64[D]")
    seconds = (stamps - days).astype(np.int64)
    is_day_only: Mask = (seconds == _DUE_AT_DAY_END) | pa.types.is_date(values.type)
    if form == "serial":
        numbers = (days - _EXCEL_EPOCH).astype(np.float64) + np.where(is_day_only, 0, seconds) / 86_400
        return pa.array(numbers, mask=empty)
    day = _day_texts(days, empty, form)
    with_time = pc.binary_join_element_wise(day, chosen(_times_of_day(form), seconds // 60).cast(pa.string()), "")
    day_only = pc.binary_join_element_wise(day, "235959", "") if form == "compact" else day
    return pc.if_else(pa.array(is_day_only), day_only, with_time)


def _day_texts(days: Instants, empty: Mask, form: DateForm) -> pa.Array:
    if empty.all():
        return pa.nulls(len(days), pa.string())
    first, last = days[~empty].min(), days[~empty].max()
    texts = [day.strftime(_DAY_FORMS[form]) for day in np.arange(first, last + 1).tolist()]
    index = np.clip((days - first).astype(np.int64), 0, len(texts) - 1)
    return chosen(texts, index, empty).cast(pa.string())


@cache
def _times_of_day(form: DateForm) -> list[str]:
    return [_TIME_FORMS[form].format(minute // 60, minute % 60) for minute in range(24 * 60)]
