"""The annexes of late dossiers: as many as columns (10) and (13) of the slow count, for every period and unit."""

import duckdb
import pytest

from flows.reports.papers.late_rows import Annex, LateDossiers
from flows.reports.periods import Period

from .count import FIGURES
from .nights import Night

pytestmark = pytest.mark.timeout(900)  # the first test of the city waits for four nights on a busy machine

COLUMNS = {Annex.RESOLVED_LATE: FIGURES.index("resolved_late"), Annex.OPEN_OVERDUE: FIGURES.index("open_overdue")}


def test_each_annex_has_as_many_dossiers_as_the_slow_count(night: Night) -> None:
    counted = {
        (period, annex, unit): row[column]
        for (period, unit, sector), row in night.forms.items()
        for annex, column in COLUMNS.items()
        if sector is None
    }
    assert {annex for (_, annex, _), number in counted.items() if number} == set(Annex)
    with duckdb.connect(str(night.database), read_only=True) as connection:
        listed = {}
        for period in night.periods:
            late = LateDossiers(connection, Period(period.kind, period.start, period.end), night.as_of)
            units = [(annex, unit) for of, annex, unit in counted if of == period]
            listed |= {(period, annex, unit): late.count(annex, unit) for annex, unit in units}
            for annex in Annex:
                codes = [row.dossier_code for row in late.rows(annex, "H13")]
                assert len(codes) == len(set(codes)) == late.count(annex, "H13")
    assert listed == counted
