"""Before and after: one figure by tenth of deprivation at two times, the lines labelled at their ends."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from commonweal.charts.canvas import CARD, GREEN, LINE_HEIGHT, OCHRE, QUIET, Canvas, Span, layered, ticks
from commonweal.charts.deciles import Tenth, Tenths, axis_form
from commonweal.charts.drawing import HOVER, drawn
from commonweal.charts.labels import spread
from commonweal.charts.marks import Layer, dots, grid, halo, line, words
from commonweal.charts.picture import Column, Picture, PictureTable, Text, figure
from commonweal.terms.sentences import Sentence, say
from commonweal.terms.sources import Unknown

WIDE = Canvas("wide", 960, 380, left=64, right=130, top=28, bottom=64)
NARROW = Canvas("narrow", 360, 400, left=46, right=16, top=52, bottom=64)


@dataclass(frozen=True, slots=True)
class Change:
    """One figure by tenth of deprivation, before and after something.

    Attributes:
        id: lower-case letters, digits and hyphens; unique on a page.
        title: what is found.
        sentence: what is to be seen, for those who cannot see it.
        before: the figures before; their form and unit hold for both.
        after: the figures after, of the same tenths.
        before_label: a short name of the time before ("2016").
        after_label: a short name of the time after ("2023").
    """

    id: str
    title: Sentence
    sentence: Sentence
    before: Tenths
    after: Tenths
    before_label: Sentence
    after_label: Sentence


def before_after(shown: Change, text: Text) -> Picture:
    """Draw one figure by tenth of deprivation at two times.

    Before is dashed with hollow circles, after is solid with triangles; a tenth with no figure breaks the line.

    Args:
        shown: the two series.
        text: writes a sentence in the reader's language.
    """
    said = (text(shown.title), text(shown.sentence))
    name = f"change-{shown.id}"
    wide = drawn(name, WIDE, layered(WIDE, _layers(shown, WIDE, text)), said)
    narrow = drawn(name, NARROW, layered(NARROW, _layers(shown, NARROW, text)), said)
    return Picture(name, shown.title, shown.sentence, wide, narrow, _table(shown))


def _layers(shown: Change, canvas: Canvas, text: Text) -> list[Layer]:
    both = [*shown.before.tenths, *shown.after.tenths]
    values = [tenth.value for tenth in both if not isinstance(tenth.value, Unknown)]
    steps = ticks(0, max([*values, 0]) or 1)
    form = axis_form(shown.before, steps)
    up = canvas.up(0, steps[-1])
    deciles = [tenth.decile for tenth in shown.before.tenths]
    across = Span(deciles[0] - 0.3, deciles[-1] + 0.3, canvas.left, canvas.width - canvas.right)
    series: tuple[tuple[Tenths, Sentence, str, dict[str, Any]], ...] = (
        (shown.before, shown.before_label, OCHRE, {"strokeDash": [5, 4]}),
        (shown.after, shown.after_label, GREEN, {}),
    )
    layers = grid(canvas, up, {step: text(figure(step, form)) for step in steps})
    for one, label, colour, dash in series:
        for run in _runs(one.tenths, across, up):
            layers.append(line(run, stroke=colour, strokeWidth=2.5, **dash))
        layers.append(_signs(_points(one, label, across, up, text), colour))
    feet = [{"x": across.at(decile), "y": up.at(0) + 18, "text": str(decile)} for decile in deciles]
    ends = {"y": canvas.height - 12}
    return [
        *layers,
        *_end_labels(shown, canvas, across, up, text),
        words(feet, align="center", color=QUIET),
        words([{**ends, "x": canvas.left, "text": text(say("most deprived"))}], color=QUIET),
        words(
            [{**ends, "x": canvas.width - canvas.right, "text": text(say("least deprived"))}],
            align="right",
            color=QUIET,
        ),
        words([{"x": 0 if not canvas.wide else canvas.left, "y": 8, "text": text(shown.before.unit)}], color=QUIET),
    ]


def _runs(found: Sequence[Tenth], across: Span, up: Span) -> list[list[tuple[float, float]]]:
    runs: list[list[tuple[float, float]]] = [[]]
    for tenth in found:
        if isinstance(tenth.value, Unknown):
            runs.append([])
        else:
            runs[-1].append((across.at(tenth.decile), up.at(tenth.value)))
    return [run for run in runs if len(run) > 1]


def _points(one: Tenths, label: Sentence, across: Span, up: Span, text: Text) -> list[dict[str, float | str]]:
    return [
        {
            "x": across.at(tenth.decile),
            "y": up.at(tenth.value),
            "hover": f"{HOVER}{text(label)}, {tenth.decile}: {text(figure(tenth.value, one.form))}",
        }
        for tenth in one.tenths
        if not isinstance(tenth.value, Unknown)
    ]


def _end_labels(shown: Change, canvas: Canvas, across: Span, up: Span, text: Text) -> list[Layer]:
    """Name each series that has a figure: at its last point, or over the drawing where there is no room beside it."""
    ends = []
    for series, label, colour in ((shown.before, shown.before_label, OCHRE), (shown.after, shown.after_label, GREEN)):
        known = [(tenth.decile, tenth.value) for tenth in series.tenths if not isinstance(tenth.value, Unknown)]
        if known:
            ends.append((across.at(known[-1][0]), up.at(known[-1][1]), text(label), colour))
    if canvas.wide:
        heights = spread([y for _, y, _, _ in ends], LINE_HEIGHT, canvas.top, up.at(0))
        return [
            halo([{"x": x + 14, "y": round(y, 1), "text": name}], color=colour, fontWeight=600)
            for (x, _, name, colour), y in zip(ends, heights, strict=True)
        ]
    layers = []
    for k, (_, _, name, colour) in enumerate(ends):
        x = canvas.left + 6.0 + 160 * k
        layers.append(words([{"x": x + 12, "y": 32, "text": name}], color=colour, fontWeight=600))
        layers.append(_signs([{"x": x, "y": 32}], colour))
    return layers


def _signs(points: Sequence[dict[str, float | str]], colour: str) -> Layer:
    if colour == OCHRE:
        return dots(points, shape="circle", size=80, fill=CARD, stroke=colour, strokeWidth=2)
    return dots(points, shape="triangle-up", size=110, fill=colour, stroke=CARD, strokeWidth=1)


def _table(shown: Change) -> PictureTable:
    columns = (
        Column(say("Tenth of deprivation (1 is the most deprived)"), number=True),
        Column(shown.before_label, number=True),
        Column(shown.after_label, number=True),
    )
    body = tuple(
        (figure(before.decile), _cell(before, shown.before.form), _cell(after, shown.before.form))
        for before, after in zip(shown.before.tenths, shown.after.tenths, strict=True)
    )
    return PictureTable(columns, body)


def _cell(tenth: Tenth, form: str) -> Sentence:
    if isinstance(tenth.value, Unknown):
        return say("not known: {reason}", reason=tenth.value.reason)
    return figure(tenth.value, form)
