"""The slow count of payments: requests out of attempts, what a dossier owes and whether it was paid online."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from .city import Unit
from .count import with_ancestors
from .count_papers import Attempt
from .record import Dossier

# "A request's state is the first that any attempt has of refunded, success, pending, cancelled, failed: never by time"
STATES = ("refunded", "success", "pending", "cancelled", "failed")
SUMMARY = (
    *("requests", "succeeded", "pending", "failed", "refunded", "cancelled"),
    *("amount_succeeded", "amount_refunded"),
)
SummaryKey = tuple[str, str | None]  # unit, channel


@dataclass(frozen=True)
class Request:
    """A payment request: one per dossier and reference."""

    dossier_code: str
    reference: str
    attempts: int
    state: str
    amount: int
    channel: str | None
    unit: str
    transacted_at: datetime | None


def requests(attempts: Iterable[Attempt]) -> list[Request]:
    """ "one row per dossier and reference; a missing reference is the transaction's own id" """
    together: dict[tuple[str, str], list[Attempt]] = defaultdict(list)
    for one in attempts:
        together[one.dossier_code, one.reference or one.transaction_id].append(one)
    found = []
    for (code, reference), tries in together.items():
        state = next(state for state in STATES if any(one.state == state for one in tries))
        # "amount, channel, unit and date are those of the attempt that gave the state (several: the greatest
        # transacted_at, then transaction_id)"; a time not known is not the greatest.
        giving = [one for one in tries if one.state == state]
        deciding = max(giving, key=lambda one: (one.transacted_at or datetime.min, one.transaction_id))
        kept = (state, deciding.amount, deciding.channel, deciding.unit, deciding.transacted_at)
        found.append(Request(code, reference, len(tries), *kept))
    return found


def summary(
    every: Iterable[Request], units: Sequence[Unit], first: date, last: date, as_of: date
) -> dict[SummaryKey, tuple[int, ...]]:
    """mart.payment_summary of [first, last]: by unit and channel, the figures in the order of `SUMMARY`.

    "requests by the date and unit of the deciding attempt; channel NULL is a row of its own"; a request whose deciding
    attempt has no date is in no period.
    """
    figures: dict[SummaryKey, dict[str, int]] = defaultdict(lambda: dict.fromkeys(SUMMARY, 0))
    for one in every:
        if one.transacted_at is None or not first <= one.transacted_at.date() <= min(last, as_of):
            continue
        for unit in with_ancestors(one.unit, units):
            row = figures[unit, one.channel]
            row["requests"] += 1
            row["succeeded" if one.state == "success" else one.state] += 1
            row["amount_succeeded"] += one.amount if one.state == "success" else 0
            row["amount_refunded"] += one.amount if one.state == "refunded" else 0
    return {key: tuple(row[name] for name in SUMMARY) for key, row in figures.items()}


class Till:
    """What the requests say of each dossier."""

    def __init__(self, every: Iterable[Request]) -> None:
        self._of: dict[str, list[Request]] = defaultdict(list)
        for one in every:
            self._of[one.dossier_code].append(one)

    def fee_due(self, dossier: Dossier) -> bool:
        """ "*Fee due*: coalesce(fee_amount, in basis city the dossier's largest payment request) > 0" """
        if dossier.fee_amount is not None:
            return dossier.fee_amount > 0
        # Whatever became of the request: that something was asked for makes the fee due.
        return max((one.amount for one in self._of.get(dossier.code, ())), default=0) > 0

    def paid_online(self, dossier: Dossier, cut: date) -> bool:
        """ "`paid_online` is 1 or 2, or (city) a payment request of the dossier is `success` in channel portal or
        province with date(transacted_at) <= cut (a refund since then undoes it)" """
        return dossier.paid_online in (1, 2) or any(
            one.state == "success"
            and one.channel in ("portal", "province")
            and one.transacted_at is not None
            and one.transacted_at.date() <= cut
            for one in self._of.get(dossier.code, ())
        )
