"""How a night ends: published, kept beside the link, or held by the gate with its story saved for the next night."""

from __future__ import annotations

import hashlib
import shutil
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import date
from pathlib import Path

from connectors.contract import Bilingual
from connectors.local_time import local_now
from flows.loads import close_run, known_hashes
from flows.night import Night, Outcome
from flows.reports.page import write_pages, write_pages_anew
from flows.reports.papers.nightly import write_nightly_papers
from flows.reports.papers.papers import Published
from flows.reports.papers.signature import block_of
from flows.reports.story import RunStory
from flows.rooms import versions
from flows.shown_reports import copy_for_held, show_held, show_published
from warehouse.database import CATALOGUE, quoted_path, read_published
from warehouse.dictionary import write_cookbook, write_dictionary
from warehouse.publish import DATABASE, write_manifest, write_parquet
from warehouse.schema import schema_changes, schema_of, schema_of_file

#: Tables that tell a run's story; a held run's rows of them are carried into the next publication.
STORY_TABLES = ("run", "load", "quarantine", "check_result", "freshness")


def inputs_of(night: Night) -> str:
    """Return a hash of all that a night's figures depend on besides as-of: files known, settings, version."""
    general = night.settings.motcua
    units = general.units.read_bytes() if general.units else b""
    parts = [*sorted(known_hashes(night)), general.root_unit, str(general.culture_day_off), versions()["motcua"]]
    return hashlib.sha256("\n".join(parts).encode() + units).hexdigest()


def _story(night: Night, as_of: date, held: tuple[Bilingual, ...] = ()) -> RunStory:
    rows = night.connection.execute(
        "SELECT name FROM ref.unit WHERE unit_code = $unit", {"unit": night.settings.motcua.root_unit}
    ).fetchall()
    return RunStory(
        run_id=night.run_id,
        as_of=as_of,
        started_at=night.started_at,
        root_unit=night.settings.motcua.root_unit,
        root_name=str(rows[0][0]) if rows else night.settings.motcua.root_unit,
        held_reasons=held,
        warnings=tuple(night.warnings),
    )


def adopt_held_stories(night: Night) -> None:
    """Bring the stories of runs that a gate held into this run's file."""
    for folder in _held_folders(night):
        for table in STORY_TABLES:
            night.connection.execute(
                f"INSERT INTO ops.{table} BY NAME SELECT * FROM read_parquet($file)",
                {"file": str(folder / f"{table}.parquet")},
            )


def _held_folders(night: Night) -> list[Path]:
    known = {str(row[0]) for row in night.connection.execute("SELECT run_id FROM ops.run").fetchall()}
    folders = sorted(night.settings.held_folder.glob("*"))
    return [each for each in folders if each.name not in known and (each / "run.parquet").exists()]


def end(night: Night) -> Outcome:
    """Publish, or hold where a gate has spoken."""
    return hold(night) if night.held_reasons else publish(night)


def publish(night: Night) -> Outcome:
    """Write reports, Parquet and manifest, then move the link; an as-of before the published one keeps the link."""
    folder = night.folder
    published = night.publications.published()
    moves = published is None or date.fromisoformat(published["as_of"]) <= night.as_of
    status = "published" if moves else "kept"
    close_run(night, status, None, local_now(), inputs_of(night))
    # Papers and pages are Python's work, the copies DuckDB's: on two cores neither waits for the other.
    with closing(night.connection.cursor()) as copying, ThreadPoolExecutor(max_workers=1) as beside:
        copied = beside.submit(write_parquet, copying, folder)
        _write_reports(night)
        counts = copied.result()
    changes = _schema_changes(night)
    _close_file(night)
    write_manifest(
        folder,
        run_id=night.run_id,
        as_of=night.as_of,
        row_counts=counts,
        built_at=local_now(),
        versions=versions(),
        schema_changes=changes,
    )
    if moves:
        night.publications.publish(night.run_id)
        show_published(night.settings.home)
    removed = night.publications.prune(night.settings.motcua.keep_publications)
    shutil.rmtree(night.settings.held_folder, ignore_errors=True)
    night.log.event("published" if moves else "kept", as_of=night.as_of, folder=str(folder), removed=removed)
    return Outcome(night.run_id, night.as_of, status, folder, warnings=tuple(night.warnings))


def _write_reports(night: Night) -> None:
    """Write what people read: papers, pages, dictionary, cookbook."""
    connection, folder, general = night.connection, night.folder, night.settings.motcua
    signed = block_of(night.settings.signature)
    write_nightly_papers(
        Published(connection, night.as_of, night.run_id, signed), folder / "reports", general.root_unit
    )
    # After the papers: a page links those that lie beside it.
    write_pages(connection, folder / "reports", run=_story(night, night.as_of), language=general.language)
    write_dictionary(connection, folder / "data_dictionary.md")
    write_cookbook(folder / "cookbook")


def _schema_changes(night: Night) -> list[dict[str, str]]:
    """Return how the tables differ from those that readers see now; nothing differs from a publication that never was."""
    seen = schema_of_file(night.publications.link / DATABASE)
    return schema_changes(seen, schema_of(night.connection)) if seen else []


def hold(night: Night) -> Outcome:
    """Keep the story of a held run for people and for the next night; the publication stays as it is."""
    message = " ".join(reason.vi for reason in night.held_reasons)
    close_run(night, "held", message, local_now(), inputs_of(night))
    folder = night.settings.held_folder / night.run_id
    folder.mkdir(parents=True)
    for table in STORY_TABLES:
        target = quoted_path(folder / f"{table}.parquet")
        night.connection.execute(
            f"COPY (SELECT * FROM ops.{table} WHERE run_id = getvariable('run_id')) TO {target} (FORMAT parquet)"
        )
    if published := night.publications.published():
        story = _story(night, date.fromisoformat(published["as_of"]), night.held_reasons)
        pages = copy_for_held(night.settings.home, night.run_id)
        with read_published(night.publications.link / DATABASE) as shown:
            write_pages_anew(shown, pages, run=story, language=night.settings.motcua.language)
        show_held(night.settings.home, night.run_id)
    _close_file(night)
    night.publications.abandon(night.run_id)
    night.log.event("held", "error", reasons=[reason.vi for reason in night.held_reasons])
    return Outcome(night.run_id, night.as_of, "held", folder, night.held_reasons, tuple(night.warnings))


def _close_file(night: Night) -> None:
    """Detach the warehouse file: everything is in it then, with no log of pending changes beside it."""
    night.connection.execute("USE memory")
    night.connection.execute(f"DETACH {CATALOGUE}")
