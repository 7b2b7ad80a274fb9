"""motcua scores: points of the 766 set by group and criterion, and what would win more."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import duckdb
import typer

from connectors.contract import Bilingual
from flows.commands.context import CONFIG, CalendarOption, ConfigOption, PeriodOption, UnitOption, begin, published
from flows.commands.explain import (
    MOST_ROWS,
    AllOption,
    Asked,
    BasisOption,
    ExplainOption,
    LimitOption,
    OutOption,
    Wanted,
    asked_for,
    explain,
)
from flows.explain.figure import RULE_STANDINGS, ScoredIndicator
from flows.explain.figure_text import FigureText
from flows.reports.labels import plain_label
from flows.reports.queries import records
from flows.speech import Speech
from warehouse.database import sql_text


@dataclass(frozen=True)
class Criterion(ScoredIndicator):
    """One criterion of the 766 set for one unit in one period; None where there is nothing to judge."""

    group_code: str
    counted: str
    standing: str
    full_at: float
    basis: str
    numerator: float | None
    denominator: float | None
    score: float | None
    max_score: float
    missing_for_max: int | None
    gain_for_max: float | None
    points_per_record: float | None
    missing_for_half_point: int | None
    missing_for_whole_point: int | None


def scores(  # noqa: PLR0913 - each option of the command is an argument
    *,
    config: ConfigOption = CONFIG,
    period: PeriodOption = None,
    calendar: CalendarOption = "calendar",
    unit: UnitOption = None,
    explained: ExplainOption = None,
    basis: BasisOption = None,
    every: AllOption = False,
    limit: LimitOption = MOST_ROWS,
    out: OutOption = None,
) -> None:
    """Điểm Bộ chỉ số 766 và việc cần làm để thêm điểm / scores of the 766 set, and what would win more points."""
    settings, speech = begin(config)
    with published(settings) as connection:
        asked = asked_for(connection, unit or settings.motcua.root_unit, period, calendar)
        criteria = _criteria(connection, asked)
        if explained is not None:
            judged = {each.indicator_id.casefold(): each.basis for each in criteria}
            shown_basis = basis or judged.get(explained.strip().casefold())
            explain(connection, speech, explained, asked, Wanted(shown_basis, every, limit, out))
            return
        groups = _groups(connection, asked)
    if not criteria:
        speech.say(Bilingual(vi=f"{asked.title('vi')}: chưa có số liệu", en=f"{asked.title('en')}: no figures"))
        return
    _say_scores(speech, asked, groups, criteria)
    _say_gains(speech, criteria)


def _parameters(asked: Asked) -> dict[str, object]:
    return {"kind": asked.period.kind, "start": asked.period.start, "unit": asked.unit_code}


def _criteria(connection: duckdb.DuckDBPyConnection, asked: Asked) -> list[Criterion]:
    return records(connection.execute(sql_text("queries", "scores.sql"), _parameters(asked)), Criterion)


Group = tuple[str, float | None, float, float | None, float | None, bool]


def _groups(connection: duckdb.DuckDBPyConnection, asked: Asked) -> list[Group]:
    return connection.execute(sql_text("queries", "group_scores.sql"), _parameters(asked)).fetchall()


def _say_scores(speech: Speech, asked: Asked, groups: list[Group], criteria: list[Criterion]) -> None:
    speech.table(
        Bilingual(
            vi=f"Điểm Bộ chỉ số 766 (QĐ 766/QĐ-TTg) theo số liệu của motcua, {asked.title('vi')}",
            en=f"Points of the 766 set from our own counts, {asked.title('en')}",
        ),
        _SCORE_HEADINGS,
        list(_score_rows(FigureText(speech.language), groups, criteria)),
    )
    speech.say(
        Bilingual(
            vi="≈ là ước tính: cách tính điểm của phần đó chưa kiểm chứng, không phải điểm. Điểm Cổng DVCQG công bố là chính thức.",
            en="≈ is an estimate: the rule of that part is not verified, it is no score. The published score is official.",
        )
    )


def _score_rows(text: FigureText, groups: list[Group], criteria: list[Criterion]) -> Iterator[tuple[str, ...]]:
    """Yield each group with its criteria below it."""
    unknown = plain_label("not_published", text.language)
    for group, score, most, published_score, difference, is_estimate in groups:
        yield (
            group,
            plain_label(f"group_{group}", text.language),
            "",
            _points(text, score, most, is_estimate=is_estimate),
            unknown if published_score is None else text.number(published_score),
            "" if difference is None else text.number(difference),
            "",
            "",
        )
        for each in (one for one in criteria if one.group_code == group):
            parts = "" if each.denominator is None else text.parts(each.numerator, each.denominator)
            points = _points(text, each.score, each.max_score, is_estimate=each.is_estimate)
            full_at = text.value(each.full_at, each.unit_of_measure)
            standing = RULE_STANDINGS[each.standing].of(text.language)
            yield (f"  {each.indicator_id}", each.title.of(text.language), parts, points, "", "", full_at, standing)


def _points(text: FigureText, score: float | None, most: float, *, is_estimate: bool) -> str:
    return f"{'≈ ' if is_estimate and score is not None else ''}{text.number(score)}/{text.number(most)}"


def _say_gains(speech: Speech, criteria: list[Criterion]) -> None:
    """Say what wins most, most points first; nothing is said of criteria that have all points or nothing to judge."""
    text = FigureText(speech.language)
    winnable = sorted(
        (each for each in criteria if each.gain_for_max),
        key=lambda each: (-(each.gain_for_max or 0), each.indicator_id),
    )
    if not winnable:
        return
    speech.table(
        Bilingual(
            vi="Còn thiếu gì để thêm điểm (mẫu số giữ nguyên)", en="What would win points (denominators unchanged)"
        ),
        _GAIN_HEADINGS,
        [_gain_row(text, each) for each in winnable],
    )
    speech.say(
        Bilingual(
            vi="Xem từng hồ sơ: motcua scores --explain MÃ. Hồ sơ đã trễ (C05, C24) không sửa lại được: số đó là cái giá đã mất.",
            en="The records: motcua scores --explain ID. What is late already (C05, C24) cannot be put right: it is what was lost.",
        )
    )


def _gain_row(text: FigureText, each: Criterion) -> tuple[str, ...]:
    about = "≈ " if each.is_estimate else ""
    record = plain_label(f"counted_{each.counted}", text.language)
    return (
        each.indicator_id,
        each.title.of(text.language),
        f"{about}{text.number(each.gain_for_max)}",
        f"{text.number(each.missing_for_max)} {record}",
        f"{about}{text.number(each.points_per_record, 4)}",
        _step(text, each, each.missing_for_half_point),
        _step(text, each, each.missing_for_whole_point),
    )


def _step(text: FigureText, each: Criterion, missing: int | None) -> str:
    """Return how many reach the next step, nothing where that step is the most already."""
    return "" if missing is None or missing == each.missing_for_max else text.number(missing)


_SCORE_HEADINGS = [
    Bilingual(vi="Nhóm, chỉ số", en="Group, criterion"),
    Bilingual(vi="Tên gọi", en="Title"),
    Bilingual(vi="Tử/mẫu", en="Numerator/denominator"),
    Bilingual(vi="Điểm motcua", en="Our points"),
    Bilingual(vi="Điểm công bố", en="Published"),
    Bilingual(vi="Chênh lệch", en="Difference"),
    Bilingual(vi="Đủ điểm từ", en="All points from"),
    Bilingual(vi="Cách tính điểm", en="Rule"),
]
_GAIN_HEADINGS = [
    Bilingual(vi="Mã số", en="Criterion"),
    Bilingual(vi="Tên gọi", en="Title"),
    Bilingual(vi="Thêm được (điểm)", en="Winnable points"),
    Bilingual(vi="Còn thiếu để đạt tối đa", en="Missing for all"),
    Bilingual(vi="Điểm mỗi bản ghi", en="Points per record"),
    Bilingual(vi="Còn thiếu cho mức 0,5 kế tiếp", en="Missing for the next 0.5"),
    Bilingual(vi="Còn thiếu cho điểm tròn kế tiếp", en="Missing for the next point"),
]


def add_to(app: typer.Typer) -> None:
    """Register the command."""
    app.command()(scores)
