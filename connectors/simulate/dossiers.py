"""Dossiers of the invented city: their whole lives, and their records as seen at an instant."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import datetime

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from connectors.contract import load_contracts
from connectors.simulate.arrays import Instants, Mask, Whole, instants, kept, where
from connectors.simulate.arrivals import arrivals
from connectors.simulate.city import City, unit_codes, unit_names
from connectors.simulate.clock import OfficeClock
from connectors.simulate.facts import facts
from connectors.simulate.invented import completed
from connectors.simulate.lives import FOR_DOCUMENTS, Lives, lives
from connectors.simulate.procedures import Catalogue

#: A quarter of an hour: waiting is recorded in hours with two decimals.
_QUARTER = 900
#: Flags that nobody can set before there is a result.
_OF_THE_RESULT = ("has_electronic_result", "result_signed")


@dataclass(frozen=True)
class Dossiers:
    """By instant of submission: `facts`, the record's columns that never change, and the `lives` behind the others."""

    facts: pa.Table
    lives: Lives

    def of(self, index: Whole) -> Dossiers:
        """Return the dossiers at the given positions, in that order."""
        taken = {event.name: getattr(self.lives, event.name)[index] for event in fields(Lives)}
        return Dossiers(self.facts.take(pa.array(index)), Lives(**taken))

    @property
    def unit(self) -> Whole:
        """The place of each dossier's unit in `unit_codes()`, read as the loader reads it: code, name, dossier code."""
        code = pc.index_in(_texts(self.facts["unit_code_raw"]), pa.array(unit_codes()))
        name = pc.index_in(_texts(self.facts["unit_name"]), pa.array(unit_names()))
        agency = pc.list_element(pc.split_pattern(self.facts["dossier_code"], "-", max_splits=1), 0)
        inside = pc.index_in(agency, pa.array(unit_codes()))
        found = pc.fill_null(pc.coalesce(code, name, inside), len(unit_codes()) - 1)
        return np.asarray(found.to_numpy(), dtype=np.int64)


def rows(city: City, random: np.random.Generator, catalogue: Catalogue) -> Dossiers:
    """Draw the city's dossiers."""
    clock = OfficeClock(city.first, city.until)
    came = arrivals(city, catalogue, clock, random)
    history = lives(city, came, catalogue, clock, random)
    changing = _changing(history, city.end)
    whole = _with(pa.table(facts(came, catalogue, random)), changing)
    unchanging = completed(whole, load_contracts()["dossier"], random).drop_columns(list(changing))
    return Dossiers(unchanging, history)


def seen(dossiers: Dossiers, at: datetime) -> pa.Table:
    """Return the records as of `at`, one per dossier: the contract's columns in its order, with their typed values.

    Nothing that happens later is in them. All of the dossiers must have been submitted by then.
    """
    ended = has_ended(dossiers.lives, np.datetime64(at, "s"))
    table = _with(dossiers.facts, _changing(dossiers.lives, at))
    for name in _OF_THE_RESULT:
        column = pc.if_else(pa.array(ended), table[name], pa.scalar(None, pa.bool_()))
        table = table.set_column(table.schema.get_field_index(name), name, column)
    return table.select([column.name for column in load_contracts()["dossier"].told])


def changed(before: pa.Table, after: pa.Table) -> Mask:
    """Whether each record differs between two views of the same dossiers."""
    differs = np.zeros(before.num_rows, dtype=np.bool_)
    for name in before.column_names:
        if not pa.types.is_dictionary(before[name].type):
            one, other = before[name], after[name]
            same = pc.fill_null(pc.equal(one, other), False)
            both_empty = pc.and_(pc.is_null(one), pc.is_null(other))
            differs |= ~pc.or_(same, both_empty).to_numpy()
    return differs


def _texts(column: pa.ChunkedArray) -> pa.ChunkedArray:
    return column.cast(pa.string())


def _with(table: pa.Table, columns: dict[str, pa.Array]) -> pa.Table:
    for name, values in columns.items():
        table = table.append_column(name, values)
    return table


def has_ended(life: Lives, now: np.datetime64) -> Mask:
    """Whether each dossier has ended by `now` and not gone back to work."""
    return (life.finished <= now) & ~(life.reopened <= now)


def _by(event: Instants, now: np.datetime64) -> Instants:
    return where(event <= now, event)


def _changing(life: Lives, at: datetime) -> dict[str, pa.Array]:
    """The columns that change over a dossier's life, as of `at`."""
    now = np.datetime64(at, "s")
    ended = has_ended(life, now)
    due = where(life.due_moved <= now, life.later_due, life.first_due)
    is_asked = (life.asked <= now) & (life.waiting == FOR_DOCUMENTS)
    return {
        "submitted_at": instants(life.submitted),
        "received_at": instants(_by(life.received, now)),
        "due_at": instants(where(life.received <= now, due)),
        "finished_at": instants(where(ended, life.recorded_finish)),
        "returned_at": instants(where(ended, _by(life.returned, now))),
        "refused_at": instants(where(ended, life.recorded_refusal, _by(life.refused, now))),
        "status": pa.array(_status(life, now, ended)),
        "supplement_count": pa.array(is_asked.astype(np.int64)),
        "supplement_requested_at": instants(where(is_asked, life.asked)),
        "supplement_seconds": kept(_waited(life, now), is_asked),
    }


def _status(life: Lives, now: np.datetime64, ended: Mask) -> Whole:
    """The national portal's status, 1-10: the latest that holds."""
    holds_then: list[tuple[Mask, Whole | int]] = [
        (life.refused <= now, 3),
        (life.reopened <= now, 4),
        (ended & (life.returned <= now), 10),
        (ended, life.ending),
        ((life.asked <= now) & ~(life.answered <= now), life.waiting),
        (life.started <= now, 4),
        (life.received <= now, 2),
    ]
    return np.select([holds for holds, _ in holds_then], [then for _, then in holds_then], 1).astype(np.int64)


def _waited(life: Lives, now: np.datetime64) -> Whole:
    """Seconds of answered requests, in whole quarters of an hour; an unanswered one counts 0."""
    seconds = np.where(life.answered <= now, (life.answered - life.asked).astype(np.int64), 0)
    return (seconds + _QUARTER // 2) // _QUARTER * _QUARTER
