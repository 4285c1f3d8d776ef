"""Interval rows: shares that are known within limits, one below another on one scale from nothing to everybody."""

from dataclasses import dataclass
from typing import Any

from commonweal.charts.canvas import CARD, INK, LINE, LINE_HEIGHT, OCHRE, OCHRE_TINT, QUIET, Canvas, Span, layered
from commonweal.charts.drawing import HOVER, drawn, hatched
from commonweal.charts.labels import text_width, wrapped
from commonweal.charts.marks import Layer, boxes, dots, rules, words
from commonweal.charts.picture import Column, KeyEntry, Picture, PictureTable, Text, figure
from commonweal.terms.sentences import Sentence, say
from commonweal.terms.sources import Unknown

Row = dict[str, Any]
_TICKS = (0.0, 0.25, 0.5, 0.75, 1.0)
_BAR = 14


@dataclass(frozen=True, slots=True)
class IntervalRow:
    """One share with its interval.

    Attributes:
        label: whose it is.
        value: the share, 0 to 1, or why nobody can say.
        low: the least it can be.
        high: the most it can be.
        written: the same in words and numbers, beside the drawing.
    """

    label: Sentence
    value: float | Unknown
    low: float
    high: float
    written: Sentence


@dataclass(frozen=True, slots=True)
class IntervalRows:
    """What is drawn.

    Attributes:
        id: lower-case letters, digits and hyphens; unique on a page.
        title: what is found.
        sentence: what is to be seen, for those who cannot see it.
        head: what the rows are, over the first column of the table.
        share: what the shares are of, such as "people in need who go without".
        rows: in the order of the drawing.
    """

    id: str
    title: Sentence
    sentence: Sentence
    head: Sentence
    share: Sentence
    rows: tuple[IntervalRow, ...]


def interval_rows(shown: IntervalRows, text: Text) -> Picture:
    """Draw shares as a dot each, with a bar from the least to the most that it can be.

    What is not known is hatched along the whole scale: it may be anything, and is never drawn as nothing.

    Args:
        shown: the shares.
        text: writes a sentence in the reader's language.
    """
    said = (text(shown.title), text(shown.sentence))
    name = f"intervals-{shown.id}"
    svgs = []
    for form, width in (("wide", 960), ("narrow", 360)):
        drawing = _Drawing(width, text)
        drawing.scale(shown.share)
        for row in shown.rows:
            drawing.row(row)
        canvas = Canvas("wide" if form == "wide" else "narrow", width, drawing.top + 4)
        svgs.append(drawn(name, canvas, layered(canvas, drawing.layers()), said))
    return Picture(name, shown.title, shown.sentence, svgs[0], svgs[1], _table(shown), _key(shown))


