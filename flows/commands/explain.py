"""What `motcua indicators --explain` and `motcua scores --explain` share: from a figure down to its records."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Annotated, Literal

import duckdb
import typer

from connectors.contract import Bilingual
from flows.commands.context import Misused, check_ending, check_unit, shown_run
from flows.explain.figure import known_indicator, read_figure
from flows.explain.spoken import Listed, say_explanation
from flows.explain.written import SUFFIXES, write_explanation
from flows.reports.periods import Calendar, Period, parse_period
from flows.speech import Speech
from warehouse.behind import Place, behind

ExplainOption = Annotated[
    str | None, typer.Option("--explain", help="mã chỉ số: xem các hồ sơ đứng sau / the records behind an indicator")
]
BasisOption = Annotated[
    Literal["city", "portal"] | None, typer.Option("--basis", help="cơ sở, mặc định city / basis, default city")
]
LimitOption = Annotated[int, typer.Option("--limit", min=1, help="số dòng hiện / rows shown")]
AllOption = Annotated[bool, typer.Option("--all", help="mọi bản ghi được tính / every record that counts")]
OutOption = Annotated[Path | None, typer.Option("--out", help="tệp .xlsx hoặc .csv / file")]
MOST_ROWS = 200


@dataclass(frozen=True)
class Asked:
    """The unit and period a person asked for, as of the publication."""

    unit_code: str
    unit_name: str
    period: Period
    as_of: date

    def title(self, language: str) -> str:
        """Return unit and period in words; a running period is provisional."""
        label = self.period.label_en if language == "en" else self.period.label_vi
        running = (
            (" — provisional" if language == "en" else " — TẠM TÍNH") if self.period.is_running(self.as_of) else ""
        )
        return f"{self.unit_name}, {label}{running}"


def asked_for(connection: duckdb.DuckDBPyConnection, unit: str, period: str | None, calendar: Calendar) -> Asked:
    """Return the unit and period; without a period the month of as-of. An unknown unit or period is a usage error."""
    _, as_of = shown_run(connection)
    asked = parse_period(period or f"{as_of:%Y-%m}", calendar)
    name = check_unit(connection, unit)
    known = connection.execute(
        "SELECT count(*) FROM mart.indicator_value WHERE period_kind = $kind AND period_start = $start",
        {"kind": asked.kind, "start": asked.start},
    ).fetchall()
    if known == [(0,)]:
        raise Misused(
            Bilingual(
                vi=f"Chưa có số liệu của {asked.label_vi} (số liệu đến hết {as_of:%d/%m/%Y}).",
                en=f"There are no figures of {asked.label_en} (data up to {as_of:%d/%m/%Y}).",
            )
        )
    return Asked(unit, name, asked, as_of)


@dataclass(frozen=True)
class Wanted:
    """How an explanation is wanted: of which basis, all records or only those that matter, on the screen or in a file."""

    basis: str | None
    every: bool
    limit: int
    out: Path | None


def explain(
    connection: duckdb.DuckDBPyConnection, speech: Speech, indicator: str, asked: Asked, wanted: Wanted
) -> None:
    """Say what stands behind an indicator, or write its whole list to a file."""
    known = known_indicator(connection, indicator)
    if known is None:
        raise Misused(
            Bilingual(
                vi=f"Không có chỉ số “{indicator}” (D và Đ là hai chữ khác nhau). Xem mã số: motcua indicators",
                en=f"There is no indicator “{indicator}” (D and Đ are two letters). Their codes: motcua indicators",
            )
        )
    indicator_id, only_basis = known
    basis = wanted.basis or ("portal" if only_basis == "portal" else "city")
    place = Place(asked.unit_code, basis, asked.period.kind, asked.period.start, asked.period.end)
    figure = read_figure(connection, indicator_id, place)
    found = behind(connection, indicator_id, place)
    where = Bilingual(
        vi=f"{asked.title('vi')}, cơ sở {basis}, đến hết {asked.as_of:%d/%m/%Y}",
        en=f"{asked.title('en')}, basis {basis}, up to {asked.as_of:%d/%m/%Y}",
    )
    if wanted.out is None:
        say_explanation(connection, speech, figure, where, found, Listed(wanted.every, wanted.limit))
        return
    check_ending(wanted.out, *SUFFIXES)
    written = write_explanation(
        connection,
        wanted.out,
        figure,
        where,
        found,
        as_of=asked.as_of,
        every=wanted.every,
        language=speech.language,
    )
    speech.say(Bilingual(vi=f"Đã ghi {written} dòng vào {wanted.out}", en=f"Wrote {written} rows to {wanted.out}"))
