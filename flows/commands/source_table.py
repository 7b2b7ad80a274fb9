"""What doctor shows of each source: where it stands, when it last delivered, how much of the record it gives."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

import duckdb

from connectors.contract import Bilingual, load_contracts
from connectors.registry import declarations
from flows.settings import Settings
from flows.speech import Speech
from warehouse.database import sql_text
from warehouse.remember.shares import SourceShare, source_shares

_HEADINGS = [
    Bilingual(vi="Nguồn", en="Source"),
    Bilingual(vi="Cơ sở", en="Basis"),
    Bilingual(vi="Thứ tự ưu tiên", en="Precedence"),
    Bilingual(vi="Tệp mới nhất", en="Newest file"),
    Bilingual(vi="Lần nạp cuối", en="Last run that loaded"),
    Bilingual(vi="Hồ sơ do nguồn này cho", en="Dossiers it gives"),
    Bilingual(vi="Ô bổ sung cho nguồn khác", en="Cells it fills for others"),
]


def show_sources(settings: Settings, speech: Speech, connection: duckdb.DuckDBPyConnection) -> None:
    """Print one row per source and basis of the published warehouse, configured ones first."""
    shares = source_shares(connection, load_contracts()["dossier"])
    found = connection.execute(sql_text("queries", "last_loads.sql")).fetchall()
    loads = {source: (newest, run) for source, newest, run in found}
    title = Bilingual(vi="Nguồn trong bản công bố", en="Sources in the publication")
    speech.table(title, _HEADINGS, list(_rows(settings, shares, loads)))


def _rows(
    settings: Settings, shares: Sequence[SourceShare], loads: dict[str, tuple[datetime | None, str]]
) -> Iterator[tuple[str, ...]]:
    known = {(share.basis, share.source): share for share in shares}
    bases: dict[str, str] = {name: declaration.basis for name, declaration in declarations().items()}
    configured = {(bases.get(source.connector, "—"), name) for name, source in settings.sources.items()}
    for basis, source in sorted(
        configured | known.keys(), key=lambda pair: (pair[0], _place(settings, pair[1]), pair[1])
    ):
        newest, run = loads.get(source, (None, "—"))
        share = known.get((basis, source))
        place = _place(settings, source)
        yield (
            source,
            basis,
            str(place) if place <= len(settings.motcua.precedence) else "—",
            f"{newest:%d/%m/%Y %H:%M}" if newest else "—",
            run,
            _of(share),
            f"{share.filled_cells} ({share.filled_records})" if share else "—",
        )


def _place(settings: Settings, source: str) -> int:
    names = settings.motcua.precedence
    return names.index(source) + 1 if source in names else len(names) + 1


def _of(share: SourceShare | None) -> str:
    if share is None or not share.records:
        return "—"
    return f"{share.given}/{share.records} ({100 * share.given / share.records:.1f} %)".replace(".", ",")
