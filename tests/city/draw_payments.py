"""Payments of the city: requests with one attempt or many, refunds, requests pending for ever, garbled times."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random

from . import paper_sheets as sheets
from .city import UNKNOWN_UNIT_IN_COLUMN, Value
from .lives import DAY, Draw
from .papers import NAMEABLE, PaperDesk, disguised
from .record import State, agency_in
from .writing import Cells, Sheet

DATASET = "payment"
_STATE_WORDS = {
    "success": ("1", "Thành công", "THÀNH CÔNG"),
    "pending": ("3", "Đang chờ"),
    "failed": ("4", "Thất bại"),
    "refunded": ("Đã hoàn phí",),
    "cancelled": ("Hủy thanh toán", "Huỷ thanh toán"),
}
_CHANNEL_WORDS = {
    "portal": ("Cổng DVCQG", "cổng dvcqg"),
    "province": ("Cổng tỉnh",),
    "cash": ("tiền mặt", "Tiền mặt"),
    "transfer": ("chuyển khoản",),
    None: (None, None, "Ví điện tử"),  # an unknown word for a channel becomes NULL, with a warning
}
CHANNELS = ("portal", "portal", "province", "cash", "transfer", None)

# The states of the attempts of one request, in the order of their transaction ids.
COURSES: dict[str, tuple[int, tuple[str, ...]]] = {
    # course: (weight, states)
    "paid at once": (10, ("success",)),
    "pending for ever": (4, ("pending",)),
    "failed": (3, ("failed",)),
    "cancelled": (2, ("cancelled",)),
    "paid at the third attempt": (5, ("failed", "failed", "success")),
    "paid, then another attempt failed": (3, ("success", "failed")),
    "refunded": (3, ("success", "refunded")),
    "refund alone": (2, ("refunded",)),
    "paid twice": (3, ("success", "success")),
    "pending after a failure": (2, ("failed", "pending")),
    "cancelled after a failure": (2, ("cancelled", "failed")),
    "pending before a cancellation": (2, ("pending", "cancelled")),
    "all failed": (2, ("failed", "failed", "failed")),
}

FAULTS: dict[str, Cells] = {
    "no transaction id": {"transaction_id": None},
    "no dossier": {"dossier_code": None},
    "no amount": {"amount": None},
    "words for an amount": {"amount": "nhiều"},
    "no state": {"state": None},
    "unknown state": {"state": "Đang tra soát"},
    "day that does not exist": {"transacted_at": "31/02/2026 08:00"},
    "year 2045": {"transacted_at": datetime(2045, 1, 2, 3, 4)},
}
_SHEETS = (sheets.PAYMENTS_PORTAL, sheets.PAYMENTS_PORTAL, sheets.PAYMENTS_PROVINCE, sheets.PAYMENTS_CASH)


@dataclass
class _Attempts:
    """Writes attempts one after the other and remembers them, to write of them again."""

    draw: Draw
    desk: PaperDesk
    written: list[State]

    def write(self, request: State, state: str, at: Value) -> None:
        rng = self.draw.rng
        code = str(request["dossier_code"])
        sheet = rng.choice(_SHEETS)
        # Attempts of one request may name other units and amounts: those of the deciding one count.
        units = [str(request["unit_code"]), agency_in(code) or "H13.02", rng.choice(NAMEABLE), UNKNOWN_UNIT_IN_COLUMN]
        told = None
        while told is None:
            unit = rng.choices(units, (8, 4, 2, 1))[0]
            told = self.desk.unit_cells(sheet, unit, agency_in(code))
        values: State = {
            **request,
            "transaction_id": f"GD{len(self.written) + 1:07d}",
            "unit_code": unit,
            "state": state,
            "channel": rng.choice(CHANNELS),
            "transacted_at": at,
            "bank_code": rng.choice((None, "VCB", "BIDV", "01")),
            "receipt_no": rng.choice((None, f"{len(self.written):07d}")),
        }
        if rng.random() < 0.2:
            values["amount"] = rng.choice((10_000, 75_000, 2_000_000))
        self.written.append(values)
        self.put(sheet, values, told)

    def put(self, sheet: Sheet, values: State, told: Cells, fault: str | None = None) -> None:
        rng = self.draw.rng
        cells: Cells = {
            "dossier_code": disguised(rng, str(values["dossier_code"])),
            "state": rng.choice(_STATE_WORDS[str(values["state"])]),
            "channel": rng.choice(_CHANNEL_WORDS[str(values["channel"]) if values["channel"] else None]),
            **told,
            **(FAULTS[fault] if fault else {}),
        }
        self.desk.put(DATASET, sheet, (values["transaction_id"],), values, cells, fault)


def _moments(draw: Draw, day: date, count: int) -> list[Value]:
    """Times of attempts, not in their order: the hour has lost its AM or PM; two at once; one not known."""
    moments: list[Value] = []
    for _ in range(count):
        moment = datetime.combine(draw.after(day, 0, 3), datetime.min.time()) + timedelta(
            minutes=draw.rng.randrange(1, 12 * 60)
        )
        moments.append(draw.rng.choice((moment, moment, moment, moments[-1] if moments else moment)))
    return moments if draw.rng.random() < 0.96 else [None] * count


def _day_of(draw: Draw, life: State) -> date:
    """A day of payment: soon after the receipt, now and then after as-of or at the edges of periods."""
    received = life.get("received_at")
    start = received if isinstance(received, date) else draw.after(draw.as_of, -300, -5)
    start = start.date() if isinstance(start, datetime) else start
    day = draw.after(start, -3, 40)
    return draw.rng.choice((day, day, day, day.replace(day=14), day.replace(day=15), day.replace(day=1) - DAY))


def write_payments(draw: Draw, desk: PaperDesk, states: dict[str, State]) -> list[State]:
    """Payments of about a third of the dossiers, and of dossiers nobody knows; returns the attempts."""
    rng = draw.rng
    attempts = _Attempts(draw, desk, [])
    codes = rng.sample(sorted(states), len(states) // 3)
    foreign = [f"H13.103-260210-{7_000_000 + number}" for number in range(15)]
    for number, code in enumerate([*codes, *foreign]):
        life = states.get(code, {"unit_code": "H13.103"})
        request: State = {
            "dossier_code": code,
            # One reference in two dossiers now and then: a request is known by both.
            "reference": rng.choice((f"TC{number:06d}", f"TC{number:06d}", f"TC{number // 2:06d}", None)),
            "procedure_code": life.get("procedure_code"),
            "unit_code": life.get("unit_code") or "H13.02",
            "amount": rng.choice((0, 20_000, 50_000, 120_000, 1_250_000)),
            "fee_part": None,
            "charge_part": rng.choice((None, 20_000)),
        }
        for course in rng.choices(list(COURSES), [weight for weight, _ in COURSES.values()], k=rng.choice((1, 1, 2))):
            states_in_turn = COURSES[course][1]
            for state, at in zip(states_in_turn, _moments(draw, _day_of(draw, life), len(states_in_turn)), strict=True):
                attempts.write(request, state, at)
            request = {**request, "reference": f"TX{number:06d}", "amount": rng.choice((30_000, 500_000))}
    _write_again(rng, attempts)
    for number, fault in enumerate([*FAULTS, *FAULTS]):
        spoiled = {**rng.choice(attempts.written), "state": "success", "channel": "portal"}
        # Half of the bad rows speak of an attempt that has a good row: it must stand as it was.
        spoiled["transaction_id"] = spoiled["transaction_id"] if number % 2 else f"GD99{number:05d}"
        attempts.put(sheets.PAYMENTS_PORTAL, spoiled, {"unit_code": "H13.05"}, fault)
    return attempts.written


def _write_again(rng: Random, attempts: _Attempts) -> None:
    """Attempts told again in a later file of few columns: the others keep their values; and word for word below."""
    for values in rng.sample(attempts.written, len(attempts.written) // 14):
        values["state"] = rng.choice(list(_STATE_WORDS))
        attempts.put(sheets.PAYMENTS_AGAIN, values, {})
        if rng.random() < 0.2:
            attempts.put(sheets.PAYMENTS_AGAIN, values, {})


def write_late_payments(draw: Draw, desk: PaperDesk, written: list[State]) -> None:
    """A night later: pending attempts paid after all, paid ones refunded, channels corrected or emptied."""
    attempts = _Attempts(draw, desk, written)
    for values in draw.rng.sample(written, 60):
        later = {"pending": "success", "success": "refunded"}.get(str(values["state"]), "failed")
        values |= {"state": later, "channel": draw.rng.choice(CHANNELS)}
        attempts.put(sheets.PAYMENTS_LATE, values, {})
