"""The slow counts of procedures, returns, apologies, and all counts together, against cases worked out by hand."""

from dataclasses import replace
from datetime import date
from typing import Any

from .city import UNITS
from .count_all import Count, Record
from .count_papers import Apology, Signature
from .count_procedures import catalogue_by_unit, fractions_of_catalogue
from .periods import Period
from .procedures import PROCEDURES, Procedure
from .record import dossiers
from .test_count import AS_OF, OCTOBER, at, row
from .test_count_offices import PETITION

OCTOBER_PERIOD = Period("month", *OCTOBER)
A, B, PARENT, CHILD = "H13.05", "H13.07", "H13.101", "H13.151"


# ---------------------------------------------------------------- procedures


def test_cat_is_named_units_else_the_units_of_the_level_and_the_root_has_all() -> None:
    rows = [
        Procedure("1", "", None, "commune"),
        Procedure("2", "", None, "commune", units=(CHILD,)),
        Procedure("3", "", None, "province", units=("H13.05.01",)),
    ]
    found = {unit: {one.code for one in cat} for unit, cat in catalogue_by_unit(rows, UNITS).items()}
    assert found["H13"] == {"1", "2", "3"}
    assert found[PARENT] == found[CHILD] == {"1", "2"}
    assert (found["H13.102"], found[A], found["H13.05.01"]) == ({"1"}, {"3"}, {"3"})
    assert B not in found


PROCEDURE = Procedure("", "", None, "commune")


def test_fractions_of_a_catalogue() -> None:
    cut = date(2026, 10, 20)
    rows = [
        # Monday 5 to Monday 12 October: five working days both ways.
        replace(
            PROCEDURE,
            code="1",
            is_eligible_full=True,
            has_fee=True,
            is_on_portal=True,
            has_electronic_process=True,
            published_on=date(2026, 10, 5),
            effective_from=date(2026, 10, 12),
            made_public_on=date(2026, 10, 12),
        ),
        # Four working days to its effect, six to the public; only partly online; NULL flags are in no numerator.
        replace(
            PROCEDURE,
            code="2",
            service_level="partial",
            is_eligible_full=True,
            published_on=date(2026, 10, 6),
            effective_from=date(2026, 10, 12),
            made_public_on=date(2026, 10, 14),
            has_full_content=True,
        ),
        # No longer in force on the cut: in Cat and not in Proc.
        replace(PROCEDURE, code="3", effective_from=date(2026, 10, 2), valid_to=cut, has_fee=True),
        # Still in force on the day before its end.
        replace(PROCEDURE, code="4", service_level=None, valid_to=date(2026, 10, 21)),
    ]
    asked = {"online": {"1", "3"}, "paid online": {"2"}, "own fee": {"1"}, "population data": {"4", "2"}}
    assert fractions_of_catalogue(rows, asked, OCTOBER[0], cut) == {
        "C09": (1, 2),
        "C10": (1, 2),
        "C13": (0, 1),
        "C14": (1, 1),
        "C19b": (2, 3),
        "C21a": (1, 3),
        "C21b": (1, 2),
        "C21c": (1, 2),
        "Đ06": (1, 3),
        "Đ07": (1, 2),
    }


# ---------------------------------------------------------------- everything together


NOTHING = Record(UNITS, PROCEDURES, (), (), (), (), (), (), (), {})


def october(made: Record, *names: str) -> dict[str, dict[str, tuple[float, float]]]:
    """By indicator and unit."""
    sums = Count(made, AS_OF).of(OCTOBER_PERIOD)
    return {
        name: {unit: figure for (unit, procedure, other), figure in sums.items() if other == name and not procedure}
        for name in names
    }


def test_a_units_own_return_stands_else_its_childrens_sum() -> None:
    figures = {PARENT: (0.0, 0.0), CHILD: (3.0, 4.0), A: (1.0, 2.0)}
    returns = {("month", OCTOBER[0], unit, "C20"): figure for unit, figure in figures.items()}
    returns["month", date(2026, 9, 1), B, "C20"] = (5, 5)
    assert october(replace(NOTHING, returns=returns), "C20")["C20"] == {
        PARENT: (0, 0),
        CHILD: (3, 4),
        A: (1, 2),
        "H13": (1, 2),
    }
    returns["month", OCTOBER[0], "H13", "C20"] = (9, 10)
    assert october(replace(NOTHING, returns=returns), "C20")["C20"]["H13"] == (9, 10)


def test_classes_of_self_financing() -> None:
    figures = {A: (130.0, 100.0), B: (7.0, 10.0), CHILD: (3.0, 10.0), "H13.02": (9.5, 100.0), "H13.03": (0.0, 1.0)}
    returns = {("month", OCTOBER[0], unit, "D02"): figure for unit, figure in figures.items()}
    found = october(replace(NOTHING, returns=returns), "D02", "D03_1", "D03_2", "D03_3", "D03_4", "D03_5")
    assert found["D02"]["H13"] == (149.5, 221)
    assert [found[f"D03_{number}"]["H13"] for number in range(1, 6)] == [(1, 5), (1, 5), (1, 5), (0, 5), (2, 5)]
    assert found["D03_3"][PARENT] == (1, 1)


