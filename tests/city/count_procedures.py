"""The slow count of the indicators that count procedures: C09, C10, C13, C14, C19b, C21a-c, Đ06, Đ07."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from datetime import date

from .city import ROOT, Unit
from .count import Fraction, with_ancestors
from .periods import working_days
from .procedures import Procedure

ASKED = ("online", "paid online", "own fee", "population data")
Asked = dict[str, dict[str, set[str]]]  # in which way -> unit -> procedures with such a dossier in Rec

_KIND_OF_LEVEL = {"province": "department", "commune": "commune"}


def catalogue_by_unit(procedures: Iterable[Procedure], units: Sequence[Unit]) -> dict[str, list[Procedure]]:
    """Cat of every unit: "catalogue rows carried out by u or a descendant (named in `ref.procedure_unit`; no row
    there: u or a descendant is a unit of the procedure's level; the root: all)".

    A unit that is no longer valid is still a unit of its kind: the definition asks for nothing else.
    """
    found: dict[str, dict[str, Procedure]] = defaultdict(dict)
    for one in procedures:
        kind = _KIND_OF_LEVEL[one.level]
        carrying = one.units or [unit.code for unit in units if unit.kind == kind]
        for code in (ROOT, *carrying):
            for above in with_ancestors(code, units):
                found[above][one.code] = one
    return {unit: list(rows.values()) for unit, rows in found.items()}


def _share(of: Iterable[Procedure], good: Callable[[Procedure], object]) -> Fraction:
    rows = list(of)
    return (sum(bool(good(one)) for one in rows), len(rows))


def _published_in_time(one: Procedure) -> bool:
    """C21a: "at least 5 working days in (published_on, effective_from]" """
    return bool(one.published_on and one.effective_from) and _apart(one.published_on, one.effective_from) >= 5


def _opened_in_time(one: Procedure) -> bool:
    """C21b: "made_public_on not null and at most 5 working days in (published_on, made_public_on]", whenever that is:
    the definition sets no cut for it."""
    return bool(one.made_public_on) and _apart(one.published_on, one.made_public_on) <= 5


def _apart(after: date | None, until: date | None) -> int:
    assert after
    assert until
    return working_days(after, until)


def fractions_of_catalogue(
    catalogue: Sequence[Procedure], asked: dict[str, set[str]], first: date, cut: date
) -> dict[str, Fraction]:
    """(numerator, denominator) of one unit, given its Cat and the procedures that its dossiers in Rec asked for."""
    in_force = [one for one in catalogue if one.in_force(cut)]
    online = [one for one in in_force if one.service_level in ("full", "partial")]
    with_fee = [one for one in in_force if one.has_fee]

    def within(day: date | None) -> bool:
        return day is not None and first <= day <= cut

    return {
        "C09": _share((one for one in in_force if one.is_eligible_full), lambda one: one.service_level == "full"),
        "C10": _share(online, lambda one: one.code in asked["online"]),
        "C13": _share(with_fee, lambda one: one.code in asked["paid online"]),
        "C14": _share(with_fee, lambda one: one.code in asked["own fee"]),
        "C19b": _share(in_force, lambda one: one.code in asked["population data"]),
        "C21a": _share((one for one in catalogue if within(one.effective_from)), _published_in_time),
        "C21b": _share((one for one in catalogue if within(one.published_on)), _opened_in_time),
        "C21c": _share(
            (one for one in in_force if one.made_public_on and one.made_public_on <= cut),
            lambda one: one.has_full_content,
        ),
        "Đ06": _share(in_force, lambda one: one.has_electronic_process),
        "Đ07": _share(online, lambda one: one.is_on_portal),
    }
