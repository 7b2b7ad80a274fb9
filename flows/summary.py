"""The night's story for the person at the keyboard and for Prefect: what was published, set aside, who is late most."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from connectors.contract import Bilingual
from flows.night import Outcome
from flows.speech import Speech
from warehouse.database import read_published
from warehouse.publish import DATABASE

#: A unit that finished fewer dossiers than this in the month is not ranked.
RANKED_FROM = 30

_LATE_UNITS = """
SELECT r.unit_code, u.name, r.resolved_late, r.resolved, r.late_rate, r.open_overdue, r."open", r.period_start
FROM mart.late_rate AS r
JOIN ref.unit AS u ON u.unit_code = r.unit_code
CROSS JOIN ops.publication AS p
WHERE r.period_start = (SELECT max(period_start) FROM mart.late_rate) AND u.parent_code IS NOT NULL AND r.resolved >= $ranked_from
ORDER BY r.late_rate DESC, r.resolved DESC, r.unit_code
LIMIT $limit
"""
_KEY_FIGURES = """
SELECT r.resolved_late, r.resolved, r.late_rate, r.open_overdue, r."open", r.period_start
FROM mart.late_rate AS r
JOIN ref.unit AS u ON u.unit_code = r.unit_code
JOIN ops.publication AS p ON r.period_start = date_trunc('month', p.as_of)
WHERE u.parent_code IS NULL AND u.valid_to IS NULL
ORDER BY r."open" DESC, r.unit_code
LIMIT 1
"""
_SET_ASIDE = """
SELECT q.file, q.column_name, q.rule, count(*) AS rows
FROM ops.quarantine AS q
JOIN ops.publication AS p ON p.run_id = q.run_id
GROUP BY ALL ORDER BY rows DESC, q.file, q.column_name LIMIT 8
"""
_TOTALS = """
SELECT r.rows_read, r.rows_loaded, r.rows_unchanged, r.rows_quarantined,
    (SELECT count(*) FROM ops.load AS l WHERE l.run_id = r.run_id) AS files,
    (SELECT count(*) FROM core.dossier WHERE NOT is_deleted) AS dossiers
FROM ops.run AS r JOIN ops.publication AS p ON p.run_id = r.run_id
"""


def late_units(folder: Path, limit: int) -> list[dict[str, Any]]:
    """Return the units with the highest late rate of the running month as rows for a table artifact."""
    with read_published(folder / DATABASE) as connection:
        rows = connection.execute(_LATE_UNITS, {"limit": limit, "ranked_from": RANKED_FROM}).fetchall()
    return [
        {
            "Mã đơn vị": code,
            "Đơn vị": name,
            "Trễ/đã giải quyết": f"{late}/{resolved}",
            "Tỷ lệ": _percent(rate),
            "Quá hạn/đang giải quyết": f"{overdue}/{still_open}",
        }
        for code, name, late, resolved, rate, overdue, still_open, _ in rows
    ]


def _percent(rate: float | None) -> str:
    return "—" if rate is None else f"{rate * 100:.2f}%".replace(".", ",")


def page_of_run(outcome: Outcome, home: Path) -> Path | None:
    """Return the page that tells of a run: the address officers keep, its own where it was only kept; None: there is none."""
    page = (outcome.folder if outcome.status == "kept" else home) / "reports" / "index.html"
    return page.absolute() if page.exists() else None


def key_figures(folder: Path) -> list[tuple[str, str]]:
    """Return what the page's first lines say of the city, label and figure, in Vietnamese."""
    with read_published(folder / DATABASE) as connection:
        rows = connection.execute(_KEY_FIGURES).fetchall()
        (totals,) = connection.execute(_TOTALS).fetchall()
    read, loaded, unchanged, aside, files, _ = totals
    figures = [
        ("Dòng đọc = nạp + không đổi + để riêng", f"{_n(read)} = {_n(loaded)} + {_n(unchanged)} + {_n(aside)}"),
        ("Tệp", _n(files)),
    ]
    for late, resolved, rate, overdue, still_open, month in rows:
        figures += [
            ("Đang giải quyết", _n(still_open)),
            ("Quá hạn/đang giải quyết", f"{_n(overdue)}/{_n(still_open)}"),
            (f"Trễ/đã giải quyết, tháng {month:%m/%Y}", f"{_n(late)}/{_n(resolved)} ({_percent(rate)})"),
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
    with read_published(outcome.folder / DATABASE) as connection:
        (totals,) = connection.execute(_TOTALS).fetchall()
        aside = connection.execute(_SET_ASIDE).fetchall()
        late = connection.execute(_LATE_UNITS, {"limit": 5, "ranked_from": RANKED_FROM}).fetchall()
    _tell_totals(outcome, speech, totals)
    if aside:
        speech.table(
            Bilingual(vi="Dòng để riêng (motcua quarantine list)", en="Rows set aside (motcua quarantine list)"),
            [_C["file"], _C["column"], _C["rule"], _C["rows"]],
            aside,
        )
    if late:
        speech.table(
            Bilingual(
                vi=f"Đơn vị trễ hạn nhiều nhất tháng {late[0][7]:%m/%Y}", en=f"Highest late rates of {late[0][7]:%m/%Y}"
            ),
            [_C["unit"], _C["late"], _C["rate"], _C["overdue"]],
            [
                (name, f"{late_n}/{n}", _percent(rate), f"{overdue}/{still_open}")
                for _, name, late_n, n, rate, overdue, still_open, _ in late
            ],
        )
    shown = home / "published" if outcome.status == "published" else outcome.folder
    page = (home if outcome.status == "published" else outcome.folder) / "reports" / "index.html"
    speech.say(Bilingual(vi=f"Trang báo cáo: {page}", en=f"Page: {page}"))
    speech.say(Bilingual(vi=f"Kho dữ liệu DuckDB: {shown / DATABASE}", en=f"DuckDB file: {shown / DATABASE}"))


_C = {
    "file": Bilingual(vi="Tệp", en="File"),
    "column": Bilingual(vi="Cột", en="Column"),
    "rule": Bilingual(vi="Quy tắc", en="Rule"),
    "rows": Bilingual(vi="Số dòng", en="Rows"),
    "unit": Bilingual(vi="Đơn vị", en="Unit"),
    "late": Bilingual(vi="Trễ/đã giải quyết", en="Late/finished"),
    "rate": Bilingual(vi="Tỷ lệ", en="Rate"),
    "overdue": Bilingual(vi="Quá hạn/đang giải quyết", en="Overdue/open"),
}


def _tell_totals(outcome: Outcome, speech: Speech, totals: tuple[Any, ...]) -> None:
    read, loaded, unchanged, aside, files, dossiers = totals
    speech.say(
        Bilingual(
            vi=f"{_STATUS[outcome.status].vi}: số liệu đến hết {outcome.as_of:%d/%m/%Y}, {_n(dossiers)} hồ sơ trong kho.",
            en=f"{_STATUS[outcome.status].en}: data up to {outcome.as_of:%d/%m/%Y}, {dossiers:,} dossiers in the warehouse.",
        )
    )
    speech.say(
        Bilingual(
            vi=f"{_n(files)} tệp: đọc {_n(read)} dòng = nạp {_n(loaded)} + không đổi {_n(unchanged)} + để riêng {_n(aside)}.",
            en=f"{files:,} files: {read:,} rows read = {loaded:,} loaded + {unchanged:,} unchanged + {aside:,} set aside.",
        )
    )


def _n(number: int) -> str:
    return f"{number:,}".replace(",", ".")
