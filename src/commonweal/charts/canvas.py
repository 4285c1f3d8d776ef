"""Canvases: the two sizes a picture is drawn at, and the theme that both share."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, floor, log10
from typing import Any, Literal

INK, QUIET, LINE, CARD = "var(--ink)", "var(--quiet)", "var(--line)", "var(--card)"
GREEN, OCHRE, BRICK = "var(--green)", "var(--ochre)", "var(--brick)"
GREEN_TINT, OCHRE_TINT = "var(--green-tint)", "var(--ochre-tint)"
"""Colours are the page's own tokens, so that dark and print come free."""

SIZE = 15
"""Size of text, the same on a narrow canvas: it is drawn anew, not shrunken."""

LINE_HEIGHT = 19


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

    def across(self, low: float, high: float) -> Span:
        """Give the scale that runs between the left and right margins."""
        return Span(low, high, self.left, self.width - self.right)

    def up(self, low: float, high: float) -> Span:
        """Give the scale that rises from the bottom margin to the top one."""
        return Span(low, high, self.height - self.bottom, self.top)


def layered(canvas: Canvas, layers: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """Put layers on a canvas, under the theme.

    Returns:
        A Vega-Lite specification whose drawing has exactly the canvas's size.
    """
    return {
        "width": canvas.width,
        "height": canvas.height,
        "padding": 0,
        "autosize": "none",
        "layer": list(layers),
        "config": _theme(),
    }


def _theme() -> dict[str, Any]:
    return {
        "background": None,
        "view": {"stroke": None},
        "font": "sans-serif",
        "text": {"color": INK, "fontSize": SIZE, "limit": 0, "lineHeight": LINE_HEIGHT, "lineBreak": "\n"},
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
