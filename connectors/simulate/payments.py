"""Payment transactions of the dossiers: attempts at requests, as the reconciliation of online payments lists them."""

from __future__ import annotations

from dataclasses import dataclass, fields

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from connectors.simulate.arrays import Instants, Mask, Whole, chosen, instants, where
from connectors.simulate.city import City, unit_codes
from connectors.simulate.dossiers import Dossiers
from connectors.simulate.lives import FOR_PAYMENT
from connectors.simulate.people import padded

STATES = ("success", "pending", "failed", "refunded", "cancelled")
SUCCESS, PENDING, FAILED, REFUNDED, CANCELLED = range(5)
CHANNELS = ("portal", "province", "cash", "transfer")
PORTAL, PROVINCE, CASH, TRANSFER, _OTHER = range(5)
#: A channel that no contract knows, which is a warning only.
_OTHER_CHANNEL = "Ví điện tử"
_BANKS = ("VCB", "BIDV", "AGRIBANK", "CTG", "MB", "VPB")
#: This bank writes the hour of a 12-hour clock and loses AM and PM.
_BANK_WITHOUT_AM_PM = "CTG"
#: Amounts of dossiers whose record does not tell the fee.
_AMOUNTS = (8_000, 30_000, 50_000, 75_000, 150_000)
#: By `paid_online` of the record: the chance of a request and of each state of it. -1: the record does not say.
_FIRST_REQUESTS = {
    -1: (0.15, (0.80, 0.12, 0.05, 0.0, 0.03)),
    0: (0.40, (0.97, 0.0, 0.0, 0.03, 0.0)),
    1: (0.97, (0.985, 0.0, 0.0, 0.015, 0.0)),
    2: (0.97, (0.985, 0.0, 0.0, 0.015, 0.0)),
    3: (0.60, (0.0, 0.45, 0.30, 0.0, 0.25)),
}


@dataclass(frozen=True)
class _Requests:
    """One entry per request: place of its dossier, amount in đồng, how it ends, channel, instant of the first attempt.

    A place beyond the city's dossiers is a dossier that the city does not have.
    """

    dossier: Whole
    amount: Whole
    state: Whole
    channel: Whole
    opened: Instants

    def of(self, index: Whole | Mask) -> _Requests:
        """Return the requests at the given positions."""
        return _Requests(**{column.name: getattr(self, column.name)[index] for column in fields(self)})


def rows(city: City, random: np.random.Generator, drawn: Dossiers) -> pa.Table:
    """Draw the transactions up to the end of the data, oldest first.

    A dossier has 0-2 requests and a request 1-4 attempts, of which the last gives its state (before a refund comes the
    success). Some were opened twice, some over another amount than the fee, a few for dossiers that nobody knows.
    """
    first = _first_requests(random, drawn, np.datetime64(city.end, "s"))
    requests = _joined(first, _second_requests(first, random), _strangers(city, random, len(drawn.unit)))
    request, state, at = _attempts(requests, random)
    order = np.argsort(at, kind="stable")
    order = order[at[order] <= np.datetime64(city.end, "s")]
    return _table(requests, request[order], state[order], at[order], drawn, random)


