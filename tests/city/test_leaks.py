"""The search for persons finds them in every disguise, and the comparison tells two figures apart."""

from pathlib import Path

import duckdb
import pytest

from .city import identity_number, phone_number
from .leaks import Markers, readable_pieces
from .published import NOTHING, differences, same_figures, unique

MARKERS = Markers(range(100), "a-secret")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "utf-16-be"])
def test_names_and_numbers_are_found_in_any_encoding(encoding: str) -> None:
    for text in ("Nhận của ZZPERSON 000007.", identity_number(7), f"tel:+84{phone_number(7)[1:]}", "x a-secret x"):
        assert MARKERS.found_in(text.encode(encoding)), text
    assert not MARKERS.found_in("H13.05-260101-0007 092 09200000 Người nộp".encode(encoding))


def test_texts_are_found_inside_tables_and_parquet(tmp_path: Path) -> None:
    with duckdb.connect(str(tmp_path / "one.duckdb")) as connection:
        connection.execute("CREATE TABLE noted AS SELECT {'by': 'Zzofficer ' || range} AS who FROM range(5000)")
        connection.execute(f"COPY noted TO '{tmp_path / 'one.parquet'}' (COMPRESSION zstd)")
    for path in (tmp_path / "one.duckdb", tmp_path / "one.parquet"):
        assert any(MARKERS.found_in(piece) for _, piece in readable_pieces(path)), path.name


def test_a_missing_row_is_a_row_of_zeros_and_a_row_published_twice_is_an_error() -> None:
    some = (1, *NOTHING[1:])
    assert not differences({"H13": NOTHING}, {}, NOTHING, same_figures)
    assert differences({"H13": some}, {}, NOTHING, same_figures)
    assert differences({}, {"H13": some}, NOTHING, same_figures)
    with pytest.raises(AssertionError):
        unique([("H13", some), ("H13", some)])
