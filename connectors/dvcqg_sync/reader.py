"""The connector `dvcqg_sync`: the national portal's copy of the city's dossiers, from files or from the service."""

from __future__ import annotations

from pathlib import Path

import duckdb

from connectors.contract import Bilingual, load_contracts
from connectors.dvcqg_sync.answers import stage_answers
from connectors.dvcqg_sync.pull import pull_service
from connectors.dvcqg_sync.records import stage
from connectors.dvcqg_sync.session import PortalSession
from connectors.dvcqg_sync.settings import Settings
from connectors.exports.pull import pull_inbox, reach_inbox
from connectors.interface.faults import account_missing
from connectors.landing import LandedFile
from connectors.problem import SourceFailed
from connectors.source import Pulled, Pulling, Reach, Source, StagedFile

NO_INBOX = Bilingual(
    vi="chưa có inbox (thư mục tệp bản ghi) hoặc url (địa chỉ dịch vụ). Thêm một trong hai khóa vào motcua.toml.",
    en="has neither inbox (a folder of records) nor url (the address of the service). Add one of the two to motcua.toml.",
)


class Reader(Source[Settings]):
    """The connector `dvcqg_sync`."""

    settings_type = Settings

    def pull(self, pulling: Pulling) -> Pulled:
        """Land the files of the inbox, or what the service answers."""
        if self.settings.url:
            return pull_service(self._session(), self.name, self.settings, pulling)
        if self.settings.inbox is None:
            raise SourceFailed(self.told(NO_INBOX))
        return pull_inbox(self.name, self.settings.inbox, pulling)

    def stage(self, connection: duckdb.DuckDBPyConnection, file: LandedFile, scratch: Path) -> list[StagedFile]:
        """Create the temp tables of a file's dossiers and steps."""
        if self.settings.url:
            return stage_answers(connection, file.path, self.settings, scratch)
        databases = self.settings.population_databases
        return [stage(connection, file.path, load_contracts(), "staged", scratch, databases)]

    def reach(self) -> Reach:
        """Look at the inbox, or log in."""
        if self.settings.url:
            self._session().begin()
            return Reach(self.settings.url)
        return reach_inbox(self.settings.inbox) if self.settings.inbox else Reach("—", NO_INBOX)

    def _session(self) -> PortalSession:
        if missing := self.settings.missing():
            raise account_missing(self.name, missing)
        return PortalSession(self.name, self.settings)
