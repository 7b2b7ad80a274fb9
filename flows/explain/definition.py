"""The lines that open an explanation: what is counted, by which text, and what came out."""

from __future__ import annotations

from collections.abc import Iterator

from flows.explain.figure import RULE_STANDINGS, STANDINGS, Figure
from flows.explain.figure_text import FigureText
from flows.reports.numbers import NumberFormat


def definition_lines(figure: Figure, language: str) -> Iterator[str]:
    """Say title, formula, clause, source, how well it is verified and since when, as lines in `language`."""
    vietnamese = language != "en"
    day = NumberFormat(language).day
    standing = STANDINGS[figure.status].of(language)
    yield f"{figure.indicator_id} — {figure.title.of(language)}"
    yield ("Cách tính: " if vietnamese else "Counted: ") + figure.formula_vi
    until = f" – {day(figure.valid_to)}" if figure.valid_to else ""
    if vietnamese:
        since = f"từ {day(figure.valid_from)}{until}" if figure.valid_from else f"chưa rõ ngày bắt đầu{until}"
        yield f"Mục {figure.clause} · Căn cứ: {figure.source} · Mức kiểm chứng: {standing} · Hiệu lực: {since}"
    else:
        since = f"from {day(figure.valid_from)}{until}" if figure.valid_from else f"start not known{until}"
        yield f"Clause {figure.clause} · Source: {figure.source} · Standing: {standing} · In force: {since}"


def value_lines(figure: Figure, language: str) -> Iterator[str]:
    """Say value, target, score and changes, as lines in `language`; what is not known is said so, never 0."""
    vietnamese = language != "en"
    text = FigureText(language)
    given = figure.denominator is not None
    value = text.value(figure.value, figure.unit_of_measure) if given else text.no_figure_given
    parts = "" if figure.numerator is None else f" = {text.parts(figure.numerator, figure.denominator)}"
    yield f"{'Giá trị' if vietnamese else 'Value'}: {value}{parts}"
    yield _target(figure, text, vietnamese=vietnamese)
    if figure.standing and figure.max_score is not None:
        yield _score(figure, text, vietnamese=vietnamese)
    before = _change(figure.value, figure.value_before, figure.unit_of_measure, text)
    year_before = _change(figure.value, figure.value_year_before, figure.unit_of_measure, text)
    if vietnamese:
        yield f"So kỳ trước: {before} · So cùng kỳ năm trước: {year_before}"
    else:
        yield f"Against the period before: {before} · against the same period a year before: {year_before}"


def _target(figure: Figure, text: FigureText, *, vietnamese: bool) -> str:
    if figure.target_document is None:
        return "Mục tiêu: không có mục tiêu đã đối chiếu" if vietnamese else "Target: none that is verified"
    day = NumberFormat(text.language).day
    scope = figure.target_scope_vi if vietnamese else figure.target_scope_en
    facts = [figure.target_document]
    if figure.target_from:
        facts.append(f"{'ngày' if vietnamese else 'of'} {day(figure.target_from)}")
    if figure.target_by:
        facts.append(f"{'hạn' if vietnamese else 'by'} {day(figure.target_by)}")
    facts += [scope] if scope else []
    said = f"({'; '.join(facts)})"
    if figure.target is None:
        return (
            f"Mục tiêu: nghĩa vụ, không có con số {said}" if vietnamese else f"Target: a duty without a figure {said}"
        )
    sign = {"ge": "≥", "le": "≤"}.get(figure.comparator or "", "")
    wanted = f"{sign} {text.value(figure.target, figure.unit_of_measure)}"
    reached = {True: (": đạt", ": met"), False: (": chưa đạt", ": not met"), None: ("", "")}[figure.meets_target]
    return f"Mục tiêu: {wanted} {said}{reached[0]}" if vietnamese else f"Target: {wanted} {said}{reached[1]}"


def _score(figure: Figure, text: FigureText, *, vietnamese: bool) -> str:
    most = text.number(figure.max_score)
    full_at = text.value(figure.full_at, figure.unit_of_measure)
    standing = RULE_STANDINGS[str(figure.standing)].of(text.language)
    about = "≈ " if figure.is_estimate else ""
    if vietnamese:
        name = "Ước tính điểm 766" if figure.is_estimate else "Điểm 766"
        return f"{name}: {about}{text.number(figure.score)}/{most} (tối đa {most} khi đạt {full_at}; {standing})"
    name = "Estimate of the 766 points" if figure.is_estimate else "766 points"
    return f"{name}: {about}{text.number(figure.score)}/{most} (all {most} at {full_at}; {standing})"


def _change(value: float | None, other: float | None, unit_of_measure: str, text: FigureText) -> str:
    if other is None or value is None:
        return text.no_figure_given
    return f"{text.change(value - other, unit_of_measure)} ({text.value(other, unit_of_measure)})"
