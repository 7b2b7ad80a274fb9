"""A rate drawn as a dot on its interval, one small static SVG for a table cell."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from markupsafe import Markup, escape

#: Size of the drawing in CSS pixels; the dot keeps this much room at both ends.
WIDTH, HEIGHT, MARGIN = 130, 16, 5
#: Ends of the scale to choose from, as fractions.
_TOPS = (0.02, 0.05, 0.1, 0.2, 0.3, 0.5, 1.0)


@dataclass(frozen=True)
class Interval:
    """The ends of a 95 % interval, as fractions."""

    low: float
    high: float


@dataclass(frozen=True)
class Scale:
    """The scale that all drawings of a page share: from 0 to `top`, with the rate of the whole city marked."""

    top: float
    city_rate: float | None


def scale_top(ends: Iterable[float]) -> float:
    """Return the end of a scale that holds all `ends`, 10 % where there is nothing to hold."""
    highest = max(ends, default=0.1)
    return next((top for top in _TOPS if highest <= top), 1.0)


def draw(rate: float, interval: Interval | None, scale: Scale, title: str, *, few: bool) -> Markup:
    """Draw one rate with its reading as title; an interval that goes on beyond the scale ends in an arrow."""
    top = scale.top
    parts = []
    if scale.city_rate is not None:
        parts.append(f'<path class="m" d="M{_place(scale.city_rate, top)} 1V15"/>')
    if interval:
        arrow = f"M{WIDTH - MARGIN} 4l4 4-4 4" if interval.high > top else ""
        parts.append(f'<path class="c" d="M{_place(interval.low, top)} 8H{_place(interval.high, top)}{arrow}"/>')
    if rate <= top:
        parts.append(f'<path class="o" d="M{_place(rate, top)} 8h0"/>')
    kind = "d few" if few else "d"
    # Everything but the title is made of numbers here; the title is escaped.
    opening = f'<svg class="{kind}" viewBox="0 0 {WIDTH} {HEIGHT}" role="img">'
    return Markup(f"{opening}<title>{escape(title)}</title>{''.join(parts)}</svg>")  # noqa: S704


def _place(share: float, top: float) -> str:
    inside = min(max(share, 0.0), top)
    return f"{MARGIN + inside / top * (WIDTH - 2 * MARGIN):.0f}"
