"""What analysts' queries rely on: names and types of the published tables, carried over by hand from what was promised."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from shutil import copyfile

import duckdb
import pytest

from tests.warehouse.recorded import count
from warehouse.database import Resources, open_warehouse

DOSSIER = {
    "VARCHAR": "basis source source_id dossier_code national_code procedure_code procedure_code_raw sector_code unit_code"
    " service_level channel applicant_kind applicant_key officer_key first_seen_run last_changed_run",
    "BIGINT": "status supplement_count supplement_seconds fee_amount paid_online version_no",
    "TIMESTAMP": "submitted_at received_at due_at finished_at returned_at refused_at first_due_at supplement_requested_at",
    "BOOLEAN": "has_electronic_result result_signed has_digitised_component reuses_data from_personal_store"
    " uses_population_data is_deleted",
}
FORM = {
    "VARCHAR": "period_kind basis unit_code sector_code",
    "DATE": "period_start period_end",
    "BIGINT": "received_total received_online received_direct_postal carried_over resolved_total resolved_early"
    " resolved_on_time resolved_late resolved_no_due_date open_total open_in_term open_overdue open_waiting",
}
INDICATOR = {
    "VARCHAR": "period_kind basis unit_code procedure_code indicator_id",
    "DATE": "period_start period_end as_of",
    "DOUBLE": "numerator denominator value score max_score target",
    "BOOLEAN": "meets_target",
}
PAYMENT = {
    "VARCHAR": "source transaction_id reference dossier_code procedure_code unit_code state channel bank_code receipt_no",
    "BIGINT": "amount",
    "TIMESTAMP": "transacted_at",
}
PROMISED = {
    "core.dossier": DOSSIER,
    "core.dossier_version": {**DOSSIER, "TIMESTAMP": DOSSIER["TIMESTAMP"] + " valid_from valid_to"},
    "core.dossier_step": {
        "VARCHAR": "basis dossier_code unit_code department officer_key",
        "BIGINT": "step_no status",
        "TIMESTAMP": "started_at due_at done_at",
    },
    "core.payment": PAYMENT,
    "core.payment_request": {**PAYMENT, "BIGINT": "amount attempts"},
    "core.document": {
        "VARCHAR": "source document_id symbol kind direction unit_code signing_method",
        "DATE": "signed_on issued_on received_on acknowledged_on",
        "BOOLEAN": "is_secret signed_by_person signed_by_agency sent_electronically is_electronic",
    },
    "core.signature": {
        "VARCHAR": "source signature_id unit_code signer_key provider method document_kind document_id state",
        "TIMESTAMP": "created_at completed_at",
    },
    "core.petition": {
        "VARCHAR": "source petition_id unit_code dossier_code kind status",
        "DATE": "received_on supplement_requested_on answered_on",
        "BIGINT": "likes dislikes",
    },
    "core.unit_return": {
        "VARCHAR": "period_kind unit_code indicator_id",
        "DATE": "period_start period_end",
        "DOUBLE": "numerator denominator",
    },
    "mart.form_06a_period": FORM,
    "mart.form_06a(DATE '2026-01-01', DATE '2026-01-31')": FORM,
    "mart.indicator_value": INDICATOR,
    "mart.indicator_by_procedure('H13', DATE '2026-01-01', DATE '2026-01-31')": INDICATOR,
    "mart.late_dossier": {
        "VARCHAR": "basis dossier_code unit_code responsible_unit_code procedure_code state",
        "DATE": "as_of",
        "TIMESTAMP": "received_at first_due_at due_at finished_at",
        "BIGINT": "working_days_late",
        "BOOLEAN": "late_by_first_due apology_due",
    },
    "mart.due_soon": {"VARCHAR": "dossier_code unit_code", "BIGINT": "step_no working_days_left"},
    "mart.late_rate": {
        "VARCHAR": "unit_code signal",
        "DATE": "period_start",
        "BIGINT": "resolved resolved_late open open_overdue",
        "DOUBLE": "late_rate ci_low ci_high centre lower_limit upper_limit peer_lower peer_upper",
    },
    "mart.integrity_signal": {"VARCHAR": "dossier_code unit_code kind detail detected_run"},
    "mart.payment_summary": {
        "VARCHAR": "period_kind unit_code channel",
        "DATE": "period_start",
        "BIGINT": "requests succeeded pending failed refunded cancelled amount_succeeded amount_refunded",
    },
    "mart.signature_usage": {
        "VARCHAR": "period_kind unit_code provider method",
        "DATE": "period_start",
        "BIGINT": "completed failed expired cancelled pending signers",
    },
    "mart.portal_group_score": {
        "VARCHAR": "period_kind unit_code group_code basis",
        "DATE": "period_start period_end",
        "DOUBLE": "score max_score published_score difference",
        "BOOLEAN": "is_estimate",
    },
    "mart.score_gap": {
        "VARCHAR": "period_kind unit_code basis indicator_id group_code counted",
        "DATE": "period_start period_end",
        "DOUBLE": "numerator denominator score max_score gain_for_max points_per_record",
        "BIGINT": "missing_for_max missing_for_half_point missing_for_whole_point",
        "BOOLEAN": "is_estimate",
    },
    "ref.unit": {
        "VARCHAR": "unit_code gso_code name kind parent_code successor_code",
        "BIGINT": "sort_order",
        "DATE": "valid_from valid_to",
    },
    "ref.working_day": {"DATE": "date", "BOOLEAN": "is_working", "VARCHAR": "reason source"},
    "ref.procedure": {
        "VARCHAR": "procedure_code name sector_code sector_name level service_level time_unit",
        "DOUBLE": "time_limit",
        "BOOLEAN": "is_eligible_full has_fee pays_online gives_result is_on_portal has_electronic_process has_full_content",
        "DATE": "published_on effective_from made_public_on valid_from valid_to",
    },
    "ref.procedure_unit": {"VARCHAR": "procedure_code unit_code"},
    "ops.load": {
        "VARCHAR": "run_id source dataset file sha256 status message",
        "BIGINT": "rows_read rows_loaded rows_unchanged rows_quarantined",
    },
    "ops.quarantine": {
        "VARCHAR": "run_id source dataset file column_name business_key rule reason severity raw first_seen_run resolved_run",
        "BIGINT": "row_number",
    },
}


@pytest.fixture(scope="module")
def finished(empty_file: Path, tmp_path_factory: pytest.TempPathFactory) -> duckdb.DuckDBPyConnection:
    folder = tmp_path_factory.mktemp("promised")
    copyfile(empty_file, folder / "motcua.duckdb")
    with open_warehouse(folder / "motcua.duckdb", Resources("1GB", 1, folder)) as connection:
        count(connection, date(2026, 2, 20))
    return duckdb.connect(str(folder / "motcua.duckdb"), read_only=True)


@pytest.mark.parametrize("table", PROMISED)
def test_promised_columns_are_there_with_their_types(finished: duckdb.DuckDBPyConnection, table: str) -> None:
    types = {row[0]: row[1] for row in finished.execute(f"DESCRIBE FROM {table}").fetchall()}
    promised = {name: kind for kind, names in PROMISED[table].items() for name in names.split()}
    assert {name: types.get(name) for name in promised} == promised


def test_no_published_column_is_for_what_names_a_person(finished: duckdb.DuckDBPyConnection) -> None:
    columns = finished.execute("SELECT DISTINCT column_name FROM duckdb_columns() WHERE NOT internal").fetchall()
    personal = {
        "applicant_name",
        "applicant_identity",
        "applicant_phone",
        "applicant_address",
        "officer_name",
        "signer_name",
    }
    assert personal.isdisjoint(row[0] for row in columns)
