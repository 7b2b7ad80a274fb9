"""From a figure down to the records behind it: the counting models run with every record as a unit of its own.

An explanation puts the records of one unit in the place of a table its models read (`in_place_of`), each record under its
own key instead of its unit's code. What the models then say "of a unit" they say of one record, under the names of the
figures that an indicator's two expressions use: the list and the rate come from the same SQL.
"""

from __future__ import annotations

import re
from functools import cache
from graphlib import TopologicalSorter
from typing import Literal

from pydantic import BaseModel, ConfigDict

from connectors.contract import Bilingual
from warehouse.database import sql_text
from warehouse.graph import Indicator, documents, load_models, tables_read

#: Where a model reads units and those above them, each record is above itself only.
_SELF = "asked_self"
#: The units asked about: the wanted one, unless all units are asked at once.
_PLACE = "asked_place"


class Listing(BaseModel):
    """How one indicator is listed: what of a record counts, what decides it, and which records are shown unasked.

    `lists`: missing (in the denominator and not in the numerator: what keeps a rate down), in_numerator (where the numerator
    is what went wrong), largest_first (means), unpaired (without a counterpart), all. `instead_of` names an explanation
    that goes before this one wherever it has any record.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    numerator: str | None = None
    denominator: str | None = None
    shows: tuple[str, ...]
    lists: Literal["missing", "in_numerator", "largest_first", "unpaired", "all"] = "missing"
    of_return: bool = False
    instead_of: str | None = None


class Explanation(BaseModel):
    """One kind of record that stands behind figures, read through the table macro `mart.explain_{name}`."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str
    record: Bilingual
    description: Bilingual
    asks: Literal["basis", "kind"] = "basis"
    in_place_of: dict[str, str] = {}
    records: str | None = None
    known_by: tuple[str, ...]
    indicators: dict[str, Listing]
    sql: str

    @property
    def macro(self) -> str:
        """The name of the table macro."""
        return f"mart.explain_{self.name}"

    @property
    def signature(self) -> str:
        """The macro with its parameters: a unit, a basis (or for returns a kind of period), first and last day."""
        return f"{self.macro}(wanted_unit, wanted_{self.asks}, from_date, to_date)"

    @property
    def asks_each_unit(self) -> bool:
        """Whether what a record counts for depends on the unit asked about, so that units' records do not add up."""
        return _PLACE in self.parts()

    def parts(self) -> dict[str, str]:
        """Return every query that the macro carries with it, by name, in an order in which each comes after what it reads.

        The scope tables are not among them.
        """
        found: dict[str, str] = {}
        self._gather(self.sql, found, as_counted=False)
        sorter = TopologicalSorter({name: sorted(tables_read(sql) & found.keys()) for name, sql in found.items()})
        return {name: found[name] for name in sorter.static_order()}

    def _gather(self, sql: str, found: dict[str, str], *, as_counted: bool) -> None:
        """Add what `sql` reads: the queries that ask for the records read models as the night counts them, the others not."""
        for table in sorted(tables_read(sql)):
            text, from_here = self._query(table, as_counted=as_counted)
            if text is None:
                continue
            if found.setdefault(table, text) != text:
                raise ValueError(f"{self.name}: {table} is read both with and without records in place of units")
            self._gather(text, found, as_counted=from_here)

    def _query(self, table: str, *, as_counted: bool) -> tuple[str | None, bool]:
        if table == _SELF:
            return f"SELECT DISTINCT unit_code, unit_code AS ancestor_code FROM {self.records}", True
        if table.startswith("asked_"):
            return sql_text("explain", f"{table}.sql"), True
        unkept = {model.table: model.sql for model in load_models().values() if model.kept_as != "table"}
        if table not in unkept:
            return None, as_counted
        return (unkept[table] if as_counted else self._with_records(unkept[table])), as_counted

    def _with_records(self, sql: str) -> str:
        for table, records in self.in_place_of.items():
            sql = re.sub(rf"(?<![\w.]){re.escape(table)}(?!\w)", records, sql)
        return sql


@cache
def load_explanations() -> dict[str, Explanation]:
    """Return all explanations by name."""
    return {name: Explanation(name=name, **document) for name, document in documents("explain").items()}


def explained_by(indicator: Indicator) -> tuple[tuple[Explanation, Listing], ...]:
    """Return what lists the records of an indicator, its expressions filled in; what goes before another comes first."""
    found = [
        (
            explanation,
            listing.model_copy(
                update={
                    "numerator": listing.numerator or indicator.numerator,
                    "denominator": listing.denominator or indicator.denominator,
                }
            ),
        )
        for explanation in load_explanations().values()
        if (listing := explanation.indicators.get(indicator.id))
    ]
    return tuple(sorted(found, key=lambda each: each[1].instead_of is not None))
