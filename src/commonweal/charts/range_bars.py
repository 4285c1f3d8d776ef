"""Range bars: figures that are known as ranges, side by side, such as what each option for a service costs."""

from dataclasses import dataclass
from typing import Any

from commonweal.charts.canvas import BRICK, GREEN, GREEN_TINT, INK, LINE, LINE_HEIGHT, QUIET, Canvas, Span, layered
from commonweal.charts.drawing import HOVER, drawn, hatched
from commonweal.charts.labels import shortened, wrapped
from commonweal.charts.marks import Layer, boxes, rules, words
from commonweal.charts.picture import Column, KeyEntry, Picture, PictureTable, Text, figure
from commonweal.terms.money import Amount
from commonweal.terms.sentences import Sentence, say

_GAP, _BAR = 14, 18

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class RangeBar:
    """One figure as a range.

    Attributes:
        label: what it belongs to.
        low: at the least.
        central: most likely.
        high: at the most.
        mark: why it needs attention, or None; it is then hatched as well.
    """

    label: str
    low: Amount
    central: Amount
    high: Amount
    mark: Sentence | None = None


@dataclass(frozen=True, slots=True)
class RangeGroup:
    """Ranges of one kind, drawn on one scale.

    Attributes:
        label: what they are.
        bars: in the order of the drawing.
    """

    label: Sentence
    bars: tuple[RangeBar, ...]


@dataclass(frozen=True, slots=True)
class RangeBars:
    """What is drawn.

    Attributes:
        id: lower-case letters, digits and hyphens; unique on a page.
        title: what is found.
        sentence: what is to be seen, for those who cannot see it.
        groups: in the order of the drawing, each on a scale of its own that begins at nothing.
    """

    id: str
    title: Sentence
    sentence: Sentence
    groups: tuple[RangeGroup, ...]


def range_bars(shown: RangeBars, text: Text) -> Picture:
    """Draw ranges as bars, from the least to the most, with a stroke at what is most likely.

    Args:
        shown: the ranges.
        text: writes a sentence in the reader's language.
    """
    said = (text(shown.title), text(shown.sentence))
    name = f"ranges-{shown.id}"
    drawings = []
    for form, width in (("wide", 960), ("narrow", 360)):
        drawing = _Drawing(width, text)
        for group in shown.groups:
            drawing.group(group)
        canvas = Canvas("wide" if form == "wide" else "narrow", width, drawing.top)
        drawings.append(drawn(name, canvas, layered(canvas, drawing.layers()), said))
    return Picture(name, shown.title, shown.sentence, drawings[0], drawings[1], _table(shown), _key())


class _Drawing:
    """Places groups one below another, in a drawing of a given width."""

    def __init__(self, width: int, text: Text) -> None:
        self.width, self.text = width, text
        self.top = 4
        self.heads: list[Row] = []
        self.names: list[Row] = []
        self.marks: list[Row] = []
        self.numbers: list[Row] = []
        self.plain: list[Row] = []
        self.hatched: list[Row] = []
        self.strokes: list[Row] = []
        self.ground: list[Row] = []

    def group(self, group: RangeGroup) -> None:
        """Place a group: its heading, then a name, a bar and the figures for each range."""
        heading = wrapped(self.text(group.label), self.width)
        self.heads.append({"x": 1, "y": self.top + 9, "text": heading})
        self.top += 6 + LINE_HEIGHT * len(heading.splitlines())
        ends = [value for bar in group.bars for value in (_plain(bar.low), _plain(bar.high))]
        across = Span(min([0.0, *ends]), max([0.0, *ends]), 2, self.width - 4)
        for bar in group.bars:
            self.bar(bar, across)
        self.top += _GAP

    def bar(self, bar: RangeBar, across: Span) -> None:
        """Place one range."""
        self.line(self.names, shortened(bar.label, self.width))
        if bar.mark is not None:
            self.line(self.marks, shortened(self.text(bar.mark), self.width, bold=True))
        written = _written(bar, self.text)
        low, central, high = (across.at(_plain(value)) for value in (bar.low, bar.central, bar.high))
        box = {"x": low, "x2": max(high, low + 2), "y": self.top, "y2": self.top + _BAR, "hover": HOVER + written}
        (self.plain if bar.mark is None else self.hatched).append(box)
        middle = self.top + _BAR / 2
        self.ground.append({"x": across.at(0), "x2": across.end, "y": middle, "y2": middle})
        self.strokes.append({"x": central, "x2": central, "y": self.top - 3, "y2": self.top + _BAR + 3})
        self.top += _BAR + 6
        self.line(self.numbers, written)
        self.top += 8

    def line(self, lines: list[Row], words_: str) -> None:
        """Write one line and go below it."""
        lines.append({"x": 1, "y": self.top + 9, "text": words_})
        self.top += LINE_HEIGHT + 2

    def layers(self) -> list[Layer]:
        """Give everything that was placed, from the ground up."""
        return [
            rules(self.ground, color=LINE),
            boxes(self.plain, fill=GREEN_TINT, stroke=GREEN, strokeWidth=1.5),
            boxes(self.hatched, fill=hatched("brick"), stroke=BRICK, strokeWidth=1.5),
            rules(self.strokes, color=INK, strokeWidth=3),
            words(self.heads, color=QUIET),
            words(self.names, fontWeight=600),
            words(self.marks, color=BRICK, fontWeight=600),
            words(self.numbers),
        ]


def _written(bar: RangeBar, text: Text) -> str:
    return text(say("{central} ({low} to {high})", low=bar.low, central=bar.central, high=bar.high))


def _plain(value: Amount) -> float:
    return float(value.units)


def _key() -> tuple[KeyEntry, ...]:
    bar = f'<rect x="1" y="4" width="14" height="8" fill="{GREEN_TINT}" stroke="{GREEN}"/>'
    stroke = f'<path d="M8 1V15" stroke="{INK}" stroke-width="3"/>'
    return (
        KeyEntry("bar", say("from the least to the most"), _swatch(bar)),
        KeyEntry("stroke", say("most likely"), _swatch(stroke)),
    )


def _swatch(drawn_: str) -> str:
    head = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">'
    return f"{head}{drawn_}</svg>"


def _table(shown: RangeBars) -> PictureTable:
    columns = (
        Column(say("What")),
        Column(say("Option")),
        Column(say("At the least"), number=True),
        Column(say("Most likely"), number=True),
        Column(say("At the most"), number=True),
        Column(say("Take care")),
    )
    rows = tuple(
        (group.label, figure(bar.label), figure(bar.low), figure(bar.central), figure(bar.high), bar.mark or figure(""))
        for group in shown.groups
        for bar in group.bars
    )
    return PictureTable(columns, rows)
