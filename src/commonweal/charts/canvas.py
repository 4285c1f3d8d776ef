"""Canvases: the two sizes a picture is drawn at, and the theme that both share."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, floor, log10
from typing import Any, Literal

import altair as alt

INK, QUIET, LINE, CARD = "var(--ink)", "var(--quiet)", "var(--line)", "var(--card)"
GREEN, OCHRE, BRICK = "var(--green)", "var(--ochre)", "var(--brick)"
GREEN_TINT, OCHRE_TINT = "var(--green-tint)", "var(--ochre-tint)"
"""Colours are the page's own tokens, so that dark and print come free."""

_CHARACTER_WIDTH = 0.54
"""Mean width of a character of a system sans, in ems; labels are placed by it, and checked by eye."""


@dataclass(frozen=True, slots=True)
class Span:
    """A straight scale: values to places between the margins of a canvas.

    Attributes:
        low: the value at ``start``.
        high: the value at ``end``.
        start: a place, in the drawing's units.
        end: a place, in the drawing's units.
    """

    low: float
    high: float
    start: float
    end: float

    def at(self, value: float) -> float:
        """Give the place of a value, to a tenth of a unit."""
        share = (value - self.low) / ((self.high - self.low) or 1)
        return round(self.start + share * (self.end - self.start), 1)


@dataclass(frozen=True, slots=True)
class Canvas:
    """The surface of one drawing, in SVG units (pixels at full size).

    Attributes:
        form: "wide" for windows, "narrow" for phones.
        width: of the whole drawing.
        height: of the whole drawing.
        left: margin for labels.
        right: margin for labels.
        top: margin for labels.
        bottom: margin for labels.
    """

    form: Literal["wide", "narrow"]
    width: int
    height: int
    left: int = 0
    right: int = 0
    top: int = 0
    bottom: int = 0

    @property
    def wide(self) -> bool:
        """Whether it is the wide one."""
        return self.form == "wide"

    @property
    def size(self) -> int:
        """Size of its text."""
        return 15 if self.wide else 14

    def across(self, low: float, high: float) -> Span:
        """Give the scale that runs between the left and right margins."""
        return Span(low, high, self.left, self.width - self.right)

    def up(self, low: float, high: float) -> Span:
        """Give the scale that rises from the bottom margin to the top one."""
        return Span(low, high, self.height - self.bottom, self.top)


def text_width(text: str, size: float) -> float:
    """Estimate the width of a text at a size, in the size's own unit."""
    return len(text) * size * _CHARACTER_WIDTH


def layered(canvas: Canvas, layers: Sequence[alt.Chart]) -> dict[str, Any]:
    """Put layers on a canvas, under the theme.

    Returns:
        A Vega-Lite specification whose drawing has exactly the canvas's size.
    """
    chart = alt.layer(*layers).properties(width=canvas.width, height=canvas.height, padding=0, autosize="none")
    # The specifications are ours and every drawing is tested: checking each against the schema costs more than drawing.
    spec: dict[str, Any] = chart.to_dict(validate=False)
    spec["config"] = _theme(canvas)
    return spec


def _theme(canvas: Canvas) -> dict[str, Any]:
    return {
        "background": None,
        "view": {"stroke": None},
        "font": "sans-serif",
        "text": {"color": INK, "fontSize": canvas.size, "limit": 0, "lineHeight": round(canvas.size * 1.3)},
    }


def ticks(low: float, high: float, about: int = 4) -> list[float]:
    """Choose round values from at or below ``low`` to at or above ``high``.

    Args:
        low: the least value.
        high: the greatest value.
        about: how many steps to aim at.

    Examples:
        >>> ticks(0, 720)
        [0.0, 200.0, 400.0, 600.0, 800.0]
        >>> ticks(0, 0.013, 3)
        [0.0, 0.005, 0.01, 0.015]
    """
    span = (high - low) or abs(high) or 1.0
    power = 10.0 ** floor(log10(span / about))
    step = next(power * factor for factor in (1, 2, 2.5, 5, 10) if span / (power * factor) <= about + 0.5)
    first, last = floor(low / step + 1e-9), ceil(high / step - 1e-9)
    return [float(f"{k * step:.10g}") for k in range(first, max(last, first + 1) + 1)]


def spread(wanted: Sequence[float], apart: float, low: float, high: float) -> list[float]:
    """Move labels the least that keeps them from standing on one another.

    Args:
        wanted: where each label would stand best.
        apart: least distance between two.
        low: where the first may stand at the least.
        high: where the last may stand at the most.

    Returns:
        A place for each label, in the order given.

    Examples:
        >>> spread([10, 12, 50], 16, 0, 100)
        [3.0, 19.0, 50.0]
    """
    order = sorted(range(len(wanted)), key=lambda k: (wanted[k], k))
    groups: list[list[float]] = []  # each: the sum of the places wanted by its first label, and the number of labels
    for k in order:
        groups.append([float(wanted[k]), 1.0])
        while len(groups) > 1 and _start(groups[-2], apart) + groups[-2][1] * apart > _start(groups[-1], apart):
            total, number = groups.pop()
            groups[-1][0] += total
            groups[-1][1] += number
    placed: list[float] = []
    for group in groups:
        first = min(max(_start(group, apart), low), high - (group[1] - 1) * apart)
        placed.extend(first + k * apart for k in range(int(group[1])))
    places = [0.0] * len(wanted)
    for k, place in zip(order, placed, strict=True):
        places[k] = place
    return places


def _start(group: Sequence[float], apart: float) -> float:
    return group[0] / group[1] - (group[1] - 1) * apart / 2
