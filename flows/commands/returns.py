"""motcua returns: the workbook that units fill in for what no system records, and who has returned it."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated

import duckdb
import typer

from connectors.contract import Bilingual
from flows.commands.context import (
    CONFIG,
    PERIODS,
    CalendarOption,
    ConfigOption,
    Misused,
    PeriodOption,
    UnitOption,
    begin,
    check_ending,
    check_unit,
    published,
    shown_run,
)
from flows.reports.periods import Period, parse_period
from flows.reports.return_sheet import write_return_template
from flows.reports.returned import AskedReturn, asked_returns, read_returned
from flows.reports.units import Unit, read_unit
from flows.speech import Speech

returns = typer.Typer(help="Biểu kê khai của đơn vị / unit returns", no_args_is_help=True, add_completion=False)


@returns.command("template")
def write_template(
    period: Annotated[str, typer.Option(help=PERIODS)],
    out: Annotated[Path, typer.Option(help="tệp .xlsx / file")],
    config: ConfigOption = CONFIG,
    calendar: CalendarOption = "calendar",
    unit: UnitOption = None,
) -> None:
    """Mẫu Excel để đơn vị kê khai những gì không hệ thống nào ghi / the workbook for units to fill in."""
    check_ending(out, ".xlsx")
    settings, speech = begin(config)
    asked_period = parse_period(period, calendar)
    with published(settings) as connection:
        whole = _unit(connection, unit or settings.motcua.root_unit, asked_period.end)
        asked = asked_returns(connection, asked_period, whole)
    if not asked:
        raise Misused(
            Bilingual(
                vi=f"Đơn vị {whole.unit_code} không có chỉ số nào phải kê khai.",
                en=f"Nothing is asked of unit {whole.unit_code}.",
            )
        )
    written = write_return_template(out, asked, period=asked_period, unit_name=whole.name)
    units = len({one.unit.unit_code for one in asked})
    speech.say(
        Bilingual(
            vi=f"Đã ghi {written}: {len(asked)} dòng của {units} đơn vị, {asked_period.label_vi}. Điền xong, đặt tệp vào thư mục nhận.",
            en=f"Wrote {written}: {len(asked)} rows of {units} units, {asked_period.label_en}. Once filled in, put it into the inbox.",
        )
    )


@returns.command("list")
def list_returns(
    config: ConfigOption = CONFIG,
    period: PeriodOption = None,
    calendar: CalendarOption = "calendar",
    unit: UnitOption = None,
) -> None:
    """Đơn vị nào đã kê khai, đơn vị nào chưa / which units have returned what, and which have not."""
    settings, speech = begin(config)
    with published(settings) as connection:
        _, as_of = shown_run(connection)
        asked_period = parse_period(period or f"{as_of:%Y-%m}", calendar)
        whole = _unit(connection, unit or settings.motcua.root_unit, asked_period.end)
        rows = _states(asked_returns(connection, asked_period, whole), read_returned(connection, asked_period))
    speech.table(
        Bilingual(
            vi=f"Biểu kê khai, {whole.name}, {asked_period.label_vi}",
            en=f"Unit returns, {whole.name}, {asked_period.label_en}",
        ),
        [_HEADINGS["unit"], _HEADINGS["name"], _HEADINGS["returned"], _HEADINGS["missing"]],
        rows,
    )
    _say_how_many(speech, rows, asked_period)


def _unit(connection: duckdb.DuckDBPyConnection, code: str, on: date) -> Unit:
    name = check_unit(connection, code)
    return read_unit(connection, code, on) or Unit(code, name, None, None, in_force=False)


def _states(asked: list[AskedReturn], returned: dict[str, set[str]]) -> list[tuple[str, str, str, str]]:
    """Return (unit, name, ids returned, ids asked and not returned) by unit, in official order; None is shown as —."""
    units = {one.unit.unit_code: one.unit.name for one in asked}
    rows = []
    for code, name in units.items():
        missing = [
            one.indicator.id
            for one in asked
            if one.unit.unit_code == code and one.indicator.id not in returned.get(code, ())
        ]
        rows.append((code, name, ", ".join(sorted(returned.get(code, ()))) or "—", ", ".join(missing) or "—"))
    return rows


def _say_how_many(speech: Speech, rows: list[tuple[str, str, str, str]], period: Period) -> None:
    with_some, with_all = sum(row[2] != "—" for row in rows), sum(row[3] == "—" for row in rows)
    speech.say(
        Bilingual(
            vi=f"{with_some} trong {len(rows)} đơn vị đã kê khai kỳ {period.label_vi}, {with_all} đơn vị đủ mọi chỉ số; chỉ số chưa kê khai: chưa có số liệu.",
            en=f"{with_some} of {len(rows)} units have returned figures for {period.label_en}, {with_all} of them all; what is not returned has no figure.",
        )
    )


_HEADINGS = {
    "unit": Bilingual(vi="Mã đơn vị", en="Unit"),
    "name": Bilingual(vi="Đơn vị", en="Name"),
    "returned": Bilingual(vi="Đã kê khai", en="Returned"),
    "missing": Bilingual(vi="Chưa kê khai", en="Not returned"),
}


def add_to(app: typer.Typer) -> None:
    """Register the commands."""
    app.add_typer(returns, name="returns")
