"""Series: lines over the quarters of a plan, each with its name at its end."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from commonweal.charts.canvas import CARD, LINE_HEIGHT, QUIET, Canvas, Span
from commonweal.charts.drawing import HOVER
from commonweal.charts.labels import spread, text_width, wrapped
from commonweal.charts.marks import Layer, band, dots, grid, halo, line, words
from commonweal.charts.picture import Text
from commonweal.charts.quarters import quarter_axis, quarter_name
from commonweal.terms.sentences import Sentence


@dataclass(frozen=True, slots=True)
class Series:
    """A line over quarters.

    Attributes:
        label: its name, short enough to stand at its end.
        short: its name where there is little room.
        values: one for each quarter.
        colour: a token.
        dashed: whether it is what would be, rather than what is planned.
        shape: of the sign at its end, so that colour is never alone; "" for none.
    """

    label: Sentence
    short: Sentence
    values: tuple[float, ...]
    colour: str
    dashed: bool = False
    shape: str = ""


@dataclass(frozen=True, slots=True)
class Band:
    """What lies between two lines.

    Attributes:
        low: lower edge, one for each quarter.
        high: upper edge, one for each quarter.
        fill: a token, or a hatching.
        edge: the token of its upper edge.
    """

    low: tuple[float, ...]
    high: tuple[float, ...]
    fill: str
    edge: str


@dataclass(frozen=True, slots=True)
class Over:
    """What a chart over quarters shows.

    Attributes:
        quarters: labels, as ``YYYY-Qn``.
        series: the lines, the one that matters most last.
        band: what lies beneath them, if anything.
        labels: the label of each value of the scale that has one; the scale runs from the first to the last.
        unit: what is measured, in words.
    """

    quarters: tuple[str, ...]
    series: tuple[Series, ...]
    band: Band | None
    labels: Mapping[float, str]
    unit: Sentence


def over_quarters(shown: Over, canvas: Canvas, text: Text) -> list[Layer]:
    """Draw lines over quarters, with their names at their ends.

    Args:
        shown: the lines.
        canvas: what is drawn on; its right margin holds the names.
        text: writes a sentence in the reader's language.
    """
    canvas = replace(canvas, left=round(max(text_width(label, bold=True) for label in shown.labels.values())) + 12)
    up = canvas.up(min(shown.labels), max(shown.labels))
    across = canvas.across(0, len(shown.quarters))
    bottom = canvas.height - canvas.bottom
    layers = []
    if shown.band:
        middle = [
            (across.at(k + 0.5), up.at(high), up.at(low))
            for k, (low, high) in enumerate(zip(shown.band.low, shown.band.high, strict=True))
        ]
        layers.append(band(middle, fill=shown.band.fill))
        layers.append(line([(x, top) for x, top, _ in middle], stroke=shown.band.edge, strokeWidth=1))
    layers += grid(canvas, up, shown.labels)
    layers += quarter_axis(canvas, shown.quarters, across, (bottom + (0 if canvas.wide else 4), bottom - 6), text)
    for one in shown.series:
        layers += _drawn(one, shown.quarters, across, up, text)
    layers += _names(shown, canvas, across, up, text)
    layers.append(words([{"x": canvas.left if canvas.wide else 2, "y": 10, "text": text(shown.unit)}], color=QUIET))
    return layers


def _drawn(one: Series, quarters: Sequence[str], across: Span, up: Span, text: Text) -> list[Layer]:
    points = [(across.at(k + 0.5), up.at(value)) for k, value in enumerate(one.values)]
    width = 1.75 if one.dashed else 2.75
    layers = [line(points, stroke=one.colour, strokeWidth=width, **({"strokeDash": [5, 4]} if one.dashed else {}))]
    if one.shape:
        signs = [
            {"x": x, "y": y, "hover": f"{HOVER}{text(one.label)}, {text(quarter_name(quarter))}"}
            for (x, y), quarter in zip(points, quarters, strict=True)
        ]
        layers.append(dots(signs, shape=one.shape, size=70, fill=one.colour, stroke=CARD, strokeWidth=1))
    return layers


def _names(shown: Over, canvas: Canvas, across: Span, up: Span, text: Text) -> list[Layer]:
    room = canvas.right - 14
    names = [wrapped(text(one.label if canvas.wide else one.short), room) for one in shown.series]
    apart = 2.0 + LINE_HEIGHT * max(name.count("\n") + 1 for name in names)
    wanted = [up.at(one.values[-1]) for one in shown.series]
    places = spread(wanted, apart, canvas.top, canvas.height - canvas.bottom)
    x = across.at(len(shown.quarters) - 0.5) + 12
    layers = []
    for one, name, y in zip(shown.series, names, places, strict=True):
        top = round(y - name.count("\n") * LINE_HEIGHT / 2, 1)
        layers.append(halo([{"x": x, "y": top, "text": name}], color=one.colour, fontWeight=400 if one.dashed else 600))
    return layers
