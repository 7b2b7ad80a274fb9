"""What every file of the project keeps to."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from tests.house.source_tree import ROOMS, ROOT, modules, project_files

TEXTS = {".py", ".sql", ".yml", ".toml", ".md", ".j2", ".csv", ".sh", ""}
AROUND = ("Makefile", "pyproject.toml", "README.md", "CHANGELOG.md", "motcua.toml")


def public_without_docstring(body: list[ast.stmt], within: str) -> Iterator[str]:
    """Yield public functions, classes and methods that do not say what they do (a setter's getter does)."""
    for node in body:
        if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) or node.name.startswith("_"):
            continue
        name = f"{within}.{node.name}"
        if ast.get_docstring(node) is None:
            yield name
        if isinstance(node, ast.ClassDef):
            yield from public_without_docstring(node.body, name)


def test_every_public_function_says_what_it_does() -> None:
    silent = [name for path, tree in modules(*ROOMS) for name in public_without_docstring(tree.body, str(path))]
    assert silent == []


def test_no_file_is_named_after_nothing() -> None:
    empty_words = re.compile(r"(^|[_-])(utils?|helpers?|managers?)([_.-]|$)")
    named = [path.relative_to(ROOT) for path in project_files(*ROOMS, "tests")]
    assert [path for path in named if any(empty_words.search(part) for part in path.parts)] == []


def test_no_file_reads_the_shared_folder_of_the_developers() -> None:
    folders = (r"\.\./" + "shared", "/work/" + "shared", r"\bshared" + "/(spec|design|reference)")
    shared = re.compile("|".join((*folders, r"\b(spec" + r"/\w+|interface|indicators|sources)" + r"\.md\b")))
    around = [ROOT / name for name in AROUND if (ROOT / name).exists()]
    texts = [path for path in (*project_files(*ROOMS, "tests", ".ci"), *around) if path.suffix in TEXTS]
    assert [
        path.relative_to(ROOT) for path in texts if shared.search(path.read_text(encoding="utf-8", errors="replace"))
    ] == []


def test_every_query_opens_by_saying_what_a_row_is() -> None:
    """A model in these very words; a script of definitions or a query of one row in a sentence of its own."""
    queries = {
        path.relative_to(ROOT): path.read_text(encoding="utf-8")
        for path in project_files(*ROOMS)
        if path.suffix == ".sql"
    }
    silent = [
        path
        for path, text in queries.items()
        if not text.startswith("-- each row is" if "models" in path.parts else "-- ")
    ]
    assert silent == []
