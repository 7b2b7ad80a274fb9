"""The project's own files, as the tests of the house rules read them."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
ROOMS = ("flows", "quality", "warehouse", "connectors")


def project_files(*folders: str) -> list[Path]:
    """Return every file below the folders, without what Python has compiled."""
    found = (path for folder in folders for path in (ROOT / folder).rglob("*") if path.is_file())
    return sorted(path for path in found if "__pycache__" not in path.parts)


@cache
def modules(*folders: str) -> tuple[tuple[Path, ast.Module], ...]:
    """Return each Python file below the folders (path from the root) with its syntax tree."""
    paths = [path for path in project_files(*folders) if path.suffix == ".py"]
    return tuple((path.relative_to(ROOT), ast.parse(path.read_text(encoding="utf-8"))) for path in paths)


def imported_modules(tree: ast.Module) -> Iterator[str]:
    """Yield the full name of everything imported, also inside functions: `from a import b` is `a.b`."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            yield from (f"{node.module}.{name.name}" for name in node.names)
