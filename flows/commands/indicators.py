"""motcua indicators: the table of values, and from a value down to the records behind it."""

from __future__ import annotations

from typing import Any

import typer

from connectors.contract import Bilingual
from flows.commands.context import CONFIG, CalendarOption, ConfigOption, PeriodOption, UnitOption, begin, published
from flows.commands.explain import (
    MOST_ROWS,
    AllOption,
    BasisOption,
    ExplainOption,
    LimitOption,
    OutOption,
    Wanted,
    asked_for,
    explain,
)
from flows.explain.figure import remark
from flows.explain.figure_text import FigureText
from warehouse.database import sql_text


def indicators(  # noqa: PLR0913 - each option of the command is an argument
    *,
    config: ConfigOption = CONFIG,
    period: PeriodOption = None,
    calendar: CalendarOption = "calendar",
    unit: UnitOption = None,
    explained: ExplainOption = None,
    basis: BasisOption = None,
    every: AllOption = False,
    limit: LimitOption = MOST_ROWS,
    out: OutOption = None,
) -> None:
    """Bảng chỉ số: giá trị, tử/mẫu, mục tiêu, điểm, thay đổi; --explain: hồ sơ đứng sau / indicator table, and what is behind."""
    settings, speech = begin(config)
    with published(settings) as connection:
        asked = asked_for(connection, unit or settings.motcua.root_unit, period, calendar)
        if explained is not None:
            explain(connection, speech, explained, asked, Wanted(basis, every, limit, out))
            return
        rows = connection.execute(
            sql_text("queries", "indicators.sql"),
            {"kind": asked.period.kind, "start": asked.period.start, "unit": asked.unit_code},
        ).fetchall()
    shown = [row for row in rows if basis in (None, row[4])]
    speech.table(
        Bilingual(vi=f"Chỉ số, {asked.title('vi')}", en=f"Indicators, {asked.title('en')}"),
        _HEADINGS,
        [_row(row, FigureText(speech.language)) for row in shown],
    )


def _row(row: tuple[Any, ...], text: FigureText) -> tuple[Any, ...]:
    indicator, title_vi, title_en, status, basis, unit, *figures = row
    value, numerator, denominator, target, comparator, meets, score, most, before = figures
    title = Bilingual(vi=title_vi, en=title_en).of(text.language)
    not_law = remark(status)
    sign = {"ge": "≥", "le": "≤"}.get(comparator or "", "")
    reached = {True: " ✓", False: " chưa đạt" if text.language != "en" else " not met", None: ""}[meets]
    return (
        indicator,
        f"{title} ({not_law.of(text.language)})" if not_law else title,
        basis,
        text.no_figure_given if denominator is None else text.value(value, unit),
        "" if numerator is None else text.parts(numerator, denominator),
        "" if target is None else f"{sign} {text.value(target, unit)}{reached}",
        "" if score is None else f"{text.number(score)}/{text.number(most)}",
        "" if value is None or before is None else text.change(value - before, unit),
    )


_HEADINGS = [
    Bilingual(vi="Mã số", en="Indicator"),
    Bilingual(vi="Chỉ số", en="Title"),
    Bilingual(vi="Cơ sở", en="Basis"),
    Bilingual(vi="Giá trị", en="Value"),
    Bilingual(vi="Tử/mẫu", en="Numerator/denominator"),
    Bilingual(vi="Mục tiêu", en="Target"),
    Bilingual(vi="Điểm", en="Score"),
    Bilingual(vi="So kỳ trước", en="Change"),
]


def add_to(app: typer.Typer) -> None:
    """Register the command."""
    app.command()(indicators)
