"""The invented city: how large, how long, from which seed, and which units it has."""

from __future__ import annotations

import csv
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Literal
from zlib import crc32

import numpy as np

from connectors.contract import Bilingual, file_contracts
from connectors.local_time import yesterday
from connectors.problem import Problem

#: The catalogue was published up to 940 days before the data, and a date before 2010 is unreadable.
EARLIEST = date(2013, 1, 1)
_CLEAN_DATASETS = frozenset({"procedure", "dossier"})
#: A point of reception that no catalogue of units has.
UNKNOWN_UNIT = ("H13.299", "Chi nhánh số 9 Trung tâm Phục vụ hành chính công")


class CityError(Problem):
    """A city that cannot be simulated."""


@dataclass(frozen=True)
class City:
    """What to simulate: `dossiers` dossiers submitted over `days` days, the last of them `until`, written below `out`.

    `shapes` is "mixed" (every shape and flaw seen in real exports) or "csv" (clean files, for benches). `datasets` are
    the ids of the contracts to write; None is all of them in mixed shapes, procedures and dossiers in clean files.
    The same arguments give the same bytes, and those of one dataset do not depend on which others are written.
    """

    out: Path
    days: int
    dossiers: int
    seed: int
    until: date = field(default_factory=yesterday)
    shapes: Literal["mixed", "csv"] = "mixed"
    datasets: frozenset[str] | None = None

    def __post_init__(self) -> None:
        if self.days < 1 or self.dossiers < 1 or self.seed < 0:
            raise CityError(
                Bilingual(
                    vi="Số ngày và số hồ sơ phải từ 1, hạt giống phải từ 0",
                    en="Days and dossiers must be at least 1, the seed at least 0",
                )
            )
        if self.days > (self.until - EARLIEST).days + 1:
            raise CityError(
                Bilingual(
                    vi=f"Dữ liệu không thể bắt đầu trước {EARLIEST:%d/%m/%Y}: giảm số ngày",
                    en=f"Data cannot begin before {EARLIEST:%d/%m/%Y}: take fewer days",
                )
            )

        if unknown := (self.datasets or frozenset()) - file_contracts().keys():
            known, wrong = ", ".join(file_contracts()), ", ".join(sorted(unknown))
            raise CityError(
                Bilingual(vi=f"Không có bộ dữ liệu {wrong}; có: {known}", en=f"No dataset {wrong}; there are: {known}")
            )

    def writes(self, dataset: str) -> bool:
        """Return whether the files of a dataset are written."""
        if self.datasets is None:
            return self.shapes == "mixed" or dataset in _CLEAN_DATASETS
        return dataset in self.datasets

    @property
    def first(self) -> date:
        """The first day on which a dossier may be submitted."""
        return self.until - timedelta(days=self.days - 1)

    @property
    def end(self) -> datetime:
        """The last second of the data."""
        return datetime.combine(self.until, datetime.max.time()).replace(microsecond=0)

    def random(self, stream: str) -> np.random.Generator:
        """Return the generator of one named stream: a dataset added later changes no other's draws."""
        seeds = np.random.SeedSequence([self.seed, crc32(stream.encode())])
        return np.random.Generator(np.random.PCG64(seeds))


@dataclass(frozen=True)
class Unit:
    """A department or commune: agency code, name, kind (department or commune)."""

    unit_code: str
    name: str
    kind: str


@cache
def units() -> tuple[Unit, ...]:
    """Return the city's 15 departments, then its 103 communes in the order of Nghị quyết 1668/NQ-UBTVQH15."""
    return tuple(Unit(**row) for row in table_of("units.csv"))


def unit_codes() -> list[str]:
    """Return the agency codes of `units()`, and last that of the unit that no catalogue has."""
    return [*(unit.unit_code for unit in units()), UNKNOWN_UNIT[0]]


def unit_names() -> list[str]:
    """Return the names of the units of `unit_codes()`, in that order."""
    return [*(unit.name for unit in units()), UNKNOWN_UNIT[1]]


def table_of(name: str) -> list[dict[str, str]]:
    """Return the rows of one of this package's small CSV tables."""
    text = (files("connectors") / "simulate" / name).read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))
