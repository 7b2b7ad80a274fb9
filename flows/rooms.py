"""The rooms of a night as plain functions: pull, load, check, compute, publish."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from importlib.metadata import version

from connectors.contract import Bilingual, Contract, load_contracts
from connectors.landing import LandedFile
from connectors.problem import FileRejected
from connectors.registry import declarations
from connectors.source import StagedFile
from flows.loads import LoadRecord, close_loads, known_hashes, record_load
from flows.night import Night
from flows.pulls import close_pulls, examine_source
from quality.checks import Thresholds, check_loads, check_marts
from quality.freshness import freshness_checks, measure_freshness
from quality.gate import judge, write_results
from warehouse.closing import Closings
from warehouse.compute import compute
from warehouse.database import run_script, sql_text
from warehouse.load.rows import ReadFile, incoming_table, read_rows
from warehouse.officers import keep_officers
from warehouse.publish import SCHEMA_VERSION
from warehouse.reference import load_reference
from warehouse.register import name_registered_units, register_procedures, register_units
from warehouse.remember.arrivals import create_arrivals
from warehouse.remember.merge import remember
from warehouse.remember.precedence import keep_precedence
from warehouse.remember.tables import create_memory

#: Procedures first: dossiers of the same night find them in the catalogue.
LOADING_ORDER = ("procedure",)


def load(night: Night, remember_one: Callable[[Night, Contract, Sequence[LoadRecord]], object] | None = None) -> None:
    """Read what landed and remember what it says; `remember_one` may wrap `remember_dataset`, as a task of its own."""
    load_reference_data(night)
    records = read_files(night)
    for contract in in_loading_order(load_contracts().values()):
        if contract.id in records:
            (remember_one or remember_dataset)(night, contract, records[contract.id])
    register_unknown(night)
    close_pulls(night)


def load_reference_data(night: Night) -> None:
    """Make the reference tables and the memory tables of every dataset."""
    general = night.settings.motcua
    night.warn(
        *load_reference(
            night.connection,
            units_file=general.units,
            root_unit=general.root_unit,
            as_of=night.as_of,
            culture_day_off=general.culture_day_off,
        )
    )
    for contract in load_contracts().values():
        create_memory(night.connection, contract)
    keep_precedence(night.connection, load_contracts().values(), general.precedence)
    run_script(night.connection, sql_text("ddl", "procedure.sql"))


def read_files(night: Night) -> dict[str, list[LoadRecord]]:
    """Read every new file into its datasets' incoming rows, in the order in which files win; return them by dataset."""
    for name in list(night.sources):
        examine_source(night, name)
    known = known_hashes(night)
    read: dict[str, list[LoadRecord]] = {}
    with night.speech.progress(Bilingual(vi="Đọc tệp", en="Reading files"), len(night.landed)) as advance:
        for file in _in_winning_order(night.landed):
            if file.sha256 in known:
                record_load(night, _known(file))
            else:
                for record in _read_file(night, file):
                    if record.dataset and record.status == "loaded":
                        known.add(file.sha256)  # a rejected file is none: its copies are rejected like it
                        read.setdefault(record.dataset, []).append(record)
            advance(1)
    return read


def _in_winning_order(files: Iterable[LandedFile]) -> list[LandedFile]:
    return sorted(files, key=lambda file: (file.modified_at, file.name))


def _known(file: LandedFile) -> LoadRecord:
    message = Bilingual(
        vi="Tệp đã nạp trước đây (trùng nội dung), không có gì mới.",
        en="Same bytes as a file loaded before; nothing new.",
    )
    return LoadRecord(
        source=file.source,
        file=file.name,
        status="known",
        message=message,
        sha256=file.sha256,
        modified_at=file.modified_at,
    )


def _read_file(night: Night, file: LandedFile) -> list[LoadRecord]:
    try:
        staged = night.sources[file.source].stage(night.connection, file, night.scratch)
    except FileRejected as rejected:
        record = LoadRecord(
            source=file.source,
            file=file.name,
            status="rejected",
            message=rejected.message,
            sha256=file.sha256,
            modified_at=file.modified_at,
        )
        return [record_load(night, record)]
    return [_read_dataset(night, file, dataset) for dataset in staged]


