"""Capacity against load, one small drawing for each body: as planned, and over the futures that were tried.

Bodies are numbered and not named, by numbers that say nothing of how much is asked of them: a plan is no league table.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from commonweal.charts.canvas import BRICK, GREEN, GREEN_TINT, INK, OCHRE, OCHRE_TINT, Canvas, Span, layered, ticks
from commonweal.charts.drawing import HOVER, drawn, hatched
from commonweal.charts.labels import text_width
from commonweal.charts.marks import Layer, band, boxes, dots, grid, line, words
from commonweal.charts.picture import Column, KeyEntry, Picture, PictureTable, Text, figure
from commonweal.charts.quarters import quarter_axis, quarter_name
from commonweal.handover.plan import Plan
from commonweal.handover.problem import Problem
from commonweal.handover.stress.fans import Fan
from commonweal.handover.stress.trial import Spread
from commonweal.terms.money import Amount
from commonweal.terms.sentences import Sentence, say

_MOST = 12
_OFTEN = 20
"""One future in so many is enough to be hatched."""
_ROOM, _AXIS, _HEAD = 200, 26, 26

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class BodyFan:
    """One body over the quarters; pounds' worth of work in a quarter.

    Attributes:
        number: by which it is published.
        load: asked of it by the plan.
        capacity: what it can carry by the plan.
        loads: how the load lies over the futures in which it goes on; None where it goes on in none; () where none
            were tried.
        capacities: the same of its capacity.
        over: futures in which it has more load than it may carry, and of how many, by quarter; () likewise.
    """

    number: int
    load: tuple[Fraction, ...]
    capacity: tuple[Fraction, ...]
    loads: tuple[Spread | None, ...] = ()
    capacities: tuple[Spread | None, ...] = ()
    over: tuple[tuple[int, int], ...] = ()

    @property
    def tightest(self) -> int:
        """The quarter in which least of what it can carry is left."""
        return min(range(len(self.load)), key=lambda t: (self.capacity[t] - self.load[t], t))

    def strained(self, t: int) -> tuple[Fraction, Fraction] | None:
        """Give from what it can carry up to what is asked, where the one falls short of the other in a quarter.

        That is so by the plan, or in one future of twenty or more beyond what is permitted.
        """
        can, asked = self.capacity[t], self.load[t]
        if self.often(t):
            spreads = self.capacities[t], self.loads[t]
            if spreads[0] is not None and spreads[1] is not None:
                can, asked = min(can, spreads[0].low), max(asked, spreads[1].high)
        return (can, asked) if asked > can else None

    def often(self, t: int) -> bool:
        """Say whether it has more load than it may carry in one future of twenty or more."""
        times, of = self.over[t] if self.over else (0, 0)
        return bool(times) and _OFTEN * times >= of


@dataclass(frozen=True, slots=True)
class BodyFans:
    """What is drawn.

    Attributes:
        quarters: labels, as ``YYYY-Qn``.
        bodies: that the plan hands something to, at least one.
        futures: how many futures were followed; 0 where none were tried.
    """

    quarters: tuple[str, ...]
    bodies: tuple[BodyFan, ...]
    futures: int


def body_fans(problem: Problem, plan: Plan, codes: Mapping[int, int], fans: Sequence[Fan] = ()) -> BodyFans:
    """Take capacity and load from a plan, and from its trial where there was one.

    Args:
        problem: the data of the plan.
        plan: the plan.
        codes: the number of each body that the plan hands something to, by its place in the problem's providers.
        fans: of the plan's trial.
    """
    tried, pounds = {fan.provider: fan for fan in fans}, problem.unit_gbp
    bodies = []
    for p, number in sorted(codes.items(), key=lambda pair: pair[1]):
        fan = tried.get(p)
        bodies.append(
            BodyFan(
                number,
                tuple(pounds * units for units in plan.load[p]),
                tuple(pounds * units for units in plan.capacity[p]),
                tuple(_in(pounds, one) for one in fan.load) if fan else (),
                tuple(_in(pounds, one) for one in fan.capacity) if fan else (),
                tuple(zip(fan.over, fan.futures, strict=True)) if fan else (),
            )
        )
    quarters = tuple(str(problem.quarter(t)) for t in range(problem.quarters))
    return BodyFans(quarters, tuple(bodies), max((max(fan.futures) for fan in fans), default=0))


def capacity_fans(shown: BodyFans, text: Text, name: str = "capacity") -> Picture:
    """Draw what each body can carry and what is asked of it, quarter by quarter.

    At most 12 bodies are drawn, those with least to spare; the table has them quarter by quarter, and every other
    body in its tightest quarter.

    Args:
        shown: at least one body.
        text: writes a sentence in the reader's language.
        name: lower-case letters, digits and hyphens; unique on its page.
    """
    drawn_ = _chosen(shown)
    title, description = _finding(shown), _seen(shown, drawn_)
    said = (text(title), text(description))
    svgs = []
    for form, width, across in (("wide", 960, 3), ("narrow", 360, 1)):
        columns = min(across, len(drawn_))
        height = _ROOM * -(-len(drawn_) // columns)
        canvas = Canvas("wide" if form == "wide" else "narrow", width, height)
        layers = [
            layer
            for k, body in enumerate(drawn_)
            for layer in _panel(shown, body, canvas, (k % columns, k // columns, columns), text)
        ]
        svgs.append(drawn(name, canvas, layered(canvas, layers), said))
    return Picture(name, title, description, svgs[0], svgs[1], _table(shown, drawn_), _key(shown))


def _in(pounds: Fraction, one: Spread | None) -> Spread | None:
    return None if one is None else Spread(pounds * one.low, pounds * one.middle, pounds * one.high)


def _chosen(shown: BodyFans) -> tuple[BodyFan, ...]:
    def spare(body: BodyFan) -> Fraction:
        t = body.tightest
        return (body.capacity[t] - body.load[t]) / body.capacity[t] if body.capacity[t] else Fraction(-1)

    tightest = sorted(shown.bodies, key=lambda body: (spare(body), body.number))[:_MOST]
    return tuple(sorted(tightest, key=lambda body: body.number))


def _name(body: BodyFan) -> Sentence:
    return say("body {n}", n=body.number)


def _money(pounds: Fraction) -> Amount:
    return Amount(Fraction(round(pounds)))


def _finding(shown: BodyFans) -> Sentence:
    over = sum(any(asked > can for asked, can in zip(one.load, one.capacity, strict=True)) for one in shown.bodies)
    if over:
        told = say(
            "{n} body is for a time asked for more than it can carry, within what is permitted",
            plural="{n} bodies are for a time asked for more than they can carry, within what is permitted",
            by="n",
            n=over,
        )
    else:
        told = say("By the plan nobody is asked for more than they can carry")
    if not shown.futures:
        return say("{told}.", told=told)
    often = sum(any(one.often(t) for t in range(len(shown.quarters))) for one in shown.bodies)
    if not often:
        return say("{told}; hardly any future asks for more than is permitted.", told=told)
    return say(
        "{told}; in one future of twenty or more {n} of {bodies} would have more than is permitted.",
        told=told,
        n=often,
        bodies=len(shown.bodies),
    )


def _seen(shown: BodyFans, drawn_: Sequence[BodyFan]) -> Sentence:
    if not shown.futures:
        return say(
            "A small drawing for each of {n} bodies: one line is what it can carry, the other what is asked of it, in "
            "pounds' worth of work a quarter.",
            n=len(drawn_),
        )
    return say(
        "A small drawing for each of {n} bodies: one line is what it can carry, the other what is asked of it, in "
        "pounds' worth of work a quarter; around each the range of nine futures of ten, of {futures} that were tried, "
        "as long as the body goes on.",
        n=len(drawn_),
        futures=shown.futures,
    )


def _panel(shown: BodyFans, body: BodyFan, canvas: Canvas, at: tuple[int, int, int], text: Text) -> list[Layer]:
    column, row, columns = at
    gap = 20 if columns > 1 else 0
    width = (canvas.width - gap * (columns - 1)) / columns
    left, top = column * (width + gap), row * _ROOM
    tops = [*body.load, *body.capacity, *(one.high for one in (*body.loads, *body.capacities) if one)]
    steps = ticks(0, float(max(tops)) or 1.0, 2)
    labels = {step: text(figure(_money(Fraction(step)))) for step in steps}
    start = round(left + max(text_width(label, bold=True) for label in labels.values()) + 10)
    # The helpers of the house draw within a canvas's margins: a panel is a canvas whose margins are the other panels.
    own = Canvas("narrow", canvas.width, canvas.height, start, round(canvas.width - left - width) + 2)
    across = own.across(0, len(shown.quarters))
    up = Span(0, max(steps), top + _ROOM - _AXIS - 14, top + _HEAD + 6)
    layers = [words([{"x": left + 1, "y": top + 12, "text": text(_name(body))}], fontWeight=600)]
    layers += _fan(body.capacities, (across, up), GREEN_TINT, 1.0)
    layers += _fan(body.loads, (across, up), OCHRE_TINT, 0.75)
    layers += grid(own, up, labels)
    layers += _strain(shown, body, (across, up), text)
    for values, colour, shape in ((body.capacity, GREEN, "circle"), (body.load, OCHRE, "square")):
        points = [(across.at(t + 0.5), up.at(float(value))) for t, value in enumerate(values)]
        layers.append(line(points, stroke=colour, strokeWidth=2.25))
        signs = [{"x": x, "y": y} for x, y in (points[0], points[-1])]
        layers.append(dots(signs, shape=shape, size=60, fill=colour, stroke=INK, strokeWidth=0.5))
    layers += quarter_axis(own, shown.quarters, across, (up.start + 4, up.start - 4), text)
    return layers


def _fan(spreads: Sequence[Spread | None], scales: tuple[Span, Span], fill: str, opacity: float) -> list[Layer]:
    across, up = scales
    points = []
    for t, one in enumerate(spreads):
        if one is None:
            break
        points.append((across.at(t + 0.5), up.at(float(one.high)), up.at(float(one.low))))
    return [band(points, fill=fill, fillOpacity=opacity)] if len(points) > 1 else []


def _strain(shown: BodyFans, body: BodyFan, scales: tuple[Span, Span], text: Text) -> list[Layer]:
    across, up = scales
    rows: list[Row] = []
    for t, label in enumerate(shown.quarters):
        found = body.strained(t)
        if found is None:
            continue
        said = say(
            "{quarter}: asked for up to {asked}, able to carry as little as {can}",
            quarter=quarter_name(label),
            asked=_money(found[1]),
            can=_money(found[0]),
        )
        box = {"x": across.at(t + 0.05), "x2": across.at(t + 0.95)}
        rows.append(box | {"y": up.at(float(found[1])), "y2": up.at(float(found[0])), "hover": HOVER + text(said)})
    return [boxes(rows, fill=hatched("brick"), stroke=BRICK, strokeWidth=0.75)] if rows else []


def _key(shown: BodyFans) -> tuple[KeyEntry, ...]:
    begin = '<svg width="16" height="16" viewBox="0 0 16 16" aria-hidden="true">'
    can = f'{begin}<path d="M0 8h16" stroke="{GREEN}" stroke-width="2.5"/><circle cx="8" cy="8" r="4" fill="{GREEN}"/>'
    asked = f'{begin}<path d="M0 8h16" stroke="{OCHRE}" stroke-width="2.5"/><path d="M4 4h8v8h-8Z" fill="{OCHRE}"/>'
    tints = "".join(
        f'<rect x="{x}" width="8" height="16" fill="{fill}"/>' for x, fill in ((0, GREEN_TINT), (8, OCHRE_TINT))
    )
    lines = "".join(f'<path d="{d}" stroke="{BRICK}" stroke-width="2"/>' for d in ("M2 9L9 2", "M5 14L14 5"))
    strain = f'{begin}<rect x="1.5" y="1.5" width="13" height="13" fill="none" stroke="{BRICK}"/>{lines}</svg>'
    entries = [
        KeyEntry("can", say("what it can carry"), f"{can}</svg>"),
        KeyEntry("asked", say("what is asked of it"), f"{asked}</svg>"),
    ]
    if shown.futures:
        entries.append(KeyEntry("fan", say("nine futures of ten"), f"{begin}{tints}</svg>"))
        entries.append(
            KeyEntry("strain", say("more than it can carry, by the plan or in one future of twenty"), strain)
        )
    else:
        entries.append(KeyEntry("strain", say("more than it can carry"), strain))
    return tuple(entries)


def _table(shown: BodyFans, drawn_: Sequence[BodyFan]) -> PictureTable:
    columns = [
        Column(say("Body")),
        Column(say("Quarter")),
        Column(say("It can carry"), number=True),
        Column(say("Asked of it"), number=True),
    ]
    if shown.futures:
        columns += [
            Column(say("It can carry, nine futures of ten"), number=True),
            Column(say("Asked of it, nine futures of ten"), number=True),
            Column(say("Futures with more than it may carry"), number=True),
        ]
    rows: list[tuple[Sentence, ...]] = []
    for body in sorted(shown.bodies, key=lambda one: one.number):
        quarters = range(len(shown.quarters)) if body in drawn_ else (body.tightest,)
        rows.extend(_row(shown, body, t) for t in quarters)
    return PictureTable(tuple(columns), tuple(rows))


def _row(shown: BodyFans, body: BodyFan, t: int) -> tuple[Sentence, ...]:
    plain = (
        _name(body),
        quarter_name(shown.quarters[t]),
        figure(_money(body.capacity[t])),
        figure(_money(body.load[t])),
    )
    if not shown.futures:
        return plain
    if not body.loads:
        return (*plain, figure("–"), figure("–"), figure("–"))
    times, of = body.over[t]
    return (*plain, _range(body.capacities[t]), _range(body.loads[t]), say("{times} of {n}", times=times, n=of))


def _range(one: Spread | None) -> Sentence:
    if one is None:
        return say("it goes on in none")
    return say("{low} to {high}", low=_money(one.low), high=_money(one.high))
