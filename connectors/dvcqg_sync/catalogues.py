"""The portal's catalogues: procedures, sectors and agencies, and the fields of their records.

Only some names of fields are known for certain (MaTTHC, TenTTHC, MaLinhVuc, TenLinhVuc, MADONVI, TENDONVI, CAPDONVI); the
others are assumptions that `[sources.NAME.catalogue_fields]` corrects. A field that is in no declaration is told.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import duckdb

from connectors.cells import CLEANING
from connectors.contract import Bilingual, Contract, load_contracts
from connectors.dvcqg_sync.records import PACKAGE, Origin, survey_fields
from connectors.dvcqg_sync.settings import CatalogueDataset, Settings
from connectors.exports.staging import count_rows
from connectors.source import StagedFile
from connectors.statements import statement


@dataclass(frozen=True)
class Catalogue:
    """A catalogue's service, the dataset that it gives, and the field of each of the contract's columns."""

    service: str
    dataset: CatalogueDataset
    code: str
    fields: Mapping[str, str]

    def given_by(self, settings: Settings) -> dict[str, str]:
        """Return the fields as configured."""
        configured = settings.catalogue_fields.get(self.dataset, {})
        return {column: configured.get(column, field) for column, field in self.fields.items()}


CATALOGUES = (
    Catalogue(
        service="LayDanhSachTTHC",
        dataset="procedure",
        code="procedure_code",
        fields={
            "procedure_code": "MaTTHC",
            "name": "TenTTHC",
            "sector_code": "MaLinhVuc",
            "sector_name": "TenLinhVuc",
            "level": "CapThucHien",
            "service_level": "MucDo",
        },
    ),
    Catalogue(
        service="LayDanhMucLinhVuc",
        dataset="sector",
        code="sector_code",
        fields={"sector_code": "MaLinhVuc", "name": "TenLinhVuc"},
    ),
    Catalogue(
        service="LayDanhMucCoQuan",
        dataset="agency",
        code="agency_code",
        fields={"agency_code": "MADONVI", "name": "TENDONVI", "level": "CAPDONVI"},
    ),
)


def code_fields(settings: Settings) -> dict[str, str]:
    """Return the fields by which records of the catalogues are told apart, as parameters."""
    return {catalogue.code: catalogue.given_by(settings)[catalogue.code] for catalogue in CATALOGUES}


def stage_catalogues(connection: duckdb.DuckDBPyConnection, settings: Settings) -> list[StagedFile]:
    """Create the temp tables of the catalogues among the answers that have been taken apart."""
    staged = (_stage(connection, catalogue, settings) for catalogue in CATALOGUES)
    return [each for each in staged if each is not None]


def _stage(connection: duckdb.DuckDBPyConnection, catalogue: Catalogue, settings: Settings) -> StagedFile | None:
    records, _, fields = survey_fields(connection, Origin("answers", {"service": catalogue.service}))
    if not records:
        return None
    contract = load_contracts()[catalogue.dataset]
    given = {column: field for column, field in catalogue.given_by(settings).items() if field in fields}
    missing = _required(contract) - given.keys()
    table = f"staged_{catalogue.dataset}"
    create = statement(PACKAGE, "catalogue.sql", table=table, columns=list(given), takes_rows=not missing)
    paths = {column: f'$."{field}"' for column, field in given.items()}
    connection.execute(create, {"service": catalogue.service, **paths, **CLEANING})
    return StagedFile(
        dataset=catalogue.dataset,
        columns=tuple(given),
        headings=given,
        unknown_headings=tuple(sorted(set(fields) - set(given.values()))),
        rows=count_rows(connection, table),
        furniture_rows=0,
        notes=(_untold(catalogue, records, sorted(missing)),) if missing else (),
        encoding="utf-8",
        kind="json",
        table=table,
    )


def _required(contract: Contract) -> frozenset[str]:
    return frozenset(column.name for column in contract.properties if column.required)


def _untold(catalogue: Catalogue, records: int, missing: list[str]) -> Bilingual:
    names = ", ".join(f"{column} ({catalogue.fields[column]})" for column in missing)
    return Bilingual(
        vi=f"{catalogue.service}: {records} bản ghi không có trường cho {names}, chưa nạp danh mục này. Ghi tên trường đúng vào"
        " catalogue_fields trong motcua.toml.",
        en=f"{catalogue.service}: {records} records have no field for {names}; the catalogue is not loaded. Give the right"
        " names in catalogue_fields of motcua.toml.",
    )
