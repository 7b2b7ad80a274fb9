"""The lives of dossiers: for every tricky course that a dossier takes, one small function that draws it.

A life is a dictionary of what a full export row would say (`Value`s by column key). Dates without a time of day
are `date`s, with one `datetime`s. `as_of` is the last day that the run counts.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random

from .city import Value

Life = dict[str, Value]

DAY = timedelta(days=1)
HISTORY_DAYS = 400


@dataclass(frozen=True)
class Draw:
    """Chance, and the day on which the city is looked at."""

    rng: Random
    as_of: date

    def moment(self, day: date) -> datetime:
        """A minute of the day's office hours."""
        return datetime.combine(day, time(7)) + timedelta(minutes=self.rng.randrange(10 * 60))

    def after(self, day: date, least: int, most: int) -> date:
        """A day from `least` to `most` days after the given one."""
        return day + self.rng.randint(least, most) * DAY

    def maybe_without_time(self, moment: datetime, share: float = 0.2) -> datetime | date:
        """The moment, or only its day."""
        return moment.date() if self.rng.random() < share else moment

    def life(self, youngest: int = 45, oldest: int = HISTORY_DAYS) -> tuple[Life, date, date]:
        """An open dossier received `youngest` to `oldest` days before as-of; with its days of receipt and due."""
        received_on = self.after(self.as_of, -oldest, -youngest)
        due_on = self.after(received_on, 3, 40)
        received = self.moment(received_on)
        life: Life = {
            "status": 4,
            "submitted_at": received - timedelta(hours=self.rng.randrange(48)),
            "received_at": self.maybe_without_time(received, 0.1),
            "due_at": due_on if self.rng.random() < 0.3 else self.moment(due_on),
            "finished_at": None,
            "returned_at": None,
            "refused_at": None,
        }
        return life, received_on, due_on


def _finished_early(draw: Draw) -> Life:
    life, received_on, due_on = draw.life()
    day = received_on + draw.rng.randint(1, (due_on - received_on).days - 1) * DAY
    return life | {"status": draw.rng.choice((9, 10)), "finished_at": draw.maybe_without_time(draw.moment(day))}


def _finished_on_due_date(draw: Draw) -> Life:
    life, _, due_on = draw.life()
    finish = draw.rng.choice((datetime.combine(due_on, time(0)), draw.moment(due_on), due_on))
    return life | {"status": 9, "finished_at": finish}


def _finished_last_minute_of_due_date(draw: Draw) -> Life:
    life, _, due_on = draw.life()
    return life | {"status": 10, "due_at": draw.moment(due_on), "finished_at": datetime.combine(due_on, time(23, 59))}


def _finished_late(draw: Draw) -> Life:
    life, _, due_on = draw.life()
    day = draw.after(due_on, 1, 40)
    finish = draw.rng.choice((datetime.combine(due_on + DAY, time(0)), draw.moment(day), day))
    return life | {"status": draw.rng.choice((9, 10, 4)), "finished_at": finish}


def _no_due_date_finished(draw: Draw) -> Life:
    life, received_on, _ = draw.life()
    return life | {"status": 9, "due_at": None, "finished_at": draw.moment(draw.after(received_on, 0, 30))}


def _no_due_date_open(draw: Draw) -> Life:
    return draw.life(youngest=0)[0] | {"due_at": None}


def _finish_only_in_returned(draw: Draw) -> Life:
    life, _, due_on = draw.life()
    return life | {"status": 10, "returned_at": draw.maybe_without_time(draw.moment(draw.after(due_on, -2, 5)))}


def _finish_only_in_refused(draw: Draw) -> Life:
    life, _, due_on = draw.life()
    status = draw.rng.choice((7, 8))
    return life | {"status": status, "refused_at": draw.maybe_without_time(draw.moment(draw.after(due_on, -2, 5)))}


def _finished_before_due_returned_after(draw: Draw) -> Life:
    life, _, due_on = draw.life()
    return life | {
        "status": 10,
        "finished_at": draw.moment(due_on - DAY),
        "returned_at": draw.moment(draw.after(due_on, 2, 20)),
    }


def _finished_after_as_of_returned_before(draw: Draw) -> Life:
    life, _, due_on = draw.life()
    return life | {
        "status": 10,
        "finished_at": draw.moment(draw.after(draw.as_of, 2, 9)),
        "returned_at": draw.moment(due_on),
    }


def _finish_before_receipt(draw: Draw) -> Life:
    life, received_on, _ = draw.life()
    return life | {"status": 9, "finished_at": draw.moment(draw.after(received_on, -40, -1))}


def _finish_on_day_of_receipt_without_time(draw: Draw) -> Life:
    life, received_on, _ = draw.life()
    return life | {"status": 9, "received_at": draw.moment(received_on), "finished_at": received_on}


def _due_before_receipt(draw: Draw) -> Life:
    life, received_on, _ = draw.life()
    due = draw.moment(draw.after(received_on, -10, -1))
    finish = draw.moment(draw.after(received_on, -20, 20)) if draw.rng.random() < 0.7 else None
    return life | {"status": 9 if finish else 4, "due_at": due, "finished_at": finish}


def _finish_after_as_of(draw: Draw) -> Life:
    life, _, _ = draw.life(youngest=0, oldest=60)
    first_moment = datetime.combine(draw.as_of + DAY, time(0))
    return life | {
        "status": 9,
        "finished_at": draw.rng.choice((first_moment, draw.moment(draw.after(draw.as_of, 1, 9)))),
    }


def _finished_last_minute_of_as_of(draw: Draw) -> Life:
    life, _, _ = draw.life(youngest=1, oldest=60)
    return life | {"status": 9, "finished_at": datetime.combine(draw.as_of, time(23, 59))}


