"""Processing steps (tiến độ) of the dossiers: receipt, work, waiting for the applicant, approval or resumed work."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from connectors.simulate.arrays import NEVER, Instants, Mask, Whole, chosen, instants, where
from connectors.simulate.city import City, unit_codes, units
from connectors.simulate.clock import OfficeClock
from connectors.simulate.dossiers import Dossiers
from connectors.simulate.people import names

_RECEIVED, _WORKED_ON = 2, 4
#: The receipt desk passes a dossier on within half a working day.
_RECEIPT_LIMIT = 240
_ROOMS = (
    "Bộ phận Một cửa", "Lãnh đạo đơn vị", "Phòng Kinh tế", "Phòng Văn hóa - Xã hội", "Văn phòng HĐND và UBND",
    "Phòng Nghiệp vụ 1", "Phòng Nghiệp vụ 2", "Văn phòng Sở",
)  # fmt: skip
_DESK, _LEADERS, _OF_COMMUNE, _OF_DEPARTMENT = 0, 1, 2, 5
_CLERKS, _APPROVERS, _SPECIALISTS = 3, 2, 6
_DEPARTMENTS = 15


@dataclass(frozen=True)
class _Step:
    """One step of every dossier, in the dossiers' order; `started` is NaT where a dossier has no such step."""

    status: Whole
    started: Instants
    due: Instants
    done: Instants
    unit: Whole
    room: Whole
    officer: Whole


@dataclass(frozen=True)
class _Staff:
    """Who works on each dossier: unit of the work, its room, and places in the list of `people` (-1: not said)."""

    people: pa.Array
    unit: Whole
    worker_unit: Whole
    room: Whole
    clerk: Whole
    worker: Whole
    approver: Whole


def rows(city: City, random: np.random.Generator, drawn: Dossiers) -> pa.Table:
    """Draw the steps as of the end of the data: 2-4 per dossier that has run its course, one more once reopened.

    A dossier that was never received has none. A waiting step keeps its status 5 or 6; the last one takes the status
    that the dossier ended with. In 3 % of the communes' dossiers a department does the work.
    """
    staff = _staff(drawn, random)
    steps = _steps(city, random, drawn, staff)
    end = np.datetime64(city.end, "s")
    started = _side_by_side([step.started for step in steps])
    is_there = started <= end
    done = _side_by_side([step.done for step in steps])[is_there]
    dossier, _ = np.nonzero(is_there)

    def of(name: str) -> np.ndarray:
        return _side_by_side([getattr(step, name) for step in steps])[is_there]

    officer = of("officer")
    return pa.table(
        {
            "dossier_code": chosen(drawn.facts["dossier_code"].combine_chunks(), dossier),
            "step_no": pa.array(np.cumsum(is_there, axis=1)[is_there]),
            "unit_code_raw": chosen(unit_codes(), of("unit")),
            "department": chosen(list(_ROOMS), of("room")),
            "officer_name": chosen(staff.people, np.maximum(officer, 0), empty=officer < 0),
            "status": pa.array(of("status")),
            "started_at": instants(started[is_there]),
            "due_at": instants(of("due")),
            "done_at": instants(where(done <= end, done)),
        }
    )


def _side_by_side(columns: list[np.ndarray]) -> np.ndarray:
    return np.stack(columns, axis=1)


def _steps(city: City, random: np.random.Generator, drawn: Dossiers, staff: _Staff) -> list[_Step]:
    life, clock = drawn.lives, OfficeClock(city.first, city.until)
    end = np.datetime64(city.end, "s")
    ended = where(life.finished <= end, life.finished)
    # quick work and early questions come before the desk would have passed the dossier on
    taken_up = np.fmin(np.fmin(life.started, life.asked), life.finished)
    waits = ~np.isnat(life.asked)
    approved = ~waits & (random.random(len(waits)) < 0.45)
    handed_over = where(approved, _between(taken_up, life.finished, random.uniform(0.5, 0.85, len(waits)), clock))
    due = where(life.due_moved <= end, life.later_due, life.first_due)
    worked = where(waits, life.asked, where(approved, handed_over, life.finished))
    work_due = where(approved, _between(taken_up, life.first_due, 0.8, clock), life.first_due)
    last = where(waits, life.answered, handed_over)

    def step(status: Whole | int, started: Instants, due: Instants, done: Instants, at: tuple[Whole, ...]) -> _Step:
        unit, room, officer = at
        return _Step(np.broadcast_to(status, waits.shape).astype(np.int64), started, due, done, unit, room, officer)

    desk = (staff.unit, np.full(len(waits), _DESK), staff.clerk)
    work = (staff.worker_unit, staff.room, staff.worker)
    final = tuple(
        np.where(approved, approver, worker)
        for approver, worker in zip((staff.unit, np.full(len(waits), _LEADERS), staff.approver), work, strict=True)
    )
    never = np.full(len(waits), NEVER)
    receipt_due = clock.instant(clock.minute(life.received) + _RECEIPT_LIMIT)
    return [
        step(_RECEIVED, life.received, where(~np.isnat(life.received), receipt_due), taken_up, desk),
        step(_worked(ended, worked, life.ending), taken_up, work_due, worked, work),
        step(life.waiting, life.asked, never, np.fmin(life.answered, life.finished), work),
        step(_worked(ended, life.finished, life.ending), last, due, life.finished, final),
        step(_WORKED_ON, life.reopened, due, never, work),
    ]


def _worked(ended: Instants, done: Instants, ending: Whole) -> Whole:
    """A step that ended its dossier has the status of that end, the others that of work."""
    return np.where(ended == done, ending, _WORKED_ON)


def _between(first: Instants, last: Instants, share: float | np.ndarray, clock: OfficeClock) -> Instants:
    """Return the instant after a share of the working minutes from `first` to `last`; NaT where either is."""
    begins = clock.minute(first)
    length = np.maximum(clock.minute(last) - begins, 0)
    return where(~np.isnat(first) & ~np.isnat(last), clock.instant(begins + (length * share).astype(np.int64)))


def _staff(drawn: Dossiers, random: np.random.Generator) -> _Staff:
    unit = drawn.unit
    count, known = len(unit), len(unit_codes())
    officers = drawn.facts["officer_name"].combine_chunks()
    own = officers.indices.fill_null(-1).to_numpy(zero_copy_only=False).astype(np.int64)
    first_clerk = len(officers.dictionary)
    first_approver = first_clerk + known * _CLERKS
    first_specialist = first_approver + known * _APPROVERS
    people = [officers.dictionary, names(first_specialist - first_clerk + _DEPARTMENTS * _SPECIALISTS, random)]
    is_communal = (unit >= _DEPARTMENTS) & (unit < len(units()))
    is_passed_up: Mask = is_communal & (random.random(count) < 0.03)
    department = random.integers(0, _DEPARTMENTS, count)
    specialist = first_specialist + department * _SPECIALISTS + random.integers(0, _SPECIALISTS, count)
    first_room = np.where(is_communal & ~is_passed_up, _OF_COMMUNE, _OF_DEPARTMENT)
    return _Staff(
        people=pa.concat_arrays(people),
        unit=unit,
        worker_unit=np.where(is_passed_up, department, unit),
        room=first_room + random.integers(0, 3, count),
        clerk=first_clerk + unit * _CLERKS + random.integers(0, _CLERKS, count),
        worker=np.where(is_passed_up, specialist, own),
        approver=first_approver + unit * _APPROVERS + random.integers(0, _APPROVERS, count),
    )
