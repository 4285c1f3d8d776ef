"""Purchases: what each funded project came to for each of its supporters, in the order in which they were funded."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from commonweal.charts.canvas import CARD, GREEN, INK, OCHRE, QUIET, Canvas, layered, ticks
from commonweal.charts.drawing import HOVER, drawn
from commonweal.charts.marks import Layer, boxes, grid, halo, words
from commonweal.charts.picture import Column, KeyEntry, Picture, PictureTable, Text, figure
from commonweal.terms.money import Amount
from commonweal.terms.sentences import Sentence, say

_WIDE = Canvas("wide", 960, 340, left=72, right=16, top=34, bottom=44)
_NARROW = Canvas("narrow", 360, 300, left=62, right=8, top=34, bottom=44)

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Purchase:
    """A funded project as it was bought.

    Attributes:
        name: the project.
        cost: in the currency's main unit.
        supporters: how many support it.
        each: what a supporter paid for each point of support; None where the budget paid for it whole.
    """

    name: str
    cost: Fraction
    supporters: int
    each: Fraction | None

    @property
    def per_supporter(self) -> Fraction:
        """What it comes to for each supporter: what they paid, or its cost shared evenly among them."""
        return self.each if self.each is not None else self.cost / max(self.supporters, 1)


@dataclass(frozen=True, slots=True)
class Purchases:
    """The funded projects in the order in which they were funded.

    Attributes:
        bought: in order.
        budget: what could be spent, in the currency's main unit.
        currency: ISO 4217 code.
        points: whether ``each`` is for a point of support, not for a supporter.
    """

    bought: tuple[Purchase, ...]
    budget: Fraction
    currency: str
    points: bool = False

    def money(self, sum_: Fraction) -> Amount:
        """Give a sum as people read it, to the hundredth."""
        return Amount(Fraction(round(sum_ * 100), 100), self.currency)


def purchases_chart(name: str, shown: Purchases, text: Text) -> Picture:
    """Draw what each funded project came to for each of its supporters, one column each, in order.

    Columns paid from the voters' shares are full and green; what the budget paid for whole is hollow and ochre, and
    its cost is shared evenly among its supporters.

    Args:
        name: lower-case letters, digits and hyphens; unique on its page.
        shown: at least one purchase.
        text: writes a sentence in the reader's language.
    """
    title, description = _finding(shown), _seen(shown)
    said = (text(title), text(description))
    wide, narrow = (drawn(name, on, layered(on, _layers(shown, on, text)), said) for on in (_WIDE, _NARROW))
    return Picture(name, title, description, wide, narrow, _table(shown), _key(shown))


def _finding(shown: Purchases) -> Sentence:
    values = sorted(one.per_supporter for one in shown.bought)
    figures: dict[str, Any] = {"least": shown.money(values[0]), "most": shown.money(values[-1]), "n": len(values)}
    if shown.points:
        return say(
            "{n} project is funded; for each point of support it came to {least}.",
            plural="{n} projects are funded; for each point of support they came to between {least} and {most}.",
            by="n",
            **figures,
        )
    return say(
        "{n} project is funded; for each supporter it came to {least}.",
        plural="{n} projects are funded; for each supporter they came to between {least} and {most}.",
        by="n",
        **figures,
    )


def _seen(shown: Purchases) -> Sentence:
    whole = sum(one.each is None for one in shown.bought)
    return say(
        "One column for each funded project, in the order in which they were funded; the higher it is, the more the "
        "project came to for each supporter. Shares paid for {shares}, the budget as a whole for {whole}.",
        shares=len(shown.bought) - whole,
        whole=whole,
    )


def _layers(shown: Purchases, canvas: Canvas, text: Text) -> list[Layer]:
    values = [float(one.per_supporter) for one in shown.bought]
    levels = ticks(0, max(values), 4 if canvas.wide else 3)
    up, across = canvas.up(0, levels[-1]), canvas.across(0, len(values))
    gap = 0.12 if len(values) < 60 else 0.04
    full: list[Row] = []
    hollow: list[Row] = []
    for k, (one, value) in enumerate(zip(shown.bought, values, strict=True)):
        box: Row = {
            "x": across.at(k + gap),
            "x2": across.at(k + 1 - gap),
            "y": min(up.at(value), up.at(0) - 1.5),
            "y2": up.at(0),
            "hover": HOVER + text(_said(k + 1, one, shown)),
        }
        (hollow if one.each is None else full).append(box)
    labels = {level: text(figure(shown.money(Fraction(str(level))))) for level in levels}
    layers = [*grid(canvas, up, labels)]
    layers += [boxes(full, fill=GREEN)] if full else []
    layers += [boxes(hollow, fill=CARD, stroke=OCHRE, strokeWidth=2)] if hollow else []
    feet = [{"x": across.at(k + 0.5), "y": up.at(0) + 14, "text": str(k + 1)} for k in _numbered(len(values), canvas)]
    unit = say("for each point of support") if shown.points else say("for each supporter")
    return [
        *layers,
        halo([{"x": canvas.left if canvas.wide else 2, "y": 9, "text": text(unit)}], color=QUIET),
        words(feet, align="center", color=INK),
        words(
            [{"x": canvas.width - 2, "y": canvas.height - 10, "text": text(say("order in which they were funded"))}],
            align="right",
            color=QUIET,
        ),
    ]


def _numbered(count: int, canvas: Canvas) -> list[int]:
    """Give the columns whose number is written: the first, the last, and as many between as have room."""
    every = max(1, -(-count * 34 // (canvas.width - canvas.left - canvas.right)))
    shown = list(range(0, count, every))
    return [k for k in shown if k == count - 1 or count - 1 - k >= every] + (
        [] if shown[-1] == count - 1 else [count - 1]
    )


def _said(number: int, one: Purchase, shown: Purchases) -> Sentence:
    return say(
        "{number}. {name}: {supporters} supporters, {each} for each",
        number=number,
        name=one.name,
        supporters=one.supporters,
        each=shown.money(one.per_supporter),
    )


def _key(shown: Purchases) -> tuple[KeyEntry, ...]:
    begin = '<svg width="16" height="16" viewBox="0 0 16 16" aria-hidden="true">'
    full = f'{begin}<rect x="2" y="2" width="12" height="12" fill="{GREEN}"/></svg>'
    hollow = f'{begin}<rect x="3" y="3" width="10" height="10" fill="{CARD}" stroke="{OCHRE}" stroke-width="2"/></svg>'
    entries = []
    if any(one.each is not None for one in shown.bought):
        entries.append(KeyEntry("full", say("paid from its supporters' shares"), full))
    if any(one.each is None for one in shown.bought):
        entries.append(KeyEntry("hollow", say("paid by the budget: its cost, shared evenly for this picture"), hollow))
    return tuple(entries)


def _table(shown: Purchases) -> PictureTable:
    columns = (
        Column(say("Order"), number=True),
        Column(say("Project")),
        Column(say("Paid by")),
        Column(say("Supporters"), number=True),
        Column(say("For each point") if shown.points else say("For each supporter"), number=True),
        Column(say("Left of the budget after it"), number=True),
    )
    return PictureTable(columns, tuple(_rows(shown)))


def _rows(shown: Purchases) -> Sequence[tuple[Sentence, ...]]:
    rows, left = [], shown.budget
    for number, one in enumerate(shown.bought, start=1):
        left -= one.cost
        rows.append(
            (
                figure(number),
                figure(one.name),
                say("the budget") if one.each is None else say("shares"),
                figure(one.supporters),
                figure(shown.money(one.per_supporter)),
                figure(shown.money(left)),
            )
        )
    return rows
