"""The slow count of who answers for a late dossier: its steps one by one, in plain Python."""

from collections.abc import Iterable
from datetime import date

from .count import late_dossiers
from .periods import working_days
from .record import Dossier, Step

#: The step that answers, and the working days by which it ran over (None: it did not itself run over).
Answer = tuple[Step, int | None]


def _end(step: Step, until: date) -> date | None:
    """The day the step was done, None while it ran at the end of `until`."""
    return step.done_at.date() if step.done_at and step.done_at.date() <= until else None


def _days_over(step: Step, until: date) -> int | None:
    """Working days by which a step ran over its own due day, None where it did not."""
    if not step.due_at:
        return None
    due, end = step.due_at.date(), _end(step, until)
    if end is None:
        return working_days(due, until) if due < until and step.status not in (5, 6) else None
    return working_days(due, end) if end > due else None


def _answer(dossier: Dossier, promised: date, until: date) -> Answer | None:
    """ "the step that ran over, the one with the most working days over; ties: the last; else the step running when the
    due date passed" """
    begun = [step for step in dossier.steps if step.started_at.date() <= until]
    over = [(step, days) for step in begun if (days := _days_over(step, until)) is not None]
    if over:
        return max(over, key=lambda one: (one[1], one[0].started_at, one[0].number))
    running = [step for step in begun if step.runs_at_the_end_of(promised)]
    return (max(running, key=lambda step: (step.started_at, step.number)), None) if running else None


def answers(every: Iterable[Dossier], as_of: date) -> dict[str, Answer | None]:
    """For each late dossier, by its code, the step that answers for it; None: the resolving unit does."""
    dossiers = {one.code: one for one in every}
    found = {}
    for code, state in late_dossiers(dossiers.values(), as_of).items():
        one = dossiers[code]
        promised = one.first_due_at if state == "late_by_first_due_only" else one.due_at
        closed = one.finish and one.finish.date() <= as_of
        assert promised
        found[code] = _answer(one, promised.date(), one.finish.date() if closed and one.finish else as_of)
    return found
