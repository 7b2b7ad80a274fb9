"""The slow count by the portal's rule (QĐ 766/QĐ-TTg 2.1, for both bases): C05, and C24 that stands on it."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta

from .periods import working_days
from .procedures import Procedure
from .record import Dossier

_LIMIT_HOURS = {"hour": 1, "day": 24}


def portal_end(dossier: Dossier, cut: date) -> datetime | None:
    """ "End = `finished_at`, else `returned_at`, else `refused_at`; none of them and exactly one supplement request:
    the time of that request. It is chosen from all times as recorded; an end after the cut is then no end."

    As recorded: one before the receipt stands as it is (the city's rule alone moves it to the receipt).
    """
    end = dossier.finished_at or dossier.returned_at or dossier.refused_at
    if end is None and dossier.supplement_count == 1:
        end = dossier.supplement_requested_at
    return end if end and end.date() <= cut else None


def portal_counted(dossier: Dossier, first: date, cut: date) -> bool:
    """ "`received_at` not null, status not 1, not deleted, received by the cut, and received or ended within the
    period (so an old dossier still open is not seen)" """
    if dossier.received_at is None or dossier.status == 1 or dossier.received_at.date() > cut:
        return False
    end = portal_end(dossier, cut)
    return dossier.received_at.date() >= first or (end is not None and end.date() >= first)


def portal_on_time(dossier: Dossier, procedures: Mapping[str, Procedure], cut: date) -> bool:
    """ "On time: at most one supplement request, and reference - `supplement_seconds` <= `due_at` (instants)" """
    assert dossier.received_at
    if dossier.supplement_count > 1:
        return False
    # "Reference instant = end, else the end of the cut's day": the second that is also the end of a due day, so that
    # what is due by the end of the cut's day is still on time then.
    reference = portal_end(dossier, cut) or datetime.combine(cut, time(23, 59, 59))
    reference -= timedelta(seconds=dossier.supplement_seconds)
    if dossier.due_at:
        return reference <= dossier.due_at
    procedure = procedures.get(dossier.procedure or "")
    if procedure is None or procedure.time_limit is None:
        return True  # "without either, on time"
    # "without due date: reference - received - `supplement_seconds` <= the procedure's time limit in hours or days of
    # 24 hours, or working days in (date(received), date(reference - supplement_seconds)] <= the limit"
    if procedure.time_unit == "working_day":
        return working_days(dossier.received_at.date(), reference.date()) <= procedure.time_limit
    hours = procedure.time_limit * _LIMIT_HOURS[procedure.time_unit or ""]
    return reference - dossier.received_at <= timedelta(hours=hours)
