"""The catalogue of procedures that the city ends up with: for every flag and date all cases, and their edges."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from random import Random

from .periods import DAY

_SECTORS = ("G05", "G09", "007", "LV12", "G16", "G21")


@dataclass(frozen=True)
class Procedure:
    """One row of the procedure catalogue, as its newest row leaves it; None is an empty cell."""

    code: str
    name: str
    sector: str | None
    level: str  # province | commune
    units: tuple[str, ...] = ()
    service_level: str | None = "full"
    is_eligible_full: bool | None = None
    has_fee: bool | None = None
    pays_online: bool | None = None
    gives_result: bool | None = None
    time_limit: float | None = None
    time_unit: str | None = None  # hour | day | working_day; with a limit always one of them
    is_on_portal: bool | None = None
    has_electronic_process: bool | None = None
    published_on: date | None = None
    effective_from: date | None = None
    made_public_on: date | None = None
    has_full_content: bool | None = None
    valid_to: date | None = None

    def in_force(self, cut: date) -> bool:
        """In force on the cut: valid_from <= cut < valid_to; valid_from is the day it takes effect, None = always."""
        return (self.effective_from or cut) <= cut and (self.valid_to is None or cut < self.valid_to)


# Carried out by these units only: one alone, one far below the root, a parent with its child, of another kind than
# the procedure's level.
_NAMED_UNITS: dict[int, tuple[str, ...]] = {
    3: ("H13.03",),
    5: ("H13.05.01",),
    9: ("H13.05", "000.00.53.H13"),
    10: ("H13.151",),
    14: ("H13.101", "H13.151", "H13.110"),
    16: ("H13.112", "H13.02"),
    21: ("H13.05.02", "H13.07", "H13.104"),
}
_LIMITS: tuple[tuple[float | None, str | None], ...] = (
    *((None, None), (4.0, "hour"), (72.0, "hour"), (0.5, "day"), (3.0, "day"), (10.0, "day"), (30.0, "day")),
    *((1.0, "working_day"), (2.0, "working_day"), (7.0, "working_day"), (15.0, "working_day"), (0.5, "working_day")),
)


def _dates(rng: Random) -> tuple[date | None, date | None, date | None, date | None]:
    """Days of publication, effect, opening to the public and end; around five working days apart, or missing."""
    published = date(2025, 9, 20) + rng.randrange(370) * DAY
    # What was published by a given day and opened some days later would be seen differently by who asks on a day in
    # between; the definition asks for the distance alone, and so does the count.
    public = published + rng.randint(-2, 11) * DAY
    effective = published + rng.randint(-1, 11) * DAY
    end = effective + rng.randint(20, 300) * DAY
    always = rng.choice((None, date(2024, 1, 1)))
    return (
        rng.choice((published, published, None)),
        rng.choice((effective, effective, always)),
        rng.choice((public, public, None)),
        rng.choice((end, None, None, None)),
    )


def _draw(rng: Random, number: int) -> Procedure:
    published, effective, public, end = _dates(rng)
    limit, unit = _LIMITS[number % len(_LIMITS)]
    flags = (True, True, False, None)
    return Procedure(
        code=f"{1 + number % 3}.{4000 + 137 * number:06d}",
        name=f"Thủ tục số {number}",
        # A catalogue row may lack its sector: its dossiers belong to `?` unless they name one themselves.
        sector=None if number == 7 else _SECTORS[number % len(_SECTORS)],
        level="province" if number % 2 else "commune",
        units=_NAMED_UNITS.get(number, ()),
        service_level=rng.choice(("full", "full", "partial", "information", None)),
        is_eligible_full=rng.choice(flags),
        has_fee=rng.choice(flags),
        pays_online=rng.choice(flags),
        gives_result=rng.choice(flags),
        time_limit=limit,
        time_unit=unit,
        is_on_portal=rng.choice(flags),
        has_electronic_process=rng.choice(flags),
        published_on=published,
        effective_from=effective,
        made_public_on=public,
        has_full_content=rng.choice(flags),
        valid_to=end,
    )


def _all(rng: Random, count: int) -> Iterator[Procedure]:
    for number in range(count):
        yield _draw(rng, number)


PROCEDURES: tuple[Procedure, ...] = tuple(_all(Random(2629), 44))

# Dossiers name the first of them; the others are procedures that nobody asks for.
ASKED_FOR = 30
