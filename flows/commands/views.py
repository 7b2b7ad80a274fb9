"""motcua indicators, form, sql: reading what is published."""

from __future__ import annotations

import csv
import re
import sys
from pathlib import Path
from typing import Annotated, Any, Literal

import duckdb
import typer

from connectors.contract import Bilingual
from flows.commands.context import CONFIG, ConfigOption, begin, check_unit, published
from flows.reports.form_06a import write_form_06a
from flows.reports.periods import parse_period
from flows.reports.signature import SignatureBlock
from warehouse.database import sql_text

UnitOption = Annotated[str | None, typer.Option("--unit", help="mã đơn vị / unit code")]
CalendarOption = Annotated[Literal["calendar", "report"], typer.Option("--calendar", help="lịch / calendar")]
#: Units of measure whose value is a fraction, and how it is written; of an assessment (điểm) the points of those possible.
_SHARES = {"%": "%", "điểm": "% số điểm"}
#: What nobody has given a figure for: never 0, and not the "—" of a denominator that is 0.
NO_FIGURE_GIVEN = "chưa có số liệu"


def indicators(
    config: ConfigOption = CONFIG,
    period: Annotated[str | None, typer.Option(help="2026-10 | 2026-Q3 | 2026-H1 | 2026-9M | 2026")] = None,
    calendar: CalendarOption = "calendar",
    unit: UnitOption = None,
) -> None:
    """Bảng chỉ số: giá trị, tử/mẫu, mục tiêu, điểm, thay đổi / indicator table."""
    settings, speech = begin(config)
    with published(settings) as connection:
        (as_of,) = connection.execute("SELECT as_of FROM ops.publication").fetchall()[0]
        asked = parse_period(period or f"{as_of:%Y-%m}", calendar)
        whole = unit or settings.motcua.root_unit
        name = check_unit(connection, whole)
        rows = connection.execute(
            sql_text("queries", "indicators.sql"), {"kind": asked.kind, "start": asked.start, "unit": whole}
        ).fetchall()
    if not rows:
        raise typer.BadParameter(f"chưa có số liệu cho kỳ {asked.label_vi} / no figures for this period")
    running = " — TẠM TÍNH" if as_of < asked.end else ""
    speech.table(
        Bilingual(vi=f"Chỉ số, {name}, {asked.label_vi}{running}", en=f"Indicators, {name}, {asked.label_en}"),
        [_C["id"], _C["title"], _C["basis"], _C["value"], _C["parts"], _C["target"], _C["score"], _C["change"]],
        [_indicator_row(row) for row in rows],
    )


def _indicator_row(row: tuple[Any, ...]) -> tuple[Any, ...]:
    indicator, title, basis, unit, value, numerator, denominator, target, comparator, meets, score, most, before = row
    sign = {"ge": "≥", "le": "≤"}.get(comparator or "", "")
    reached = {True: " ✓", False: " chưa đạt", None: ""}[meets]
    return (
        indicator,
        title,
        basis,
        NO_FIGURE_GIVEN if denominator is None else _value(value, unit),
        "" if numerator is None else f"{_plain(numerator)}/{'…' if denominator is None else _plain(denominator)}",
        "" if target is None else f"{sign} {_value(target, unit)}{reached}",
        "" if score is None else f"{_plain(score)}/{_plain(most)}",
        "" if value is None or before is None else _change(value - before, unit),
    )


def _value(value: float | None, unit: str) -> str:
    if value is None:
        return "—"
    if unit in _SHARES:
        return f"{value * 100:.2f}".replace(".", ",") + _SHARES[unit]
    return f"{value:.2f}".replace(".", ",") + f" {unit}"


def _change(difference: float, unit: str) -> str:
    text = f"{difference * 100:+.2f} điểm %" if unit in _SHARES else f"{difference:+.2f}"
    return text.replace(".", ",")


def _plain(number: float) -> str:
    text = f"{number:,.0f}" if number == round(number) else f"{number:,.2f}"
    return text.translate(str.maketrans(",.", ".,"))


def form(
    kind: Annotated[str, typer.Argument(help="06a")],
    period: Annotated[str, typer.Option(help="2026-10 | 2026-Q3 | 2026-H1 | 2026-9M | 2026")],
    out: Annotated[Path, typer.Option(help="tệp .xlsx / file")],
    config: ConfigOption = CONFIG,
    calendar: CalendarOption = "report",
    unit: UnitOption = None,
) -> None:
    """Biểu II.06a dạng Excel / the statutory form as Excel (report calendar by default)."""
    if kind.lower() != "06a":
        raise typer.BadParameter(f"chưa có biểu “{kind}”; chỉ có 06a / only form 06a")
    if out.suffix.lower() != ".xlsx":
        raise typer.BadParameter("tên tệp phải kết thúc bằng .xlsx / the file name must end in .xlsx")
    settings, speech = begin(config)
    signature = settings.signature
    with published(settings) as connection:
        run_id, as_of = connection.execute("SELECT run_id, as_of FROM ops.publication").fetchall()[0]
        whole = unit or settings.motcua.root_unit
        check_unit(connection, whole)
        written = write_form_06a(
            connection,
            out,
            period=parse_period(period, calendar),
            unit_code=whole,
            as_of=as_of,
            run_id=run_id,
            signature=SignatureBlock(
                place=signature.place,
                receiver=signature.receiving_unit,
                preparer_name=signature.prepared_by or "",
                head_name=signature.signed_by or "",
            ),
        )
    speech.say(Bilingual(vi=f"Đã ghi {written}", en=f"Wrote {written}"))


def sql(
    query: Annotated[str, typer.Argument(help='"SELECT …"')],
    config: ConfigOption = CONFIG,
    as_csv: Annotated[bool, typer.Option("--csv", help="in dạng CSV / print CSV")] = False,
) -> None:
    """Truy vấn chỉ đọc kho đã công bố / read-only query of the published warehouse."""
    settings, _ = begin(config)
    with published(settings) as connection:
        try:
            _show(connection.sql(query), as_csv)
        except duckdb.Error as error:  # a cast may also fail while rows are fetched
            raise typer.BadParameter(_first_line(error)) from None


def _show(relation: duckdb.DuckDBPyRelation | None, as_csv: bool) -> None:
    if relation is None:
        return
    if as_csv:
        writer = csv.writer(sys.stdout, lineterminator="\n")
        writer.writerow(relation.columns)
        while rows := relation.fetchmany(10_000):
            writer.writerows(rows)
    else:
        sys.stdout.write(f"{relation}\n")


def _first_line(error: duckdb.Error) -> str:
    return re.sub(r"\s+", " ", str(error))[:500]


_C = {
    "id": Bilingual(vi="Mã số", en="Indicator"),
    "title": Bilingual(vi="Chỉ số", en="Title"),
    "basis": Bilingual(vi="Cơ sở", en="Basis"),
    "value": Bilingual(vi="Giá trị", en="Value"),
    "parts": Bilingual(vi="Tử/mẫu", en="Numerator/denominator"),
    "target": Bilingual(vi="Mục tiêu", en="Target"),
    "score": Bilingual(vi="Điểm", en="Score"),
    "change": Bilingual(vi="So kỳ trước", en="Change"),
}


def add_to(app: typer.Typer) -> None:
    """Register the commands."""
    app.command()(indicators)
    app.command()(form)
    app.command()(sql)
