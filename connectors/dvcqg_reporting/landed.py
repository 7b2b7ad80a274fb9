"""What has landed of the portal's tables: one file for each table and period as it stood in a fetch.

A file holds the answers of all pages, each between its place (what was asked, when, its SHA-256) as the bytes that came.
An answer does not say of which period it is, and two periods may have equal ones: so the question stands beside it. A
table that comes again with the same bytes as in its newest file is only noted down: nothing new was published.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from uuid import uuid4

from connectors.dvcqg_reporting.settings import Settings
from connectors.dvcqg_reporting.tables import Question
from connectors.interface.session import Answer
from connectors.landing import LandedFile, private_folder
from connectors.source import Pulling


class LandedTables:
    """The tables of one source in the landing, and a way to add this night's."""

    def __init__(self, source: str, settings: Settings, pulling: Pulling) -> None:
        self._source = source
        self._settings = settings
        self._pulling = pulling
        self._arrivals = pulling.landing.arrivals(source)
        self._newest = {file.name: file for file in self._arrivals}

    def asked_at(self, question: Question) -> datetime | None:
        """Return when a table was fetched last."""
        file = self._newest.get(question.file_name)
        return file.modified_at if file else None

    def keep(self, question: Question, pages: Sequence[Answer]) -> None:
        """Land the pages of a table; equal ones are not written again."""
        at, known = pages[0].asked_at, self._newest.get(question.file_name)
        landing, run_id = self._pulling.landing, self._pulling.run_id
        if known and _hashes_in(known) == [_sha256(page) for page in pages]:
            landed = landing.keep_again(known, at, run_id)
        else:
            part = self._write(question, pages)
            landed = landing.keep(self._source, part, question.file_name, at, run_id)
        self._arrivals.append(landed)
        self._newest[landed.name] = landed

    def arrived_after(self, instant: datetime | None) -> tuple[LandedFile, ...]:
        """Return what was fetched after an instant (None: everything), oldest first."""
        return tuple(file for file in self._arrivals if instant is None or file.modified_at > instant)

    def _write(self, question: Question, pages: Sequence[Answer]) -> Path:
        folder = private_folder(self._pulling.landing.folder, self._source, f"{self._pulling.now:%Y-%m-%d}")
        part = folder / f".{uuid4().hex}.part"
        handle = os.open(part, os.O_WRONLY | os.O_CREAT, 0o600)
        with os.fdopen(handle, "wb") as file:
            for number, page in enumerate(pages, start=1):
                place = {
                    **_place(question),
                    "fetched_at": pages[0].asked_at.isoformat(),
                    "page": number,
                    "asked_at": page.asked_at.isoformat(),
                    "server_date": page.server_date,
                    "status": page.status,
                    "request": dict(question.page(number, self._settings)),
                    "sha256": _sha256(page),
                }
                opening = json.dumps(place, ensure_ascii=False).removesuffix("}")
                file.write(f'{opening}, "answer": '.encode() + page.body + b"}\n")
        return part


def _place(question: Question) -> dict[str, object]:
    table, period = question.table, question.period
    return {
        "table": table.name,
        "scope": table.scope,
        "group": table.group,
        "period_kind": period.kind,
        "period_start": period.start.isoformat(),
        "period_end": period.end.isoformat(),
    }


def _sha256(page: Answer) -> str:
    return hashlib.sha256(page.body).hexdigest()


def _hashes_in(file: LandedFile) -> list[str]:
    """Return the SHA-256 of the answers in a landed file."""
    decoder, text, place, found = json.JSONDecoder(), file.path.read_text(encoding="utf-8"), 0, []
    while place < len(text):
        page, place = decoder.raw_decode(text, place)
        found.append(str(page["sha256"]))
        place += 1
    return found
