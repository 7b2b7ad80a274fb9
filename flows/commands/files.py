"""motcua simulate, inspect, quarantine: files coming in."""

from __future__ import annotations

import json
import os
import sys
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated, Any

import typer

from connectors.contract import Bilingual, file_contracts, load_contracts
from connectors.dvcqg_sync.plain_json import may_be_records
from connectors.dvcqg_sync.records import stage as stage_records
from connectors.exports.reader import stage
from connectors.simulate import City, simulate, simulate_portal
from connectors.source import StagedFile
from flows.commands.context import CONFIG, ConfigOption, begin, held_rows, published
from flows.night import default_as_of
from flows.settings import Settings
from flows.speech import Speech
from warehouse.database import Resources, open_warehouse, run_script, sql_text
from warehouse.load.rows import ReadFile, ReadRows, prepare_reading, read_rows
from warehouse.publish import Publications

_STAGED = "staged"


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
    if not file.is_file():
        raise typer.BadParameter(f"không thấy tệp {file} / no such file")
    with TemporaryDirectory(prefix="motcua-") as folder:
        resources = Resources("2GB", 2, Path(folder))
        with open_warehouse(Path(folder) / "inspect.duckdb", resources) as connection:
            is_records, contracts = may_be_records(file), file_contracts()
            if is_records:
                staged = stage_records(connection, file, contracts, _STAGED, Path(folder))
            else:
                staged = stage(connection, file, file.name, contracts, _STAGED, Path(folder))
            connection.execute("CREATE SCHEMA ops")
            run_script(connection, sql_text("ddl", "ops.sql"))
            prepare_reading(connection, default_as_of(), b"inspect")
            rows = read_rows(
                connection,
                load_contracts()[staged.dataset],
                ReadFile("inspect", 1, "inspect", "portal" if is_records else "city", file.name, datetime(2000, 1, 1)),
                staged=_STAGED,
                present=staged.columns,
                headings=staged.headings,
                check_encoding="replace" in staged.encoding,
                check_lines=is_records,
            )
            faults = connection.execute(
                "SELECT rule, column_name, reason, count(*), min(row_number) FROM ops.quarantine GROUP BY ALL ORDER BY 4 DESC, 1, 2"
            ).fetchall()
    _tell_mapping(speech, file, staged, rows)
    if faults:
        speech.table(
            Bilingual(vi="Dòng sẽ bị để riêng", en="Rows that would be set aside"),
            _headings("rule", "column", "reason", "rows", "first_row"),
            faults,
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


def _quarantined(settings: Settings, query: str, parameters: dict[str, Any]) -> list[tuple[Any, ...]]:
    """Ask the rows of held runs, then those of the publication: a held night is when people look first."""
    with held_rows(settings, "quarantine") as held:
        rows = held.execute(query, parameters).fetchall() if held else []
    if rows and Publications(settings.home).published() is None:
        return rows
    with published(settings) as connection:
        return rows + connection.execute(query, parameters).fetchall()


quarantine = typer.Typer(help="Dòng bị để riêng / rows set aside", no_args_is_help=True, add_completion=False)


@quarantine.command("list")
def list_quarantine(
    config: ConfigOption = CONFIG,
    everything: Annotated[bool, typer.Option("--all", help="cả dòng đã khắc phục / resolved ones too")] = False,
) -> None:
    """Tổng hợp theo tệp và lý do / by file and reason."""
    settings, speech = begin(config)
    rows = _quarantined(
        settings,
        "SELECT file, dataset, column_name, rule, count(*), min(row_number), max(first_seen_run), reason FROM ops.quarantine"
        " WHERE $everything OR resolved_run IS NULL GROUP BY ALL ORDER BY 5 DESC, 1, 3, 4",
        {"everything": everything},
    )
    if not rows:
        speech.say(Bilingual(vi="Không có dòng nào đang bị để riêng.", en="No rows are set aside."))
        return
    speech.table(
        Bilingual(vi="Dòng đang bị để riêng", en="Rows set aside"),
        _headings("file", "dataset", "column", "rule", "rows", "first_row", "run", "reason"),
        rows,
    )


@quarantine.command("show")
def show_quarantine(
    file: Annotated[str, typer.Argument(help="tệp như trong danh sách / file as listed")],
    row: Annotated[int | None, typer.Option(help="số dòng trong tệp / row number")] = None,
    config: ConfigOption = CONFIG,
    limit: Annotated[int, typer.Option(min=1)] = 20,
) -> None:
    """Từng dòng: lý do và các ô không phải dữ liệu cá nhân / rows with reason and cells that are not personal."""
    settings, speech = begin(config)
    rows = _quarantined(
        settings,
        "SELECT row_number, column_name, business_key, rule, reason, raw, first_seen_run, resolved_run FROM ops.quarantine"
        " WHERE file = $file AND ($row IS NULL OR row_number = $row) ORDER BY first_seen_run, row_number LIMIT $limit",
        {"file": file, "row": row, "limit": limit},
    )
    if not rows:
        raise typer.BadParameter(f"không có dòng nào của tệp “{file}” bị để riêng / no such row is set aside")
    for number, column, key, rule, reason, raw, seen, resolved in rows:
        speech.say(
            Bilingual(
                vi=f"{file}, dòng {number}"
                + (f", hồ sơ {key}" if key else "")
                + f": {reason} [{rule}{', ' + column if column else ''}]",
                en=f"{file}, row {number}"
                + (f", key {key}" if key else "")
                + f": {reason} [{rule}{', ' + column if column else ''}]",
            )
        )
        for heading, cell in json.loads(raw or "{}").items():
            if cell is not None:
                speech.say(Bilingual(vi=f"    {heading}: {cell}", en=f"    {heading}: {cell}"))
        state = (
            Bilingual(vi=f"đã khắc phục ở lần chạy {resolved}", en=f"resolved by run {resolved}") if resolved else None
        )
        speech.say(state or Bilingual(vi=f"    để riêng từ lần chạy {seen}", en=f"    set aside by run {seen}"))


_HEADINGS = {
    "file": Bilingual(vi="Tệp", en="File"),
    "dataset": Bilingual(vi="Loại dữ liệu", en="Dataset"),
    "column": Bilingual(vi="Cột", en="Column"),
    "rule": Bilingual(vi="Quy tắc", en="Rule"),
    "reason": Bilingual(vi="Lý do", en="Reason"),
    "rows": Bilingual(vi="Số dòng", en="Rows"),
    "first_row": Bilingual(vi="Dòng đầu tiên", en="First row"),
    "run": Bilingual(vi="Lần chạy", en="Run"),
    "heading": Bilingual(vi="Tiêu đề trong tệp", en="Heading"),
    "meaning": Bilingual(vi="Ý nghĩa", en="Meaning"),
    "personal": Bilingual(vi="Dữ liệu cá nhân", en="Personal"),
}


def add_to(app: typer.Typer) -> None:
    """Register the commands."""
    app.command("simulate")(simulate_city)
    app.command()(inspect)
    app.add_typer(quarantine, name="quarantine")
