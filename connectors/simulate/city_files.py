"""The files of the invented city, oldest export first: catalogue of procedures, dossiers, what happens to them."""

from __future__ import annotations

import heapq
from collections.abc import Iterator
from datetime import datetime, time, timedelta

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from connectors.contract import load_contracts
from connectors.simulate import dossiers, procedures
from connectors.simulate.city import City
from connectors.simulate.export import Export, Sheet, large_text_export, text_export, workbook_export
from connectors.simulate.further_files import further_files
from connectors.simulate.mixed_files import mixed_files
from connectors.simulate.plan import export_time, months
from connectors.simulate.wording import Style


def city_files(city: City) -> Iterator[Export]:
    """Yield the city's files; each is built only when it is written, so memory holds one month at a time."""
    catalogue = procedures.rows(city, city.random("procedure"))
    drawn = dossiers.rows(city, city.random("dossier"), catalogue)
    if city.writes("procedure"):
        yield from _catalogue_files(city, catalogue.table)
    exports = [further_files(city, drawn)]
    if city.writes("dossier"):
        exports.append(_clean_files(city, drawn) if city.shapes == "csv" else mixed_files(city, drawn))
    yield from heapq.merge(*exports, key=lambda export: export.exported_at)


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
        table = dossiers.seen(drawn.of(np.arange(begins, ends)), city.end)
        sheet = Sheet(load_contracts()["dossier"], table, Style())
        yield large_text_export(f"ho-so/ho-so-{first:%Y-%m}.csv", exported_at, sheet)