def _first_requests(random: np.random.Generator, drawn: Dossiers, end: np.datetime64) -> _Requests:
    """What the record says about paying online comes true; who waits for a payment has a request in any case."""
    life, facts = drawn.lives, drawn.facts
    count = len(life.submitted)
    paid = pc.fill_null(facts["paid_online"], -1).to_numpy().astype(np.int64)
    fee = pc.fill_null(facts["fee_amount"], -1).to_numpy().astype(np.int64)
    is_asked = (life.waiting == FOR_PAYMENT) & (life.asked <= end)
    is_answered = is_asked & (life.answered <= end)
    asks, state = _drawn_states(paid, random)
    state = np.where(is_answered, SUCCESS, np.where(is_asked, np.where(state == SUCCESS, PENDING, state), state))
    at_counter = paid == 0
    is_there = np.where(is_asked, True, asks & (fee != 0) & (~np.isnat(life.received) | ~at_counter))
    online = np.where((paid == 2) | ((paid != 1) & (random.random(count) < 0.3)), PROVINCE, PORTAL)
    offline = np.where(random.random(count) < 0.6, CASH, TRANSFER)
    opened = life.submitted + random.integers(1, 50, count).astype("timedelta64[m]")
    opened = where(at_counter, life.received + random.integers(0, 30, count).astype("timedelta64[m]"), opened)
    opened = where(is_asked, life.asked + np.timedelta64(35, "m"), opened)
    opened = where(is_answered, (life.asked + (life.answered - life.asked) // 2).astype("datetime64[m]"), opened)
    requests = _Requests(
        dossier=np.arange(count),
        amount=_amounts(fee, random),
        state=state,
        channel=np.where(at_counter & ~is_asked, offline, online),
        opened=opened,
    )
    return requests.of(is_there)


def _drawn_states(paid: Whole, random: np.random.Generator) -> tuple[Mask, Whole]:
    """Return, by what the record says of paying, whether there is a request and how it ends."""
    draw, chance = random.random(len(paid)), random.random(len(paid))
    asks, state = np.zeros(len(paid), np.bool_), np.zeros(len(paid), np.int64)
    for code, (share, states) in _FIRST_REQUESTS.items():
        asks |= (paid == code) & (draw < share)
        state = np.where(paid == code, np.searchsorted(np.cumsum(states[:-1]), chance, side="right"), state)
    return asks, state


def _amounts(fee: Whole, random: np.random.Generator) -> Whole:
    """The fee; without one in the record some usual amount; in 2 % half of it or somewhat more."""
    usual = random.choice(np.array(_AMOUNTS), len(fee))
    amount = np.where(fee > 0, fee, usual)
    other = np.where(random.random(len(fee)) < 0.5, amount // 2, amount + 2_000)
    return np.where(random.random(len(fee)) < 0.02, other, amount)


def _second_requests(first: _Requests, random: np.random.Generator) -> _Requests:
    """3 % are asked again: a third of those pay the same once more, the others something additional."""
    again = first.of(random.random(len(first.dossier)) < 0.03)
    count = len(again.dossier)
    is_twice = (again.state == SUCCESS) & (random.random(count) < 0.35)
    state = np.where(is_twice | (random.random(count) < 0.8), SUCCESS, PENDING)
    amount = np.where(is_twice, again.amount, random.choice(np.array(_AMOUNTS), count))
    later = random.integers(10, 4_000, count).astype("timedelta64[m]")
    return _Requests(again.dossier, amount, state, again.channel, again.opened + later)


def _strangers(city: City, random: np.random.Generator, known: int) -> _Requests:
    """About one request in a thousand is for a dossier that the city does not have."""
    count = known // 1_500 + 1
    minutes = random.integers(0, city.days * 1_440, count).astype("timedelta64[m]")
    return _Requests(
        dossier=known + np.arange(count),
        amount=random.choice(np.array(_AMOUNTS), count),
        state=np.where(random.random(count) < 0.8, SUCCESS, FAILED),
        channel=np.full(count, PORTAL),
        opened=np.datetime64(city.first, "s") + minutes,
    )


def _joined(*parts: _Requests) -> _Requests:
    return _Requests(
        **{column.name: np.concatenate([getattr(part, column.name) for part in parts]) for column in fields(_Requests)}
    )


def _attempts(requests: _Requests, random: np.random.Generator) -> tuple[Whole, Whole, Instants]:
    """Return request, state and true instant of each attempt; those before the last come to nothing."""
    is_online = (requests.channel == PORTAL) | (requests.channel == PROVINCE)
    attempts = random.choice(np.arange(1, 5), len(is_online), p=[0.72, 0.18, 0.07, 0.03])
    attempts = np.where(is_online, attempts, 1)
    attempts = np.where(requests.state == REFUNDED, np.maximum(attempts, 2), attempts)
    request = np.repeat(np.arange(len(attempts)), attempts)
    number = np.arange(len(request)) - np.repeat(np.cumsum(attempts) - attempts, attempts)
    left = attempts[request] - 1 - number
    in_vain = random.choice(np.array([FAILED, CANCELLED, PENDING]), len(request), p=[0.7, 0.15, 0.15])
    is_before_refund = (left == 1) & (requests.state[request] == REFUNDED)
    state = np.where(left == 0, requests.state[request], np.where(is_before_refund, SUCCESS, in_vain))
    minutes = number * 45 + random.integers(0, 44, len(request))
    minutes = minutes + np.where(state == REFUNDED, random.integers(1, 10, len(request)) * 1_440, 0)
    return request, state, np.asarray(requests.opened[request] + minutes.astype("timedelta64[m]"))


def _table(
    requests: _Requests, request: Whole, state: Whole, at: Instants, drawn: Dossiers, random: np.random.Generator
) -> pa.Table:
    count, known = len(request), len(drawn.unit)
    dossier, channel, amount = (column[request] for column in (requests.dossier, requests.channel, requests.amount))
    is_unknown = dossier >= known
    mine = pa.array(np.where(is_unknown, 0, dossier), mask=is_unknown)
    codes = pa.concat_arrays([drawn.facts["dossier_code"].combine_chunks(), _stranger_codes(requests, known)])
    is_online = (channel == PORTAL) | (channel == PROVINCE)
    bank = random.integers(0, len(_BANKS), count)
    loses_half = is_online & (bank == _BANKS.index(_BANK_WITHOUT_AM_PM))
    number = np.arange(count) * 387_420_489 % 10**12
    has_reference = (random.random(len(requests.dossier)) >= 0.03)[request]
    says = random.random(count)
    is_charge = requests.dossier[request] % 3 == 0
    references = pc.binary_join_element_wise("TC", padded(request + 1, 9), "")
    return pa.table(
        {
            "transaction_id": pc.binary_join_element_wise("GD", padded(number, 12), ""),
            "reference": pc.if_else(pa.array(has_reference), references, pa.scalar(None, pa.string())),
            "dossier_code": chosen(codes, dossier),
            "procedure_code_raw": drawn.facts["procedure_code_raw"].combine_chunks().take(mine),
            "unit_code_raw": drawn.facts["unit_code_raw"].combine_chunks().take(mine),
            "unit_name": drawn.facts["unit_name"].combine_chunks().take(mine),
            "amount": pa.array(amount),
            "fee_part": pa.array(np.where(is_charge, 0, amount)),
            "charge_part": pa.array(np.where(is_charge, amount, 0)),
            "transacted_at": instants(where(loses_half, _of_twelve_hours(at), at)),
            "state": chosen(list(STATES), state),
            "bank_code": chosen(list(_BANKS), bank, empty=channel == CASH),
            "channel": chosen([*CHANNELS, _OTHER_CHANNEL], np.where(says > 0.99, _OTHER, channel), empty=says < 0.01),
            "receipt_no": _receipts(number, (state == SUCCESS) | (state == REFUNDED)),
        }
    )


def _stranger_codes(requests: _Requests, known: int) -> pa.Array:
    """Codes of dossiers that the city does not have, by the day of their request."""
    stranger = requests.of(requests.dossier >= known)
    days = stranger.opened.astype("datetime64[D]").tolist()
    communes = unit_codes()[15:-1]
    codes = [f"{communes[place % len(communes)]}-{day:%y%m%d}-{980_000 + place}" for place, day in enumerate(days)]
    return pa.array(codes, pa.string())


def _receipts(number: Whole, is_paid: Mask) -> pa.Array:
    receipts = pc.binary_join_element_wise("BL", padded(number % 10**8, 8), "-")
    return pc.if_else(pa.array(is_paid), receipts, pa.scalar(None, pa.string()))


def _of_twelve_hours(at: Instants) -> Instants:
    """Return the instants as a 12-hour clock without AM and PM shows them: 14:05 becomes 02:05, 00:10 becomes 12:10."""
    day = at.astype("datetime64[D]")
    seconds = (at - day).astype(np.int64)
    hour = (seconds // 3600 + 11) % 12 + 1
    return np.asarray(day + (hour * 3600 + seconds % 3600).astype("timedelta64[s]")).astype("datetime64[s]")
