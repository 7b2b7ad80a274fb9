"""Signing transactions (giao dịch ký số) of the services that signed the city's documents and results."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from connectors.simulate import documents
from connectors.simulate.arrays import Instants, Whole, chosen, instants, where
from connectors.simulate.city import City, unit_codes, unit_names
from connectors.simulate.clock import DAY, OfficeClock, minute_of_day
from connectors.simulate.dossiers import Dossiers, has_ended
from connectors.simulate.people import names, padded

STATES = ("completed", "pending", "failed", "cancelled", "expired")
COMPLETED, PENDING = 0, 1
SIGNERS = 6
#: The services and what they sign with; a USB token leaves no transaction.
_PROVIDERS = ("SmartCA", "MySign", "VGCA")
_METHODS = ("smart_ca", "esign", "esign")
#: A way that no contract knows, which is a warning only.
_OTHER_METHOD = "HSM tập trung"
_NUMBERS = ("kind", "unit", "provider", "at")
_DOCUMENT, _RESULT = "Văn bản", "Kết quả giải quyết TTHC"


@dataclass(frozen=True)
class _Signed:
    """One entry per thing signed: its id, what it is (0 document, 1 result), unit, service, when it was signed."""

    name: pa.Array
    kind: Whole
    unit: Whole
    provider: Whole
    at: Instants


def rows(city: City, random: np.random.Generator, drawn: Dossiers) -> pa.Table:
    """Draw the transactions up to the end of the data, oldest first.

    Every document that a service signed has a completed one, and half of the dossiers with a signed result; one in
    twelve was tried in vain before, and a few people have been asked to sign and have not yet.
    """
    signed = _joined(_documents(city, random, drawn), _results(city, random, drawn))
    thing, state, created = _attempts(city, signed, random)
    order = np.argsort(created, kind="stable")
    order = order[created[order] <= np.datetime64(city.end, "s")]
    thing, state, created = thing[order], state[order], created[order]
    count, unit = len(order), signed.unit[thing]
    signer = unit * SIGNERS + (random.beta(1.2, 2.0, count) * SIGNERS).astype(np.int64)
    completed = created + random.integers(1, 7, count).astype("timedelta64[m]")
    says, end = random.random(count), np.datetime64(city.end, "s")
    state = np.where((state == COMPLETED) & (completed > end), PENDING, state)
    return pa.table(
        {
            "signature_id": pc.binary_join_element_wise("KS", padded(np.arange(count) + 1, 9), "-"),
            "unit_code_raw": chosen(unit_codes(), unit),
            "signer_name": chosen(names(len(unit_codes()) * SIGNERS, random), signer),
            "provider": chosen(list(_PROVIDERS), signed.provider[thing]),
            "method": chosen(
                [*_METHODS, _OTHER_METHOD], np.where(says > 0.995, 3, signed.provider[thing]), empty=says < 0.005
            ),
            "document_kind": chosen([_DOCUMENT, _RESULT], signed.kind[thing]),
            "document_id": signed.name.take(pa.array(thing)),
            "created_at": instants(created),
            "completed_at": instants(where(state == COMPLETED, completed)),
            "state": chosen(list(STATES), state),
        }
    )


def _documents(city: City, random: np.random.Generator, drawn: Dossiers) -> _Signed:
    """The documents that a service signed, at an office minute of their day."""
    written = documents.rows(city, city.random("document"), drawn)
    by_service = pc.and_kleene(
        pc.is_in(written["signing_method"].cast(pa.string()), pa.array(_METHODS)), written["signed_by_person"]
    )
    written = written.filter(pc.and_(pc.fill_null(by_service, False), pc.is_valid(written["signed_on"])))
    count = written.num_rows
    is_smart = pc.equal(written["signing_method"].cast(pa.string()), "smart_ca").to_numpy()
    provider = np.where(is_smart, 0, np.where(random.random(count) < 0.6, 1, 2))
    name = pc.index_in(written["unit_name"].cast(pa.string()), pa.array(unit_names()))
    code = pc.index_in(written["unit_code_raw"].cast(pa.string()), pa.array(unit_codes()))
    minute = minute_of_day(random.integers(0, DAY, count))
    return _Signed(
        name=written["document_id"].combine_chunks(),
        kind=np.zeros(count, np.int64),
        unit=pc.coalesce(code, name).to_numpy().astype(np.int64),
        provider=provider,
        at=(written["signed_on"].to_numpy().astype("datetime64[D]") + minute).astype("datetime64[s]"),
    )


def _results(city: City, random: np.random.Generator, drawn: Dossiers) -> _Signed:
    """Half of the signed results of dossiers, shortly before their end."""
    ended = has_ended(drawn.lives, np.datetime64(city.end, "s"))
    is_signed = pc.fill_null(drawn.facts["result_signed"], False).to_numpy()
    place = np.flatnonzero(ended & is_signed & (random.random(len(ended)) < 0.5))
    before = random.integers(10, 50, len(place)).astype("timedelta64[m]")
    return _Signed(
        name=drawn.facts["dossier_code"].combine_chunks().take(pa.array(place)),
        kind=np.ones(len(place), np.int64),
        unit=drawn.unit[place],
        provider=random.integers(0, len(_PROVIDERS), len(place)),
        at=np.asarray(drawn.lives.finished[place] - before),
    )


def _joined(one: _Signed, other: _Signed) -> _Signed:
    numbers = {name: np.concatenate([getattr(one, name), getattr(other, name)]) for name in _NUMBERS}
    return _Signed(name=pa.concat_arrays([one.name, other.name]), **numbers)


def _attempts(city: City, signed: _Signed, random: np.random.Generator) -> tuple[Whole, Whole, Instants]:
    """Return the thing, state and instant of creation of each transaction."""
    things = np.arange(len(signed.at))
    clock = OfficeClock(city.first, city.until)
    in_vain = np.flatnonzero(random.random(len(things)) < 0.08)
    waiting = np.flatnonzero(random.random(len(things)) < 0.004)
    earlier = clock.instant(np.maximum(clock.minute(signed.at[in_vain]) - random.integers(3, 240, len(in_vain)), 0))
    state = random.choice(np.arange(2, len(STATES)), len(in_vain), p=[0.5, 0.2, 0.3])
    return (
        np.concatenate([things, in_vain, waiting]),
        np.concatenate([np.full(len(things), COMPLETED), state, np.full(len(waiting), PENDING)]),
        np.concatenate([signed.at, np.minimum(earlier, signed.at[in_vain]), signed.at[waiting]]),
    )
