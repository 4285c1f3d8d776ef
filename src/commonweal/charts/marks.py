"""Marks: what drawings are made of, as Altair layers placed in the drawing's own units from its top left corner.

Scales are reckoned before (:class:`commonweal.charts.canvas.Span`), because labels that must not stand on one another
can only be placed by who knows where everything is.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import altair as alt

from commonweal.charts.canvas import CARD, INK, LINE, QUIET, Canvas, Span
from commonweal.charts.labels import drawable

Row = Mapping[str, Any]


def rows(values: Sequence[Row]) -> alt.Chart:
    """Begin a layer from rows of data; what XML cannot hold in a text is shown as U+FFFD."""
    held = [
        {name: drawable(value) if isinstance(value, str) else value for name, value in row.items()} for row in values
    ]
    return alt.Chart(alt.InlineData(values=held))


def _x(name: str = "x") -> alt.X:
    return alt.X(f"{name}:Q", scale=None, axis=None)


def _y(name: str = "y") -> alt.Y:
    return alt.Y(f"{name}:Q", scale=None, axis=None)


def encoded(layer: alt.Chart, **channels: Any) -> alt.Chart:
    """Tie a layer's columns to what they set."""
    done: alt.Chart = layer.encode(**channels)
    return done


def words(placed: Sequence[Row], **options: Any) -> alt.Chart:
    """Write texts.

    Args:
        placed: ``text``, ``x`` and ``y`` of each.
        options: of Altair's text mark, such as ``align``, ``fontWeight`` or ``color``.
    """
    layer = rows(placed).mark_text(**{"baseline": "middle", "align": "left", "color": INK, **options})
    return encoded(layer, x=_x(), y=_y(), text=alt.Text("text:N"))


def halo(placed: Sequence[Row], **options: Any) -> alt.Chart:
    """Write texts that stand out from what lies under them."""
    return words(placed, **{"stroke": CARD, "strokeWidth": 4, **options})


def rules(ends: Sequence[Row], **options: Any) -> alt.Chart:
    """Draw straight lines from ``x``, ``y`` to ``x2``, ``y2``."""
    layer = rows(ends).mark_rule(**{"color": LINE, **options})
    return encoded(layer, x=_x(), y=_y(), x2=alt.X2("x2:Q"), y2=alt.Y2("y2:Q"))


def boxes(placed: Sequence[Row], **options: Any) -> alt.Chart:
    """Draw boxes from ``x``, ``y`` to ``x2``, ``y2``; a row's ``hover`` is said when it is pointed at."""
    layer = rows(placed).mark_rect(**options)
    said = {"description": alt.Description("hover:N")} if placed and "hover" in placed[0] else {}
    return encoded(layer, x=_x(), y=_y(), x2=alt.X2("x2:Q"), y2=alt.Y2("y2:Q"), **said)


def dots(placed: Sequence[Row], **options: Any) -> alt.Chart:
    """Draw signs at ``x``, ``y``; a row's ``hover`` is said when it is pointed at."""
    layer = rows(placed).mark_point(**{"filled": True, "opacity": 1, "fill": INK, **options})
    said = {"description": alt.Description("hover:N")} if placed and "hover" in placed[0] else {}
    return encoded(layer, x=_x(), y=_y(), **said)


def line(points: Sequence[tuple[float, float]], **options: Any) -> alt.Chart:
    """Draw a line through points, in their order."""
    placed = [{"k": k, "x": x, "y": y} for k, (x, y) in enumerate(points)]
    layer = rows(placed).mark_line(**{"strokeJoin": "round", **options})
    return encoded(layer, x=_x(), y=_y(), order=alt.Order("k:Q"))


def band(points: Sequence[tuple[float, float, float]], **options: Any) -> alt.Chart:
    """Fill what lies between two lines: ``x``, upper ``y`` and lower ``y`` of each point, from left to right."""
    placed = [{"x": x, "y": y, "y2": y2} for x, y, y2 in points]
    layer = rows(placed).mark_area(line=False, **options)
    return encoded(layer, x=_x(), y=_y(), y2=alt.Y2("y2:Q"))


def grid(canvas: Canvas, up: Span, labels: Mapping[float, str]) -> list[alt.Chart]:
    """Draw lines across at some values, with their labels to the left."""
    right = canvas.width - canvas.right
    ends = [{"x": canvas.left, "x2": right, "y": up.at(value), "y2": up.at(value)} for value in labels]
    placed = [{"x": canvas.left - 8, "y": up.at(value), "text": text} for value, text in labels.items()]
    return [rules(ends), words(placed, align="right", color=QUIET)]
