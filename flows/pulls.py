"""Pulling the sources of a night: what each landed, what a failed one leaves, and how far each has been read."""

from __future__ import annotations

from datetime import datetime
from functools import partial

from pydantic import SecretStr

from connectors.contract import Bilingual, Contract, load_contracts
from connectors.landing import Landing
from connectors.local_time import local_now
from connectors.problem import SourceFailed
from connectors.registry import declarations, open_source
from connectors.source import CityDossier, FullCompare, Pulling, SourceSettings, Watermark
from flows.loads import LoadRecord, record_load
from flows.night import Night
from flows.secret_block import BlockUnread, read_secret_block
from warehouse.looked_up import dossiers_to_look_up, procedures_to_look_up, remember_looked_up
from warehouse.remember.vanish import mark_vanished

_SEEN = "seen_key"


def pull_source(night: Night, name: str, settings: SourceSettings) -> None:
    """Land what a source hands over; a source that cannot be pulled is a warning and the night goes on."""
    night.sources[name] = open_source(name, settings)
    try:
        night.sources[name] = open_source(name, with_secrets(name, settings))
        pulled = night.sources[name].pull(_pulling(night, name))
    except SourceFailed as failed:
        _leave(night, name, failed)
        return
    night.pulled[name] = pulled
    night.landed += pulled.files
    for each in pulled.not_taken:
        record_load(night, LoadRecord(source=name, file=each.name, status="rejected", message=each.message))


def with_secrets(name: str, settings: SourceSettings) -> SourceSettings:
    """Return the settings with the secrets that Prefect's Secret blocks hold; what the environment gives goes first."""
    found: dict[str, SecretStr] = {}
    for key, block in settings.secret_blocks.items():
        if key in settings.secrets() and not settings.secret(key):
            found[key] = SecretStr(_block(name, key, block))
    return settings.model_copy(update=found) if found else settings


def _block(name: str, key: str, block: str) -> str:
    try:
        return read_secret_block(block)
    except BlockUnread as unread:
        raise SourceFailed(
            Bilingual(
                vi=f"Nguồn {name}: không đọc được khối Secret “{block}” của Prefect cho {key} ({unread})."
                " Tạo khối này hoặc đặt biến môi trường.",
                en=f'Source {name}: the Prefect Secret block "{block}" for {key} cannot be read ({unread}).'
                " Make the block or set the environment variable.",
            )
        ) from None


def _pulling(night: Night, name: str) -> Pulling:
    return Pulling(
        landing=Landing(night.settings.home / "landing"),
        run_id=night.run_id,
        now=local_now(),
        settle_seconds=night.settings.motcua.settle_seconds,
        other_folders=[f for other, s in night.settings.sources.items() if other != name for f in s.folders],
        watermarks=_watermarks(night, name),
        progress=night.speech.progress,
        dossiers_to_look_up=partial(_to_look_up, night, name),
        procedures_to_look_up=partial(procedures_to_look_up, night.connection),
    )


def _to_look_up(night: Night, name: str, most: int, again: datetime) -> list[CityDossier]:
    return [CityDossier(*codes) for codes in dossiers_to_look_up(night.connection, name, most, again)]


def _watermarks(night: Night, name: str) -> dict[str, Watermark]:
    rows = night.connection.execute(
        "SELECT dataset, watermark, pull_id, compared_at FROM ops.watermark WHERE source = $source", {"source": name}
    ).fetchall()
    return {str(row[0]): Watermark(*row) for row in rows}


def _leave(night: Night, name: str, failed: SourceFailed) -> None:
    """Nothing of a failed source is read this night; say until when its data stands."""
    night.pulled.pop(name, None)
    night.landed = [file for file in night.landed if file.source != name]
    (at,) = night.connection.execute(
        "SELECT max(l.modified_at) FROM ops.load AS l JOIN ops.run AS r USING (run_id)"
        " WHERE l.source = $source AND l.status = 'loaded' AND r.status IN ('published', 'kept')",
        {"source": name},
    ).fetchall()[0]
    stands = (
        Bilingual(
            vi=f"Dữ liệu lấy được gần nhất, lúc {at:%H:%M ngày %d/%m/%Y}, vẫn được dùng.",
            en=f"Its last good data, of {at:%d/%m/%Y %H:%M}, is used.",
        )
        if at
        else Bilingual(vi="Chưa từng có dữ liệu của nguồn này.", en="There has never been data of this source.")
    )
    night.warn(Bilingual(vi=f"{failed.message.vi} {stands.vi}", en=f"{failed.message.en} {stands.en}"))


def examine_source(night: Night, name: str) -> None:
    """Let a source look at all that it landed before any of it is read; what it cannot stand behind is left out."""
    pulled = night.pulled.get(name)
    if pulled is None:
        return
    try:
        night.warn(*night.sources[name].examine(night.connection, pulled.files, night.scratch))
    except SourceFailed as failed:
        _leave(night, name, failed)


def close_pulls(night: Night) -> None:
    """After everything is remembered: mark what full compares no longer found, and move the watermarks."""
    for name, pulled in night.pulled.items():
        compared = {each.dataset for each in pulled.full_compares if _accept(night, name, each)}
        for watermark in pulled.watermarks:
            _move(night, name, watermark, watermark.dataset in compared)
        remember_looked_up(night.connection, name, pulled.looked_up)


def _accept(night: Night, name: str, compare: FullCompare) -> bool:
    """Whether a full compare met as many records as its source counts; then the vanished are marked."""
    met = compare.list_keys(night.connection, _SEEN, night.scratch)
    if compare.expected is not None and met != compare.expected:
        night.warn(_not_accepted(name, met, compare.expected))
        return False
    _mark_vanished(night, name, load_contracts()[compare.dataset])
    return True


def _mark_vanished(night: Night, name: str, contract: Contract) -> None:
    """Records that the full compare did not meet are marked deleted, never removed."""
    basis = declarations()[night.sources[name].settings.connector].basis
    marked = mark_vanished(night.connection, contract, source=name, basis=basis, seen=_SEEN, run_id=night.run_id)
    if marked:
        night.warn(
            Bilingual(
                vi=f"Nguồn {name}: đối chiếu toàn bộ không còn thấy {marked} bản ghi ({contract.title.vi}); đã đánh dấu xóa, không tính.",
                en=f"Source {name}: the full compare no longer finds {marked} records ({contract.title.en}); marked as deleted, not counted.",
            )
        )


def _not_accepted(name: str, met: int, expected: int) -> Bilingual:
    return Bilingual(
        vi=f"Nguồn {name}: lần đối chiếu toàn bộ gặp {met} hồ sơ, hệ thống báo {expected}; chưa đánh dấu hồ sơ biến mất,"
        " đêm sau đối chiếu lại.",
        en=f"Source {name}: the full compare met {met} dossiers where the system counts {expected}; nothing is marked as"
        " vanished, the next night compares again.",
    )


def _move(night: Night, name: str, watermark: Watermark, accepted: bool) -> None:
    connection = night.connection
    of_this = {"source": name, "dataset": watermark.dataset}
    compared_at = night.started_at if accepted else watermark.compared_at
    connection.execute("DELETE FROM ops.watermark WHERE source = $source AND dataset = $dataset", of_this)
    connection.execute(
        "INSERT INTO ops.watermark VALUES ($source, $dataset, $reached, $pull_id, $compared_at, $run_id, $moved_at)",
        {
            **of_this,
            "reached": watermark.reached,
            "pull_id": watermark.pull_id,
            "compared_at": compared_at,
            "run_id": night.run_id,
            "moved_at": night.started_at,
        },
    )
