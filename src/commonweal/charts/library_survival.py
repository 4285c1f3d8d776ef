"""How many libraries closed, by fifth of deprivation: the community's beside the council's, each with its interval."""

from collections.abc import Mapping
from typing import Any

from commonweal.charts.canvas import CARD, GREEN, INK, OCHRE, QUIET, Canvas, Span, layered, ticks
from commonweal.charts.deciles import share_form
from commonweal.charts.drawing import HOVER, drawn
from commonweal.charts.marks import Layer, dots, grid, halo, rules, words
from commonweal.charts.picture import Column, KeyEntry, Picture, PictureTable, Text, figure
from commonweal.evidence.survival import FIFTHS, Survival, whole
from commonweal.terms.sentences import Sentence, say
from commonweal.terms.sources import Unknown

_WIDE = Canvas("wide", 960, 380, left=64, right=16, top=34, bottom=60)
_NARROW = Canvas("narrow", 360, 400, left=46, right=8, top=50, bottom=60)
_ASIDE = {"wide": 22, "narrow": 10}

Counted = Mapping[int, Survival]


def library_survival_chart(community: Counted, council: Counted, text: Text, name: str = "library-survival") -> Picture:
    """Draw the share of libraries that closed by fifth of deprivation, with the interval in which it is likely to lie.

    A triangle is a fifth's libraries that the community ran in 2016, a ring those that the council ran; a fifth in
    which there were none has no sign.

    Args:
        community: what became of those that the community ran, by fifth.
        council: what became of those that the council ran.
        text: writes a sentence in the reader's language.
        name: lower-case letters, digits and hyphens; unique on its page.
    """
    title, description = _finding(community, council), _seen()
    said = (text(title), text(description))
    drawings = [
        drawn(name, canvas, layered(canvas, _layers(community, council, canvas, text)), said)
        for canvas in (_WIDE, _NARROW)
    ]
    return Picture(name, title, description, drawings[0], drawings[1], _table(community, council), _key())


