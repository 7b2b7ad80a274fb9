"""Whose page it is: the city, or one unit in a folder of its own that can be given to the unit alone."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import quote

from flows.reports.units import Level, Unit, UnitTree

#: Folder of the units' pages beside the city's page.
UNITS_FOLDER = "don-vi"
_LONGEST_FOLDER = 60


def folder_name(unit_code: str) -> str:
    """Return a folder name for a unit: its code, or what is safe of it with a part of its hash."""
    safe = re.sub(r"[^0-9A-Za-zĐđ.-]+", "-", unit_code).strip(".-")[:_LONGEST_FOLDER]
    if safe == unit_code:
        return safe
    return f"{safe or 'don-vi'}-{hashlib.sha256(unit_code.encode()).hexdigest()[:8]}"


@dataclass(frozen=True)
class Place:
    """A unit with everything below it; `with_page` are the codes of all units that have a page."""

    tree: UnitTree
    is_city: bool
    with_page: frozenset[str]

    @property
    def unit(self) -> Unit:
        """The unit itself."""
        return self.tree.root

    @cached_property
    def codes(self) -> frozenset[str]:
        """Codes of the unit and of everything below it."""
        return frozenset(self.tree.by_code)

    @property
    def folder(self) -> str:
        """Folder of the page below the reports' folder; empty for the city."""
        return "" if self.is_city else f"{UNITS_FOLDER}/{folder_name(self.unit.unit_code)}"

    @property
    def up(self) -> str:
        """Link from the page up to the reports' folder."""
        return "" if self.is_city else "../../"

    def link_to(self, unit: Unit) -> str | None:
        """Return the link from this page to a unit's own page, None where it has none or needs none."""
        if unit == self.unit or unit.unit_code not in self.with_page:
            return None
        beside = f"{UNITS_FOLDER}/" if self.is_city else "../"
        return f"{beside}{quote(folder_name(unit.unit_code))}/index.html"


def places(tree: UnitTree, with_data: frozenset[str]) -> Iterator[Place]:
    """Yield the city, then every unit in force that has data or is expected to have some, in official order."""
    expected = {Level.PROVINCE, Level.DISTRICT, Level.COMMUNE}
    units = [u for u in tree.below if u.in_force and (u.unit_code in with_data or u.level in expected)]
    with_page = frozenset(unit.unit_code for unit in units)
    yield Place(tree, True, with_page)
    for unit in units:
        yield Place(tree.branch(unit), False, with_page)
