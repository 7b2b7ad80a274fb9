"""Each room knows only the rooms below it: flows > quality, warehouse > connectors."""

from __future__ import annotations

import ast

import pytest

from tests.house.source_tree import ROOMS, imported_modules, modules

#: What each room may import of the others: a module with all below it. Types and contracts only, but for flows.
ALLOWED: dict[str, tuple[str, ...]] = {
    "flows": ("quality", "warehouse", "connectors"),
    "quality": ("connectors.contract", "connectors.landing"),
    "warehouse": ("connectors.contract", "connectors.landing", "connectors.problem"),
    "connectors": (),
}


def forbidden_imports(room: str, tree: ast.Module) -> list[str]:
    """Return the imports of other rooms (and of tests) that `room` is not allowed."""
    others = [name for name in imported_modules(tree) if name.split(".")[0] in {*ROOMS, "tests"} - {room}]
    return [name for name in others if not any(f"{name}.".startswith(f"{module}.") for module in ALLOWED[room])]


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_imports_only_what_lies_below_it(room: str) -> None:
    broken = {str(path): names for path, tree in modules(room) if (names := forbidden_imports(room, tree))}
    assert broken == {}


def test_the_rule_sees_every_way_of_importing() -> None:
    source = """
import connectors.contract, flows.log
from connectors import contract, igate
def later():
    from warehouse.load import rows
    import connectors.contracts_of_old
"""
    tree = ast.parse(source)
    assert sorted(forbidden_imports("quality", tree)) == [
        "connectors.contracts_of_old",
        "connectors.igate",
        "flows.log",
        "warehouse.load.rows",
    ]
    assert forbidden_imports("flows", tree) == []
    assert forbidden_imports("warehouse", tree) == ["flows.log", "connectors.igate", "connectors.contracts_of_old"]


def test_no_tests_are_borrowed_from_other_tests() -> None:
    """What several tests need stands beside them, in a file that holds no tests."""
    borrowed = [
        (str(path), name)
        for path, tree in modules("tests")
        for name in imported_modules(tree)
        if name.startswith("tests.") and any(part.startswith("test_") for part in name.split(".")[:-1])
    ]
    assert borrowed == []
