"""Groups of voters: how many they are, and how much of the money went to what they chose."""

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from commonweal.charts.canvas import CARD, GREEN, QUIET, Canvas, layered
from commonweal.charts.drawing import HOVER, drawn
from commonweal.charts.labels import shortened
from commonweal.charts.marks import Layer, boxes, words
from commonweal.charts.picture import Column, KeyEntry, Picture, PictureTable, Text, figure
from commonweal.terms.sentences import Sentence, say

_ROW = 66

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class VoterGroup:
    """Voters with so many of their choices funded.

    Attributes:
        funded: how many of their choices are funded.
        more: whether it is so many or more.
        voters: their share of all voters.
        money: the share of the money spent that went to their choices.
    """

    funded: int
    more: bool
    voters: Fraction
    money: Fraction


def voter_groups_chart(name: str, groups: tuple[VoterGroup, ...], text: Text) -> Picture:
    """Draw each group's share of the voters over its share of the money.

    Args:
        name: lower-case letters, digits and hyphens; unique on its page.
        groups: in order, those with nothing first.
        text: writes a sentence in the reader's language.
    """
    title = _finding(groups)
    description = say(
        "Two bars for each of {n} groups of voters: above, how many of the voters they are; below, how much of the "
        "money went to what they chose. The table has every value.",
        n=len(groups),
    )
    said = (text(title), text(description))
    drawings = []
    for form, width in (("wide", 960), ("narrow", 360)):
        canvas = Canvas("wide" if form == "wide" else "narrow", width, 6 + _ROW * len(groups), left=1, right=62, top=4)
        drawings.append(drawn(name, canvas, layered(canvas, _layers(groups, canvas, text)), said))
    return Picture(name, title, description, drawings[0], drawings[1], _table(groups), _key())


def _finding(groups: tuple[VoterGroup, ...]) -> Sentence:
    """Say what the best-off groups have together: one at least, and as many as are at most half of the voters."""
    best = list(groups[-1:])
    for group in reversed(groups[:-1]):
        if sum(one.voters for one in best) + group.voters > Fraction(1, 2):
            break
        best.insert(0, group)
    return say(
        "{nothing:percent} of voters have none of their choices funded; {money:percent} of the money went to the "
        "{most:percent} with {n} or more.",
        nothing=groups[0].voters if not groups[0].funded else Fraction(0),
        money=sum((one.money for one in best), Fraction(0)),
        most=sum((one.voters for one in best), Fraction(0)),
        n=best[0].funded,
    )


def group_name(group: VoterGroup) -> Sentence:
    """Say which voters a group is."""
    if group.more:
        return say("{n} or more of their choices funded", n=group.funded)
    if not group.funded:
        return say("none of their choices funded")
    return say("{n} of their choices funded", n=group.funded)


def _layers(groups: tuple[VoterGroup, ...], canvas: Canvas, text: Text) -> list[Layer]:
    greatest = max(max(float(group.voters), float(group.money)) for group in groups) or 1.0
    across = canvas.across(0, greatest)
    names: list[Row] = []
    numbers: list[Row] = []
    of_voters: list[Row] = []
    of_money: list[Row] = []
    for k, group in enumerate(groups):
        top = canvas.top + k * _ROW
        names.append({"x": 1, "y": top + 10, "text": shortened(text(group_name(group)), canvas.width)})
        for value, into, at in ((group.voters, of_voters, 21), (group.money, of_money, 40)):
            written = text(figure(value, "percent"))
            end = max(across.at(float(value)), 3)
            into.append({"x": 1, "x2": end, "y": top + at, "y2": top + at + 15, "hover": HOVER + written})
            numbers.append({"x": end + 8, "y": top + at + 8, "text": written})
    return [
        boxes(of_voters, fill=CARD, stroke=QUIET, strokeWidth=2),
        boxes(of_money, fill=GREEN, stroke=GREEN, strokeWidth=2),
        words(names),
        words(numbers, fontWeight=600),
    ]


def _key() -> tuple[KeyEntry, ...]:
    begin = '<svg width="16" height="16" viewBox="0 0 16 16" aria-hidden="true">'
    hollow = f'{begin}<rect x="2" y="3" width="12" height="10" fill="{CARD}" stroke="{QUIET}" stroke-width="2"/></svg>'
    full = f'{begin}<rect x="1" y="2" width="14" height="12" fill="{GREEN}"/></svg>'
    return (
        KeyEntry("hollow", say("their share of the voters"), hollow),
        KeyEntry("full", say("the share of the money that went to what they chose"), full),
    )


def _table(groups: tuple[VoterGroup, ...]) -> PictureTable:
    columns = (
        Column(say("Voters with")),
        Column(say("Of the voters"), number=True),
        Column(say("Of the money"), number=True),
    )
    body = tuple(
        (group_name(group), figure(group.voters, "percent1"), figure(group.money, "percent1")) for group in groups
    )
    return PictureTable(columns, body)
