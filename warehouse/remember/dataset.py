"""Names and column lists of one dataset, as the statements of remembering need them."""

from __future__ import annotations

from dataclasses import dataclass

from connectors.contract import Contract, EarliestColumn
from warehouse.columns import quoted, state_columns
from warehouse.remember.arrivals import arrivals_table
from warehouse.remember.tables import validity_names, version_table


@dataclass(frozen=True)
class Dataset:
    """One dataset as it is remembered."""

    contract: Contract

    @property
    def arrivals(self) -> str:
        """Temp table of the run's readable rows."""
        return arrivals_table(self.contract)

    @property
    def versions(self) -> str:
        """Table of versions."""
        return version_table(self.contract)

    @property
    def closed(self) -> str:
        """Column that is NULL in current versions."""
        return validity_names(self.contract)[1]

    @property
    def opened(self) -> str:
        """Column that says since when a version was current."""
        return validity_names(self.contract)[0]

    @property
    def changed(self) -> str:
        """Temp table of the records (key columns) whose current version the run changed."""
        return f"changed_{self.contract.id}"

    @property
    def key(self) -> tuple[str, ...]:
        """Columns by which a record is known: basis, source and the contract's key."""
        return ("basis", "source", *(quoted(name) for name in self.contract.key))

    @property
    def thing(self) -> tuple[str, ...]:
        """Columns of what one source of a basis gives: the key without the source, or less (all steps of a dossier)."""
        rule = self.contract.one_of_sources
        return ("basis", *(quoted(name) for name in (rule.within if rule else self.contract.key)))

    @property
    def filled(self) -> frozenset[str]:
        """Remembered columns that one source may fill in another's record."""
        rule = self.contract.one_of_sources
        own = {quoted(name) for name in rule.own} if rule else set()
        return frozenset(self.names) - own if rule and rule.fills else frozenset()

    @property
    def names(self) -> tuple[str, ...]:
        """Remembered columns."""
        return tuple(quoted(c.name) for c in state_columns(self.contract))

    def smallest(self, column: EarliestColumn, alias: str) -> str:
        """The least of what one row tells of an earliest column; NULL where it tells nothing."""
        return f"least({', '.join(f'{alias}.{quoted(name)}' for name in column.of)})"

    def keys(self, alias: str) -> str:
        """The key columns of `alias`, comma separated."""
        return ", ".join(f"{alias}.{name}" for name in self.key)

    def things(self, alias: str) -> str:
        """The columns of `thing` of `alias`, comma separated."""
        return ", ".join(f"{alias}.{name}" for name in self.thing)

    def same_thing(self, left: str, right: str) -> str:
        """Condition that two rows are of one thing."""
        return " AND ".join(f"{left}.{name} = {right}.{name}" for name in self.thing)

    def same_key(self, left: str, right: str) -> str:
        """Condition that two rows are of one record (key columns are never NULL)."""
        return " AND ".join(f"{left}.{name} = {right}.{name}" for name in self.key)
