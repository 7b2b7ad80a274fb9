"""The connector `dvcqg_reporting`: the national portal's public reporting of the 766 set, asked for table by table."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import duckdb

from connectors.contract import Bilingual, load_contracts
from connectors.dvcqg_reporting import records
from connectors.dvcqg_reporting.periods import period_of
from connectors.dvcqg_reporting.pull import DATASET, pull_tables
from connectors.dvcqg_reporting.settings import Settings
from connectors.dvcqg_reporting.tables import Question, tables
from connectors.dvcqg_reporting.whole import read_whole
from connectors.exports.staging import count_rows, drop_table
from connectors.interface.session import Interface
from connectors.landing import LandedFile
from connectors.problem import FileRejected, SourceFailed
from connectors.source import Pulled, Pulling, Reach, Source, StagedFile

_UNREADABLE = Bilingual(
    vi="Câu trả lời của Cổng không đọc được; báo người phát triển kèm tên tệp trong thư mục landing.",
    en="The portal's answers cannot be read; tell the developers the name of the file in the landing.",
)
_STAGED = "staged"


class Reader(Source[Settings]):
    """The connector `dvcqg_reporting`."""

    settings_type = Settings

    def pull(self, pulling: Pulling) -> Pulled:
        """Land the tables of the running, the last finished and some older periods."""
        return pull_tables(self._interface(), self.settings, pulling)

    def examine(
        self, connection: duckdb.DuckDBPyConnection, files: Sequence[LandedFile], scratch: Path
    ) -> Sequence[Bilingual]:
        """Learn the codes of the portal's departments: some tables tell only their ids."""
        if not files:
            return ()
        try:
            records.read_departments(connection, files, scratch)
        except duckdb.Error:
            raise SourceFailed(self.told(_UNREADABLE)) from None  # DuckDB's message may repeat what stands there
        records.know_departments(connection, self.settings)
        drop_table(connection, records.DEPARTMENTS)
        return ()

    def stage(self, connection: duckdb.DuckDBPyConnection, file: LandedFile, scratch: Path) -> Sequence[StagedFile]:
        """Create the temp table of the figures of one table and period."""
        try:
            records.read_departments(connection, [file], scratch)
            records.stage_figures(connection, _STAGED)
            unknown = records.unknown_fields(connection)
        except duckdb.Error:
            raise FileRejected(_UNREADABLE) from None
        finally:
            drop_table(connection, records.DEPARTMENTS)
        return [_staged(connection, unknown)]

    def reach(self) -> Reach:
        """Ask for one small table."""
        question = Question(tables(self.settings)[1], period_of("year", self.settings.since))
        read_whole(self._interface(), question, self.settings)
        return Reach(self.settings.base_url)

    def _interface(self) -> Interface:
        return Interface(self.name, self.settings.base_url, self.settings)


def _staged(connection: duckdb.DuckDBPyConnection, unknown: tuple[str, ...]) -> StagedFile:
    contract = load_contracts()[DATASET]
    given = {column.name: column.headings[0] for column in contract.properties}
    given |= {column.name: column.name for column in contract.derived}
    return StagedFile(
        dataset=contract.id,
        columns=tuple(given),
        headings=given,
        unknown_headings=unknown,
        rows=count_rows(connection, _STAGED),
        furniture_rows=0,
        notes=_without_code(records.units_without_code(connection, _STAGED)),
        encoding="utf-8",
        kind="json",
        table=_STAGED,
    )


def _without_code(ids: Sequence[str]) -> tuple[Bilingual, ...]:
    if not ids:
        return ()
    shown = ", ".join(ids[:5]) + (" …" if len(ids) > 5 else "")
    return (
        Bilingual(
            vi=f"{len(ids)} đơn vị trên Cổng chưa rõ mã, giữ dưới mã định danh của Cổng (?…): {shown}.",
            en=f"The code of {len(ids)} of the portal's units is not known; they are kept under its own ids (?…): {shown}.",
        ),
    )
