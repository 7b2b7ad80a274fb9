"""The figures of landed tables as temp tables, by SQL over whole files."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import duckdb

from connectors.cells import exact
from connectors.contract import load_contracts
from connectors.dvcqg_reporting.settings import Settings
from connectors.exports.staging import drop_table, rows_in_order
from connectors.interface.readable import readable
from connectors.landing import LandedFile
from connectors.statements import statement

_PAGES, DEPARTMENTS, KNOWN = "portal_page", "portal_row", "portal_department"
#: A whole number as JSON may write it.
_WHOLE = r"-?\d{1,18}([.]0+)?"
#: Numbers of a department's row that are its place or its score: no figure that stands alone.
_SCORES = ("stt", "ratio", "score", "maxScore", "totalScore", "totalMaxScore")
#: What a department's row is known to have beside numbers.
_NAMES = frozenset(
    {
        "departmentId", "departmentName", "departmentCode", "departmentType", "departmentLevel", "agencyLevel", "level",
        "metrics", "groupScores", "scoreDelta", "averageScore",
    }
)  # fmt: skip
_COUNTS = frozenset(
    {
        "totalReceived", "totalOnTime", "totalOverdue", "totalCompleted", "avgProcessingDays", "totalPetitions",
        "classifiedPetitions", "totalDossiers", "authorityCount", "partialCount", "fullCount", "onlineDossierCount",
        "onlineServiceTotal", "channelOnlineSum", "channelDirectSum", "channelPostalSum", "channelTotalSum",
        "onlineOnTimeSum", "onlineOverdueSum", "totalDossierOnlinePaymentSuccess", "totalDossierFinancialObligation",
        "totalDossierOnlineFormalityPaymentSuccess", "totalFeeDossierFormality", "totalFeeDossierFormalityDistinct",
        "totalFeeFormality",
    }
)  # fmt: skip


def read_departments(connection: duckdb.DuckDBPyConnection, landed: Sequence[LandedFile], scratch: Path) -> None:
    """Create the temp table of the departments' rows in some files; DuckDB's own errors go through.

    Files are read one by one: taken apart together, the tables of one night of a city would fill gigabytes.
    """
    drop_table(connection, DEPARTMENTS)
    for file in landed:
        with readable(file.path, scratch) as path, rows_in_order(connection):
            try:
                connection.execute(_render("page.sql", largest=path.stat().st_size + 1), {"paths": [exact(path)]})
                connection.execute(_render("department.sql", is_first=file is landed[0]))
            finally:
                drop_table(connection, _PAGES)


def know_departments(connection: duckdb.DuckDBPyConnection, settings: Settings) -> None:
    """Create the temp table of the codes of departments, from the rows read and from what is remembered."""
    table = load_contracts()["portal_score"].table
    known = _render("known_department.sql", remembered=table)
    connection.execute(known, {"root_id": settings.root_id, "root_code": settings.root_code})


def stage_figures(connection: duckdb.DuckDBPyConnection, table: str) -> None:
    """Create the temp table of the figures in the departments' rows."""
    with rows_in_order(connection):
        connection.execute(_render("stage.sql", table=table), {"not_alone": list(_SCORES)})


def unknown_fields(connection: duckdb.DuckDBPyConnection) -> tuple[str, ...]:
    """Return the fields of the departments' rows that nobody expects, sorted."""
    rows = connection.execute(
        f"SELECT DISTINCT unnest(json_keys(d)) AS field FROM {DEPARTMENTS} ORDER BY field"
    ).fetchall()
    return tuple(name for (name,) in rows if name not in _NAMES and name not in _COUNTS and name not in _SCORES)


def units_without_code(connection: duckdb.DuckDBPyConnection, table: str) -> list[str]:
    """Return the portal's ids of the units below the root whose code nobody has told."""
    rows = connection.execute(
        f"SELECT DISTINCT department_id FROM {table} WHERE starts_with(unit_code_raw, '?') AND department_id IS NOT NULL"
        " ORDER BY department_id"
    ).fetchall()
    return [str(row[0]) for row in rows]


def _render(name: str, **values: object) -> str:
    shared = {"pages": _PAGES, "departments": DEPARTMENTS, "known": KNOWN, "whole": _WHOLE}
    return statement("connectors.dvcqg_reporting", name, **shared, **values)
