"""A comparison: a few figures of one kind side by side, such as the voters reached under one rule and under another."""

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from commonweal.charts.canvas import CARD, GREEN, LINE_HEIGHT, QUIET, Canvas, layered
from commonweal.charts.drawing import HOVER, drawn
from commonweal.charts.labels import shortened, wrapped
from commonweal.charts.marks import Layer, boxes, words
from commonweal.charts.picture import Column, Picture, PictureTable, Text, figure
from commonweal.terms.money import Amount
from commonweal.terms.sentences import Sentence, say

_ROW = 62

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Compared:
    """One of the figures compared.

    Attributes:
        label: what it belongs to ("with equal shares").
        value: the figure, 0 or more.
        lead: whether it is the one that holds; the others are what would have been.
    """

    label: Sentence
    value: "int | float | Fraction | Amount"
    lead: bool = False


@dataclass(frozen=True, slots=True)
class Comparison:
    """Figures of one kind side by side.

    Attributes:
        id: lower-case letters, digits and hyphens; unique on a page.
        title: what is found.
        sentence: what is to be seen, for those who cannot see it.
        unit: what the figures are, in words.
        form: how they are written ("percent").
        figures: in the order of the drawing.
        whole: what a bar across the whole drawing would stand for (1 for shares); None for the greatest figure.
    """

    id: str
    title: Sentence
    sentence: Sentence
    unit: Sentence
    form: str
    figures: tuple[Compared, ...]
    whole: float | None = None


def comparison(shown: Comparison, text: Text) -> Picture:
    """Draw a few figures side by side, each with its name and value.

    Args:
        shown: the figures.
        text: writes a sentence in the reader's language.
    """
    said = (text(shown.title), text(shown.sentence))
    name = f"comparison-{shown.id}"
    drawings = []
    for form, width in (("wide", 960), ("narrow", 360)):
        unit = wrapped(text(shown.unit), width)
        top = 10 + LINE_HEIGHT * len(unit.splitlines())
        height = top + _ROW * len(shown.figures)
        canvas = Canvas("wide" if form == "wide" else "narrow", width, height, right=76, top=top)
        drawings.append(drawn(name, canvas, layered(canvas, _layers(shown, canvas, unit, text)), said))
    return Picture(name, shown.title, shown.sentence, drawings[0], drawings[1], _table(shown))


def _layers(shown: Comparison, canvas: Canvas, unit: str, text: Text) -> list[Layer]:
    values = [_plain(one.value) for one in shown.figures]
    across = canvas.across(0, shown.whole or max([*values, 0]) or 1)
    names: list[Row] = []
    numbers: list[Row] = []
    full: list[Row] = []
    hollow: list[Row] = []
    for k, (one, value) in enumerate(zip(shown.figures, values, strict=True)):
        top = canvas.top + k * _ROW
        written = text(figure(one.value, shown.form))
        box = {"x": 1, "x2": max(across.at(value), 2), "y": top + 22, "y2": top + 46, "hover": HOVER + written}
        (full if one.lead else hollow).append(box)
        names.append({"x": 1, "y": top + 10, "text": shortened(text(one.label), canvas.width)})
        numbers.append({"x": across.at(value) + 10, "y": top + 35, "text": written})
    return [
        words([{"x": 1, "y": 9, "text": unit}], color=QUIET),
        boxes(full, fill=GREEN, stroke=GREEN, strokeWidth=2),
        boxes(hollow, fill=CARD, stroke=QUIET, strokeWidth=2),
        words(names),
        words(numbers, fontWeight=600),
    ]


def _plain(value: "int | float | Fraction | Amount") -> float:
    return float(value.units if isinstance(value, Amount) else value)


def _table(shown: Comparison) -> PictureTable:
    columns = (Column(say("What")), Column(shown.unit, number=True))
    return PictureTable(columns, tuple((one.label, figure(one.value, shown.form)) for one in shown.figures))
