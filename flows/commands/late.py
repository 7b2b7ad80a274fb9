"""motcua late: what is late and what falls due soon, with the unit and the step."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated

import duckdb
import typer

from connectors.contract import Bilingual
from flows.commands.context import (
    CONFIG,
    ConfigOption,
    UnitOption,
    begin,
    check_ending,
    check_unit,
    parse_day,
    published,
    shown_run,
)
from flows.reports.late_list import LATE, SOON, LateLine, LateList, write_late_lists
from warehouse.database import sql_text
from warehouse.macros import model_at

_MOST_ROWS = 200
_NO_LIMIT = 2**62


def late(
    config: ConfigOption = CONFIG,
    unit: UnitOption = None,
    as_of: Annotated[str | None, typer.Option("--as-of", help="ngày YYYY-MM-DD / a day")] = None,
    due_within: Annotated[
        int | None,
        typer.Option(
            "--due-within", min=0, help="thêm hồ sơ đến hạn trong N ngày làm việc / also due within N working days"
        ),
    ] = None,
    limit: Annotated[int, typer.Option(min=1, help="số dòng / rows shown")] = _MOST_ROWS,
    out: Annotated[
        Path | None, typer.Option(help="ghi cả danh sách ra tệp .xlsx hoặc .csv / write the whole list")
    ] = None,
) -> None:
    """Hồ sơ trễ hạn đang mở, đơn vị nhiều nhất trước / late and soon-late dossiers, worst unit first."""
    if out:
        check_ending(out, ".xlsx", ".csv")
    settings, speech = begin(config)
    with published(settings) as connection:
        run_id, shown_as_of = shown_run(connection)
        day = parse_day(as_of) if as_of else shown_as_of
        whole = unit or settings.motcua.root_unit
        name = check_unit(connection, whole)
        asked = {"as_of": day, "due_within": due_within or 0, "unit": whole, "limit": _NO_LIMIT if out else limit}
        lists = [_late(connection, name, day, asked)]
        if due_within is not None:
            lists.append(_soon(connection, due_within, asked))
    if day > shown_as_of:
        speech.warn(
            Bilingual(
                vi=f"Số liệu chỉ đến hết {shown_as_of:%d/%m/%Y}: hồ sơ xong sau ngày đó vẫn nằm trong danh sách.",
                en=f"The data end on {shown_as_of:%d/%m/%Y}: dossiers resolved since then are still in the list.",
            )
        )
    if out:
        write_late_lists(lists, out, as_of=day, run_id=run_id, language=speech.language)
        written = sum(len(each.lines) for each in lists)
        speech.say(Bilingual(vi=f"Đã ghi {written} hồ sơ vào {out}", en=f"Wrote {written} dossiers to {out}"))
        return
    for each in lists:
        speech.table(each.title, each.headings, each.lines)
    if len(lists[0].lines) == limit:
        speech.say(
            Bilingual(
                vi=f"Chỉ hiện {limit} dòng đầu; thêm --limit để xem nhiều hơn, --out để ghi cả danh sách.",
                en=f"First {limit} rows only; use --limit for more, --out for the whole list.",
            )
        )


def _late(connection: duckdb.DuckDBPyConnection, name: str, day: date, asked: dict[str, object]) -> LateList:
    title = Bilingual(
        vi=f"Hồ sơ trễ hạn chưa giải quyết xong, {name}, đến hết {day:%d/%m/%Y}",
        en=f"Late open dossiers, {name}, up to {day:%d/%m/%Y}",
    )
    return LateList(title, LATE, _lines(connection, "late_now", "late_dossier", asked))


def _soon(connection: duckdb.DuckDBPyConnection, within: int, asked: dict[str, object]) -> LateList:
    title = Bilingual(vi=f"Đến hạn trong {within} ngày làm việc", en=f"Due within {within} working days")
    return LateList(title, SOON, _lines(connection, "due_now", "due_soon", asked))


def _lines(
    connection: duckdb.DuckDBPyConnection, query: str, model: str, parameters: dict[str, object]
) -> list[LateLine]:
    """Return the lines of a list: the model composed for the day asked for, in the place the query names."""
    rows = connection.execute(
        sql_text("queries", f"{query}.sql").replace(f"{model}_model", f"({model_at(model)})"),
        parameters,
    ).fetchall()
    return [LateLine(*row) for row in rows]


def add_to(app: typer.Typer) -> None:
    """Register the command."""
    app.command()(late)
