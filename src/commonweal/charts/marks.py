"""Marks: what drawings are made of, as Altair layers placed in the drawing's own units from its top left corner.

Scales are reckoned before (:class:`commonweal.charts.canvas.Span`), because labels that must not stand on one another
can only be placed by who knows where everything is.
"""

import json
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from commonweal.charts.canvas import CARD, INK, LINE, QUIET, Canvas, Span
from commonweal.charts.labels import drawable

Row = Mapping[str, Any]
Layer = dict[str, Any]
"""A layer in Vega-Lite's form."""

_CHANNELS: Mapping[str, tuple[str, str, Mapping[str, None]]] = {
    "x": ("X", "x:Q", {"scale": None, "axis": None}),
    "y": ("Y", "y:Q", {"scale": None, "axis": None}),
    "x2": ("X2", "x2:Q", {}),
    "y2": ("Y2", "y2:Q", {}),
    "text": ("Text", "text:N", {}),
    "order": ("Order", "order:Q", {}),
    "description": ("Description", "hover:N", {}),
    "fill": ("Fill", "fill:N", {"scale": None}),
    "fillOpacity": ("FillOpacity", "opacity:Q", {"scale": None}),
}
"""What Altair calls each channel, what is read from each row, and what is left out."""


@lru_cache(maxsize=256)
def _mark(kind: str, options: str, channels: tuple[str, ...]) -> str:
    import altair as alt  # loaded once something is drawn: a page without a picture does not wait for it

    # Altair copies and checks what it is given at every step: it is given no data, and asked once for each mark.
    chart = getattr(alt.Chart(alt.NamedData("")), f"mark_{kind}")(**json.loads(options))
    encoding = {}
    for name in channels:
        called, read, without = _CHANNELS[name]
        encoding[name] = getattr(alt, called)(read, **without)
    spec = chart.encode(**encoding).to_dict(validate=False)
    return json.dumps({name: spec[name] for name in ("mark", "encoding") if name in spec})


def _layer(kind: str, values: Sequence[Row], channels: Sequence[str], options: Row) -> Layer:
    said = ("description",) if values and "hover" in values[0] else ()
    held = [
        {name: drawable(value) if isinstance(value, str) else value for name, value in row.items()} for row in values
    ]
    mark: Layer = json.loads(_mark(kind, json.dumps(dict(options), sort_keys=True), (*channels, *said)))
    return {"data": {"values": held}, **mark}


def words(placed: Sequence[Row], **options: Any) -> Layer:
    """Write texts.

    Args:
        placed: ``text``, ``x`` and ``y`` of each.
        options: of Altair's text mark, such as ``align``, ``fontWeight`` or ``color``.
    """
    return _layer("text", placed, ("x", "y", "text"), {"baseline": "middle", "align": "left", "color": INK, **options})


def halo(placed: Sequence[Row], **options: Any) -> Layer:
    """Write texts that stand out from what lies under them."""
    return words(placed, **{"stroke": CARD, "strokeWidth": 4, **options})


def rules(ends: Sequence[Row], **options: Any) -> Layer:
    """Draw straight lines from ``x``, ``y`` to ``x2``, ``y2``."""
    return _layer("rule", ends, ("x", "y", "x2", "y2"), {"color": LINE, **options})


def boxes(placed: Sequence[Row], **options: Any) -> Layer:
    """Draw boxes from ``x``, ``y`` to ``x2``, ``y2``; a row's ``hover`` is said when it is pointed at."""
    return _layer("rect", placed, ("x", "y", "x2", "y2"), options)


def dots(placed: Sequence[Row], **options: Any) -> Layer:
    """Draw signs at ``x``, ``y``; a row's ``hover`` is said when it is pointed at."""
    return _layer("point", placed, ("x", "y"), {"filled": True, "opacity": 1, "fill": INK, **options})


def line(points: Sequence[tuple[float, float]], **options: Any) -> Layer:
    """Draw a line through points, in their order."""
    placed = [{"order": k, "x": x, "y": y} for k, (x, y) in enumerate(points)]
    return _layer("line", placed, ("x", "y", "order"), {"strokeJoin": "round", **options})


def band(points: Sequence[tuple[float, float, float]], **options: Any) -> Layer:
    """Fill what lies between two lines: ``x``, upper ``y`` and lower ``y`` of each point, from left to right."""
    placed = [{"x": x, "y": y, "y2": y2} for x, y, y2 in points]
    return _layer("area", placed, ("x", "y", "y2"), {"line": False, **options})


def shapes(features: Sequence[Row], **options: Any) -> Layer:
    """Draw GeoJSON features in the drawing's units; each has its own ``fill`` and ``opacity`` where it states them."""
    own = ("fill", "fillOpacity") if features and "fill" in features[0] else ()
    layer = _layer("geoshape", features, own, options)
    return {**layer, "projection": {"type": "identity", "scale": 1, "translate": [0, 0]}}


def grid(canvas: Canvas, up: Span, labels: Mapping[float, str]) -> list[Layer]:
    """Draw lines across at some values, with their labels to the left."""
    right = canvas.width - canvas.right
    ends = [{"x": canvas.left, "x2": right, "y": up.at(value), "y2": up.at(value)} for value in labels]
    placed = [{"x": canvas.left - 8, "y": up.at(value), "text": text} for value, text in labels.items()]
    return [rules(ends), words(placed, align="right", color=QUIET)]
