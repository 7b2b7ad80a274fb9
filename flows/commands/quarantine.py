"""motcua quarantine: the rows set aside, why, and the way back for corrected ones."""

from __future__ import annotations

import hashlib
import json
import shutil
from pathlib import Path
from typing import Annotated, Any

import typer

from connectors.contract import Bilingual, load_contracts
from connectors.local_time import local_now
from connectors.problem import FileRejected
from flows.commands.context import CONFIG, ConfigOption, Misused, begin, held_rows, published
from flows.commands.trial import Trial, try_reading
from flows.settings import Settings
from flows.speech import Speech
from warehouse.load.quarantine import reason_of
from warehouse.publish import Publications

#: Folder of the inbox that takes corrected rows.
RETURNED = "nop-lai"

quarantine = typer.Typer(help="Dòng bị để riêng / rows set aside", no_args_is_help=True, add_completion=False)


def _quarantined(settings: Settings, query: str, parameters: dict[str, Any]) -> list[tuple[Any, ...]]:
    """Ask the rows of held runs, then those of the publication: a held night is when people look first."""
    with held_rows(settings, "quarantine") as held:
        rows = held.execute(query, parameters).fetchall() if held else []
    if rows and Publications(settings.home).published() is None:
        return rows
    with published(settings) as connection:
        return rows + connection.execute(query, parameters).fetchall()


@quarantine.command("list")
def list_rows(
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
        _HEADINGS,
        [
            (
                file,
                dataset,
                column,
                rule,
                count,
                str(first),
                run,
                _reason(dataset, rule, column, kept).of(speech.language),
            )
            for file, dataset, column, rule, count, first, run, kept in rows
        ],
    )


@quarantine.command("show")
def show_rows(
    file: Annotated[str, typer.Argument(help="tệp như trong danh sách / file as listed")],
    row: Annotated[int | None, typer.Option(help="số dòng trong tệp / row number")] = None,
    config: ConfigOption = CONFIG,
    limit: Annotated[int, typer.Option(min=1, help="số dòng hiện / rows shown")] = 20,
) -> None:
    """Từng dòng: lý do và các ô không phải dữ liệu cá nhân / rows with reason and cells that are not personal."""
    settings, speech = begin(config)
    rows = _quarantined(
        settings,
        "SELECT dataset, row_number, column_name, business_key, rule, reason, raw, first_seen_run, resolved_run FROM ops.quarantine"
        " WHERE file = $file AND ($row IS NULL OR row_number = $row) ORDER BY first_seen_run, row_number LIMIT $limit",
        {"file": file, "row": row, "limit": limit},
    )
    if not rows:
        raise Misused(
            Bilingual(
                vi=f"Không có dòng nào của tệp “{file}” bị để riêng. Tên tệp: motcua quarantine list",
                en=f"No row of the file “{file}” is set aside. The files: motcua quarantine list",
            )
        )
    for dataset, number, column, key, rule, kept, *found in rows:
        reason = _reason(dataset, rule, column, kept)
        why = f"[{rule}{', ' + column if column else ''}]"
        speech.say(
            Bilingual(
                vi=f"{file}, dòng {number}{', hồ sơ ' + key if key else ''}: {reason.vi} {why}",
                en=f"{file}, row {number}{', key ' + key if key else ''}: {reason.en} {why}",
            )
        )
        _say_cells(speech, *found)


def _say_cells(speech: Speech, raw: str | None, seen: str, resolved: str | None) -> None:
    for heading, cell in json.loads(raw or "{}").items():
        if cell is not None:
            speech.say(Bilingual(vi=f"    {heading}: {cell}", en=f"    {heading}: {cell}"))
    if resolved:
        speech.say(Bilingual(vi=f"    đã khắc phục ở lần chạy {resolved}", en=f"    resolved by run {resolved}"))
    else:
        speech.say(Bilingual(vi=f"    để riêng từ lần chạy {seen}", en=f"    set aside by run {seen}"))


def _reason(dataset: str, rule: str, column: str | None, kept: str) -> Bilingual:
    contract = load_contracts().get(dataset)
    return reason_of(contract, rule, column, kept) if contract else Bilingual(vi=kept, en=kept)


@quarantine.command("resubmit")
def resubmit(
    file: Annotated[Path, typer.Argument(help="tệp chứa các dòng đã sửa / file of the corrected rows")],
    source: Annotated[str | None, typer.Option(help="nguồn nhận / the source it goes to")] = None,
    config: ConfigOption = CONFIG,
) -> None:
    """Nộp lại dòng đã sửa: thử đọc, rồi đặt vào thư mục nhận cho đêm tới / corrected rows go back in with the next night."""
    settings, speech = begin(config)
    trial = try_reading(file)
    _require_good(file, trial, speech)
    name, inbox = _inbox(settings, trial.connector, source)
    _require_new(settings, file)
    waiting = _waiting(settings, name, trial)
    placed = _place(file, inbox)
    rows = trial.rows.rows
    speech.say(
        Bilingual(
            vi=f"Đã nộp {rows} dòng ({load_contracts()[trial.staged.dataset].title.vi}) vào {placed}; trong các dòng đang bị để"
            f" riêng, {waiting} dòng có mã ở trong tệp này. Lần chạy tới sẽ nạp (hoặc chạy ngay: motcua nightly).",
            en=f"Handed in {rows} rows ({load_contracts()[trial.staged.dataset].title.en}) as {placed}; of the rows set aside,"
            f" {waiting} have a key of this file. The next run loads them (or run motcua nightly now).",
        )
    )


