"""One night's pull: where to begin, what an earlier run has landed already, when everything is compared."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from connectors.contract import Bilingual
from connectors.igate.pages import PATH, Pages
from connectors.igate.records import list_keys
from connectors.igate.settings import Settings
from connectors.igate.walk import walk
from connectors.interface.bundle import AnswerBundle, PullRecord, pull_named, pulls_after
from connectors.interface.session import Interface
from connectors.problem import SourceFailed
from connectors.source import FullCompare, Pulled, Pulling, Watermark

DATASET = "dossier"
_NEVER = Watermark(DATASET, None, "")


def pull_dossiers(interface: Interface, settings: Settings, pulling: Pulling) -> Pulled:
    """Land what changed since the watermark, or everything when a full compare is due.

    Whole pulls that no publication has loaded yet (a night was held, or killed after its pull) are handed over again;
    one that was broken off is gone on with. Raise `SourceFailed` when the system cannot be asked: nothing is handed
    over then, what has landed stays for the next night.
    """
    official = pulling.watermarks.get(DATASET, _NEVER)
    records = pulls_after(pulling.landing, interface.source, official.pull_id)
    whole = [record for record in records if record.result is not None and record.result.get("is_whole", True)]
    window = _window(settings, official, whole, pulling.now)
    bundle = _bundle(interface.source, pulling, window, records)
    known = whole[-1] if whole else pull_named(pulling.landing, interface.source, official.pull_id)
    near = int((known.result or {}).get("last_page", 0)) if known else 0
    title = Bilingual(vi=f"Hỏi nguồn {interface.source} (trang)", en=f"Asking source {interface.source} (pages)")
    with pulling.counting(title) as advance:
        pages = Pages(interface, settings, bundle, advance)
        result = walk(pages, _instant(bundle.record.window["since"]), near)
    whole.append(bundle.finish(result))
    if not result["is_whole"]:
        raise _incomplete(interface.source, result)
    return _handed_over(settings, official, whole)


def _incomplete(source: str, result: Mapping[str, Any]) -> SourceFailed:
    return SourceFailed(
        Bilingual(
            vi=f"Nguồn {source}, {PATH}: hệ thống báo có {result['total']} hồ sơ nhưng mọi trang của nó chỉ đưa {result['met']};"
            ' chưa nạp gì của nguồn này đêm nay. Kiểm tra page_size và filters; nếu hệ thống luôn đếm dư, đặt spec = "slice".',
            en=f"Source {source}, {PATH}: the system counts {result['total']} dossiers and all its pages give only {result['met']};"
            ' nothing of it is loaded this night. Check page_size and filters; if its count is always too high, set spec = "slice".',
        )
    )


def _instant(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


def _reached(official: Watermark, whole: Sequence[PullRecord]) -> datetime | None:
    times = [official.reached, *(_instant((record.result or {}).get("reached")) for record in whole)]
    return max((time for time in times if time), default=None)


def _window(settings: Settings, official: Watermark, whole: Sequence[PullRecord], now: datetime) -> dict[str, Any]:
    """What a pull that begins now has to ask; its filters and paging tell whether another can be gone on with."""
    since = _reached(official, whole)
    is_due = official.compared_at is None or now - official.compared_at >= timedelta(days=settings.full_compare_days)
    has_compared = any(record.window["since"] is None for record in whole)
    return {
        "since": None
        if since is None or (is_due and not has_compared)
        else (since - timedelta(days=settings.overlap_days)).isoformat(),
        "spec": settings.spec,
        "size": settings.page_size,
        "filters": dict(settings.filters),
    }


def _bundle(source: str, pulling: Pulling, window: dict[str, Any], records: Sequence[PullRecord]) -> AnswerBundle:
    newest = records[-1] if records else None
    if (
        newest
        and newest.answers
        and newest.result is None
        and {**newest.window, "since": None} == {**window, "since": None}
    ):
        return AnswerBundle.resume(pulling.landing, source, pulling.run_id, newest)
    return AnswerBundle.begin(pulling.landing, source, pulling.run_id, pulling.now, window)


def _handed_over(settings: Settings, official: Watermark, whole: Sequence[PullRecord]) -> Pulled:
    files = tuple(file for record in whole for file in record.files)
    watermark = Watermark(DATASET, _reached(official, whole), whole[-1].pull_id, official.compared_at)
    full = [number for number, record in enumerate(whole) if _is_full(record)]
    compares = []
    if full:
        record = whole[full[-1]]
        later = tuple(file for each in whole[full[-1] + 1 :] for file in each.files)
        total = (record.result or {}).get("total")
        keys = partial(list_keys, settings, tuple(record.files), later)
        compares.append(FullCompare(DATASET, total, keys))
    return Pulled(files=files, watermarks=(watermark,), full_compares=tuple(compares))


def _is_full(record: PullRecord) -> bool:
    return record.window["since"] is None and bool((record.result or {}).get("is_settled"))
