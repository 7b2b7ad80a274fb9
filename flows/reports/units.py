"""The units of the city by level, and which unit's figures count for which level."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property

import duckdb

from flows.reports.queries import read


class Level(StrEnum):
    """Levels in the order of the reports; `OTHER` is what no level owns (the city itself, units of unknown kind)."""

    PROVINCE = "province"
    DISTRICT = "district"
    COMMUNE = "commune"
    OTHER = "other"


_LEVEL_OF_KIND = {"department": Level.PROVINCE, "district": Level.DISTRICT, "commune": Level.COMMUNE}


@dataclass(frozen=True)
class Unit:
    """One unit of `ref.unit`; `in_force` on the day asked about."""

    unit_code: str
    name: str
    kind: str | None
    parent_code: str | None
    in_force: bool

    @property
    def level(self) -> Level:
        """The level that the unit's kind belongs to."""
        return _LEVEL_OF_KIND.get(self.kind or "", Level.OTHER)


@dataclass(frozen=True)
class Shares:
    """Three lists of equal length: the figures of `unit_codes[i]` count `signs[i]` times for `leading_codes[i]`."""

    unit_codes: list[str]
    leading_codes: list[str]
    signs: list[int]

    @classmethod
    def of_unit(cls, unit_code: str) -> Shares:
        """Return the shares of one unit as published, with everything below it."""
        return cls([unit_code], [unit_code], [1])


@dataclass(frozen=True)
class UnitTree:
    """A unit and everything below it, in official order. A unit's published figures include its descendants."""

    root: Unit
    below: tuple[Unit, ...]

    @cached_property
    def by_code(self) -> dict[str, Unit]:
        """All units of the tree by code."""
        return {unit.unit_code: unit for unit in (self.root, *self.below)}

    def leader(self, unit: Unit) -> Unit:
        """Return the unit under which `unit` is listed: itself, or the topmost of its own level above it."""
        parent = self.by_code.get(unit.parent_code or "")
        if unit == self.root or parent is None or parent == self.root:
            return unit
        if unit.level in (parent.level, Level.OTHER):
            return self.leader(parent)
        return unit

    @cached_property
    def leaders(self) -> dict[Level, tuple[Unit, ...]]:
        """The listed units of each level, in official order; the root is listed under OTHER."""
        listed = [unit for unit in self.below if self.leader(unit) == unit] + [self.root]
        levels = {unit.unit_code: Level.OTHER if unit == self.root else unit.level for unit in listed}
        return {level: tuple(u for u in listed if levels[u.unit_code] == level) for level in Level}

    def expected(self) -> Iterator[Unit]:
        """Listed units in force that are expected to hand over records."""
        for level in (Level.PROVINCE, Level.DISTRICT, Level.COMMUNE):
            yield from (unit for unit in self.leaders[level] if unit.in_force)

    @cached_property
    def lines(self) -> dict[str, tuple[str, ...]]:
        """By code: the unit's own code and those of every unit above it, the root last."""
        lines = {}
        for code in self.by_code:
            line, above = [code], self.by_code[code].parent_code
            while above in self.by_code and above not in line and line[-1] != self.root.unit_code:
                line.append(above)
                above = self.by_code[above].parent_code
            lines[code] = tuple(line)
        return lines

    def line(self, unit_code: str) -> tuple[str, ...]:
        """Return the codes that a dossier of the unit counts for; none for a unit outside the tree."""
        return self.lines.get(unit_code, ())

    def branch(self, unit: Unit) -> UnitTree:
        """Return `unit` with everything below it, in the same order."""
        return UnitTree(unit, units_below(self.below, unit))

    def shares(self) -> Shares:
        """Return whose figures make up each listed unit, so that all listed units add up to the root.

        Every unit counts for its leader, and is taken away again from the leader of its parent, whose published
        figure includes it.
        """
        added = [(unit.unit_code, self.leader(unit).unit_code, 1) for unit in (self.root, *self.below)]
        taken = [
            (unit.unit_code, self.leader(self.by_code[unit.parent_code or ""]).unit_code, -1) for unit in self.below
        ]
        unit_codes, leading_codes, signs = zip(*added, *taken, strict=True)
        return Shares(list(unit_codes), list(leading_codes), list(signs))


def read_unit(connection: duckdb.DuckDBPyConnection, unit_code: str, on: date) -> Unit | None:
    """Return the unit of that code, None where the published file knows none."""
    return next((unit for unit in read(connection, "units", Unit, on=on) if unit.unit_code == unit_code), None)


def read_tree(connection: duckdb.DuckDBPyConnection, root: Unit, on: date) -> UnitTree:
    """Return `root` with everything below it; units whose parents run in a circle hang on nothing and are left out."""
    return UnitTree(root, units_below(read(connection, "units", Unit, on=on), root))


def units_below(units: Iterable[Unit], root: Unit) -> tuple[Unit, ...]:
    """Return those of `units` that hang on `root`, directly or not, in the order given."""
    units = tuple(units)
    children: dict[str, list[str]] = {}
    for unit in units:
        children.setdefault(unit.parent_code or "", []).append(unit.unit_code)
    below: set[str] = set()
    waiting = [root.unit_code]
    while waiting:
        new = set(children.get(waiting.pop(), ())) - below - {root.unit_code}
        below |= new
        waiting.extend(new)
    return tuple(unit for unit in units if unit.unit_code in below)
