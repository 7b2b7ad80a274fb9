"""What each step may take, in CPU seconds of DuckDB's plain reading of the same files."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from connectors.contract import Bilingual
from tests.bench.child import Measured

#: A first night over a million dossiers that nobody has seen before; a fifth or more above what was measured in November
#: 2026. Publishing writes the pages and papers of 119 units too.
BUDGETS = {"pull": 0.5, "load": 9.0, "compute": 3.5, "check": 0.7, "publish": 7.5}
NIGHT, AGAIN = "night (rooms)", "night, nothing new (rooms)"
COMMAND, COMMAND_AGAIN = "motcua nightly", "motcua nightly, nothing new"
BUDGETS |= {NIGHT: 21.0, AGAIN: 12.0, COMMAND: 23.0, COMMAND_AGAIN: 14.5}
#: What the whole night is meant to come down to.
AIM = 4.0
#: The most memory that the night may hold, in MiB.
MEMORY_BUDGET = 4 * 1024

Row = tuple[str, float, float, float, float | None, int | None, str]
COLUMNS = [
    Bilingual(vi="Bước", en="Step"),
    Bilingual(vi="Giây", en="Seconds"),
    Bilingual(vi="Giây CPU", en="CPU seconds"),
    Bilingual(vi="So với đọc", en="Times reading"),
    Bilingual(vi="Ngân sách", en="Budget"),
    Bilingual(vi="Bộ nhớ (MiB)", en="Memory (MiB)"),
    Bilingual(vi="Kết luận", en="Verdict"),
]


def rows(reading: Measured, steps: Mapping[str, Measured]) -> Iterator[Row]:
    """Yield the table, the plain reading first: each step's ratio is to the CPU seconds of that."""
    for name, step in {"reading (DuckDB)": reading, **steps}.items():
        ratio, budget = step.cpu_seconds / reading.cpu_seconds, BUDGETS.get(name)
        is_over = budget is not None and (ratio > budget or step.peak_mib > MEMORY_BUDGET)
        verdict = "" if budget is None else "OVER" if is_over else "ok"
        memory = round(step.peak_mib) or None
        yield name, round(step.seconds, 2), round(step.cpu_seconds, 2), round(ratio, 2), budget, memory, verdict
