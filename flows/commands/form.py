"""motcua form: the papers that officers sign, as Excel or PDF."""

from __future__ import annotations

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
from flows.reports.periods import Period, parse_period
from flows.settings import Settings


def form(
    kind: Annotated[str, typer.Argument(help=" | ".join(Paper))],
    period: Annotated[str, typer.Option(help=PERIODS)],
    out: Annotated[Path, typer.Option(help="tệp .xlsx hoặc .pdf / file")],
    config: ConfigOption = CONFIG,
    calendar: CalendarOption = "report",
    unit: UnitOption = None,
) -> None:
    """Biểu II.06a, phụ lục hồ sơ quá hạn, bảng chỉ tiêu / papers to sign (report calendar by default)."""
    paper = _paper(kind)
    check_ending(out, ".xlsx", ".pdf")
    settings, speech = begin(config)
    asked = parse_period(period, calendar)
    if out.suffix.lower() == ".xlsx":
        _write(settings, paper, asked, unit, out)
    else:
        find_office()
        with TemporaryDirectory(prefix="motcua-") as folder:
            workbook = Path(folder) / f"{paper_name(paper, unit or settings.motcua.root_unit, asked)}.xlsx"
            _write(settings, paper, asked, unit, workbook)
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


def _write(settings: Settings, paper: Paper, period: Period, unit: str | None, out: Path) -> None:
    with published(settings) as connection:
        run_id, as_of = shown_run(connection)
        publication = Published(connection, as_of, run_id, block_of(settings.signature))
        whose = find_unit(connection, unit or settings.motcua.root_unit, min(period.end, as_of))
        write_paper(publication, paper, period, whose, out)


def add_to(app: typer.Typer) -> None:
    """Register the command."""
    app.command()(form)
