"""Projects by cost and supporters: which were funded, and which were not."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import hypot
from typing import Any

from commonweal.charts.canvas import CARD, GREEN, INK, LINE_HEIGHT, OCHRE, QUIET, Canvas, Span, layered, ticks
from commonweal.charts.drawing import HOVER, drawn
from commonweal.charts.labels import free_place, text_width
from commonweal.charts.marks import Layer, dots, grid, halo, rules, words
from commonweal.charts.picture import Column, KeyEntry, Picture, PictureTable, Text, figure
from commonweal.funding.poll import Poll
from commonweal.funding.tally import supporters
from commonweal.terms.money import Amount
from commonweal.terms.sentences import Sentence, say

WIDE = Canvas("wide", 960, 430, left=64, right=32, top=30, bottom=52)
NARROW = Canvas("narrow", 360, 430, left=54, right=20, top=32, bottom=54)


@dataclass(frozen=True, slots=True)
class _Dot:
    name: str
    cost: Fraction
    supporters: int
    funded: bool


def projects_chart(name: str, poll: Poll, selected: Collection[str], text: Text) -> Picture:
    """Draw a poll's projects by what they cost and how many support them.

    Funded projects are filled green circles, the others hollow ochre ones; the funded project with fewest supporters
    and the other with most are labelled, since they are what people ask about first.

    Args:
        name: lower-case letters, digits and hyphens; unique on its page.
        poll: the poll.
        selected: ids of the funded projects.
        text: writes a sentence in the reader's language.
    """
    found = [
        _Dot(project.name, project.cost, number, project.id in selected)
        for project, number in zip(poll.projects, supporters(poll), strict=True)
    ]
    title, description = _finding(found), _seen(found, poll.currency)
    said = (text(title), text(description))
    wide = drawn(name, WIDE, layered(WIDE, _layers(found, poll.currency, WIDE, text)), said)
    narrow = drawn(name, NARROW, layered(NARROW, _layers(found, poll.currency, NARROW, text)), said)
    return Picture(name, title, description, wide, narrow, _table(found, poll.currency), _key())


def _finding(found: Sequence[_Dot]) -> Sentence:
    order = sorted(found, key=lambda dot: dot.cost)
    half = len(order) // 2
    cheap, dear = (sum(dot.funded for dot in part) for part in (order[:half], order[half:]))
    number = len(order) - half
    funded = cheap + dear
    if len(order) < 4 or funded in {0, len(order)}:
        return say(
            "{funded} of {projects} project is funded.",
            plural="{funded} of {projects} projects are funded.",
            by="projects",
            funded=funded,
            projects=len(order),
        )
    figures: dict[str, Any] = {"cheap": cheap, "half": half, "dear": dear, "rest": number}
    if cheap * number > dear * half:
        return say(
            "Cheaper projects were funded more often: {cheap} of the {half} cheapest, {dear} of the {rest} dearest.",
            **figures,
        )
    if cheap * number < dear * half:
        return say(
            "Dearer projects were funded more often: {dear} of the {rest} dearest, {cheap} of the {half} cheapest.",
            **figures,
        )
    return say(
        "Dear and cheap projects were funded alike: {cheap} of the {half} cheapest, {dear} of the {rest} dearest.",
        **figures,
    )


def _seen(found: Sequence[_Dot], currency: str) -> Sentence:
    return say(
        "Each project is a circle: further right it costs more, further up more people support it. "
        "Funded: {funded}. Not funded: {others}. Costs run from {least} to {most}. The table has every value.",
        funded=sum(dot.funded for dot in found),
        others=sum(not dot.funded for dot in found),
        least=Amount(min(dot.cost for dot in found), currency),
        most=Amount(max(dot.cost for dot in found), currency),
    )


def _layers(found: Sequence[_Dot], currency: str, canvas: Canvas, text: Text) -> list[Layer]:
    costs = ticks(0, float(max(dot.cost for dot in found)), 4 if canvas.wide else 2)
    numbers = ticks(0, max(1, *(dot.supporters for dot in found)), 3)
    across, up = canvas.across(0, costs[-1]), canvas.up(0, numbers[-1])
    right = canvas.width - canvas.right
    feet = [
        {
            "x": across.at(cost),
            "y": up.at(0) + 20,
            "text": text(figure(Amount(Fraction(cost).limit_denominator(1000), currency))),
        }
        for cost in costs
    ]
    marks = _circles(found, currency, (across, up), canvas, text)
    return [
        *grid(canvas, up, {number: text(figure(int(number))) for number in numbers}),
        words([{"x": 2 if not canvas.wide else canvas.left, "y": 9, "text": text(say("supporters"))}], color=QUIET),
        words(feet[:-1], align="center", color=QUIET),
        words([{**feet[-1], "x": canvas.width - 2}], align="right", color=QUIET),
        words(
            [{"x": right, "y": canvas.height - 10, "text": text(say("cost of the project"))}],
            align="right",
            color=QUIET,
        ),
        *marks,
        *_named(found, (across, up), canvas, text),
    ]


def _circles(
    found: Sequence[_Dot], currency: str, scales: tuple[Span, Span], canvas: Canvas, text: Text
) -> list[Layer]:
    across, up = scales
    size = 170 if canvas.wide else 120
    layers = []
    for funded in (True, False):  # the hollow ones above: the full ones show through them
        placed = [
            {
                "x": across.at(float(dot.cost)),
                "y": up.at(dot.supporters),
                "hover": HOVER + text(_said(dot, currency)),
            }
            for dot in found
            if dot.funded == funded
        ]
        look = (
            {"fill": GREEN, "stroke": CARD, "strokeWidth": 1.5, "size": size}
            if funded
            else {"fill": "none", "stroke": OCHRE, "strokeWidth": 2.5, "size": size * 0.75}
        )
        if placed:
            layers.append(dots(placed, shape="circle", **look))
    return layers


def _said(dot: _Dot, currency: str) -> Sentence:
    state = say("funded") if dot.funded else say("not funded")
    return say(
        "{name}: {n} supporter, {cost}, {state}",
        plural="{name}: {n} supporters, {cost}, {state}",
        by="n",
        name=dot.name,
        n=dot.supporters,
        cost=Amount(dot.cost, currency),
        state=state,
    )


def _named(found: Sequence[_Dot], scales: tuple[Span, Span], canvas: Canvas, text: Text) -> list[Layer]:
    across, up = scales
    spots = [(across.at(float(dot.cost)), up.at(dot.supporters)) for dot in found]
    taken = [(x - 9, y - 9, x + 9, y + 9) for x, y in spots]
    room = (float(canvas.left), 20.0, canvas.width - 2.0, float(canvas.height - canvas.bottom))
    layers = []
    for k, label in _worth_naming(found):
        said = text(label)
        box = free_place(spots[k], (text_width(said), LINE_HEIGHT), taken, room)
        if not box:
            continue
        taken.append(box)
        x, y = spots[k]
        near = min(max(x, box[0]), box[2]), min(max(y, box[1]), box[3])
        away = hypot(near[0] - x, near[1] - y)
        if away > 20 or not box[1] <= y <= box[3]:  # beside its circle and close to it, a label needs no line
            edge = {"x": round(x + (near[0] - x) * 9 / away, 1), "y": round(y + (near[1] - y) * 9 / away, 1)}
            layers.append(rules([{**edge, "x2": near[0], "y2": near[1]}], color=INK))
        placed = {"x": round(box[0], 1), "y": round((box[1] + box[3]) / 2, 1), "text": said}
        layers.append(halo([placed]))
    return layers


def _worth_naming(found: Sequence[_Dot]) -> list[tuple[int, Sentence]]:
    labels = []
    funded = [k for k, dot in enumerate(found) if dot.funded]
    others = [k for k, dot in enumerate(found) if not dot.funded]
    if others:
        k = max(others, key=lambda k: (found[k].supporters, -k))
        labels.append(
            (k, say("{n} supporter, not funded", plural="{n} supporters, not funded", by="n", n=found[k].supporters))
        )
    if funded:
        k = min(funded, key=lambda k: (found[k].supporters, k))
        labels.append((k, say("{n} supporter, funded", plural="{n} supporters, funded", by="n", n=found[k].supporters)))
    return labels


def _key() -> tuple[KeyEntry, ...]:
    begin = '<svg width="16" height="16" viewBox="0 0 16 16" aria-hidden="true">'
    full = f'{begin}<circle cx="8" cy="8" r="6" fill="{GREEN}"/></svg>'
    hollow = f'{begin}<circle cx="8" cy="8" r="5.5" fill="{CARD}" stroke="{OCHRE}" stroke-width="2.5"/></svg>'
    return KeyEntry("full", say("funded"), full), KeyEntry("hollow", say("not funded"), hollow)


def _table(found: Sequence[_Dot], currency: str) -> PictureTable:
    columns = (
        Column(say("Project")),
        Column(say("Result")),
        Column(say("Supporters"), number=True),
        Column(say("Cost"), number=True),
    )
    body = tuple(
        (
            figure(dot.name),
            say("funded") if dot.funded else say("not funded"),
            figure(dot.supporters),
            figure(Amount(dot.cost, currency)),
        )
        for dot in sorted(found, key=lambda dot: (-dot.supporters, dot.name))
    )
    return PictureTable(columns, body)