def _require_good(file: Path, trial: Trial, speech: Speech) -> None:
    """Refuse a file with rows that would be set aside again, or without rows."""
    for rule, column, kept, count, first in trial.faults:
        reason = _reason(trial.staged.dataset, rule, column, kept)
        speech.warn(
            Bilingual(
                vi=f"{file.name}, {count} dòng, đầu tiên là dòng {first}: {reason.vi}",
                en=f"{file.name}, {count} rows, the first is row {first}: {reason.en}",
            )
        )
    if trial.faults:
        raise FileRejected(
            Bilingual(
                vi=f"{file.name}: {trial.rows.set_aside}/{trial.rows.rows} dòng vẫn chưa đọc được, chưa nộp dòng nào. Sửa nốt"
                " hoặc bỏ các dòng đó khỏi tệp rồi nộp lại.",
                en=f"{file.name}: {trial.rows.set_aside} of {trial.rows.rows} rows still cannot be read; nothing was handed in."
                " Correct these rows or take them out, then hand the file in again.",
            )
        )
    if not trial.rows.rows:
        raise FileRejected(Bilingual(vi=f"{file.name}: không có dòng dữ liệu nào.", en=f"{file.name} has no rows."))


def _inbox(settings: Settings, connector: str, source: str | None) -> tuple[str, Path]:
    """Return the source that takes the file, and its inbox: the only one of its kind, or the one named."""
    fitting = {
        name: one.folders[0] for name, one in settings.sources.items() if one.connector == connector and one.folders
    }
    if source is None and len(fitting) == 1:
        return next(iter(fitting.items()))
    if source in fitting:
        return source, fitting[source]
    known = ", ".join(fitting) or "—"
    raise Misused(
        Bilingual(
            vi=f"Nêu nguồn nhận tệp bằng --source; các nguồn {connector} có thư mục nhận: {known}",
            en=f"Name the source by --source; sources {connector} with an inbox: {known}",
        )
    )


def _require_new(settings: Settings, file: Path) -> None:
    if Publications(settings.home).published() is None:
        return
    with file.open("rb") as stream:
        sha256 = hashlib.file_digest(stream, "sha256").hexdigest()
    with published(settings) as connection:
        known = connection.execute(
            "SELECT DISTINCT file FROM ops.load WHERE sha256 = $sha256 AND status = 'loaded' ORDER BY file LIMIT 1",
            {"sha256": sha256},
        ).fetchall()
    if known:
        raise FileRejected(
            Bilingual(
                vi=f"{file.name}: nội dung y hệt tệp {known[0][0]} đã nạp, không có gì để nộp lại. Sửa các dòng rồi lưu tệp.",
                en=f"{file.name} has the same bytes as {known[0][0]}, loaded before. Correct the rows and save the file first.",
            )
        )


def _waiting(settings: Settings, source: str, trial: Trial) -> int:
    """Count the rows set aside whose key is in the file."""
    rows = _quarantined(
        settings,
        "SELECT count(*) FROM ops.quarantine WHERE resolved_run IS NULL AND source = $source AND dataset = $dataset"
        " AND list_contains($keys, business_key)",
        {"source": source, "dataset": trial.staged.dataset, "keys": sorted(trial.keys)},
    )
    return sum(int(row[0]) for row in rows)


def _place(file: Path, inbox: Path) -> Path:
    """Copy the file into the inbox in one rename, as a newer one than any there; one that lies there already stays."""
    if file.resolve().is_relative_to(inbox.resolve()):
        return file
    placed = inbox / RETURNED / f"{local_now():%Y%m%d-%H%M%S}-{file.name}"
    partial = placed.with_name(f".{placed.name}.part")
    try:
        placed.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(file, partial)
        partial.replace(placed)
    except OSError as error:
        raise FileRejected(
            Bilingual(
                vi=f"Không ghi được vào {placed.parent}: {error.strerror}. Cấp quyền ghi, hoặc tự đặt tệp vào thư mục nhận.",
                en=f"{placed.parent} cannot be written: {error.strerror}. Allow writing, or put the file there yourself.",
            )
        ) from None
    finally:
        partial.unlink(missing_ok=True)
    return placed


_HEADINGS = [
    Bilingual(vi="Tệp", en="File"),
    Bilingual(vi="Loại dữ liệu", en="Dataset"),
    Bilingual(vi="Cột", en="Column"),
    Bilingual(vi="Quy tắc", en="Rule"),
    Bilingual(vi="Số dòng", en="Rows"),
    Bilingual(vi="Dòng đầu tiên", en="First row"),
    Bilingual(vi="Lần chạy", en="Run"),
    Bilingual(vi="Lý do", en="Reason"),
]


def add_to(app: typer.Typer) -> None:
    """Register the commands."""
    app.add_typer(quarantine, name="quarantine")
