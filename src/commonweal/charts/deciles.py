"""The decile chart: one figure for each tenth of deprivation, most deprived first, with its interval where known."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import floor, log10
from typing import Any, Literal

from commonweal.charts.canvas import CARD, GREEN, INK, LINE, LINE_HEIGHT, QUIET, Canvas, Span, layered, ticks
from commonweal.charts.drawing import HOVER, drawn, hatched
from commonweal.charts.labels import wrapped
from commonweal.charts.marks import Layer, boxes, grid, rules, words
from commonweal.charts.picture import Column, Picture, PictureTable, Text, figure
from commonweal.evidence.pictures import DecileTable
from commonweal.terms.sentences import Sentence, say
from commonweal.terms.sources import Unknown

WIDE = Canvas("wide", 960, 392, left=64, right=8, top=40, bottom=64)
NARROW = Canvas("narrow", 360, 460, left=32, right=66, top=44, bottom=20)
_LIKELY = say("Likely between")


@dataclass(frozen=True, slots=True)
class Tenth:
    """The figure of one tenth.

    Attributes:
        decile: 1 is the most deprived tenth, 10 the least.
        value: its figure, or Unknown.
        low: least likely value, where an interval is known.
        high: greatest likely value, where an interval is known.
    """

    decile: int
    value: float | Unknown
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class Tenths:
    """One figure by tenth of deprivation.

    Attributes:
        id: lower-case letters, digits and hyphens; unique on a page.
        title: what is found.
        sentence: what is to be seen, for those who cannot see it.
        unit: of the figure, in words.
        form: how the figure is written ("percent", "decimal2").
        tenths: the most deprived first; a tenth with no people in the place may be left out.
        limits: what the low and high of a tenth are, where it has them.
    """

    id: str
    title: Sentence
    sentence: Sentence
    unit: Sentence
    form: str
    tenths: tuple[Tenth, ...]
    limits: Sentence = _LIKELY


def tenths(table: DecileTable, column: Literal["access", "zero_access"] = "access") -> Tenths:
    """Take one column of an evidence table by tenth of deprivation.

    Args:
        table: from :mod:`commonweal.evidence`.
        column: mean access, or the share of people in need with no site within reach.
    """
    share = column == "zero_access"
    found = tuple(Tenth(row.decile, row.zero_access if share else row.access) for row in table.rows)
    unit = say("of people in need have no site within reach") if share else table.unit
    name = f"{table.id}-none" if share else table.id
    return Tenths(name, table.title, table.sentence, unit, "percent" if share else _decimals(found), found)


def _decimals(found: Sequence[Tenth]) -> str:
    """Say with how many decimals the greatest figure has two figures that count."""
    greatest = max((tenth.value for tenth in found if not isinstance(tenth.value, Unknown)), default=0.0)
    return f"decimal{max(0, 1 - floor(log10(greatest)))}" if greatest > 0 else "decimal0"


def decile_chart(shown: Tenths, text: Text) -> Picture:
    """Draw one figure by tenth of deprivation.

    Args:
        shown: the figures.
        text: writes a sentence in the reader's language.
    """
    said = (text(shown.title), text(shown.sentence))
    name = f"deciles-{shown.id}"
    wide = drawn(name, WIDE, layered(WIDE, _columns(shown, text)), said)
    narrow = drawn(name, NARROW, layered(NARROW, _bars(shown, text)), said)
    return Picture(name, shown.title, shown.sentence, wide, narrow, _table(shown))


def _top(shown: Tenths) -> list[float]:
    known = [max(tenth.value, tenth.high or 0) for tenth in shown.tenths if not isinstance(tenth.value, Unknown)]
    return ticks(0, max([*known, 0]) or 1)


def _columns(shown: Tenths, text: Text) -> list[Layer]:
    steps = _top(shown)
    up = WIDE.up(0, steps[-1])
    across = Span(-0.5, len(shown.tenths) - 0.5, WIDE.left, WIDE.width - WIDE.right)
    half = 0.36 * (across.at(1) - across.at(0))
    known, unknown, labels, feet, whiskers = [], [], [], [], []
    for k, tenth in enumerate(shown.tenths):
        x = across.at(k)
        box = {
            "x": x - half,
            "x2": x + half,
            "y2": up.at(0),
            "hover": f"{HOVER}{tenth.decile}: {text(_value(tenth, shown))}",
        }
        feet.append({"x": x, "y": up.at(0) + 18, "text": str(tenth.decile)})
        if isinstance(tenth.value, Unknown):
            unknown.append({**box, "y": up.at(0) - 40})
            said = wrapped(text(say("not known")), 2 * half)
            tall = LINE_HEIGHT * said.count("\n")
            labels.append({"x": x, "y": up.at(0) - 52 - tall, "text": said})
            continue
        known.append({**box, "y": up.at(tenth.value)})
        top = up.at(tenth.value)
        if tenth.low is not None and tenth.high is not None:
            top = up.at(tenth.high)
            whiskers.extend(_whisker((x, up.at(tenth.low)), (x, top)))
        labels.append({"x": x, "y": top - 12, "text": text(figure(tenth.value, shown.form))})
    ends = [
        {"x": across.at(0) - half, "y": WIDE.height - 16, "text": text(say("most deprived tenth"))},
    ]
    last = [
        {"x": across.at(len(shown.tenths) - 1) + half, "y": WIDE.height - 16, "text": text(say("least deprived tenth"))}
    ]
    unit = [{"x": WIDE.left, "y": 8, "text": text(shown.unit)}]
    return [
        *grid(WIDE, up, {step: text(figure(step, axis_form(shown, steps))) for step in steps}),
        *_drawn_boxes(known, unknown),
        rules(whiskers, color=CARD, strokeWidth=5),
        rules(whiskers, color=INK, strokeWidth=1.5),
        words(labels, align="center", fontWeight=600),
        words(feet, align="center", color=QUIET),
        words(ends, color=QUIET),
        words(last, align="right", color=QUIET),
        words(unit, color=QUIET),
    ]


def _bars(shown: Tenths, text: Text) -> list[Layer]:
    steps = _top(shown)
    across = NARROW.across(0, steps[-1])
    apart = (NARROW.height - NARROW.top - NARROW.bottom) / max(len(shown.tenths), 1)
    known, unknown, labels, feet, whiskers = [], [], [], [], []
    for k, tenth in enumerate(shown.tenths):
        y = round(NARROW.top + (k + 0.5) * apart, 1)
        box = {"x": across.at(0), "y": y - 0.36 * apart, "y2": y + 0.36 * apart, "hover": HOVER + str(tenth.decile)}
        feet.append({"x": across.at(0) - 8, "y": y, "text": str(tenth.decile)})
        if isinstance(tenth.value, Unknown):
            unknown.append({**box, "x2": across.at(0) + 40})
            labels.append({"x": across.at(0) + 48, "y": y, "text": text(say("not known"))})
            continue
        end = across.at(tenth.value)
        known.append({**box, "x2": end})
        if tenth.low is not None and tenth.high is not None:
            end = across.at(tenth.high)
            whiskers.extend(_whisker((across.at(tenth.low), y), (end, y)))
        labels.append({"x": end + 8, "y": y, "text": text(figure(tenth.value, shown.form))})
    heads = [
        {"x": 4, "y": 8, "text": text(shown.unit)},
        {"x": 4, "y": 30, "text": text(say("most deprived tenth"))},
        {"x": 4, "y": NARROW.height - 6, "text": text(say("least deprived tenth"))},
    ]
    return [
        rules([{"x": across.at(0), "x2": across.at(0), "y": NARROW.top, "y2": NARROW.height - NARROW.bottom}]),
        *_drawn_boxes(known, unknown),
        rules(whiskers, color=CARD, strokeWidth=5),
        rules(whiskers, color=INK, strokeWidth=1.5),
        words(labels, fontWeight=600),
        words(feet, align="right", color=QUIET),
        words(heads, color=QUIET),
    ]


def _drawn_boxes(known: Sequence[dict[str, Any]], unknown: Sequence[dict[str, Any]]) -> list[Layer]:
    return [boxes(known, fill=GREEN), boxes(unknown, fill=hatched("quiet"), stroke=LINE)]


def _whisker(low: tuple[float, float], high: tuple[float, float]) -> list[dict[str, float]]:
    cap = (5, 0) if low[0] == high[0] else (0, 5)
    lines = [{"x": low[0], "y": low[1], "x2": high[0], "y2": high[1]}]
    lines.extend({"x": x - cap[0], "x2": x + cap[0], "y": y - cap[1], "y2": y + cap[1]} for x, y in (low, high))
    return lines


def axis_form(shown: Tenths, steps: Sequence[float]) -> str:
    """Say how the labels of a scale are written: with no more decimals than they need."""
    if shown.form.startswith("percent"):
        return share_form(steps)
    places = max(len(f"{step:g}".partition(".")[2]) for step in steps)
    return f"decimal{places}" if places else "decimal0"


def share_form(steps: Sequence[float]) -> str:
    """Say how shares on a scale are written: with a decimal only where one of them needs it."""
    return "percent" if all(float(round(step * 100, 6)).is_integer() for step in steps) else "percent1"


def _value(tenth: Tenth, shown: Tenths) -> Sentence:
    if isinstance(tenth.value, Unknown):
        return say("not known: {reason}", reason=tenth.value.reason)
    return figure(tenth.value, shown.form)


def _table(shown: Tenths) -> PictureTable:
    columns = [
        Column(say("Tenth of deprivation (1 is the most deprived)"), number=True),
        Column(shown.unit, number=True),
    ]
    interval = any(tenth.low is not None for tenth in shown.tenths)
    if interval:
        columns.append(Column(shown.limits, number=True))
    body = []
    for tenth in shown.tenths:
        cells = [figure(tenth.decile), _value(tenth, shown)]
        if interval:
            cells.append(_interval(tenth, shown))
        body.append(tuple(cells))
    return PictureTable(tuple(columns), tuple(body))


def _interval(tenth: Tenth, shown: Tenths) -> Sentence:
    if tenth.low is None or tenth.high is None:
        return say("not known")
    return say("{low} and {high}", low=figure(tenth.low, shown.form), high=figure(tenth.high, shown.form))
