"""What a plan spends on the way, quarter by quarter: stacked bars, told apart by pattern as well as by colour."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from commonweal.charts.canvas import BRICK, CARD, GREEN, GREEN_TINT, OCHRE, QUIET, Canvas, layered, ticks
from commonweal.charts.drawing import HOVER, drawn, hatched
from commonweal.charts.labels import text_width
from commonweal.charts.marks import Layer, boxes, grid, words
from commonweal.charts.picture import Column, KeyEntry, Picture, PictureTable, Text, figure
from commonweal.charts.quarters import quarter_axis, quarter_name
from commonweal.handover.problem import Problem
from commonweal.handover.spending import WaySpending
from commonweal.terms.money import Amount
from commonweal.terms.sentences import Sentence, say

WIDE = Canvas("wide", 960, 380, left=0, right=4, top=30, bottom=48)
NARROW = Canvas("narrow", 360, 380, left=0, right=4, top=34, bottom=34)

_SIGNS: tuple[Mapping[str, Any], ...] = (
    {"fill": hatched("ochre"), "stroke": OCHRE},
    {"fill": BRICK, "stroke": BRICK, "fillOpacity": 0.75},
    {"fill": GREEN, "stroke": GREEN},
    {"fill": GREEN_TINT, "stroke": GREEN},
    {"fill": CARD, "stroke": QUIET},
)


@dataclass(frozen=True, slots=True)
class WayMoney:
    """What is spent on the way, in pounds by quarter.

    Attributes:
        quarters: labels, as ``YYYY-Qn``.
        parts: what each part is, and its sums; from the bottom of each bar to its top.
        borrowed: what is borrowed.
    """

    quarters: tuple[str, ...]
    parts: tuple[tuple[Sentence, tuple[Fraction, ...]], ...]
    borrowed: tuple[Fraction, ...]


def way_money(problem: Problem, spent: WaySpending) -> WayMoney:
    """Name the parts of what a plan spends on the way, in pounds."""
    named = (
        (say("running services twice"), spent.running_twice),
        (say("repaying loans"), spent.repaid),
        (say("building up organisations"), spent.building),
        (say("social action"), spent.action),
        (say("setting up"), spent.setting_up),
    )
    pounds = problem.unit_gbp
    return WayMoney(
        tuple(str(problem.quarter(t)) for t in range(problem.quarters)),
        tuple((name, tuple(pounds * sum_ for sum_ in sums)) for name, sums in named),
        tuple(pounds * sum_ for sum_ in spent.borrowed),
    )


def way_money_chart(shown: WayMoney, text: Text, name: str = "way-money") -> Picture:
    """Draw what is spent on the way, one bar a quarter.

    Args:
        shown: the sums.
        text: writes a sentence in the reader's language.
        name: lower-case letters, digits and hyphens; unique on its page.
    """
    title, description = _finding(shown), _seen(shown)
    said = (text(title), text(description))
    svgs = [drawn(name, room, layered(room, _layers(shown, room, text)), said) for room in (WIDE, NARROW)]
    return Picture(name, title, description, svgs[0], svgs[1], _table(shown), _key(shown))


def _whole(shown: WayMoney) -> list[Fraction]:
    return [sum((sums[t] for _, sums in shown.parts), Fraction(0)) for t in range(len(shown.quarters))]


def _money(pounds: Fraction) -> Amount:
    return Amount(Fraction(round(pounds)))


def _finding(shown: WayMoney) -> Sentence:
    whole = _whole(shown)
    if not any(whole):
        return say("Nothing is spent on the way.")
    most = max(range(len(whole)), key=lambda t: whole[t])
    return say(
        "The way costs {all} in all, of which {twice} for running services twice; most in {quarter}.",
        all=_money(sum(whole, Fraction(0))),
        twice=_money(sum(shown.parts[0][1], Fraction(0))),
        quarter=quarter_name(shown.quarters[most]),
    )


def _seen(shown: WayMoney) -> Sentence:
    borrowed, repaid = sum(shown.borrowed, Fraction(0)), sum(shown.parts[1][1], Fraction(0))
    if borrowed:
        return say(
            "A bar for each of {n} quarters, in parts by what the money is for. {borrowed} is borrowed, and {repaid} "
            "repaid with interest. What the services themselves cost is no part of it.",
            n=len(shown.quarters),
            borrowed=_money(borrowed),
            repaid=_money(repaid),
        )
    return say(
        "A bar for each of {n} quarters, in parts by what the money is for. Nothing is borrowed. What the services "
        "themselves cost is no part of it.",
        n=len(shown.quarters),
    )


def _layers(shown: WayMoney, room: Canvas, text: Text) -> list[Layer]:
    steps = ticks(0, float(max(_whole(shown))) or 1.0)
    labels = {step: text(figure(_money(Fraction(step)))) for step in steps}
    left = round(max(text_width(label, bold=True) for label in labels.values())) + 12
    canvas = Canvas(room.form, room.width, room.height, left, room.right, room.top, room.bottom)
    up, across = canvas.up(0, max(steps)), canvas.across(0, len(shown.quarters))
    layers = grid(canvas, up, labels)
    base = [0.0] * len(shown.quarters)
    for (label, sums), sign in zip(shown.parts, _SIGNS, strict=True):
        layers.append(boxes(_bars(shown, sums, base, (across, up), (text, label)), strokeWidth=1, **sign))
    bottom = canvas.height - canvas.bottom
    layers += quarter_axis(canvas, shown.quarters, across, (bottom + (0 if canvas.wide else 4), bottom - 6), text)
    said = text(say("spent in the quarter"))
    layers.append(words([{"x": canvas.left if canvas.wide else 2, "y": 10, "text": said}], color=QUIET))
    return layers


def _bars(
    shown: WayMoney, sums: Sequence[Fraction], base: list[float], scales: tuple[Any, Any], named: tuple[Text, Sentence]
) -> list[dict[str, Any]]:
    """Give the boxes of one part, and raise the base that the next part stands on."""
    (across, up), (text, label) = scales, named
    rows = []
    for t, sum_ in enumerate(sums):
        if not sum_:
            continue
        top = base[t] + float(sum_)
        hover = f"{HOVER}{text(label)}, {text(quarter_name(shown.quarters[t]))}: {text(figure(_money(sum_)))}"
        box = {"x": across.at(t + 0.14), "x2": across.at(t + 0.86), "y": up.at(top), "y2": up.at(base[t])}
        rows.append(box | {"hover": hover})
        base[t] = top
    return rows


def _key(shown: WayMoney) -> tuple[KeyEntry, ...]:
    begin = '<svg width="16" height="16" viewBox="0 0 16 16" aria-hidden="true">'
    entries = []
    for k, ((label, sums), sign) in enumerate(zip(shown.parts, _SIGNS, strict=True)):
        if not any(sums):
            continue
        fill, stroke = str(sign["fill"]), sign["stroke"]
        inside = f'<rect x="1.5" y="1.5" width="13" height="13" fill="{fill}" stroke="{stroke}"/>'
        if fill.startswith("url"):
            lines = "".join(f'<path d="{d}" stroke="{stroke}" stroke-width="2"/>' for d in ("M2 9L9 2", "M5 14L14 5"))
            inside = f'<rect x="1.5" y="1.5" width="13" height="13" fill="none" stroke="{stroke}"/>{lines}'
        entries.append(KeyEntry(f"part-{k}", label, f"{begin}{inside}</svg>"))
    return tuple(entries)


def _table(shown: WayMoney) -> PictureTable:
    columns = (
        Column(say("Quarter")),
        *(Column(label, number=True) for label, _ in shown.parts),
        Column(say("together"), number=True),
        Column(say("borrowed"), number=True),
    )
    whole = _whole(shown)
    body = tuple(
        (
            quarter_name(label),
            *(figure(_money(sums[t])) for _, sums in shown.parts),
            figure(_money(whole[t])),
            figure(_money(shown.borrowed[t])),
        )
        for t, label in enumerate(shown.quarters)
    )
    return PictureTable(columns, body)
