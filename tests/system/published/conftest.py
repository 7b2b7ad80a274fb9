"""One real night, run by the command itself, for all tests that look at what it published."""

from __future__ import annotations

import duckdb
import pytest

from tests.system.city import City, make_city

FINISHED_MONTHS = """
SELECT strftime(max(f.period_end), '%Y-%m') FROM mart.form_06a_period AS f
JOIN ops.publication AS p ON f.period_end <= p.as_of
WHERE f.period_kind = 'report_month'
"""


@pytest.fixture(scope="session")
def published_city(tmp_path_factory: pytest.TempPathFactory) -> City:
    """A city of 90 days and 4,000 dossiers after its first night."""
    city = make_city(tmp_path_factory.mktemp("city"), days=90, dossiers=4_000)
    city.motcua("nightly")
    return city


@pytest.fixture(scope="session")
def month(published_city: City) -> str:
    """The newest finished report month, as the command line names it."""
    with duckdb.connect(str(published_city.published / "motcua.duckdb"), read_only=True) as connection:
        return str(connection.execute(FINISHED_MONTHS).fetchall()[0][0])
