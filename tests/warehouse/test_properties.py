"""What holds for any record: the identities of form II.06a, and a slow count in plain Python that says the same."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from pathlib import Path
from shutil import copyfile

import duckdb
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.city.city import Unit
from tests.city.count import FIGURES, INDICATORS, form_06a, indicators, late_dossiers, with_ancestors
from tests.city.periods import Period, periods
from tests.city.record import Dossier
from tests.warehouse.conftest import UNITS
from tests.warehouse.recorded import Recorded, add, count
from warehouse.database import Resources, open_warehouse

AS_OFS = st.dates(date(2025, 12, 10), date(2026, 3, 20))
#: The units of the empty warehouse and a desk below one of them.
TREE = [Unit(code, name, kind, parent) for code, name, kind, parent, *_ in UNITS] + [
    Unit("H13.105.9", "Tổ Chín", "department", "H13.105")
]
PARENTS = {unit.code: unit.parent for unit in TREE}
#: Days crowd around the turns of months and report months, hours around midnight.
DAYS = st.one_of(
    st.dates(date(2025, 11, 1), date(2026, 4, 30)),
    st.sampled_from([date(2025, 12, 14), date(2025, 12, 15), date(2025, 12, 31), date(2026, 1, 1), date(2026, 1, 31)]),
)
HOURS = st.sampled_from([time(0), time(8), time(17, 30), time(23, 59, 59)])
INSTANTS = st.builds(datetime.combine, DAYS, HOURS)
FEW = settings(
    max_examples=6,
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)

NOTHING = (0,) * len(FIGURES)
Form = dict[tuple[Period, str, str | None], tuple[int, ...]]


def dossiers(codes: Iterator[int]) -> st.SearchStrategy[Dossier]:
    return st.builds(
        Dossier,
        code=st.builds(lambda: f"D{next(codes)}"),
        unit=st.sampled_from([unit.code for unit in TREE]),
        procedure=st.sampled_from([None, "1.000001"]),
        sector=st.sampled_from(["S1", "S2", "?"]),
        channel=st.sampled_from([None, "direct", "online", "postal"]),
        status=st.integers(1, 10),
        received_at=st.one_of(st.none(), INSTANTS, INSTANTS),
        due_at=st.one_of(st.none(), INSTANTS, INSTANTS),
        finished_at=st.one_of(st.none(), INSTANTS),
        returned_at=st.one_of(st.none(), INSTANTS),
        refused_at=st.one_of(st.none(), st.none(), INSTANTS),
        first_due_at=st.one_of(st.none(), INSTANTS),
        supplement_seconds=st.sampled_from([0, 3_600, 864_000]),
        fee_amount=st.none(),
        kind=st.just(""),
    )


RECORDS = st.builds(iter, st.just(range(1_000))).flatmap(
    lambda codes: st.lists(dossiers(codes), min_size=15, max_size=60)
)


@pytest.fixture(scope="module")
def warehouse(empty_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    folder = tmp_path_factory.mktemp("any")
    copyfile(empty_file, folder / "motcua.duckdb")
    with open_warehouse(folder / "motcua.duckdb", Resources("1GB", 2, folder)) as connection:
        desk = TREE[-1]
        connection.execute("INSERT INTO ref.unit (unit_code, parent_code) VALUES (?, ?)", [desk.code, desk.parent])
        connection.execute("INSERT INTO ref.indicator (indicator_id, basis) SELECT unnest(?), 'both'", [[*INDICATORS]])
        yield connection


def _recorded(dossier: Dossier) -> Recorded:
    return Recorded(
        dossier_code=dossier.code,
        unit_code=dossier.unit or "H13",
        status=dossier.status,
        received_at=dossier.received_at,
        due_at=dossier.due_at,
        finished_at=dossier.finished_at,
        returned_at=dossier.returned_at,
        refused_at=dossier.refused_at,
        channel=dossier.channel,
        sector_code=None if dossier.sector == "?" else dossier.sector,
        procedure_code=dossier.procedure,
        first_due_at=dossier.first_due_at or dossier.due_at,
        supplement_seconds=int(dossier.supplement_seconds),
    )


def computed(connection: duckdb.DuckDBPyConnection, record: Sequence[Dossier], as_of: date) -> Form:
    """Compute the record and return form 06a of every period, unit and sector."""
    connection.execute("DELETE FROM core.dossier")
    if record:
        add(connection, map(_recorded, record))
    count(connection, as_of)
    rows = connection.execute(
        f"SELECT period_kind, period_start, period_end, unit_code, sector_code, {', '.join(FIGURES)} FROM mart.form_06a_period"
    ).fetchall()
    return {(Period(*row[:3]), row[3], row[4]): row[5:] for row in rows}


def slowly_counted(record: Sequence[Dossier], as_of: date, seen: Sequence[Period]) -> Form:
    return {
        (period, *key): row
        for period in seen
        for key, row in form_06a(record, TREE, period.start, period.end, as_of).items()
    }


def periods_of(record: Sequence[Dossier], as_of: date) -> list[Period]:
    received = [dossier.received_at.date() for dossier in record if dossier.received_at]
    return periods(min([*received, as_of]), as_of)


@FEW
@given(record=RECORDS, as_of=AS_OFS)
def test_the_form_and_the_indicators_are_those_of_a_slow_count(
    warehouse: duckdb.DuckDBPyConnection, record: list[Dossier], as_of: date
) -> None:
    seen = periods_of(record, as_of)
    assert computed(warehouse, record, as_of) == slowly_counted(record, as_of, seen)
    rows = warehouse.execute(
        "SELECT period_kind, period_start, period_end, unit_code, procedure_code, indicator_id, numerator, denominator"
        " FROM mart.indicator_value WHERE numerator <> 0 OR denominator <> 0"
    ).fetchall()
    assert {(Period(*row[:3]), *row[3:6]): row[6:] for row in rows if row[4] != "?"} == {
        (period, *key): pytest.approx(fraction)
        for period in seen
        for key, fraction in indicators(record, TREE, period.start, period.end, as_of).items()
    }
    late = dict(warehouse.execute("SELECT dossier_code, state FROM mart.late_dossier").fetchall())
    promised = [_with_first_due(dossier) for dossier in record]
    assert late == late_dossiers(promised, as_of)


def _with_first_due(dossier: Dossier) -> Dossier:
    return Dossier(**{**vars(dossier), "first_due_at": dossier.first_due_at or dossier.due_at})


@FEW
@given(record=RECORDS, as_of=AS_OFS)
def test_the_identities_of_the_form(warehouse: duckdb.DuckDBPyConnection, record: list[Dossier], as_of: date) -> None:
    forms = computed(warehouse, record, as_of)
    _parts_add_up(forms)
    _what_is_open_is_carried_over(forms, periods_of(record, as_of))
    _a_unit_is_its_own_and_its_children(forms, _of_each_alone(record, as_of))


def _parts_add_up(forms: Form) -> None:
    for row in forms.values():
        of = dict(zip(FIGURES, row, strict=True))
        assert of["received_total"] == of["received_online"] + of["received_direct_postal"] + of["carried_over"]
        assert of["received_total"] == of["resolved_total"] + of["open_total"]
        assert of["resolved_total"] == of["resolved_early"] + of["resolved_on_time"] + of["resolved_late"]
        assert of["open_total"] == of["open_in_term"] + of["open_overdue"]
        assert of["resolved_no_due_date"] <= of["resolved_on_time"]
        assert of["open_waiting"] <= of["open_in_term"]


def _what_is_open_is_carried_over(forms: Form, seen: Sequence[Period]) -> None:
    place_open, place_carried = FIGURES.index("open_total"), FIGURES.index("carried_over")
    for (period, unit, sector), row in forms.items():
        for following in seen:
            if following.kind == period.kind and following.start == period.end + timedelta(days=1):
                assert forms.get((following, unit, sector), NOTHING)[place_carried] == row[place_open]


def _a_unit_is_its_own_and_its_children(forms: Form, alone: Form) -> None:
    for (period, unit, sector), row in forms.items():
        parts = [forms.get((period, child, sector)) for child, parent in PARENTS.items() if parent == unit]
        assert row == _sum([*parts, alone.get((period, unit, sector))])
        if sector is None:
            assert row == _sum([part for key, part in forms.items() if key[:2] == (period, unit) and key[2]])


def _sum(parts: Sequence[tuple[int, ...] | None]) -> tuple[int, ...]:
    return tuple(map(sum, zip(*(part for part in parts if part), strict=True)))


def _of_each_alone(record: Sequence[Dossier], as_of: date) -> Form:
    """Return what the dossiers of each unit itself add, its descendants left out."""
    alone = [Unit(unit.code, unit.name, unit.kind, None) for unit in TREE]
    return {
        (period, *key): row
        for period in periods_of(record, as_of)
        for key, row in form_06a(record, alone, period.start, period.end, as_of).items()
    }


@FEW
@given(record=RECORDS, as_of=AS_OFS)
def test_one_dossier_more_moves_only_its_unit_s_line_and_by_one_at_most(
    warehouse: duckdb.DuckDBPyConnection, record: list[Dossier], as_of: date
) -> None:
    *before, added = record
    # the periods shown begin with the first receipt: those that both have are compared
    known = set(periods_of(before, as_of))
    first, second = computed(warehouse, before, as_of), computed(warehouse, record, as_of)
    line = with_ancestors(added.unit, TREE)
    for key in first.keys() | second.keys():
        if key[0] not in known:
            continue
        moved = [new - old for old, new in zip(first.get(key, NOTHING), second.get(key, NOTHING), strict=True)]
        assert all(step in (0, 1) for step in moved), key
        if any(moved):
            assert key[1] in line
            assert key[2] in (None, added.sector)
