"""The slow count of the indicators that count dossiers, beside those of `count.py`: C05, C11, C12, C15-C19a, C24, Đ09."""

from collections.abc import Mapping
from datetime import date

from .count import Fraction, Standing
from .count_payments import Till
from .count_portal import portal_counted, portal_on_time
from .procedures import Procedure
from .record import Dossier

_FLAGS_OF_REC = {"C17": "reuses_data", "C18": "from_personal_store", "C19a": "uses_population_data"}


def _of_resolved(dossier: Dossier, till: Till, cut: date) -> dict[str, Fraction]:
    """Indicators over Res."""
    electronic = "has_electronic_result" in dossier.true_flags
    # C11: "of Res: channel online, has_electronic_result, and no fee due or paid online / Res"
    settled = not till.fee_due(dossier) or till.paid_online(dossier, cut)
    fractions: dict[str, Fraction] = {"C11": (int(dossier.channel == "online" and electronic and settled), 1)}
    # Đ09: "of Res with has_electronic_result: result_signed / all of them"
    if electronic:
        fractions["Đ09"] = (int("result_signed" in dossier.true_flags), 1)
    return fractions


def _of_received(dossier: Dossier, till: Till, procedures: Mapping[str, Procedure], cut: date) -> dict[str, Fraction]:
    """Indicators over Rec: received in the period, carried over not among them."""
    flags = dossier.true_flags
    fractions: dict[str, Fraction] = {name: (int(flag in flags), 1) for name, flag in _FLAGS_OF_REC.items()}
    fractions["C16"] = (int({"has_digitised_component", "has_electronic_result"} <= flags), 1)
    # C12: "of Rec with a fee due: paid online / all of them"
    if till.fee_due(dossier):
        fractions["C12"] = (int(till.paid_online(dossier, cut)), 1)
    # C15: "of Rec whose procedure gives a result (gives_result not false, unknown procedures too)"
    procedure = procedures.get(dossier.procedure or "")
    if procedure is None or procedure.gives_result is not False:
        fractions["C15"] = (int("has_electronic_result" in flags), 1)
    return fractions


def fractions_of_papers(
    dossier: Dossier,
    stands: Standing,
    till: Till,
    procedures: Mapping[str, Procedure],
    blamed_on: Mapping[str, date],
    first: date,
    cut: date,
) -> dict[str, Fraction]:
    """What one dossier adds to (numerator, denominator) of each of these indicators in [first, cut].

    `blamed_on`: the first day of receipt of a petition of kind behaviour, or with a dislike, naming the dossier.
    """
    fractions: dict[str, Fraction] = {}
    if stands.resolved:
        fractions |= _of_resolved(dossier, till, cut)
    if stands.received:
        fractions |= _of_received(dossier, till, procedures, cut)
    if portal_counted(dossier, first, cut):
        on_time = portal_on_time(dossier, procedures, cut)
        fractions["C05"] = (int(on_time), 1)
        # C24: "counted on time by C05 and not named by a petition received by the cut of kind behaviour or with a
        # dislike / counted by C05"
        blamed = dossier.code in blamed_on and blamed_on[dossier.code] <= cut
        fractions["C24"] = (int(on_time and not blamed), 1)
    return fractions