def test_certificates_are_those_of_each_units_latest_return_by_the_cut() -> None:
    # That of October has not ended by as-of.
    issued = [(A, 8, 10), (A, 9, 12), (A, 10, 90), (PARENT, 3, 5), (CHILD, 9, 4)]
    returns = {("month", date(2026, month, 1), unit, "Đ10"): (0.0, float(count)) for unit, month, count in issued}
    signed = [Signature("K", CHILD, ("an", CHILD), None, None, at("2026-10-02 08:00"), "completed")]
    found = october(replace(NOTHING, returns=returns, signatures=signed), "Đ10")["Đ10"]
    assert found == {A: (0, 12), PARENT: (1, 5), CHILD: (1, 4), "H13": (1, 17)}


def test_letters_of_apology_else_returns() -> None:
    late: dict[str, Any] = {"due_at": date(2026, 10, 8), "finished_at": at("2026-10-12 08:00")}
    rows = [
        row("H13.151-261001-0001", unit_code=CHILD, **late),
        row("H13.151-261001-0002", unit_code=CHILD, **late),
        row("H13.151-261001-0003", unit_code=CHILD, **late),
        row("H13.07-261001-0004", unit_code=B, **late),
        row("H13.151-261001-0005", unit_code=CHILD, due_at=date(2026, 10, 12), finished_at=at("2026-10-12 08:00")),
    ]
    lines = [
        ("H13.151-261001-0001", date(2026, 10, 7), date(2026, 10, 20)),
        ("H13.151-261001-0001", date(2026, 10, 8), date(2026, 10, 30)),
        ("H13.151-261001-0002", None, date(2026, 10, 20)),  # an appointment without a letter
        ("H13.151-261001-0005", date(2026, 10, 7), date(2026, 10, 20)),  # not late after all
    ]
    returns = {("month", OCTOBER[0], unit, "C07"): (7.0, 8.0) for unit in (B, PARENT, A)}
    made = replace(
        NOTHING, dossiers=dossiers(rows, PROCEDURES), apologies=[Apology(*line) for line in lines], returns=returns
    )
    found = october(made, "C07", "C07b", "C07c")
    # The root and the parent have letters (their child's), so no return stands for them; B and A have none.
    assert found["C07"] == {"H13": (1, 4), PARENT: (1, 3), CHILD: (1, 3), B: (7, 8), A: (7, 8)}
    assert found["C07b"] == dict.fromkeys(("H13", PARENT, CHILD), (1, 2))
    assert found["C07c"] == dict.fromkeys(("H13", PARENT, CHILD), (1, 2))


def test_indicators_over_received_and_resolved_dossiers() -> None:
    flags = {"has_electronic_result": True, "result_signed": True, "has_digitised_component": True}
    gives_none = replace(PROCEDURE, code="1.000009", gives_result=False)
    rows = [
        # Resolved in time, online, its fee paid on the portal.
        row("H13.05-261001-0001", channel="online", fee_amount=9, paid_online=1, finished_at=at("2026-10-06 09:00"))
    ]
    rows[0].values.update(flags)
    rows += [
        # Resolved, a fee due that nobody paid: not wholly online.
        row(
            "H13.05-261001-0002",
            channel="online",
            fee_amount=9,
            has_electronic_result=True,
            finished_at=at("2026-10-06 09:00"),
        ),
        row("H13.05-261001-0003", procedure_code=gives_none.code, reuses_data=True, uses_population_data=True),
        # Carried over: neither in Rec nor in Res.
        row("H13.05-261001-0004", received_at=at("2026-09-01 08:00"), fee_amount=5),
    ]
    blame = replace(PETITION, dossier_code="H13.05-261001-0002", kind="behaviour", received_on=date(2026, 10, 20))
    praise = replace(PETITION, dossier_code="H13.05-261001-0001", kind="regulation", received_on=date(2026, 10, 20))
    made = replace(NOTHING, dossiers=dossiers(rows, PROCEDURES), petitions=[blame, praise], procedures=[gives_none])
    names = ("C05", "C11", "C12", "C15", "C16", "C17", "C18", "C19a", "C24", "Đ09", "Đ08c", "Đ08g")
    assert {name: found["H13"] for name, found in october(made, *names).items()} == {
        "C05": (3, 3),
        "C11": (1, 2),
        "C12": (1, 2),
        "C15": (2, 2),
        "C16": (1, 3),
        "C17": (1, 3),
        "C18": (0, 3),
        "C19a": (1, 3),
        "C24": (2, 3),
        "Đ09": (1, 2),
        "Đ08c": (1, 2),
        "Đ08g": (2, 3),
    }


def test_the_decrees_names_begin_with_its_first_cut() -> None:
    made = replace(NOTHING, dossiers=dossiers([row(received_at=at("2026-06-29 08:00"))], PROCEDURES))
    count = Count(made, AS_OF)
    assert ("H13", None, "Đ08b") not in count.of(Period("month", date(2026, 6, 1), date(2026, 6, 30)))
    assert count.of(Period("quarter", date(2026, 4, 1), date(2026, 6, 30)))["H13", None, "C08"] == (0, 1)
    assert count.of(Period("report_month", date(2026, 6, 15), date(2026, 7, 14)))["H13", None, "Đ08b"] == (0, 1)
