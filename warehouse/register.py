"""What no catalogue knows is registered from the records, with a warning, and counted; nothing is dropped for it."""

from __future__ import annotations

import duckdb

from connectors.contract import Bilingual, Contract
from warehouse.columns import quoted
from warehouse.database import sql_text
from warehouse.load.rows import incoming_table
from warehouse.reference import unit_name_key
from warehouse.remember.arrivals import arrivals_table


def register_units(
    connection: duckdb.DuckDBPyConnection, contract: Contract, *, root_unit: str, source: str
) -> list[Bilingual]:
    """Add the arrivals' unknown units to ref.unit under the root; return one warning naming them."""
    unit = contract.unit
    if unit is None:
        return []
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE of_unknown_unit AS"
        f" SELECT a.file_no, a.line_no, a.unit_code FROM {arrivals_table(contract)} AS a"
        " WHERE NOT EXISTS (SELECT 1 FROM ref.unit AS u WHERE u.unit_code = a.unit_code)"
        " AND (NOT $below_root_only OR starts_with(a.unit_code, $root || '.'))",
        {"below_root_only": unit.below_root_only, "root": root_unit},
    )
    name = f"arg_min(i.{quoted(unit.name)}, (i.file_no, i.line_no))" if unit.name else "CAST(NULL AS VARCHAR)"
    rows = connection.execute(
        f"SELECT o.unit_code, coalesce({name}, o.unit_code) FROM of_unknown_unit AS o"
        f" JOIN {incoming_table(contract)} AS i USING (file_no, line_no) GROUP BY o.unit_code ORDER BY o.unit_code"
    ).fetchall()
    if not rows:
        return []
    connection.execute(
        "INSERT INTO ref.unit BY NAME SELECT unnest($codes) AS unit_code, unnest($names) AS name, unnest($keys) AS name_key,"
        " $root AS parent_code, $dataset AS registered_from, $source AS source",
        {
            "codes": [code for code, _ in rows],
            "names": [name for _, name in rows],
            "keys": [unit_name_key(name) for _, name in rows],
            "root": root_unit,
            "dataset": contract.id,
            "source": source,
        },
    )
    codes = ", ".join(code for code, _ in rows[:10]) + (" …" if len(rows) > 10 else "")
    return [
        Bilingual(
            vi=f"{len(rows)} đơn vị không có trong danh mục đã được ghi tạm dưới {root_unit} và vẫn được tính: {codes}. Bổ sung vào danh mục đơn vị.",
            en=f"{len(rows)} units that no catalogue knows were registered under {root_unit} and are counted: {codes}. Add them to the list of units.",
        )
    ]


def name_registered_units(connection: duckdb.DuckDBPyConnection) -> None:
    """Give units that only records know their name and level in the portal's catalogue; the city's own list stands."""
    connection.execute(sql_text("queries", "name_registered_units.sql"))


def register_procedures(connection: duckdb.DuckDBPyConnection, dossier: Contract, run_id: str) -> list[Bilingual]:
    """Rebuild ref.procedure_unit; list procedures of the records that the catalogue does not know."""
    connection.execute("DELETE FROM ref.procedure_unit")
    connection.execute(
        "INSERT INTO ref.procedure_unit SELECT DISTINCT procedure_code, trim(unit_code) FROM"
        " (SELECT procedure_code, unnest(string_split(unit_codes, ';')) AS unit_code FROM ref.procedure WHERE unit_codes IS NOT NULL)"
        " WHERE trim(unit_code) <> ''"
    )
    connection.execute(
        "DELETE FROM ref.registered_procedure AS r WHERE EXISTS (SELECT 1 FROM ref.procedure AS p WHERE p.procedure_code = r.procedure_code)"
    )
    (fresh,) = connection.execute(
        "SELECT count(DISTINCT procedure_code) FROM core.dossier AS d WHERE procedure_code IS NOT NULL"
        " AND NOT EXISTS (SELECT 1 FROM ref.procedure AS p WHERE p.procedure_code = d.procedure_code)"
        " AND NOT EXISTS (SELECT 1 FROM ref.registered_procedure AS r WHERE r.procedure_code = d.procedure_code)"
    ).fetchall()[0]
    if not fresh:
        return []
    connection.execute(
        "INSERT INTO ref.registered_procedure SELECT d.procedure_code, NULL, min(d.sector_code), $run_id FROM core.dossier AS d"
        " WHERE d.procedure_code IS NOT NULL"
        " AND NOT EXISTS (SELECT 1 FROM ref.procedure AS p WHERE p.procedure_code = d.procedure_code)"
        " AND NOT EXISTS (SELECT 1 FROM ref.registered_procedure AS r WHERE r.procedure_code = d.procedure_code)"
        " GROUP BY d.procedure_code ORDER BY d.procedure_code",
        {"run_id": run_id},
    )
    _name_registered(connection, dossier)
    return [
        Bilingual(
            vi=f"{fresh} TTHC có trong hồ sơ mà danh mục không có (ref.registered_procedure); hồ sơ vẫn được tính.",
            en=f"{fresh} procedures of the records are not in the catalogue (ref.registered_procedure); their dossiers are counted.",
        )
    ]


def _name_registered(connection: duckdb.DuckDBPyConnection, dossier: Contract) -> None:
    """Give registered procedures the name that this run's records write."""
    (present,) = connection.execute(
        "SELECT count(*) FROM duckdb_tables() WHERE temporary AND table_name = $table",
        {"table": incoming_table(dossier)},
    ).fetchall()[0]
    if present:
        connection.execute(
            "UPDATE ref.registered_procedure AS r SET name = n.name FROM (SELECT procedure_code, min(procedure_name) AS name"
            f" FROM {incoming_table(dossier)} WHERE fault IS NULL AND procedure_name IS NOT NULL GROUP BY procedure_code) AS n"
            " WHERE r.name IS NULL AND n.procedure_code = r.procedure_code"
        )