def _layers(community: Counted, council: Counted, canvas: Canvas, text: Text) -> list[Layer]:
    ends = [
        float(one.share.high) for one in (*community.values(), *council.values()) if not isinstance(one.share, Unknown)
    ]
    steps = ticks(0, max([*ends, 0.0]) or 1)
    form = share_form(steps)
    up = canvas.up(0, steps[-1])
    across = Span(0.5, 5.5, canvas.left, canvas.width - canvas.right)
    aside = _ASIDE[canvas.form]
    foot = canvas.height - canvas.bottom + 18
    feet = [{"x": across.at(fifth), "y": foot, "text": str(fifth)} for fifth in FIFTHS]
    edge = {"y": canvas.height - 12}
    layers = grid(canvas, up, {step: text(figure(step, form)) for step in steps})
    for counted, away, colour in ((community, -aside, GREEN), (council, aside, OCHRE)):
        layers += _signs(counted, away, colour, (across, up), text)
        layers.append(_counts(counted, away, (across, up), canvas))
    unit = text(say("of libraries open at the end of 2016 had closed by the end of 2023"))
    half = unit.find(" ", len(unit) // 2)
    head = unit if canvas.wide else f"{unit[:half]}\n{unit[half + 1 :]}"
    return [
        *layers,
        words(feet, align="center", color=QUIET),
        words([{**edge, "x": canvas.left, "text": text(say("most deprived fifth"))}], color=QUIET),
        words(
            [{**edge, "x": canvas.width - canvas.right, "text": text(say("least deprived fifth"))}],
            align="right",
            color=QUIET,
        ),
        words([{"x": canvas.left if canvas.wide else 0, "y": 9, "text": head}], color=QUIET),
    ]


def _signs(counted: Counted, away: float, colour: str, scales: tuple[Span, Span], text: Text) -> list[Layer]:
    across, up = scales
    points: list[dict[str, Any]] = []
    whiskers: list[dict[str, float]] = []
    for fifth, found in counted.items():
        if isinstance(found.share, Unknown):
            continue
        x = across.at(fifth) + away
        whiskers.append({"x": x, "x2": x, "y": up.at(float(found.share.low)), "y2": up.at(float(found.share.high))})
        said = text(figure(found.share.value, "percent1"))
        points.append({"x": x, "y": up.at(float(found.share.value)), "hover": f"{HOVER}{fifth}: {said}"})
    if colour == OCHRE:
        sign = dots(points, shape="circle", size=90, fill=CARD, stroke=colour, strokeWidth=2)
    else:
        sign = dots(points, shape="triangle-up", size=130, fill=colour, stroke=CARD, strokeWidth=1)
    return [rules(whiskers, color=INK, strokeWidth=1.5), sign]


def _counts(counted: Counted, away: float, scales: tuple[Span, Span], canvas: Canvas) -> Layer:
    """Write over each whisker how many closed, and of how many where there is room for it."""
    across, up = scales
    placed = [
        {
            "x": across.at(fifth) + away,
            "y": up.at(float(found.share.high)) - 10,
            "text": f"{found.closed}/{found.libraries}" if canvas.wide else str(found.closed),
        }
        for fifth, found in counted.items()
        if not isinstance(found.share, Unknown)
    ]
    return halo(placed, align="center", fontSize=13)


def _finding(community: Counted, council: Counted) -> Sentence:
    ran, kept = whole(community), whole(council)
    return say(
        "In England {closed} of {n} libraries that the community ran in 2016 closed by 2023, and {gone} of {m} that "
        "councils ran.",
        closed=ran.closed,
        n=ran.libraries,
        gone=kept.closed,
        m=kept.libraries,
    )


def _seen() -> Sentence:
    return say(
        "Five pairs of signs, from the most deprived fifth of England's areas to the least, each with the interval in "
        "which the share is likely to lie, and how many closed. The intervals are wide: few libraries closed."
    )


def _key() -> tuple[KeyEntry, ...]:
    begin = '<svg width="16" height="16" viewBox="0 0 16 16" aria-hidden="true">'
    return (
        KeyEntry(
            "triangle",
            say("run by the community in 2016"),
            f'{begin}<path d="M8 2L15 14H1Z" fill="{GREEN}"/></svg>',
        ),
        KeyEntry(
            "ring",
            say("run by the council in 2016"),
            f'{begin}<path d="M8 2a6 6 0 1 0 .01 0Z" fill="{CARD}" stroke="{OCHRE}" stroke-width="2"/></svg>',
        ),
    )


def _table(community: Counted, council: Counted) -> PictureTable:
    columns = (
        Column(say("Run in 2016 by")),
        Column(say("Fifth of deprivation (1 is the most deprived)")),
        Column(say("Libraries"), number=True),
        Column(say("Closed by 2023"), number=True),
        Column(say("Share"), number=True),
        Column(say("Likely between"), number=True),
        Column(say("For each year"), number=True),
    )
    rows = []
    for label, counted in ((say("the community"), community), (say("the council"), council)):
        rows += [_row(label, figure(fifth), found) for fifth, found in counted.items()]
        rows.append(_row(label, say("all"), whole(counted)))
    return PictureTable(columns, tuple(rows))


def _row(label: Sentence, fifth: Sentence, found: Survival) -> tuple[Sentence, ...]:
    share, yearly = found.share, found.yearly
    counts = (figure(found.libraries), figure(found.closed))
    if isinstance(share, Unknown) or isinstance(yearly, Unknown):
        return label, fifth, *counts, say("–"), say("–"), say("–")
    between = say("{low} and {high}", low=figure(share.low, "percent1"), high=figure(share.high, "percent1"))
    return label, fifth, *counts, figure(share.value, "percent1"), between, figure(yearly.value, "percent1")
