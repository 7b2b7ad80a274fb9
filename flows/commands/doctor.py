"""motcua doctor: is everything there, fresh and reachable, and if not, what to do."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from importlib.metadata import version

import typer

from connectors.contract import Bilingual
from connectors.problem import SourceFailed
from connectors.registry import open_source
from connectors.source import SourceSettings
from flows.backfill import nights_without_run
from flows.commands.context import CONFIG, ConfigOption, begin
from flows.commands.source_table import show_sources
from flows.exit_codes import DONE
from flows.night import default_as_of
from flows.pulls import with_secrets
from flows.settings import Settings
from warehouse.database import read_published
from warehouse.publish import DATABASE, Publications

_ENOUGH_DISK = 2 * 1024**3


@dataclass(frozen=True)
class Finding:
    """One thing looked at: whether it is well, what was seen and what to do."""

    well: bool
    subject: Bilingual
    seen: str
    advice: Bilingual | None = None


def doctor(config: ConfigOption = CONFIG) -> int:
    """Kiểm tra cấu hình, nguồn, độ mới, đĩa, lịch chạy; nói cần làm gì / a check-up that says what to do."""
    settings, speech = begin(config)
    findings = [
        *_versions(),
        *_home(settings),
        _hash_secret(settings),
        *_sources(settings),
        *_publication(settings),
        *_nights(settings),
        *_receivers(settings),
        _schedule(settings),
    ]
    speech.table(
        Bilingual(vi="Kiểm tra", en="Check-up"),
        [
            Bilingual(vi="Mục kiểm tra", en="Subject"),
            Bilingual(vi="Kết quả", en="Result"),
            Bilingual(vi="Chi tiết", en="Seen"),
        ],
        [(f.subject.of(speech.language), "✓" if f.well else "▲", f.seen) for f in findings],
    )
    publications = Publications(settings.home)
    if publications.published() is not None:
        with read_published(publications.link / DATABASE) as connection:
            show_sources(settings, speech, connection)
    for finding in findings:
        if finding.advice and not finding.well:
            speech.warn(finding.advice)
    return DONE


def _versions() -> Iterator[Finding]:
    names = ("motcua", "duckdb", "prefect", "great-expectations", "pandas")
    seen = ", ".join(f"{name} {version(name)}" for name in names)
    yield Finding(True, Bilingual(vi="Phiên bản", en="Versions"), f"Python {sys.version.split()[0]}, {seen}")


def _home(settings: Settings) -> Iterator[Finding]:
    home = settings.home
    there = home if home.exists() else home.parent
    free = shutil.disk_usage(there).free
    yield Finding(
        free > _ENOUGH_DISK,
        Bilingual(vi="Đĩa trống", en="Free disk"),
        f"{free / 1024**3:.1f} GiB ({home})",
        Bilingual(
            vi=f"Đĩa của {home} sắp đầy: giải phóng chỗ hoặc giảm keep_publications.",
            en=f"The disk of {home} is nearly full: free space or lower keep_publications.",
        ),
    )
    yield Finding(
        os.access(there, os.W_OK),
        Bilingual(vi="Thư mục dữ liệu ghi được", en="Home is writable"),
        str(home),
        Bilingual(
            vi=f"Không ghi được vào {home}: cấp quyền cho người chạy motcua.",
            en=f"{home} is not writable: give its owner rights.",
        ),
    )


def _hash_secret(settings: Settings) -> Finding:
    """A changed secret changes the key of every person: older publications and names then belong to other keys."""
    kept = settings.home / "hash_secret"
    given = bool(settings.hash_secret and settings.hash_secret.get_secret_value())
    advice = Bilingual(
        vi="Chưa có khóa mã hóa: lần chạy đầu sẽ tạo và giữ trong home; hãy sao lưu. Đổi khóa là đổi mã của mọi người.",
        en="There is no hash secret yet: the first run makes one in home; back it up. Another secret means other keys.",
    )
    seen = "MOTCUA_HASH_SECRET" if given else str(kept)
    return Finding(given or kept.exists(), Bilingual(vi="Khóa mã hóa", en="Hash secret"), seen, advice)


def _sources(settings: Settings) -> Iterator[Finding]:
    if not settings.sources:
        advice = Bilingual(
            vi="Khai báo ít nhất một nguồn [sources.exports] trong motcua.toml.",
            en="Name at least one source [sources.exports] in motcua.toml.",
        )
        yield Finding(False, Bilingual(vi="Nguồn dữ liệu", en="Sources"), "0", advice)
    for name, source in settings.sources.items():
        subject = Bilingual(vi=f"Nguồn {name}", en=f"Source {name}")
        yield _reach(name, source, subject)


def _reach(name: str, source: SourceSettings, subject: Bilingual) -> Finding:
    try:
        reach = open_source(name, with_secrets(name, source)).reach()
    except SourceFailed as failed:
        return Finding(False, subject, source.connector, failed.message)
    return Finding(reach.advice is None, subject, reach.seen, reach.advice)


def _publication(settings: Settings) -> Iterator[Finding]:
    publications = Publications(settings.home)
    published = publications.published()
    subject = Bilingual(vi="Bản công bố", en="Publication")
    if published is None:
        yield Finding(
            False,
            subject,
            "—",
            Bilingual(
                vi="Chưa công bố lần nào: chạy motcua nightly.", en="Nothing was ever published: run motcua nightly."
            ),
        )
        return
    as_of = date.fromisoformat(published["as_of"])
    advice = Bilingual(
        vi="Bản công bố đã cũ: xem nhật ký log/motcua.jsonl, chạy motcua backfill.",
        en="The publication is old: read log/motcua.jsonl, run motcua backfill.",
    )
    yield Finding(as_of >= default_as_of(), subject, f"đến hết {as_of:%d/%m/%Y}, {published['run_id']}", advice)
    held = sorted(settings.held_folder.glob("*"))
    if held:
        advice = Bilingual(
            vi=f"Lần chạy {held[-1].name} chưa công bố được: xem {held[-1] / 'index.html'}",
            en=f"Run {held[-1].name} was held: see {held[-1] / 'index.html'}",
        )
        yield Finding(False, Bilingual(vi="Đêm bị giữ lại", en="Held night"), held[-1].name, advice)
    with read_published(publications.link / DATABASE) as connection:
        rows = connection.execute(
            "SELECT f.source, f.dataset, f.status, f.newest_record_on, f.message FROM ops.freshness AS f JOIN ops.publication USING (run_id) ORDER BY 1, 2"
        ).fetchall()
    for source, dataset, status, newest, message in rows:
        seen = f"{status}, {newest:%d/%m/%Y}" if newest else status
        yield Finding(
            status == "fresh",
            Bilingual(vi=f"Độ mới {source}/{dataset}", en=f"Freshness {source}/{dataset}"),
            seen,
            Bilingual(vi=message, en=message) if message else None,
        )


def _nights(settings: Settings) -> Iterator[Finding]:
    if missed := nights_without_run(settings):
        first, last = missed[0], missed[-1]
        advice = Bilingual(
            vi=f"{len(missed)} đêm bị lỡ: chạy motcua backfill --from {first} --to {last}, rồi xem motcua serve có đang chạy.",
            en=f"{len(missed)} nights were missed: motcua backfill --from {first} --to {last}; see that motcua serve runs.",
        )
        seen = f"{len(missed)}: {first:%d/%m/%Y} – {last:%d/%m/%Y}"
        yield Finding(False, Bilingual(vi="Đêm bị lỡ", en="Missed nights"), seen, advice)


def _receivers(settings: Settings) -> Iterator[Finding]:
    for name in sorted({name for alert in settings.alerts for name in alert.to}):
        receiver = settings.receivers[name]
        kept = "url" if receiver.url else receiver.secret_block
        advice = Bilingual(
            vi=f"Người nhận {name} chưa có địa chỉ: đặt MOTCUA_RECEIVERS__{name.upper()}__URL, rồi motcua alerts --test {name}.",
            en=f"Receiver {name} has no address: set MOTCUA_RECEIVERS__{name.upper()}__URL, then motcua alerts --test {name}.",
        )
        yield Finding(bool(kept), Bilingual(vi=f"Người nhận {name}", en=f"Receiver {name}"), kept or "—", advice)


def _schedule(settings: Settings) -> Finding:
    server = os.environ.get("PREFECT_API_URL")
    seen = f"{settings.motcua.schedule} Asia/Ho_Chi_Minh; {server or 'PREFECT_API_URL —'}"
    advice = Bilingual(
        vi="Chưa có máy chủ Prefect: chạy `prefect server start`, đặt PREFECT_API_URL rồi `motcua serve`; hoặc gọi `motcua nightly` từ cron.",
        en="No Prefect server: run `prefect server start`, set PREFECT_API_URL, then `motcua serve`; or call `motcua nightly` from cron.",
    )
    return Finding(server is not None, Bilingual(vi="Lịch chạy", en="Schedule"), seen, advice)


def add_to(app: typer.Typer) -> None:
    """Register the command."""
    app.command()(doctor)
