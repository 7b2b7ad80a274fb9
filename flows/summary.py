"""The night's story for the person at the keyboard and for Prefect: what was published, set aside, who is late most."""

from __future__ import annotations

from pathlib import Path
from typing import Any, NamedTuple

import duckdb

from connectors.contract import Bilingual
from flows.night import Outcome
from flows.reports.numbers import NumberFormat
from flows.speech import Speech
from warehouse.database import read_published, sql_text
from warehouse.publish import DATABASE

#: A unit that finished fewer dossiers than this in the month is not ranked.
RANKED_FROM = 30


class Totals(NamedTuple):
    """What the published run read, and all dossiers, as people read numbers."""

    read: str
    loaded: str
    unchanged: str
    aside: str
    files: str
    dossiers: str


def late_units(folder: Path, limit: int) -> list[dict[str, Any]]:
    """Return the units with the highest late rate of the running month as rows for a table artifact."""
    with read_published(folder / DATABASE) as connection:
        rows = connection.execute(_asked("late_units"), {"limit": limit, "ranked_from": RANKED_FROM}).fetchall()
    number = NumberFormat("vi")
    return [
        {
            "Mã đơn vị": code,
            "Đơn vị": name,
            "Trễ/đã giải quyết": f"{late}/{resolved}",
            "Tỷ lệ": number.fraction(rate),
            "Quá hạn/đang giải quyết": f"{overdue}/{still_open}",
        }
        for code, name, late, resolved, rate, overdue, still_open, _ in rows
    ]


def _asked(question: str) -> str:
    return sql_text("queries", f"{question}.sql")


def _totals(connection: duckdb.DuckDBPyConnection, number: NumberFormat) -> Totals:
    (counts,) = connection.execute(_asked("run_totals")).fetchall()
    return Totals(*map(number.count, counts))


def page_of_run(outcome: Outcome, home: Path) -> Path | None:
    """Return the page that tells of a run: the address officers keep, its own where it was only kept; None: there is none."""
    page = (outcome.folder if outcome.status == "kept" else home) / "reports" / "index.html"
    return page.absolute() if page.exists() else None


def key_figures(folder: Path) -> list[tuple[str, str]]:
    """Return what the page's first lines say of the city, label and figure, in Vietnamese."""
    number = NumberFormat("vi")
    with read_published(folder / DATABASE) as connection:
        rows = connection.execute(_asked("late_in_city")).fetchall()
        totals = _totals(connection, number)
    figures = [
        (
            "Dòng đọc = nạp + không đổi + để riêng",
            f"{totals.read} = {totals.loaded} + {totals.unchanged} + {totals.aside}",
        ),
        ("Tệp", totals.files),
    ]
    for late, resolved, rate, overdue, still_open, month in rows:
        figures += [
            ("Đang giải quyết", number.count(still_open)),
            ("Quá hạn/đang giải quyết", number.counts(overdue, still_open)),
            (
                f"Trễ/đã giải quyết, tháng {month:%m/%Y}",
                f"{number.counts(late, resolved)} ({number.fraction(rate)})",
            ),
        ]
    return figures


def markdown_story(outcome: Outcome) -> str:
    """Return the run's story as Markdown in Vietnamese."""
    lines = [
        f"# motcua: số liệu đến hết {outcome.as_of:%d/%m/%Y}",
        "",
        f"Lần chạy `{outcome.run_id}`: **{_STATUS[outcome.status].vi}**",
    ]
    if outcome.status != "held":
        lines += ["", f"Trang báo cáo: `{outcome.folder / 'reports' / 'index.html'}`"]
        lines += ["", "| Số liệu | |", "|---|---:|"]
        lines += [f"| {label} | {figure} |" for label, figure in key_figures(outcome.folder)]
    for title, messages in (("Lý do", outcome.reasons), ("Cảnh báo", outcome.warnings)):
        if messages:
            lines += ["", f"## {title}", *(f"- {message.vi}" for message in messages)]
    return "\n".join(lines)


