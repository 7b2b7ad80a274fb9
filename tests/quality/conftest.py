"""Four nights judged once each: what just holds and what just does not, after loading and after computing."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import duckdb
import pytest

from connectors.contract import Bilingual, Contract, Rule, load_contracts
from quality.checks import Thresholds, check_loads, check_marts
from quality.results import CheckResult
from tests.quality.small_city import AS_OF, RUN, add_dossiers, computed_city, open_city

HERE = Path(__file__).parent
#: The real contracts know no critical rule yet: one is added to see that it holds the publication.
DUE_AFTER_RECEIPT = Rule(
    id="due_after_receipt",
    column="due_at",
    holds="due_at >= received_at",
    severity="critical",
    reason=Bilingual(vi="Hẹn trả trước khi tiếp nhận", en="Due before the receipt"),
)


def contracts_with_rule() -> dict[str, Contract]:
    """Return the project's contracts, the dossier's with one more rule."""
    contracts = load_contracts()
    dossier = contracts["dossier"]
    return {**contracts, "dossier": dossier.model_copy(update={"rules": (*dossier.rules, DUE_AFTER_RECEIPT)})}


def judged_loads(connection: duckdb.DuckDBPyConnection) -> list[CheckResult]:
    """Check a night after loading."""
    return check_loads(connection, contracts_with_rule(), run_id=RUN, as_of=AS_OF, thresholds=Thresholds())


def failed(results: Sequence[CheckResult], check_id: str) -> list[CheckResult]:
    """Return the results of one check that did not hold."""
    return [result for result in results if result.check_id == check_id and not result.passed]


def loaded_night(file: str) -> list[CheckResult]:
    """Judge the night of the SQL file `file` (tests/quality/{file}.sql) laid over the small city."""
    with open_city() as connection:
        add_dossiers(connection)
        connection.execute((HERE / "loads.sql").read_text(encoding="utf-8"))
        connection.execute((HERE / f"{file}.sql").read_text(encoding="utf-8"))
        return judged_loads(connection)


@pytest.fixture(scope="session")
def sound_loads() -> list[CheckResult]:
    return loaded_night("loads_sound")


@pytest.fixture(scope="session")
def broken_loads() -> list[CheckResult]:
    return loaded_night("loads_broken")


@pytest.fixture(scope="session")
def empty_loads() -> list[CheckResult]:
    """A first night on which no file came."""
    with open_city() as connection:
        return judged_loads(connection)


@pytest.fixture(scope="session")
def sound_marts() -> list[CheckResult]:
    with computed_city() as connection:
        # A reduction below zero is possible (heads grew), and no rate above 1 stands anywhere.
        connection.execute(
            "INSERT INTO mart.indicator_value (indicator_id, basis, unit_code, value, numerator, denominator)"
            " VALUES ('D01', 'city', 'H13', -0.5, -1, 2), ('C02', 'city', 'H13', 1, 3, 3), ('C03', 'city', 'H13', NULL, 0, 0)"
        )
        return check_marts(connection, run_id=RUN, as_of=AS_OF)


@pytest.fixture(scope="session")
def broken_marts() -> list[CheckResult]:
    with computed_city() as connection:
        connection.execute((HERE / "marts_broken.sql").read_text(encoding="utf-8"))
        return check_marts(connection, run_id=RUN, as_of=AS_OF)