def _read_dataset(night: Night, file: LandedFile, staged: StagedFile) -> LoadRecord:
    """Read the rows of one dataset of a file; each such part has a number of its own in the order in which rows win."""
    night.parts_read += 1
    number = night.parts_read
    contract = load_contracts()[staged.dataset]
    basis = contract.basis or declarations()[night.settings.sources[file.source].connector].basis
    rows = read_rows(
        night.connection,
        contract,
        ReadFile(night.run_id, number, file.source, basis, file.name, file.modified_at),
        staged=staged.table,
        present=staged.columns,
        headings=staged.headings,
        check_encoding="replace" in staged.encoding,
        check_lines=staged.has_broken_lines,
    )
    night.connection.execute(f"DROP TABLE {staged.table}")
    return record_load(night, _loaded(file, staged, number, rows.rows, rows.set_aside, [*staged.notes, *rows.notes]))


def _loaded(
    file: LandedFile, staged: StagedFile, number: int, rows: int, aside: int, notes: Sequence[Bilingual]
) -> LoadRecord:
    message = Bilingual(vi=" ".join(n.vi for n in notes), en=" ".join(n.en for n in notes)) if notes else None
    return LoadRecord(
        source=file.source,
        file=file.name,
        status="loaded",
        dataset=staged.dataset,
        message=message,
        sha256=file.sha256,
        modified_at=file.modified_at,
        file_no=number,
        rows_read=rows,
        rows_quarantined=aside,
        unknown_headings=staged.unknown_headings,
    )


def remember_dataset(night: Night, contract: Contract, records: Sequence[LoadRecord]) -> None:
    """Merge one dataset's incoming rows into its versions; tell per file how many were loaded and unchanged."""
    connection = night.connection
    if not records:
        return
    create_arrivals(connection, contract, as_of=night.as_of, root_unit=night.settings.motcua.root_unit)
    night.warn(
        *register_units(connection, contract, root_unit=night.settings.motcua.root_unit, source=records[0].source)
    )
    keep_officers(connection, contract, night.settings.home)
    remember(connection, contract, night.run_id)
    close_loads(night, contract, records)


def in_loading_order(contracts: Iterable[Contract]) -> list[Contract]:
    """Return contracts so that catalogues come before the records that refer to them."""
    return sorted(contracts, key=lambda contract: (contract.id not in LOADING_ORDER, contract.id))


def register_unknown(night: Night) -> None:
    """List procedures that no catalogue knows; name units that only the portal's catalogue knows."""
    dossier = load_contracts()["dossier"]
    night.warn(*register_procedures(night.connection, dossier, night.run_id))
    name_registered_units(night.connection)
    for contract in load_contracts().values():
        night.connection.execute(f"DROP TABLE IF EXISTS {incoming_table(contract)}")


def check(night: Night) -> None:
    """Judge what was loaded and what was computed from it, then let the gate speak."""
    check_loaded(night)
    check_computed(night)


def check_loaded(night: Night) -> None:
    """Judge what was loaded, before anything is computed from it."""
    general = night.settings.motcua
    thresholds = Thresholds(quarantine_rows=general.quarantine_rows, quarantine_share=general.quarantine_share)
    contracts = load_contracts()
    night.checks += check_loads(
        night.connection, contracts, run_id=night.run_id, as_of=night.as_of, thresholds=thresholds
    )
    expected = {
        name: [c.id for c in contracts.values() if (c.in_files if delivered == "all" else c.id in delivered)]
        for name, source in night.sources.items()
        for delivered in [declarations()[source.settings.connector].datasets]
    }
    fresh = measure_freshness(night.connection, contracts, sources=expected, run_id=night.run_id, as_of=night.as_of)
    night.checks += freshness_checks(fresh)


def compute_marts(night: Night) -> None:
    """Compute every mart for all periods up to as-of."""
    connection = night.connection
    connection.execute("DELETE FROM ops.publication")
    connection.execute(
        "INSERT INTO ops.publication VALUES ($run_id, $as_of, $schema_version, $built_at)",
        {"run_id": night.run_id, "as_of": night.as_of, "schema_version": SCHEMA_VERSION, "built_at": night.started_at},
    )
    night.warn(*Closings(night.settings.home).load(connection))
    compute(connection, as_of=night.as_of, root_unit=night.settings.motcua.root_unit)


def check_computed(night: Night) -> None:
    """Judge the marts, then let the gate speak."""
    night.checks += check_marts(
        night.connection, run_id=night.run_id, as_of=night.as_of, root_unit=night.settings.motcua.root_unit
    )
    write_results(night.connection, night.run_id, night.checks)
    verdict = judge(night.checks)
    night.warn(*verdict.warnings)
    night.held_reasons = verdict.reasons if verdict.holds else ()


def versions() -> dict[str, str]:
    """Versions that the manifest names."""
    return {name: version(name) for name in ("motcua", "duckdb", "prefect", "great-expectations", "pandas")}
