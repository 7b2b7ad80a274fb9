"""Looks for the city's marker strings (names, identity numbers, phones) in whatever a reader could open."""

import re
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path

import duckdb

from .city import FREE_TEXT_MARKER, NAME_MARKERS, identity_number, phone_number

_DIGITS = re.compile(rb"\d{10,}")


class Markers:
    """The markers of the persons and notes that occur in the exports, and the secret of the keyed hashes."""

    def __init__(self, people: Iterable[int], secret: str) -> None:
        self.identities = {identity_number(person) for person in people}
        phones = {phone_number(person) for person in people}
        # An identity number that lost its leading zero is the same number, so is a phone with the country's code.
        numbers = {*self.identities, *(one.removeprefix("0") for one in self.identities)}
        numbers |= {*phones, *(one.replace("0", "84", 1) for one in phones)}
        self._numbers = {one.encode() for one in numbers}
        self._words = [*(name.encode() for name in (*NAME_MARKERS, FREE_TEXT_MARKER.lower())), secret.encode()]

    def found_in(self, piece: bytes) -> list[bytes]:
        """The markers in these bytes, read as UTF-8 and (without the zero bytes) as UTF-16, in any letter case."""
        found = []
        for text in {piece, piece.replace(b"\0", b"")}:
            lower = text.lower()
            found += [word for word in self._words if word in lower]
            for run in _DIGITS.finditer(text):
                found += self._numbers_in(run[0])
        return found

    def _numbers_in(self, digits: bytes) -> list[bytes]:
        windows = (digits[at : at + width] for width in (10, 11, 12) for at in range(len(digits) - width + 1))
        return [window for window in windows if window in self._numbers]


def _texts(connection: duckdb.DuckDBPyConnection, relation: str) -> bytes:
    """Every different text of every column that can hold text."""
    columns = connection.execute(f"DESCRIBE SELECT * FROM {relation}").fetchall()
    texts = []
    for name, kind, *_ in columns:
        if any(word in kind for word in ("VARCHAR", "BLOB", "JSON", "STRUCT", "MAP")):
            rows = connection.execute(f'SELECT DISTINCT "{name}"::VARCHAR FROM {relation}').fetchall()
            texts += [row[0] for row in rows if row[0]]
    return "\n".join(texts).encode()


def readable_pieces(path: Path) -> Iterator[tuple[str, bytes]]:
    """A file's bytes as they are, and what a program sees that opens it: columns of tables, members of archives."""
    yield "as bytes", path.read_bytes()
    if path.suffix == ".duckdb":
        with duckdb.connect(str(path), read_only=True) as connection:
            sql = "SELECT schema_name, table_name FROM duckdb_tables() WHERE database_name = current_database()"
            for schema, table in connection.execute(sql).fetchall():
                yield f"{schema}.{table}", _texts(connection, f'"{schema}"."{table}"')
    elif path.suffix == ".parquet":
        with duckdb.connect() as connection:
            yield "as a table", _texts(connection, f"read_parquet('{path}')")
    elif zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as archive:
            for member in archive.namelist():
                yield member, archive.read(member)


def leaks_below(folder: Path, markers: Markers) -> dict[str, list[bytes]]:
    """Where in the files below a folder which markers are, by file and place in it."""
    found = {}
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        for place, piece in readable_pieces(path):
            if words := markers.found_in(piece):
                found[f"{path.relative_to(folder)} {place}"] = words
    return found
