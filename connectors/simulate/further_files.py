"""Files of the datasets beside procedures and dossiers: in one or two shapes each, or as clean text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Literal

import numpy as np

from connectors.contract import load_contracts
from connectors.simulate.arrays import Whole
from connectors.simulate.city import City
from connectors.simulate.dossiers import Dossiers
from connectors.simulate.export import (
    Export,
    Sheet,
    Spoil,
    large_text_export,
    text_export,
    untouched,
    web_table_export,
    workbook_export,
)
from connectors.simulate.flaws import spoiled
from connectors.simulate.further_datasets import FURTHER_DATASETS, further_flaws, further_rows, without_unknown_words
from connectors.simulate.plan import export_time
from connectors.simulate.text_files import Encoding
from connectors.simulate.wording import Style

#: Most rows of a clean file, and of the first of two files of mixed shapes (workbooks and web tables are slow).
_CLEAN_ROWS = 250_000
_MOST_ROWS = 2_000
_PLAIN = Style()
_OLD = Style(synonym=1, headings="no accents", dates=("compact",), flags=("1", "0"), has_thousands=False)


@dataclass(frozen=True)
class _Shape:
    """One file: where it lies and how it is written."""

    path: str
    kind: Literal["text", "large text", "workbook", "web table"] = "text"
    style: Style = _PLAIN
    delimiter: str = ";"
    encoding: Encoding = "utf-8 with bom"


#: The first file takes a third of the rows, the last one the others. Nothing unreadable can stand in a workbook's dates.
_SHAPES: Mapping[str, tuple[_Shape, _Shape]] = {
    "step": (
        _Shape("tien-do/TienDoXuLy.xls", "web table", Style(synonym=1, dates=("iso",))),
        _Shape("tien-do/tien-do-xu-ly.csv", "large text"),
    ),
    "payment": (
        _Shape("thanh-toan/Đối soát thanh toán.xlsx", "workbook", Style(dates=("cell",))),
        _Shape(
            "thanh-toan/doi-soat.csv",
            style=Style(synonym=1, headings="upper decomposed"),
            delimiter="\t",
            encoding="utf-16",
        ),
    ),
    "document": (
        _Shape("van-ban/VANBAN58.csv", style=_OLD, delimiter=",", encoding="windows-1258"),
        _Shape("van-ban/so-van-ban.csv"),
    ),
    "signature": (
        _Shape("ky-so/Giao dịch ký số.xlsx", "workbook", Style(synonym=1, dates=("serial", "slash"))),
        _Shape("ky-so/giao-dich-ky-so.csv", style=Style(dates=("iso",)), delimiter=","),
    ),
    "petition": (
        _Shape("pakn/PAKN.xls", "web table", Style(synonym=1)),
        _Shape("pakn/pakn.csv"),
    ),
    "apology": (
        _Shape("thu-xin-loi/Thư xin lỗi.xlsx", "workbook", Style(dates=("cell", "slash"))),
        _Shape("thu-xin-loi/danh-sach-tre-han.csv", style=Style(synonym=1)),
    ),
    "unit_return": (
        _Shape("ke-khai/Biểu kê khai.xlsx", "workbook", Style(synonym=1)),
        _Shape("ke-khai/bieu-ke-khai.csv", delimiter=",", encoding="utf-16"),
    ),
}


def further_files(city: City, drawn: Dossiers) -> Iterator[Export]:
    """Yield the files of the datasets that the city writes, all exported the night after the last day."""
    night = export_time(city, city.until, time(0))
    for minute, dataset in enumerate(FURTHER_DATASETS, start=31):
        if not city.writes(dataset):
            continue
        contract, table = load_contracts()[dataset], further_rows(city, dataset, drawn)
        if city.shapes == "csv":
            table = without_unknown_words(table, contract)
        kinds = flaws_in_files(city, dataset, table.num_rows)
        for second, (shape, begins, ends) in enumerate(_parts(city, dataset, table.num_rows)):
            spoil = _spoil(dataset, kinds[begins:ends]) if city.shapes == "mixed" else untouched
            sheet = Sheet(contract, table.slice(begins, ends - begins), shape.style, spoil)
            yield _export(shape, night + timedelta(minutes=minute, seconds=second), sheet)


def flaws_in_files(city: City, dataset: str, count: int) -> Whole:
    """Return the kind of flaw that each of a dataset's `count` rows is written with (0: none)."""
    may_be_flawed = np.zeros(count, np.bool_)
    if city.shapes == "mixed":
        for shape, begins, ends in _parts(city, dataset, count):
            may_be_flawed[begins:ends] = shape.kind != "workbook"
    return further_flaws(city, dataset, may_be_flawed)


def _parts(city: City, dataset: str, count: int) -> Iterator[tuple[_Shape, int, int]]:
    """Yield the files of a dataset, each with its first row and the one after its last; the last file always."""
    first, last = _SHAPES[dataset]
    if city.shapes == "mixed":
        ends = min(count // 3, _MOST_ROWS)
        yield from [(first, 0, ends)] if ends else []
        yield last, ends, count
        return
    for number, begins in enumerate(range(0, max(count, 1), _CLEAN_ROWS), start=1):
        path = last.path.replace(".csv", f"-{number:02d}.csv")
        yield _Shape(path, "large text"), begins, min(begins + _CLEAN_ROWS, count)


def _spoil(dataset: str, kinds: Whole) -> Spoil:
    return lambda table: spoiled(dataset, table, kinds)


def _export(shape: _Shape, exported_at: datetime, sheet: Sheet) -> Export:
    if shape.kind == "workbook":
        return workbook_export(shape.path, exported_at, sheet, sheet.contract.title.vi)
    if shape.kind == "web table":
        return web_table_export(shape.path, exported_at, sheet, sheet.contract.title.vi)
    if shape.kind == "large text":
        return large_text_export(shape.path, exported_at, sheet)
    return text_export(shape.path, exported_at, sheet, shape.delimiter, shape.encoding)
