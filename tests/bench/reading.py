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
    started, cpu = time.perf_counter(), time.process_time()
    duckdb.connect().execute(READ, {"files": f"{folder}/ho-so/*.csv"})
    sys.stdout.write(f"{time.perf_counter() - started} {time.process_time() - cpu}\n")


if __name__ == "__main__":
    main(sys.argv[1])
