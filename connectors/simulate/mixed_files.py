"""Dossier files in every shape and with every flaw that real exports show."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import datetime, time, timedelta
from functools import partial
from pathlib import Path

import numpy as np
import pyarrow as pa

from connectors.contract import load_contracts
from connectors.simulate.arrays import Whole
from connectors.simulate.city import City
from connectors.simulate.dossiers import Dossiers, seen
from connectors.simulate.export import Export, Sheet, Spoil, text_export, web_table_export, workbook_export
from connectors.simulate.flaws import blurred, spoiled
from connectors.simulate.plan import Part, export_time, plan
from connectors.simulate.wording import Style

_BLURRED = 0.01
_ROWS_WITHOUT_STATUS = 20
_TITLE = "Danh sách hồ sơ tiếp nhận và giải quyết"
#: Style of each part that is no monthly file.
_STYLES = {
    "utf-16": Style(synonym=1, headings="upper decomposed", flags=("1", "0")),
    "windows-1258": Style(synonym=2, headings="no accents", dates=("compact",), has_thousands=False),
    "workbook": Style(dates=("cell", "serial", "slash")),
    "web table": Style(
        synonym=3,
        dates=("iso",),
        flags=("true", "false"),
        without=frozenset({"applicant_phone", "applicant_address"}),
    ),
}


def mixed_files(city: City, drawn: Dossiers) -> Iterator[Export]:
    """Yield the parts by export, then what changed since, a copy under another name, and two files to reject."""
    random = city.random("mixed files")
    spread = plan(city, drawn, random)
    for number, part in enumerate(spread.parts):
        flaws = spread.flaw[part.index]
        blurs = part.name not in _STYLES
        yield _part_file(city, drawn, part, number, partial(_spoil, flaws=flaws, random=random if blurs else None))
    yield from _last_night(city, drawn, np.flatnonzero(spread.stale))


def _spoil(table: pa.Table, flaws: Whole, random: np.random.Generator | None) -> pa.Table:
    return spoiled("dossier", blurred(table, _BLURRED, random) if random else table, flaws)


def _part_file(city: City, drawn: Dossiers, part: Part, number: int, spoil: Spoil) -> Export:
    table = seen(drawn.of(part.index), min(part.exported_at, city.end))
    style = _STYLES.get(part.name, Style(synonym=number))
    sheet = Sheet(load_contracts()["dossier"], table, style, spoil)
    if part.name == "utf-16":
        return text_export("ho-so/ket-xuat-hsm.csv", part.exported_at, sheet, "\t", "utf-16")
    if part.name == "windows-1258":
        return text_export("ho-so/du-lieu-cu/HOSO1258.csv", part.exported_at, sheet, ",", "windows-1258")
    if part.name == "workbook":
        return workbook_export("ho-so/Báo cáo hồ sơ một cửa.xlsx", part.exported_at, sheet, _TITLE)
    if part.name == "web table":
        return web_table_export("ho-so/BaoCaoHoSo.xls", part.exported_at, sheet, _TITLE)
    return text_export(_monthly_path(part.name), part.exported_at, sheet)


def _monthly_path(month: str) -> str:
    return f"ho-so/ho-so-{month}.csv"


def _last_night(city: City, drawn: Dossiers, stale: Whole) -> Iterator[Export]:
    """The morning after the data: newer states, a known file again, an empty file, a file without its status."""
    contract = load_contracts()["dossier"]
    night = export_time(city, city.until, time(0, 45))
    newest = seen(drawn.of(stale), city.end)
    yield text_export("ho-so/cap-nhat.csv", night, Sheet(contract, newest, Style()))
    yield Export(
        f"ho-so/Bản sao hồ sơ {city.first:%m-%Y}.csv",
        _later(night, 1),
        partial(shutil.copyfile, city.out / _monthly_path(f"{city.first:%Y-%m}")),
    )
    yield Export("ho-so/trong.csv", _later(night, 2), _write_nothing)
    few = newest.slice(0, _ROWS_WITHOUT_STATUS)
    without_status = Style(without=frozenset({"status"}))
    yield text_export("ho-so/thieu-trang-thai.csv", _later(night, 3), Sheet(contract, few, without_status))


def _write_nothing(target: Path) -> None:
    target.write_bytes(b"")


def _later(night: datetime, minutes: int) -> datetime:
    return night + timedelta(minutes=minutes)
