"""How a dossier lives: received, worked on, waiting for the applicant, finished, returned, and what staff do to it.

A life is drawn whole, also what happens after the last day of the data; `dossiers.seen` shows it as of an instant.
All lengths are working minutes (see `clock`).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from connectors.simulate.arrays import Instants, Mask, Real, Whole, where
from connectors.simulate.arrivals import ONLINE, POSTAL, Arrivals
from connectors.simulate.city import City, units
from connectors.simulate.clock import DAY, OfficeClock
from connectors.simulate.procedures import Catalogue

WEEK = 5 * DAY
DONE, WITHDRAWN, STOPPED = 9, 7, 8
NOT_WAITING, FOR_DOCUMENTS, FOR_PAYMENT = 0, 5, 6


@dataclass(frozen=True)
class Lives:
    """One entry per dossier and event; NaT where it never happens.

    `due_moved` is when the due date became `later_due`; `recorded_finish` and `recorded_refusal` are what the record
    shows once it is `finished`; `reopened` is when a finished dossier went back to work. `waiting` is the status while
    between `asked` and `answered` (0: never waits); `ending` the status once finished.
    """

    submitted: Instants
    received: Instants
    refused: Instants
    started: Instants
    first_due: Instants
    due_moved: Instants
    later_due: Instants
    asked: Instants
    answered: Instants
    finished: Instants
    recorded_finish: Instants
    recorded_refusal: Instants
    returned: Instants
    reopened: Instants
    waiting: Whole
    ending: Whole


@dataclass(frozen=True)
class _Work:
    """Working minutes: receipt, due, end of the work without any wait; who is late and who never ends."""

    received: Whole
    due: Whole
    end: Whole
    is_late: Mask
    never_ends: Mask


@dataclass(frozen=True)
class _Wait:
    """Working minutes at which the applicant is asked, and for how long; whether an answer ever comes."""

    status: Whole
    asked: Whole
    length: Whole
    is_answered: Mask

    @property
    def is_waiting(self) -> Mask:
        """Whether the dossier ever waits for its applicant."""
        return np.asarray(self.status != NOT_WAITING)


def lives(city: City, came: Arrivals, catalogue: Catalogue, clock: OfficeClock, random: np.random.Generator) -> Lives:
    """Draw the lives of the dossiers that `came`, in their order."""
    count = len(came.submitted)
    received = _receipts(came, clock, random)
    first_due, is_day_end = _promises(came, received, catalogue, clock, random)
    limit = np.maximum(clock.minute(first_due) - received - 1, 30)
    work = _work(received, limit, _late_chance(city, came, random), came.unit, random)
    wait = _waits(came, work, catalogue, random)
    ended, ending = _ends(work, wait, random)
    moves, moved, later = _moved_dues(work, wait, ended, random)
    later_due = clock.instant(later)
    fate = random.random(count)
    # 1.5 % are refused at the counter, 0.4 % are never taken up
    is_refused, is_taken = fate < 0.015, fate >= 0.019
    has_due = is_taken & (random.random(count) >= 0.012)
    receipt = clock.instant(received)
    finished = where(is_taken & (ended >= 0), clock.instant(ended))
    recorded = _recorded(finished, receipt, first_due, work.is_late & (ending == DONE), random)
    is_reopened = is_taken & (ended >= 0) & (ending == DONE) & (random.random(count) < 0.002)
    return Lives(
        submitted=came.submitted,
        received=where(is_taken, receipt),
        refused=where(is_refused, receipt),
        started=where(is_taken, clock.instant(received + random.integers(5, 180, count))),
        first_due=where(has_due, first_due),
        due_moved=where(has_due & moves, clock.instant(moved)),
        later_due=where(is_day_end, _end_of_day(later_due), later_due),
        asked=where(is_taken & wait.is_waiting, clock.instant(wait.asked)),
        answered=where(wait.is_answered, clock.instant(wait.asked + wait.length)),
        finished=finished,
        recorded_finish=where(ending != STOPPED, recorded),
        # a stopped dossier ends by the date of its refusal
        recorded_refusal=where(ending == STOPPED, finished),
        returned=where(is_taken, _returns(recorded, ended, ending, clock, random)),
        reopened=where(is_reopened, clock.instant(ended + DAY)),
        waiting=wait.status,
        ending=ending,
    )


def _receipts(came: Arrivals, clock: OfficeClock, random: np.random.Generator) -> Whole:
    """At the counter within minutes, online within the hours, by post a day later; in office minutes."""
    count = len(came.submitted)
    delay = random.integers(0, 10, count)
    delay = np.where(came.channel == ONLINE, np.minimum(random.exponential(70, count), 700).astype(np.int64), delay)
    delay = np.where(came.channel == POSTAL, random.integers(DAY // 2, 2 * DAY, count), delay)
    return clock.minute(came.submitted) + delay


def _promises(
    came: Arrivals, received: Whole, catalogue: Catalogue, clock: OfficeClock, random: np.random.Generator
) -> tuple[Instants, Mask]:
    """Return the due instant promised at the receipt and whether it is a day only (its end)."""
    limit = catalogue.limit[came.procedure]
    unit = np.array(catalogue.time_unit)[came.procedure]
    minutes = np.where(unit == "hour", limit * 60, limit * DAY)
    due = clock.instant(received + minutes)
    calendar_due = clock.instant(received) + limit.astype("timedelta64[D]")
    due = where(unit == "day", calendar_due.astype("datetime64[s]"), due)
    is_day_end = (unit != "hour") & (random.random(len(due)) < 0.35)
    return where(is_day_end, _end_of_day(due), due), is_day_end


def _end_of_day(instants: Instants) -> Instants:
    midnight = (instants.astype("datetime64[D]") + np.timedelta64(1, "D")).astype("datetime64[s]")
    return np.asarray(midnight - np.timedelta64(1, "s"))


def _work(received: Whole, limit: Whole, late_chance: Real, unit: Whole, random: np.random.Generator) -> _Work:
    """Most work ends within its limit; late work ends at least one working day after it."""
    count = len(received)
    share = random.beta(1.5, 1.4, count) * 0.98
    over = DAY + random.exponential(4 * DAY, count).astype(np.int64)
    is_late = random.random(count) < late_chance
    end = received + np.where(is_late, limit + over, np.maximum((limit * share).astype(np.int64), 5))
    never_ends = random.random(count) < 0.004
    return _Work(received, received + limit, _in_bulk(end, unit, random), is_late, never_ends)


def _late_chance(city: City, came: Arrivals, random: np.random.Generator) -> Real:
    """Every unit has its own chance; a tenth of them are clearly worse, one gets worse in the last third."""
    count = len(units())
    chance = random.beta(3, 90, count)
    worse = random.choice(np.arange(count), count // 10, replace=False)
    chance[worse] = random.uniform(0.10, 0.22, len(worse))
    last_third = np.datetime64(city.first) + 2 * city.days // 3
    drifting = (came.unit == worse[0]) & (came.submitted >= last_third)
    return np.asarray(np.where(drifting, np.minimum(chance[came.unit] * 2.5, 0.6), chance[came.unit]))


def _in_bulk(end: Whole, unit: Whole, random: np.random.Generator) -> Whole:
    """In two units support staff end half the week's dossiers at the same minute, late on every fifth working day."""
    bulk_units = random.choice(np.unique(unit), min(2, len(np.unique(unit))), replace=False)
    in_bulk = np.isin(unit, bulk_units) & (random.random(len(end)) < 0.5)
    return np.where(in_bulk, (end // WEEK + 1) * WEEK - 5, end)


def _waits(came: Arrivals, work: _Work, catalogue: Catalogue, random: np.random.Generator) -> _Wait:
    """6 % wait for documents, 3 % of those with a fee for its payment; one in eight never gets an answer."""
    count = len(work.end)
    draw = random.random(count)
    has_fee = catalogue.fee[came.procedure] > 0
    status = np.where(draw < 0.06, FOR_DOCUMENTS, np.where((draw < 0.09) & has_fee, FOR_PAYMENT, NOT_WAITING))
    status = np.where(work.end - work.received > DAY, status, NOT_WAITING)
    share = random.uniform(0.15, 0.7, count)
    asked = work.received + ((work.end - work.received) * share).astype(np.int64)
    length = 60 + random.exponential(4 * DAY, count).astype(np.int64)
    return _Wait(status, asked, length, (status != NOT_WAITING) & (random.random(count) < 0.875))


def _ends(work: _Work, wait: _Wait, random: np.random.Generator) -> tuple[Whole, Whole]:
    """Return the working minute of the end (-1: never) and the status it ends with."""
    draw = random.random(len(work.end))
    ending = np.where(draw < 0.008, WITHDRAWN, np.where(draw < 0.015, STOPPED, DONE))
    unanswered = wait.is_waiting & ~wait.is_answered
    # no answer for 20 working days: most are closed as withdrawn, the others wait for ever
    gives_up = unanswered & (random.random(len(draw)) < 0.6)
    ending = np.where(gives_up, WITHDRAWN, ending)
    end = np.where(wait.is_answered, work.end + wait.length, work.end)
    end = np.where(gives_up, wait.asked + 20 * DAY, end)
    return np.where(work.never_ends | (unanswered & ~gives_up), -1, end), ending


def _moved_dues(work: _Work, wait: _Wait, ended: Whole, random: np.random.Generator) -> tuple[Mask, Whole, Whole]:
    """Return whether the due date is moved, at which minute and to which.

    After most waits it moves by their length; some late ones are moved behind their end, after the date has passed.
    """
    draw = random.random(len(ended))
    by_wait = wait.is_answered & (draw < 0.8)
    hiding = work.is_late & ~wait.is_waiting & (ended >= 0) & (draw < 0.08)
    moved = np.where(by_wait, wait.asked + wait.length, work.due + DAY // 2)
    later = np.where(by_wait, work.due + wait.length, ended + DAY)
    return by_wait | hiding, moved, later


def _recorded(
    finished: Instants, received: Instants, due: Instants, is_late: Mask, random: np.random.Generator
) -> Instants:
    """What the record shows as the finish: sometimes nothing, the due date itself, or a time before the receipt."""
    draw = random.random(len(finished))
    recorded = where(is_late & (draw < 0.10) & (due < finished), due, finished)
    recorded = where((draw > 0.10) & (draw < 0.101), received - np.timedelta64(90, "m"), recorded)
    return where(~np.isnat(finished) & ~((draw > 0.20) & (draw < 0.206)), recorded)


def _returns(
    recorded: Instants, ended: Whole, ending: Whole, clock: OfficeClock, random: np.random.Generator
) -> Instants:
    """Results are handed out within days; one in twelve is never fetched, nor half of those without a finish."""
    count = len(ended)
    later = ended + random.exponential(0.7 * DAY, count).astype(np.int64)
    fetched = (ending == DONE) & (ended >= 0) & (random.random(count) > np.where(np.isnat(recorded), 0.5, 0.08))
    return where(fetched, clock.instant(later))
