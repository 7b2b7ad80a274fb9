"""The files of the invented city, oldest export first: catalogue of procedures, then dossiers."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, time, timedelta
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from connectors.contract import load_contracts
from connectors.simulate import dossiers, procedures
from connectors.simulate.city import City
from connectors.simulate.export import Export, Sheet, text_export, workbook_export
from connectors.simulate.mixed_files import mixed_files
from connectors.simulate.plan import export_time, months
from connectors.simulate.text_files import write_large_text
from connectors.simulate.wording import Style


def city_files(city: City) -> Iterator[Export]:
    """Yield the city's files; each is built only when it is written, so memory holds one month at a time."""
    catalogue = procedures.rows(city, city.random("procedure"))
    drawn = dossiers.rows(city, city.random("dossier"), catalogue)
    yield from _catalogue_files(city, catalogue.table)
    yield from _clean_files(city, drawn) if city.shapes == "csv" else mixed_files(city, drawn)


def _catalogue_files(city: City, table: pa.Table) -> Iterator[Export]:
    contract = load_contracts()["procedure"]
    made_at = datetime.combine(city.first - timedelta(days=1), time(16))
    if city.shapes == "csv":
        yield text_export("danh-muc/danh-muc-tthc.csv", made_at, Sheet(contract, table, Style()))
        return
    province = table.filter(pc.equal(table["level"], "province"))
    commune = table.filter(pc.equal(table["level"], "commune"))
    style = Style(dates=("slash", "cell"), procedure_suffix=".000.00.00.H13")
    yield workbook_export(
        "danh-muc/danh-muc-tthc-cap-tinh.xlsx",
        made_at,
        Sheet(contract, province, style),
        title="Danh mục thủ tục hành chính cấp tỉnh",
    )
    yield text_export(
        "danh-muc/danh-muc-tthc-cap-xa.csv", made_at + timedelta(minutes=1), Sheet(contract, commune, Style(synonym=1))
    )


def _clean_files(city: City, drawn: dossiers.Dossiers) -> Iterator[Export]:
    """One file a month, every dossier once, as it stands at the end of the data."""
    submitted = drawn.lives.submitted.astype("datetime64[D]")
    for number, (first, last) in enumerate(months(city)):
        begins, ends = np.searchsorted(submitted, [np.datetime64(first), np.datetime64(last) + 1])
        exported_at = export_time(city, city.until, time(0)) + timedelta(minutes=1, seconds=number)
        yield _clean_file(city, drawn, np.arange(begins, ends), f"ho-so/ho-so-{first:%Y-%m}.csv", exported_at)


def _clean_file(city: City, drawn: dossiers.Dossiers, index: np.ndarray, path: str, exported_at: datetime) -> Export:
    def write(target: Path) -> None:
        table = dossiers.seen(drawn.of(index), city.end)
        sheet = Sheet(load_contracts()["dossier"], table, Style())
        write_large_text(target, sheet.cells, sheet.headings)

    return Export(path, exported_at, write)
