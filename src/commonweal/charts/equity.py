"""The equity curve: unmet need in the most and the least deprived fifth, and the band that a plan must stay in."""

from commonweal.charts.canvas import GREEN, GREEN_TINT, OCHRE, Canvas, layered, ticks
from commonweal.charts.deciles import share_form
from commonweal.charts.drawing import drawn
from commonweal.charts.picture import Column, KeyEntry, Picture, PictureTable, Text, figure
from commonweal.charts.quarters import quarter_name
from commonweal.charts.series import Band, Over, Series, over_quarters
from commonweal.handover.pictures import EquityCurve, EquityLine
from commonweal.terms.sentences import Sentence, say

WIDE = Canvas("wide", 960, 400, left=56, right=216, top=30, bottom=48)
NARROW = Canvas("narrow", 360, 420, left=46, right=104, top=34, bottom=34)


def equity_chart(curve: EquityCurve, text: Text, name: str = "equity") -> Picture:
    """Draw unmet need in the most and the least deprived fifth, quarter by quarter.

    The tinted band begins at the least deprived fifth: the line of the most deprived fifth may lie in it or below it,
    never above. Dashed is what keeping everything with the council would give.

    Args:
        curve: from :func:`commonweal.handover.pictures.equity_curve`; it has fifths 1 and 5.
        text: writes a sentence in the reader's language.
        name: lower-case letters, digits and hyphens; unique on its page.
    """
    poor, rich = _fifth(curve, 1), _fifth(curve, 5)
    title, description = _finding(curve), _seen(curve, poor, rich)
    said = (text(title), text(description))
    shown = _shown(curve, poor, rich, text)
    wide = drawn(name, WIDE, layered(WIDE, over_quarters(shown, WIDE, text)), said)
    narrow = drawn(name, NARROW, layered(NARROW, over_quarters(shown, NARROW, text)), said)
    return Picture(name, title, description, wide, narrow, _table(curve, poor, rich), _key())


def _fifth(curve: EquityCurve, group: int) -> EquityLine:
    return next(line for line in curve.lines if line.group == group)


def _shown(curve: EquityCurve, poor: EquityLine, rich: EquityLine, text: Text) -> Over:
    low = tuple(float(share) for share in rich.unmet)
    high = tuple(float(share + most) for share, most in zip(rich.unmet, curve.permitted, strict=True))
    series = (
        Series(
            say("least deprived, if kept"),
            say("if kept"),
            tuple(float(share) for share in rich.kept),
            GREEN,
            dashed=True,
        ),
        Series(
            say("most deprived, if kept"),
            say("if kept"),
            tuple(float(share) for share in poor.kept),
            OCHRE,
            dashed=True,
        ),
        Series(say("least deprived fifth"), say("least deprived"), low, GREEN, shape="circle"),
        Series(
            say("most deprived fifth"),
            say("most deprived"),
            tuple(float(share) for share in poor.unmet),
            OCHRE,
            shape="square",
        ),
    )
    steps = ticks(0, max(max(line.values) for line in series) or 0.01)
    form = share_form(steps)
    labels = {step: text(figure(step, form)) for step in steps}
    return Over(
        curve.quarters, series, Band(low, high, GREEN_TINT, GREEN), labels, say("share of need that is not met")
    )


def _finding(curve: EquityCurve) -> Sentence:
    outside = [t for t, gap in enumerate(curve.gap) if gap > curve.permitted[t]]
    if outside:
        return say(
            "The most deprived fifth falls further behind than is permitted in {n} quarter.",
            plural="The most deprived fifth falls further behind than is permitted in {n} quarters.",
            by="n",
            n=len(outside),
        )
    if curve.gap[-1] <= 0:
        return say("At the end the most deprived fifth has no more unmet need than the least deprived one.")
    return say("The most deprived fifth never falls further behind than is permitted.")


def _seen(curve: EquityCurve, poor: EquityLine, rich: EquityLine) -> Sentence:
    return say(
        "Two lines over {quarters} quarters. Unmet need goes from {a:percent1} to {b:percent1} in the most deprived "
        "fifth, from {c:percent1} to {d:percent1} in the least deprived. "
        "Were everything kept, they would end at {e:percent1} and {f:percent1}.",
        quarters=len(curve.quarters),
        a=poor.unmet[0],
        b=poor.unmet[-1],
        c=rich.unmet[0],
        d=rich.unmet[-1],
        e=poor.kept[-1],
        f=rich.kept[-1],
    )


def _key() -> tuple[KeyEntry, ...]:
    begin = '<svg width="16" height="16" viewBox="0 0 16 16" aria-hidden="true">'
    tint = f'{begin}<rect width="16" height="16" fill="{GREEN_TINT}"/></svg>'
    dash = f'{begin}<path d="M0 8h6M10 8h6" stroke="currentColor" stroke-width="2"/></svg>'
    return (
        KeyEntry("band", say("where the most deprived fifth may be (lower is better)"), tint),
        KeyEntry("dashed", say("if the council kept everything"), dash),
    )


def _table(curve: EquityCurve, poor: EquityLine, rich: EquityLine) -> PictureTable:
    columns = (
        Column(say("Quarter")),
        Column(say("Most deprived fifth, unmet"), number=True),
        Column(say("Least deprived fifth, unmet"), number=True),
        Column(say("Difference"), number=True),
        Column(say("Permitted difference"), number=True),
        Column(say("Most deprived, if kept"), number=True),
        Column(say("Least deprived, if kept"), number=True),
    )
    body = tuple(
        (
            quarter_name(label),
            *(
                figure(line[t], "percent1")
                for line in (poor.unmet, rich.unmet, curve.gap, curve.permitted, poor.kept, rich.kept)
            ),
        )
        for t, label in enumerate(curve.quarters)
    )
    return PictureTable(columns, body)
