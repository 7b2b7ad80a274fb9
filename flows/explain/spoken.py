"""An explanation on the screen: the definition, the value, and the records behind it."""

from __future__ import annotations

from dataclasses import dataclass
from math import isclose

import duckdb

from connectors.contract import Bilingual
from flows.explain.columns import read_columns
from flows.explain.definition import definition_lines, value_lines
from flows.explain.figure import Figure
from flows.reports.numbers import NumberFormat
from flows.speech import Speech
from warehouse.behind import Behind, Counted

_HEADS = {
    "missing": Bilingual(vi="ở mẫu số mà không ở tử số", en="in the denominator and not in the numerator"),
    "in_numerator": Bilingual(vi="ở tử số", en="in the numerator"),
    "largest_first": Bilingual(vi="được tính, lớn nhất trước", en="counted, largest first"),
    "unpaired": Bilingual(vi="không có bản ghi tương ứng ở bên kia", en="without a record on the other side"),
    "all": Bilingual(vi="được tính", en="counted"),
}


@dataclass(frozen=True)
class Listed:
    """How the records are listed: all of them or those that keep the rate down, at most `limit` on the screen."""

    every: bool
    limit: int


def say_explanation(
    connection: duckdb.DuckDBPyConnection,
    speech: Speech,
    figure: Figure,
    where: Bilingual,
    found: list[Behind],
    how: Listed,
) -> None:
    """Print the whole explanation of one figure; `where` names unit, period and basis."""
    lines = [
        *definition_lines(figure, speech.language),
        where.of(speech.language),
        *value_lines(figure, speech.language),
    ]
    speech.say(Bilingual(vi="\n".join(lines), en="\n".join(lines)))
    counted = [each.counted(connection, every=how.every) for each in found]
    for each, count in zip(found, counted, strict=True):
        if count.records:
            _say_records(connection, speech, each, count, how)
    _check(speech, figure, counted)


def _say_records(
    connection: duckdb.DuckDBPyConnection, speech: Speech, behind: Behind, counted: Counted, how: Listed
) -> None:
    number = NumberFormat(speech.language).count
    record = behind.explanation.record
    speech.say(
        Bilingual(
            vi=f"\nĐứng sau: {number(counted.records)} {record.vi}, {number(counted.in_numerator)} tính vào tử số",
            en=f"\nBehind it: records ({record.en}): {number(counted.records)}, {number(counted.in_numerator)} in the numerator",
        )
    )
    columns = read_columns()
    rows = behind.rows(connection, every=how.every, limit=how.limit)
    if rows:
        head = _HEADS["all" if how.every else behind.listing.lists]
        speech.table(
            Bilingual(
                vi=f"{number(counted.listed)} {record.vi} {head.vi}",
                en=f"{number(counted.listed)} ({record.en}) {head.en}",
            ),
            [columns.headings[name] for name in behind.columns()],
            [_cells(behind, row, speech.language) for row in rows],
        )
    if len(rows) < counted.listed:
        speech.say(
            Bilingual(
                vi=f"Chỉ hiện {number(len(rows))} dòng đầu; thêm --limit, hoặc --out TỆP.xlsx để lấy cả danh sách.",
                en=f"First {number(len(rows))} rows only; use --limit, or --out FILE.xlsx for the whole list.",
            )
        )


def _cells(behind: Behind, row: tuple[object, ...], language: str) -> list[object]:
    columns = read_columns()
    return [columns.shown(name, cell, language) for name, cell in zip(behind.columns(), row, strict=True)]


def _check(speech: Speech, figure: Figure, counted: list[Counted]) -> None:
    """Warn where the list is not what was counted: then the file is not what the night wrote."""
    if not counted or (figure.numerator is None and figure.denominator is None):
        return
    numerator, denominator = sum(each.numerator for each in counted), sum(each.denominator for each in counted)
    if not (_same(numerator, figure.numerator) and _same(denominator, figure.denominator)):
        speech.warn(
            Bilingual(
                vi="Danh sách không khớp với tử số, mẫu số đã công bố. Chạy lại `motcua nightly` rồi xem lại.",
                en="The list does not add up to what is published. Run `motcua nightly` again, then look again.",
            )
        )


def _same(one: float, other: float | None) -> bool:
    return isclose(one, other or 0, rel_tol=1e-9, abs_tol=1e-6)
