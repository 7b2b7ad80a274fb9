"""motcua sql: a read-only query of what is published."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import Annotated

import duckdb
import typer

from connectors.contract import Bilingual
from flows.commands.answer import Shape, write_answer, write_answer_file
from flows.commands.context import CONFIG, ConfigOption, Misused, begin, published
from flows.speech import Speech


def sql(
    query: Annotated[str, typer.Argument(help='"SELECT …"')],
    config: ConfigOption = CONFIG,
    as_csv: Annotated[bool, typer.Option("--csv", help="như --format csv / the same as --format csv")] = False,
    shape: Annotated[
        Shape | None,
        typer.Option(
            "--format",
            help="mặc định: table trên màn hình, csv khi qua ống / default: table on a screen, csv into a pipe",
        ),
    ] = None,
    out: Annotated[Path | None, typer.Option(help="tệp ghi ra / file to write")] = None,
) -> None:
    """Truy vấn chỉ đọc kho đã công bố / read-only query of the published warehouse."""
    settings, speech = begin(config)
    chosen: Shape = shape or ("csv" if as_csv or out or not sys.stdout.isatty() else "table")
    if out and out.is_dir():
        raise Misused(Bilingual(vi=f"{out} là thư mục; nêu tên tệp.", en=f"{out} is a folder; name a file."))
    if chosen == "parquet" and out is None:
        raise Misused(Bilingual(vi="--format parquet cần --out TỆP.", en="--format parquet needs --out FILE."))
    with published(settings) as connection:
        try:
            _answer(connection.sql(query), chosen, out, speech)
        except duckdb.Error as error:  # a cast may also fail while rows are fetched
            raise Misused(_refused(error)) from None


def _answer(relation: duckdb.DuckDBPyRelation | None, shape: Shape, out: Path | None, speech: Speech) -> None:
    """Write an answer to the screen or, whole and in one rename, to a file; a statement without one is silent."""
    if relation is None:
        return
    if out is None:
        write_answer(relation, shape, sys.stdout)
        return
    partial = out.with_name(f".{out.name}.partial")
    try:
        write_answer_file(relation, shape, partial)
        partial.replace(out)
    except OSError as error:
        raise Misused(
            Bilingual(vi=f"Không ghi được {out}: {error.strerror}", en=f"{out} cannot be written: {error.strerror}")
        ) from None
    finally:
        partial.unlink(missing_ok=True)
    speech.say(Bilingual(vi=f"Đã ghi {out}", en=f"Wrote {out}"))


def _refused(error: duckdb.Error) -> Bilingual:
    said = re.sub(r"\s+", " ", str(error))[:500]
    return Bilingual(vi=f"Câu truy vấn không chạy được: {said}", en=f"The query cannot be run: {said}")


def add_to(app: typer.Typer) -> None:
    """Register the commands."""
    app.command()(sql)
