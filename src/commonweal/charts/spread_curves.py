"""The curves of a good: along deprivation, and from those with the least of it, each beside the line of even shares."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from commonweal.charts.canvas import GREEN, LINE_HEIGHT, OCHRE, QUIET, Canvas, Span, layered
from commonweal.charts.drawing import drawn
from commonweal.charts.labels import wrapped
from commonweal.charts.marks import Layer, grid, line, words
from commonweal.charts.picture import Column, Picture, PictureTable, Text, figure
from commonweal.evidence.spread import CurvePoint, SpreadCurves, good_of_first
from commonweal.terms.sentences import Sentence, say

WIDE = Canvas("wide", 960, 470, left=64, right=486, top=40, bottom=60)
NARROW = Canvas("narrow", 360, 552, left=64, right=28, top=40, bottom=244)
STEPS = tuple(k / 5 for k in range(6))
SAMPLE = 28
"""Length of the piece of line that stands before its name."""


@dataclass(frozen=True, slots=True)
class _Named:
    """A line with its name."""

    name: Sentence
    points: Sequence[CurvePoint]
    colour: str
    dashed: bool = False

    def options(self) -> dict[str, object]:
        dash = {"strokeDash": [5, 4]} if self.dashed else {}
        return {"stroke": self.colour, "strokeWidth": 1.75 if self.dashed else 2.75, **dash}


def spread_chart(curves: SpreadCurves, text: Text) -> Picture:
    """Draw both curves of a good beside the line of even shares.

    Args:
        curves: from :mod:`commonweal.evidence.inequality_profile`.
        text: writes a sentence in the reader's language.
    """
    name = f"spread-{curves.id}"
    said = (text(curves.title), text(curves.sentence))
    lines = _lines(curves)
    wide = drawn(name, WIDE, layered(WIDE, _layers(lines, WIDE, text)), said)
    narrow = drawn(name, NARROW, layered(NARROW, _layers(lines, NARROW, text)), said)
    return Picture(name, curves.title, curves.sentence, wide, narrow, _table(curves))


def _lines(curves: SpreadCurves) -> tuple[_Named, ...]:
    even = (CurvePoint(0.0, 0.0), CurvePoint(1.0, 1.0))
    return (
        _Named(say("evenly spread"), even, QUIET, dashed=True),
        _Named(say("those with the least first: Gini index {gini:decimal3}", gini=curves.gini), curves.lorenz, GREEN),
        _Named(
            say("the most deprived first: concentration index of residents {index:decimal3}", index=curves.index),
            curves.along,
            OCHRE,
        ),
    )


def _layers(lines: Sequence[_Named], canvas: Canvas, text: Text) -> list[Layer]:
    up, across = canvas.up(0, 1), canvas.across(0, 1)
    labels = {step: text(figure(step, "percent")) for step in STEPS}
    foot = canvas.height - canvas.bottom + 20
    feet = [{"x": across.at(step), "y": foot, "text": label} for step, label in labels.items()]
    layers = [*grid(canvas, up, labels), words(feet, align="center", color=QUIET)]
    layers += [
        words([{"x": canvas.left, "y": foot + 22, "text": text(say("share of residents"))}], color=QUIET),
        words([{"x": canvas.left, "y": 14, "text": text(say("share of what is within reach"))}], color=QUIET),
    ]
    for one in lines:
        layers.append(line([(across.at(point.people), up.at(point.good)) for point in one.points], **one.options()))
    return [*layers, *_names(lines, canvas, across, text)]


def _names(lines: Sequence[_Named], canvas: Canvas, across: Span, text: Text) -> list[Layer]:
    x = across.at(1) + 40 if canvas.wide else 20
    top = canvas.top + 12 if canvas.wide else canvas.height - canvas.bottom + 76
    room = canvas.width - x - SAMPLE - 20
    names = [wrapped(text(one.name), room) for one in lines]
    heights = [LINE_HEIGHT * (name.count("\n") + 1) + 14 for name in names]
    layers = []
    for one, name, down in zip(lines, names, accumulate([0, *heights]), strict=False):
        y = top + down
        layers.append(line([(x, y), (x + SAMPLE, y)], **one.options()))
        layers.append(words([{"x": x + SAMPLE + 10, "y": y, "text": name}]))
    return layers


def _table(curves: SpreadCurves) -> PictureTable:
    columns = (
        Column(say("Share of residents"), number=True),
        Column(say("What they have, the most deprived first"), number=True),
        Column(say("What they have, those with the least first"), number=True),
    )
    rows = [
        tuple(
            figure(share, "percent1" if k else "percent")
            for k, share in enumerate(
                (tenth / 10, *(good_of_first(c, tenth / 10) for c in (curves.along, curves.lorenz)))
            )
        )
        for tenth in range(1, 11)
    ]
    return PictureTable(columns, tuple(rows))
