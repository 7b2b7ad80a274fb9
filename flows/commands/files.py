"""motcua simulate, inspect: files coming in."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Annotated

import typer

from connectors.contract import Bilingual, load_contracts
from connectors.simulate import City, simulate, simulate_portal
from connectors.source import StagedFile
from flows.commands.context import CONFIG, ConfigOption, begin
from flows.commands.trial import try_reading
from flows.speech import Speech
from warehouse.load.quarantine import reason_of
from warehouse.load.rows import ReadRows


def simulate_city(
    out: Annotated[Path, typer.Option(help="thư mục / folder")],
    days: Annotated[int, typer.Option(min=1, help="số ngày / days")],
    dossiers: Annotated[int, typer.Option(min=1, help="số hồ sơ / dossiers")],
    seed: Annotated[int, typer.Option(min=0, help="hạt giống / seed")],
    portal: Annotated[
        Path | None, typer.Option(help="thư mục bản sao trên Cổng DVCQG / folder of the portal's copy")
    ] = None,
) -> None:
    """Xuất dữ liệu của một thành phố tưởng tượng / exports of an invented city, flaws included."""
    speech = Speech("en" if os.environ.get("MOTCUA_LANG") == "en" else "vi", sys.stdout)
    city = City(out=out, days=days, dossiers=dossiers, seed=seed)
    written = {out: simulate(city)} | ({portal: simulate_portal(city, portal)} if portal else {})
    for folder, files in written.items():
        speech.say(Bilingual(vi=f"Đã ghi {len(files)} tệp vào {folder}", en=f"Wrote {len(files)} files to {folder}"))


def inspect(file: Annotated[Path, typer.Argument(help="tệp / file")], config: ConfigOption = CONFIG) -> None:
    """Xem một tệp sẽ được đọc thế nào, không nạp gì / how a file would be read; loads nothing."""
    speech = begin(config)[1] if config.exists() else Speech(stream=sys.stdout)
    trial = try_reading(file)
    _tell_mapping(speech, file, trial.staged, trial.rows)
    if trial.faults:
        contract = load_contracts()[trial.staged.dataset]
        speech.table(
            Bilingual(vi="Dòng sẽ bị để riêng", en="Rows that would be set aside"),
            _headings("rule", "column", "reason", "rows", "first_row"),
            [
                (rule, column, reason_of(contract, rule, column, kept).of(speech.language), count, str(first))
                for rule, column, kept, count, first in trial.faults
            ],
        )


def _tell_mapping(speech: Speech, file: Path, staged: StagedFile, rows: ReadRows) -> None:
    contract = load_contracts()[staged.dataset]
    speech.say(
        Bilingual(
            vi=f"{file.name}: {contract.title.vi} ({staged.dataset}); {staged.kind}, {staged.encoding}; {rows.rows} dòng dữ liệu,"
            f" {staged.furniture_rows} dòng tiêu đề, tổng cộng, ký tên; {rows.set_aside} dòng sẽ bị để riêng.",
            en=f"{file.name}: {contract.title.en} ({staged.dataset}); {staged.kind}, {staged.encoding}; {rows.rows} data rows,"
            f" {staged.furniture_rows} rows of letterhead, totals, signatures; {rows.set_aside} rows would be set aside.",
        )
    )
    personal = {column.name for column in contract.properties if column.personal}
    meaning = {column.name: column.description for column in contract.properties}
    meaning |= {column.name: column.description for column in contract.derived}
    speech.table(
        Bilingual(vi="Cột trong tệp", en="Columns of the file"),
        _headings("heading", "column", "meaning", "personal"),
        [(staged.headings[name], name, meaning[name].of(speech.language), name in personal) for name in staged.columns],
    )
    absent = [column.headings[0] for column in contract.properties if column.name not in staged.columns]
    if absent and staged.kind != "json":  # headings of tables say nothing about records
        speech.say(
            Bilingual(
                vi=f"Cột không có trong tệp: {'; '.join(absent)}", en=f"Columns the file lacks: {'; '.join(absent)}"
            )
        )
    if staged.unknown_headings:
        names = "; ".join(staged.unknown_headings)
        speech.warn(Bilingual(vi=f"Tiêu đề lạ, không nạp: {names}", en=f"Unknown headings, not loaded: {names}"))
    for note in (*staged.notes, *rows.notes):
        speech.warn(note)


def _headings(*names: str) -> list[Bilingual]:
    return [_HEADINGS[name] for name in names]


_HEADINGS = {
    "column": Bilingual(vi="Cột", en="Column"),
    "rule": Bilingual(vi="Quy tắc", en="Rule"),
    "reason": Bilingual(vi="Lý do", en="Reason"),
    "rows": Bilingual(vi="Số dòng", en="Rows"),
    "first_row": Bilingual(vi="Dòng đầu tiên", en="First row"),
    "heading": Bilingual(vi="Tiêu đề trong tệp", en="Heading"),
    "meaning": Bilingual(vi="Ý nghĩa", en="Meaning"),
    "personal": Bilingual(vi="Dữ liệu cá nhân", en="Personal"),
}


def add_to(app: typer.Typer) -> None:
    """Register the commands."""
    app.command("simulate")(simulate_city)
    app.command()(inspect)
