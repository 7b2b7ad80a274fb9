"""motcua form, sql: reading what is published."""

from __future__ import annotations

import csv
import re
import sys
from pathlib import Path
from typing import Annotated

import duckdb
import typer

from connectors.contract import Bilingual
from flows.commands.context import CONFIG, CalendarOption, ConfigOption, UnitOption, begin, check_unit, published
from flows.reports.form_06a import write_form_06a
from flows.reports.periods import parse_period
from flows.reports.signature import SignatureBlock


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


def add_to(app: typer.Typer) -> None:
    """Register the commands."""
    app.command()(form)
    app.command()(sql)