class _Drawing:
    """Places rows one below another: name, scale and numbers side by side where there is room, else in lines."""

    def __init__(self, width: int, text: Text) -> None:
        self.wide = width > 600
        self.text = text
        self.width = width
        self.across = Span(0, 1, 270, 690) if self.wide else Span(0, 1, 8, width - 10)
        self.top = 2
        self.first = 0
        self.heads: list[Row] = []
        self.names: list[Row] = []
        self.numbers: list[Row] = []
        self.bars: list[Row] = []
        self.unknown: list[Row] = []
        self.dots: list[Row] = []
        self.tracks: list[Row] = []
        self.grid: list[Row] = []

    def scale(self, share: Sentence) -> None:
        """Write what the shares are of, and the ends of the scale."""
        heading = wrapped(self.text(share), self.width - (self.across.start if self.wide else 0))
        self.heads.append({"x": self.across.start if self.wide else 1, "y": self.top + 9, "text": heading})
        self.top += LINE_HEIGHT * len(heading.splitlines()) + 2
        for value in _TICKS if self.wide else _TICKS[::2]:
            label = self.text(figure(value, "percent"))
            left = self.across.at(value) - text_width(label) * value  # from under its end to before it
            self.heads.append({"x": left, "y": self.top + 9, "text": label})
        self.top += LINE_HEIGHT + 4
        self.first = self.top

    def row(self, row: IntervalRow) -> None:
        """Place one share."""
        label = wrapped(self.text(row.label), (self.across.start if self.wide else self.width) - 20)
        written = wrapped(self.text(row.written), self.width - self.across.end - 20 if self.wide else self.width)
        lines = max(len(label.splitlines()), len(written.splitlines()))
        if self.wide:
            middle = self.top + lines * LINE_HEIGHT / 2 + 2
            self.names.append(_text(1, middle, label))
            self.mark(row, middle, written)
            self.numbers.append(_text(self.across.end + 20, middle, written))
            self.top += lines * LINE_HEIGHT + 12
            return
        self.names.append(_text(1, self.top + LINE_HEIGHT * len(label.splitlines()) / 2, label))
        self.top += LINE_HEIGHT * len(label.splitlines()) + 4
        self.mark(row, self.top + _BAR / 2, written)
        self.top += _BAR + 4
        self.numbers.append(_text(1, self.top + LINE_HEIGHT * len(written.splitlines()) / 2, written))
        self.top += LINE_HEIGHT * len(written.splitlines()) + 14

    def mark(self, row: IntervalRow, middle: float, written: str) -> None:
        """Draw a share's track, bar and dot, or hatch what is not known."""
        start, end = self.across.start, self.across.end
        self.tracks.append({"x": start, "x2": end, "y": middle, "y2": middle})
        box = {"y": middle - _BAR / 2, "y2": middle + _BAR / 2, "hover": HOVER + written.replace("\n", " ")}
        if isinstance(row.value, Unknown):
            self.unknown.append({"x": start, "x2": end, **box})
            return
        low, high = self.across.at(row.low), self.across.at(row.high)
        if high - low >= 1:
            self.bars.append({"x": low, "x2": high, **box})
        self.dots.append({"x": self.across.at(row.value), "y": middle, "hover": box["hover"]})

    def layers(self) -> list[Layer]:
        """Give everything that was placed, from the ground up."""
        ends = [
            {"x": self.across.at(value), "x2": self.across.at(value), "y": self.first, "y2": self.top}
            for value in _TICKS
        ]
        return [
            rules(ends if self.wide else [], color=LINE),
            rules(self.tracks, color=LINE),
            boxes(self.unknown, fill=hatched("quiet"), stroke=LINE),
            boxes(self.bars, fill=OCHRE_TINT, stroke=OCHRE, strokeWidth=1.5),
            dots(self.dots, fill=INK, stroke=CARD, strokeWidth=1.5, size=110),
            words(self.heads, color=QUIET),
            words(self.names, fontWeight=600),
            words(self.numbers),
        ]


def _text(x: float, middle: float, text: str) -> Row:
    """Place a text of one or several lines about a height."""
    lines = len(text.splitlines())
    return {"x": x, "y": round(middle - (lines - 1) * LINE_HEIGHT / 2, 1), "text": text}


def _key(shown: IntervalRows) -> tuple[KeyEntry, ...]:
    dot = f'<circle cx="8" cy="8" r="5" fill="{INK}"/>'
    bar = f'<rect x="1" y="4" width="14" height="8" fill="{OCHRE_TINT}" stroke="{OCHRE}"/>'
    entries = [
        KeyEntry("dot", say("the best figure"), _swatch(dot)),
        KeyEntry("bar", say("from the least to the most that it can be"), _swatch(bar)),
    ]
    if any(isinstance(row.value, Unknown) for row in shown.rows):
        lines = "".join(f'<path d="{d}" stroke="{QUIET}" stroke-width="2"/>' for d in ("M1 9L9 1", "M4 14L14 4"))
        hatch = f'<rect x="1" y="3" width="14" height="10" fill="none" stroke="{LINE}"/>{lines}'
        entries.append(KeyEntry("hatched", say("cannot be said: it may be anything"), _swatch(hatch)))
    return tuple(entries)


def _swatch(inside: str) -> str:
    return f'<svg width="16" height="16" viewBox="0 0 16 16" aria-hidden="true">{inside}</svg>'


def _table(shown: IntervalRows) -> PictureTable:
    columns = (
        Column(shown.head),
        Column(say("Best figure"), number=True),
        Column(say("At the least"), number=True),
        Column(say("At the most"), number=True),
        Column(say("In numbers")),
    )
    rows = []
    for row in shown.rows:
        unknown = isinstance(row.value, Unknown)
        numbers = [
            say("not known") if unknown or isinstance(one, Unknown) else figure(one, "percent")
            for one in (row.value, row.low, row.high)
        ]
        rows.append((row.label, *numbers, row.written))
    return PictureTable(columns, tuple(rows))
