"""One night's questions to the session service: catalogues, lists of a time, and dossiers one by one.

The service of a single dossier (TraCuuHoSo) tells nothing of what has changed, so the city's own record says what to
ask: what changed there since it was last looked up, and at a slow rhythm what is open in either record or not known to
the portal. A dossier that the portal does not know is no row and no error. What one night cannot ask, the next nights do.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from connectors.contract import Bilingual
from connectors.dvcqg_sync.session import PortalSession, Question, rows_of
from connectors.dvcqg_sync.settings import Settings
from connectors.interface.bundle import AnswerBundle, PullRecord, pulls_after
from connectors.interface.session import Request
from connectors.problem import QuestionRefused
from connectors.source import CityDossier, NotTaken, Pulled, Pulling, Watermark

LOOK_UP, ONE_PROCEDURE = "TraCuuHoSo", "LayThuTuc"
_DOSSIERS, _CATALOGUES = "dossier", "procedure"
#: So many look-ups refused one after the other are no matter of single dossiers.
_MOST_REFUSALS = 10


def pull_service(session: PortalSession, source: str, settings: Settings, pulling: Pulling) -> Pulled:
    """Land the answers of this night's questions; raise `SourceFailed` when the service cannot be asked.

    Whole pulls that no publication has loaded yet are handed over again and not asked again; one that was broken off is
    gone on with.
    """
    official = pulling.watermarks.get(_DOSSIERS, Watermark(_DOSSIERS, None, ""))
    records = pulls_after(pulling.landing, source, official.pull_id)
    whole = [record for record in records if record.result is not None]
    window = _window(settings, pulling, official, whole)
    bundle = _bundle(source, pulling, window, records)
    dossiers = _dossiers(settings, pulling, whole)
    refused = _ask_all(session, bundle, settings, dossiers, pulling)
    lacks = any(question.service in bundle.record.window["catalogues"] for question, _ in refused)
    whole.append(bundle.finish({"until": bundle.record.window["until"], "lacks_catalogue": lacks}))
    return replace(_handed_over(whole), not_taken=_not_taken(refused))


def _window(settings: Settings, pulling: Pulling, official: Watermark, whole: Sequence[PullRecord]) -> dict[str, Any]:
    reached = datetime.fromisoformat(whole[-1].window["until"]) if whole else official.reached
    since = (
        reached - timedelta(days=settings.list_overlap_days)
        if reached
        else pulling.now - timedelta(days=settings.list_first_days)
    )
    catalogues = pulling.watermarks.get(_CATALOGUES)
    asked = catalogues.reached if catalogues else None
    is_due = asked is None or pulling.now - asked >= timedelta(days=settings.catalogue_days)
    is_due = is_due and not any(record.window["catalogues"] for record in whole)
    return {
        "since": since.isoformat(),
        "until": pulling.now.isoformat(),
        "lists": list(settings.list_services),
        "catalogues": list(settings.catalogues) if is_due else [],
    }


def _bundle(source: str, pulling: Pulling, window: Mapping[str, Any], records: Sequence[PullRecord]) -> AnswerBundle:
    newest = records[-1] if records else None
    if newest and newest.answers and newest.result is None and newest.window["lists"] == window["lists"]:
        return AnswerBundle.resume(pulling.landing, source, pulling.run_id, newest)
    return AnswerBundle.begin(pulling.landing, source, pulling.run_id, pulling.now, window)


def _dossiers(settings: Settings, pulling: Pulling, whole: Sequence[PullRecord]) -> list[CityDossier]:
    """The dossiers to look up, without those that a pull not loaded yet has asked for."""
    if pulling.dossiers_to_look_up is None or not settings.lookups_per_night:
        return []
    again = pulling.now - timedelta(days=settings.lookup_again_days)
    asked = _looked_up(whole).keys()
    most = settings.lookups_per_night + len(asked)
    found = [each for each in pulling.dossiers_to_look_up(most, again) if each.dossier_code not in asked]
    return found[: settings.lookups_per_night]


def _ask_all(
    session: PortalSession,
    bundle: AnswerBundle,
    settings: Settings,
    dossiers: Sequence[CityDossier],
    pulling: Pulling,
) -> list[tuple[Question, QuestionRefused]]:
    """Ask everything; return the questions that the service refused. Raise the last refusal where it refuses too many."""
    refused: list[tuple[Question, QuestionRefused]] = []
    general = [*_catalogue_questions(bundle.record.window, pulling), *_list_questions(settings, bundle.record.window)]
    title = Bilingual(vi="Hỏi dịch vụ đồng bộ DVCQG (câu hỏi)", en="Asking the synchronisation service (questions)")
    total = len(general) + len(dossiers)
    landed = {str(line["key"]): int(line["rows"]) for line in bundle.record.answers}
    with pulling.counting(title, total) as advance:
        ask = _asking(session, bundle, landed)
        for question in general:
            try:
                ask(question)
            except QuestionRefused as failed:
                if question.service not in bundle.record.window["catalogues"]:
                    raise
                refused.append((question, failed))
            advance(1)
        refused += _look_up_all(ask, dossiers, advance)
    if refused and not bundle.record.answers:
        raise refused[-1][1]
    return refused


def _asking(session: PortalSession, bundle: AnswerBundle, landed: dict[str, int]) -> Callable[[Question], int]:
    """Return what asks a question, lands its answer and returns its number of records; what has landed is not asked."""

    def ask(question: Question) -> int:
        if question.key not in landed:
            answer = session.ask(question)
            landed[question.key] = rows_of(answer.document)
            told = {
                "service": question.service,
                "key": question.key,
                "dossier_code": question.dossier_code,
                "rows": landed[question.key],
            }
            bundle.add(Request("POST", "", dict(question.params)), answer, told)
        return landed[question.key]

    return ask


def _look_up_all(
    ask: Callable[[Question], int], dossiers: Sequence[CityDossier], advance: Callable[[int], None]
) -> list[tuple[Question, QuestionRefused]]:
    """Look up each dossier; one that the service refuses holds back no other, many in a row hold the source."""
    refused: list[tuple[Question, QuestionRefused]] = []
    in_a_row = 0
    for dossier in dossiers:
        try:
            _look_up(ask, dossier)
            in_a_row = 0
        except QuestionRefused as failed:
            refused.append((Question(LOOK_UP), failed))
            in_a_row += 1
            if in_a_row == _MOST_REFUSALS:
                raise
        advance(1)
    if refused and len(refused) * 2 >= len(dossiers):
        raise refused[-1][1]
    return refused


def _not_taken(refused: Sequence[tuple[Question, QuestionRefused]]) -> tuple[NotTaken, ...]:
    """One for each service that refused questions, with the last refusal."""
    last = {question.service: failed.message for question, failed in refused}
    met = Counter(question.service for question, _ in refused)
    return tuple(
        NotTaken(
            service,
            Bilingual(
                vi=f"{said.vi} {met[service]} câu hỏi chưa có trả lời, đêm sau hỏi lại. Nếu mã lỗi này nghĩa là không có hồ sơ,"
                " ghi nó vào not_found_codes.",
                en=f"{said.en} {met[service]} questions are unanswered, the next night asks again. If this code says that there"
                " is no such dossier, name it in not_found_codes.",
            ),
        )
        for service, said in last.items()
    )


def _look_up(ask: Callable[[Question], int], dossier: CityDossier) -> None:
    """The portal may know a dossier by its own code or by the national one."""
    codes = dict.fromkeys(code for code in (dossier.dossier_code, dossier.national_code) if code)
    for code in codes:
        if ask(Question(LOOK_UP, {"mahoso": code}, dossier.dossier_code)):
            return


def _catalogue_questions(window: Mapping[str, Any], pulling: Pulling) -> Iterator[Question]:
    """One question for each catalogue; the service of a single procedure is asked about those that only records know."""
    for service in window["catalogues"]:
        if service != ONE_PROCEDURE:
            yield Question(service)
        elif pulling.procedures_to_look_up:
            yield from (Question(service, {"maTTHC": code}) for code in pulling.procedures_to_look_up())


def _list_questions(settings: Settings, window: Mapping[str, Any]) -> Iterator[Question]:
    """One question for each service and stretch of days: an answer stays of bounded size."""
    until, step = datetime.fromisoformat(window["until"]), timedelta(days=settings.list_days)
    for service in window["lists"]:
        begin = datetime.fromisoformat(window["since"])
        while begin < until:
            end = min(begin + step, until)
            times = {settings.list_from: begin, settings.list_to: end}
            yield Question(service, {name: f"{time:{settings.list_time}}" for name, time in times.items()})
            begin = end


def _looked_up(records: Sequence[PullRecord]) -> dict[str, datetime]:
    """The dossiers of the city that some pulls asked about, and when first."""
    asked: dict[str, datetime] = {}
    for line in (line for record in records for line in record.answers if line["dossier_code"]):
        asked.setdefault(line["dossier_code"], datetime.fromisoformat(line["asked_at"]))
    return asked


def _handed_over(whole: Sequence[PullRecord]) -> Pulled:
    newest = whole[-1]
    reached = datetime.fromisoformat(newest.window["until"])
    watermarks = [Watermark(_DOSSIERS, reached, newest.pull_id)]
    catalogues = [
        record
        for record in whole
        if record.window["catalogues"] and not (record.result or {}).get("lacks_catalogue", False)
    ]
    if catalogues:
        asked = datetime.fromisoformat(catalogues[-1].window["until"])
        watermarks.append(Watermark(_CATALOGUES, asked, newest.pull_id))
    files = tuple(file for record in whole for file in record.files)
    return Pulled(files=files, watermarks=tuple(watermarks), looked_up=_looked_up(whole))