_STATUS = {
    "published": Bilingual(vi="Đã công bố", en="Published"),
    "kept": Bilingual(
        vi="Đã tính, bản đang công bố mới hơn nên giữ nguyên", en="Computed; the published one is newer and stands"
    ),
    "held": Bilingual(
        vi="CHƯA CÔNG BỐ: kiểm tra không đạt, bản trước vẫn dùng",
        en="NOT PUBLISHED: a check failed, the previous publication stands",
    ),
}


def tell(outcome: Outcome, speech: Speech, home: Path) -> None:
    """Say how the night ended."""
    for warning in outcome.warnings:
        speech.warn(warning)
    if outcome.status == "held":
        speech.error(_STATUS["held"])
        for reason in outcome.reasons:
            speech.error(reason)
        return
    number = NumberFormat(speech.language)
    with read_published(outcome.folder / DATABASE) as connection:
        totals = _totals(connection, number)
        aside = connection.execute(_asked("run_set_aside")).fetchall()
        late = connection.execute(_asked("late_units"), {"limit": 5, "ranked_from": RANKED_FROM}).fetchall()
    _tell_totals(outcome, speech, totals)
    if aside:
        speech.table(
            Bilingual(vi="Dòng để riêng (motcua quarantine list)", en="Rows set aside (motcua quarantine list)"),
            [_HEADINGS["file"], _HEADINGS["column"], _HEADINGS["rule"], _HEADINGS["rows"]],
            aside,
        )
    if late:
        speech.table(
            Bilingual(
                vi=f"Đơn vị trễ hạn nhiều nhất tháng {late[0][7]:%m/%Y}", en=f"Highest late rates of {late[0][7]:%m/%Y}"
            ),
            [_HEADINGS["unit"], _HEADINGS["late"], _HEADINGS["rate"], _HEADINGS["overdue"]],
            [
                (name, f"{late_n}/{n}", number.fraction(rate), f"{overdue}/{still_open}")
                for _, name, late_n, n, rate, overdue, still_open, _ in late
            ],
        )
    shown = home / "published" if outcome.status == "published" else outcome.folder
    page = (home if outcome.status == "published" else outcome.folder) / "reports" / "index.html"
    speech.say(Bilingual(vi=f"Trang báo cáo: {page}", en=f"Page: {page}"))
    speech.say(Bilingual(vi=f"Kho dữ liệu DuckDB: {shown / DATABASE}", en=f"DuckDB file: {shown / DATABASE}"))


_HEADINGS = {
    "file": Bilingual(vi="Tệp", en="File"),
    "column": Bilingual(vi="Cột", en="Column"),
    "rule": Bilingual(vi="Quy tắc", en="Rule"),
    "rows": Bilingual(vi="Số dòng", en="Rows"),
    "unit": Bilingual(vi="Đơn vị", en="Unit"),
    "late": Bilingual(vi="Trễ/đã giải quyết", en="Late/finished"),
    "rate": Bilingual(vi="Tỷ lệ", en="Rate"),
    "overdue": Bilingual(vi="Quá hạn/đang giải quyết", en="Overdue/open"),
}


def _tell_totals(outcome: Outcome, speech: Speech, totals: Totals) -> None:
    ended = _STATUS[outcome.status]
    speech.say(
        Bilingual(
            vi=f"{ended.vi}: số liệu đến hết {outcome.as_of:%d/%m/%Y}, {totals.dossiers} hồ sơ trong kho.",
            en=f"{ended.en}: data up to {outcome.as_of:%d/%m/%Y}, {totals.dossiers} dossiers in the warehouse.",
        )
    )
    speech.say(
        Bilingual(
            vi=f"{totals.files} tệp: đọc {totals.read} dòng = nạp {totals.loaded} + không đổi {totals.unchanged}"
            f" + để riêng {totals.aside}.",
            en=f"{totals.files} files: {totals.read} rows read = {totals.loaded} loaded + {totals.unchanged} unchanged"
            f" + {totals.aside} set aside.",
        )
    )
