"""The portal's tables of the 766 set: what each is called, how it is asked for, where its rows stand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from connectors.dvcqg_reporting.periods import Period
from connectors.dvcqg_reporting.settings import Settings

_PATH = "/api/v1/reporting/evaluation/"


@dataclass(frozen=True)
class Table:
    """One table. `group` is the 766 group whose score it tells; `page_size` None where it comes in one answer.

    The city's (or the country's) own row stands under `head`, those of the units below it under `rows`.
    """

    name: str
    group: str
    page_size: int | None
    head: Literal["overview", "parent"] = "overview"
    rows: Literal["evaluation", "children"] = "evaluation"
    scope: Literal["units", "provinces"] = "units"
    by_days: bool = False

    @property
    def path(self) -> str:
        """Path of the question."""
        return _PATH + self.name


_UNITS = (
    Table("transparency", "CKMB", 200),
    Table("dvc-progress-tree", "TDGQ", 100, "parent", "children"),
    Table("provide-online-tree", "CLGQ", 200, "parent", "children"),
    Table("formality-online-payment-tree", "TTTT", 100, "parent", "children"),
    Table("handling-satisfaction", "MDHL", 200, by_days=True),
    Table("dossier-digitized", "MDSH", 200),
    Table("service-results", "TOTAL", 200),
)
_PROVINCES = Table("service-results", "TOTAL", None, scope="provinces")


def tables(settings: Settings) -> tuple[Table, ...]:
    """Return the tables that a configuration asks for."""
    return (*_UNITS, _PROVINCES) if settings.with_provinces else _UNITS


@dataclass(frozen=True)
class Question:
    """One table of one period: it is taken whole or not at all."""

    table: Table
    period: Period

    @property
    def file_name(self) -> str:
        """Name under which its answers land."""
        return f"{self.table.name}_{self.table.scope}_{self.period.kind}_{self.period.start}.json"

    @property
    def told(self) -> str:
        """The question for people."""
        return f"{self.table.name} ({self.period.start:%d/%m/%Y}–{self.period.end:%d/%m/%Y})"

    def page(self, number: int, settings: Settings) -> Mapping[str, object]:
        """Return what is sent for one page, from 1."""
        period = self.period.asked_by_days() if self.table.by_days else self.period.asked()
        if self.table.page_size is None:
            return {**period, "departmentType": "ADMINISTRATIVE_UNIT"}
        paging = {"currentPage": number, "pageSize": self.table.page_size}
        return {**period, "rootDepartmentId": settings.root_id, **paging}
