"""The connector `building_permits`: one address that answers with all its dossiers."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import duckdb

from connectors.interface.bundle import AnswerBundle
from connectors.interface.session import Interface, Request
from connectors.interface.settings import InterfaceSettings
from connectors.landing import LandedFile
from connectors.source import Pulled, Pulling, Reach, Source, StagedFile

HEADINGS = {"dossier_code": "ma", "status": "trang_thai", "unit_code_raw": "don_vi", "received_at": "ngay_nhan"}


class Settings(InterfaceSettings):
    """`[sources.NAME]`: where the registry answers."""

    url: str


class Reader(Source[Settings]):
    """The connector `building_permits`."""

    settings_type = Settings

    def pull(self, pulling: Pulling) -> Pulled:
        """Land the registry's answer."""
        request = Request("GET", "/ho-so")
        answer = Interface(self.name, self.settings.url, self.settings).ask(request)
        bundle = AnswerBundle.begin(pulling.landing, self.name, pulling.run_id, pulling.now, {})
        bundle.add(request, answer, {})
        return Pulled(files=tuple(bundle.finish({}).files))

    def stage(self, connection: duckdb.DuckDBPyConnection, file: LandedFile, scratch: Path) -> Sequence[StagedFile]:
        """Create the temp table of the registry's dossiers."""
        cells = ", ".join(f"record->>'{field}' AS {column}" for column, field in HEADINGS.items())
        connection.execute(
            f"CREATE OR REPLACE TEMP TABLE staged AS SELECT row_number() OVER () AS row_number, {cells}, NULL AS extra_cells"
            " FROM (SELECT unnest(from_json(json, '[\"JSON\"]')) AS record"
            " FROM read_json_objects($path, format = 'unstructured'))",
            {"path": str(file.path)},
        )
        (rows,) = connection.execute("SELECT count(*) FROM staged").fetchall()[0]
        return [StagedFile("dossier", tuple(HEADINGS), dict(HEADINGS), (), rows, 0, (), "utf-8", "json")]

    def reach(self) -> Reach:
        """Say where it is."""
        return Reach(self.settings.url)
