"""One night's pull: which tables are asked for, in which order, and what is said of those that did not come."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from connectors.contract import Bilingual
from connectors.dvcqg_reporting.landed import LandedTables
from connectors.dvcqg_reporting.periods import Period, periods_of_night
from connectors.dvcqg_reporting.settings import Settings
from connectors.dvcqg_reporting.tables import Question, tables
from connectors.dvcqg_reporting.whole import read_whole
from connectors.interface.session import Interface
from connectors.problem import SourceFailed, SourceRefused
from connectors.source import NotTaken, Pulled, Pulling, Watermark

DATASET = "portal_score"
#: After so many tables that did not come the others are left alone too.
_MOST_FAILURES = 3
_NEVER = Watermark(DATASET, None, "")


def pull_tables(interface: Interface, settings: Settings, pulling: Pulling) -> Pulled:
    """Land every table of the night's periods that came whole, and hand over all that no publication has loaded yet.

    A table that did not come is told by itself; where the portal refuses us nothing more is asked. Raise
    `SourceFailed` where none came at all.
    """
    landed = LandedTables(interface.source, settings, pulling)
    asked = _questions(settings, landed, pulling.now)
    title = Bilingual(vi=f"Hỏi nguồn {interface.source} (bảng)", en=f"Asking source {interface.source} (tables)")
    not_taken: list[NotTaken] = []
    with pulling.counting(title, len(asked)) as advance:
        for place, question in enumerate(asked, start=1):
            try:
                landed.keep(question, read_whole(interface, question, settings))
            except SourceFailed as failed:
                is_end = isinstance(failed, SourceRefused) or len(not_taken) + 1 == _MOST_FAILURES
                if is_end and place == len(not_taken) + 1:
                    raise
                not_taken.append(_not_taken(failed, question, landed, asked[place:] if is_end else ()))
                if is_end:
                    break
            advance(1)
    return _handed_over(pulling, landed, not_taken)


def _questions(settings: Settings, landed: LandedTables, now: datetime) -> list[Question]:
    """Return the night's questions, those asked longest ago first: after a refusal the next night begins with the rest."""
    known = tables(settings)

    def asked_at(period: Period) -> datetime:
        return min(landed.asked_at(Question(table, period)) or datetime.min for table in known)

    last_day = (now - timedelta(days=1)).date()
    periods = periods_of_night(last_day, settings.since, asked_at, settings.older_periods)
    questions = [Question(table, period) for period in periods for table in known]
    return sorted(questions, key=lambda question: landed.asked_at(question) or datetime.min)


def _not_taken(failed: SourceFailed, question: Question, landed: LandedTables, left: Sequence[Question]) -> NotTaken:
    """Say what became of a table that did not come, and until when its figures stand; `left` are not asked any more."""
    at = landed.asked_at(question)
    vi = (
        f"Bảng {question.told} giữ số liệu lấy lúc {at:%H:%M ngày %d/%m/%Y}."
        if at
        else f"Bảng {question.told}: chưa lấy được lần nào."
    )
    en = (
        f"Table {question.told} keeps the figures of {at:%d/%m/%Y %H:%M}."
        if at
        else f"Table {question.told} has never been fetched."
    )
    if left:
        vi += f" Đêm nay không hỏi nguồn này nữa, còn {len(left)} bảng; số liệu lần trước của chúng vẫn được dùng."
        en += f" This source is not asked any more this night, {len(left)} tables are left; their last figures stand."
    return NotTaken(question.file_name, Bilingual(vi=f"{failed.message.vi} {vi}", en=f"{failed.message.en} {en}"))


def _handed_over(pulling: Pulling, landed: LandedTables, not_taken: Sequence[NotTaken]) -> Pulled:
    official = pulling.watermarks.get(DATASET, _NEVER)
    files = landed.arrived_after(official.reached)
    reached = max((file.modified_at for file in files), default=official.reached)
    return Pulled(files, tuple(not_taken), (Watermark(DATASET, reached, pulling.run_id),))
