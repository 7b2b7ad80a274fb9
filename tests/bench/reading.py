"""Child: DuckDB merely reads the dossier files as text into memory, the measure of every other figure."""

from __future__ import annotations

import sys
import time

import duckdb

READ = """
CREATE TABLE dossier AS
SELECT * FROM read_csv($files, all_varchar = true, header = true, delim = ';', quote = '"')
"""


def main(folder: str) -> None:
    """Read all dossier files below the folder."""
    started = time.perf_counter()
    duckdb.connect().execute(READ, {"files": f"{folder}/ho-so/*.csv"})
    sys.stdout.write(f"{time.perf_counter() - started}\n")


if __name__ == "__main__":
    main(sys.argv[1])
