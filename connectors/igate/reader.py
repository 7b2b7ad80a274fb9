"""The connector `igate`: the city's TTHC information system VNPT iGate 2.0, asked over REST with a bearer token."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

import duckdb

from connectors.contract import Bilingual, Contract, load_contracts
from connectors.exports.staging import count_rows
from connectors.igate import catalogue, records
from connectors.igate.fields import DOSSIER, STEP, unknown_fields
from connectors.igate.pull import pull_dossiers
from connectors.igate.settings import Settings
from connectors.interface.faults import account_missing
from connectors.interface.session import Interface, Token
from connectors.interface.token import OpenIdToken
from connectors.landing import LandedFile
from connectors.problem import FileRejected, SourceFailed
from connectors.source import Pulled, Pulling, Reach, Source, StagedFile

_UNREADABLE = Bilingual(
    vi="Câu trả lời của hệ thống không đọc được; báo người phát triển kèm tên tệp trong thư mục landing.",
    en="The system's answers cannot be read; tell the developers the name of the file in the landing.",
)


class Reader(Source[Settings]):
    """The connector `igate`."""

    settings_type = Settings

    def pull(self, pulling: Pulling) -> Pulled:
        """Land what changed since the watermark, or everything when a full compare is due."""
        return pull_dossiers(self._interface(), self.settings, pulling)

    def examine(
        self, connection: duckdb.DuckDBPyConnection, files: Sequence[LandedFile], scratch: Path
    ) -> Sequence[Bilingual]:
        """Hold the source where a status has an id that no catalogue knows, or an answer cannot be read."""
        names: dict[tuple[str, str], str | None] = {}
        met: Counter[tuple[str, str]] = Counter()
        try:
            for file in files:
                with records.records_of(connection, file, self.settings, scratch):
                    found = records.run(connection, "ids.sql", self.settings).fetchall()
                for of_catalogue, id_, name, dossiers in found:
                    names.setdefault((of_catalogue, id_), name)
                    met[of_catalogue, id_] += dossiers
        except duckdb.InvalidInputException:
            raise SourceFailed(self.told(_UNREADABLE)) from None  # DuckDB's message may repeat what stands there
        counted = {catalogue.MetId(*key, names[key]): dossiers for key, dossiers in met.items()}
        return catalogue.judge(self.name, self.settings, counted)

    def stage(self, connection: duckdb.DuckDBPyConnection, file: LandedFile, scratch: Path) -> Sequence[StagedFile]:
        """Create the temp tables of a file's dossiers and of their steps."""
        contracts = load_contracts()
        try:
            with records.records_of(connection, file, self.settings, scratch, with_fields=True) as table:
                fields = connection.execute(f"SELECT DISTINCT unnest(fields) FROM {table}").fetchall()
                unknown = unknown_fields(str(row[0]) for row in fields)
                records.run(connection, "dossier.sql", self.settings, "staged_dossier")
                records.run(connection, "step.sql", self.settings, "staged_step")
        except duckdb.InvalidInputException:
            raise FileRejected(_UNREADABLE) from None
        return [
            _staged(connection, contracts["dossier"], "staged_dossier", DOSSIER, unknown),
            _staged(connection, contracts["step"], "staged_step", STEP, ()),
        ]

    def reach(self) -> Reach:
        """Look whether the single sign-on gives a token."""
        self._token().value()
        return Reach(self.settings.api_url)

    def _interface(self) -> Interface:
        return Interface(self.name, self.settings.api_url, self.settings, self._token())

    def _token(self) -> Token:
        settings = self.settings
        if missing := settings.missing():
            raise account_missing(self.name, missing)
        sign_on = Interface(self.name, settings.sso_url, settings)
        return OpenIdToken(sign_on, f"/auth/realms/{settings.realm}/protocol/openid-connect/token", settings.account())


def _staged(
    connection: duckdb.DuckDBPyConnection,
    contract: Contract,
    table: str,
    headings: Mapping[str, str],
    unknown: tuple[str, ...],
) -> StagedFile:
    """Describe a staged table; every column is there: what a dossier does not say is no value."""
    known = {*contract.by_name, *(column.name for column in contract.derived)}
    given = {column: heading for column, heading in headings.items() if column in known}
    return StagedFile(
        dataset=contract.id,
        columns=tuple(given),
        headings=given,
        unknown_headings=unknown,
        rows=count_rows(connection, table),
        furniture_rows=0,
        notes=(),
        encoding="utf-8",
        kind="json",
        table=table,
    )