def _receipt_around_as_of(draw: Draw) -> Life:
    life, _, _ = draw.life(youngest=0, oldest=0)
    moments = (
        datetime.combine(draw.as_of, time(23, 59)),
        datetime.combine(draw.as_of + DAY, time(0)),
        draw.moment(draw.after(draw.as_of, 1, 6)),
    )
    return life | {"received_at": draw.rng.choice(moments), "due_at": draw.after(draw.as_of, 8, 20)}


def _closed_without_end(draw: Draw) -> Life:
    return draw.life(youngest=2)[0] | {"status": draw.rng.randint(7, 10)}


def _waiting_overdue(draw: Draw) -> Life:
    return draw.life()[0] | {"status": draw.rng.choice((5, 6))}


def _waiting_finished(draw: Draw) -> Life:
    life, _, due_on = draw.life()
    return life | {"status": draw.rng.choice((5, 6)), "finished_at": draw.moment(draw.after(due_on, -2, 30))}


def _waiting_in_term(draw: Draw) -> Life:
    return draw.life(youngest=0, oldest=20)[0] | {"status": 6, "due_at": draw.after(draw.as_of, 0, 9)}


def _open_overdue(draw: Draw) -> Life:
    return draw.life(youngest=42, oldest=150)[0] | {"status": draw.rng.choice((2, 4))}


def _open_in_term(draw: Draw) -> Life:
    return draw.life(youngest=0, oldest=9)[0] | {"due_at": draw.moment(draw.after(draw.as_of, 1, 30))}


def _open_due_around_as_of(draw: Draw) -> Life:
    due_on = draw.after(draw.as_of, -1, 1)
    due: Value = draw.rng.choice((due_on, draw.moment(due_on), datetime.combine(due_on, time(0, 1))))
    return draw.life(youngest=3, oldest=30)[0] | {"due_at": due}


def _due_in_nine_years(draw: Draw) -> Life:
    return draw.life(youngest=0)[0] | {"due_at": draw.as_of + 9 * 365 * DAY}


def _at_edges_of_periods(draw: Draw) -> Life:
    """Receipt and finish at the first and last minutes of calendar and statutory report months."""
    life, received_on, _ = draw.life(youngest=70)
    edges = [date(received_on.year, received_on.month, day) for day in (1, 14, 15)]
    received = draw.rng.choice(edges)
    finish = draw.rng.choice([edge + 31 * DAY for edge in edges] + [edges[0] - DAY + 31 * DAY])
    first_or_last = (time(0), time(23, 59))
    return life | {
        "status": 9,
        "submitted_at": None,
        "received_at": datetime.combine(received, draw.rng.choice(first_or_last)),
        "finished_at": datetime.combine(finish, draw.rng.choice(first_or_last)),
        "due_at": draw.rng.choice((finish, finish - DAY, finish + DAY)),
    }


def _registered_only(draw: Draw) -> Life:
    life = draw.life(youngest=0)[0] | {"status": 1}
    return life if draw.rng.random() < 0.5 else life | {"received_at": None}


def _not_accepted(draw: Draw) -> Life:
    life, _, due_on = draw.life()
    refused = life | {"status": 3, "refused_at": draw.moment(due_on)}
    return refused if draw.rng.random() < 0.5 else refused | {"received_at": None}


def _accepted_without_receipt(draw: Draw) -> Life:
    return draw.life(youngest=0)[0] | {"status": 2, "received_at": None}


COURSES: dict[str, tuple[int, Callable[[Draw], Life]]] = {
    # kind: (weight, course)
    "finished_early": (26, _finished_early),
    "finished_on_due_date": (12, _finished_on_due_date),
    "finished_last_minute_of_due_date": (4, _finished_last_minute_of_due_date),
    "finished_late": (16, _finished_late),
    "no_due_date_finished": (4, _no_due_date_finished),
    "no_due_date_open": (2, _no_due_date_open),
    "finish_only_in_returned": (5, _finish_only_in_returned),
    "finish_only_in_refused": (4, _finish_only_in_refused),
    "finished_before_due_returned_after": (3, _finished_before_due_returned_after),
    "finished_after_as_of_returned_before": (2, _finished_after_as_of_returned_before),
    "finish_before_receipt": (3, _finish_before_receipt),
    "finish_on_day_of_receipt_without_time": (2, _finish_on_day_of_receipt_without_time),
    "due_before_receipt": (2, _due_before_receipt),
    "finish_after_as_of": (3, _finish_after_as_of),
    "finished_last_minute_of_as_of": (2, _finished_last_minute_of_as_of),
    "receipt_around_as_of": (3, _receipt_around_as_of),
    "closed_without_end": (3, _closed_without_end),
    "waiting_overdue": (4, _waiting_overdue),
    "waiting_finished": (2, _waiting_finished),
    "waiting_in_term": (2, _waiting_in_term),
    "open_overdue": (6, _open_overdue),
    "open_in_term": (6, _open_in_term),
    "open_due_around_as_of": (3, _open_due_around_as_of),
    "due_in_nine_years": (1, _due_in_nine_years),
    "at_edges_of_periods": (6, _at_edges_of_periods),
    "registered_only": (2, _registered_only),
    "not_accepted": (2, _not_accepted),
    "accepted_without_receipt": (2, _accepted_without_receipt),
}


def draw_course(draw: Draw) -> tuple[str, Life]:
    """One kind of life, by weight, and a life of it."""
    kinds = list(COURSES)
    kind = draw.rng.choices(kinds, [COURSES[name][0] for name in kinds])[0]
    return kind, COURSES[kind][1](draw)
