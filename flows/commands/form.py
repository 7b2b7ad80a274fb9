"""motcua form: the papers that officers sign, as Excel or PDF."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated

import typer

from connectors.contract import Bilingual
from flows.commands.context import (
    CONFIG,
    PERIODS,
    CalendarOption,
    ConfigOption,
    Misused,
    UnitOption,
    begin,
    check_ending,
    published,
    shown_run,
)
from flows.reports.papers.asked import find_unit
from flows.reports.papers.papers import Paper, Published, paper_name, write_paper
from flows.reports.papers.pdf import convert_to_pdf, find_office
from flows.reports.papers.signature import block_of
from flows.reports.papers.signed import newest_closing, signed_form, signed_words
from flows.reports.periods import Period, parse_period
from flows.settings import Settings
from warehouse.closing import Closings
from warehouse.publish import DATABASE, Publications


def form(
    kind: Annotated[str, typer.Argument(help=" | ".join(Paper))],
    period: Annotated[str, typer.Option(help=PERIODS)],
    out: Annotated[Path, typer.Option(help="tệp .xlsx hoặc .pdf / file")],
    config: ConfigOption = CONFIG,
    calendar: CalendarOption = "report",
    unit: UnitOption = None,
    *,
    signed: Annotated[bool, typer.Option("--signed", help="số liệu đã chốt / as closed by close-period (06a)")] = False,
) -> None:
    """Biểu II.06a, phụ lục hồ sơ quá hạn, bảng chỉ tiêu / papers to sign (report calendar by default)."""
    paper = _paper(kind)
    if signed and paper is not Paper.FORM_06A:
        raise typer.BadParameter("--signed: chỉ biểu 06a được chốt nguyên mẫu / only form 06a is frozen as a paper")
    check_ending(out, ".xlsx", ".pdf")
    settings, speech = begin(config)
    asked = parse_period(period, calendar)
    if out.suffix.lower() == ".xlsx":
        _write(settings, Wanted(paper, asked, unit or settings.motcua.root_unit, signed), out)
    else:
        find_office()
        with TemporaryDirectory(prefix="motcua-") as folder:
            workbook = Path(folder) / f"{paper_name(paper, unit or settings.motcua.root_unit, asked)}.xlsx"
            _write(settings, Wanted(paper, asked, unit or settings.motcua.root_unit, signed), workbook)
            convert_to_pdf(workbook, out)
    speech.say(Bilingual(vi=f"Đã ghi {out}", en=f"Wrote {out}"))


def _paper(kind: str) -> Paper:
    try:
        return Paper(kind.lower())
    except ValueError:
        known = ", ".join(Paper)
        raise Misused(
            Bilingual(vi=f"Chưa có biểu “{kind}”; chỉ có {known}.", en=f"There is no paper “{kind}”, only {known}.")
        ) from None


@dataclass(frozen=True)
class Wanted:
    """Which paper a person wants, of which period and unit; `signed`: as it was closed, else as counted now."""

    paper: Paper
    period: Period
    unit_code: str
    signed: bool


def _write(settings: Settings, wanted: Wanted, out: Path) -> None:
    with _publication(settings, wanted) as publication:
        whose = find_unit(publication.connection, wanted.unit_code, min(wanted.period.end, publication.as_of))
        write_paper(publication, wanted.paper, wanted.period, whose, out)


@contextmanager
def _publication(settings: Settings, wanted: Wanted) -> Iterator[Published]:
    signature = block_of(settings.signature)
    with published(settings) as connection:
        if not wanted.signed:
            run_id, as_of = shown_run(connection)
            yield Published(connection, as_of, run_id, signature)
            return
    closings, database = Closings(settings.home), Publications(settings.home).link / DATABASE
    closing = newest_closing(closings, database, wanted.period, wanted.unit_code)
    with signed_form(closings, database, wanted.period, closing) as connection:
        as_of = date.fromisoformat(closing.as_of)
        yield Published(connection, as_of, closing.run_id, signature, signed_words(closing))


def add_to(app: typer.Typer) -> None:
    """Register the command."""
    app.command()(form)
