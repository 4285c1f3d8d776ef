"""The picture of a comparison of options: what each costs now, and over all years, as ranges."""

import re

from commonweal.charts.picture import Picture
from commonweal.charts.range_bars import RangeBar, RangeBars, RangeGroup, range_bars
from commonweal.charts.standalone import standalone
from commonweal.delivery.options import OptionComparison, Range, WholeLife
from commonweal.formats.option_comparisons import OptionPicture
from commonweal.formats.prose import ENGLISH, prose
from commonweal.terms.money import Amount, Pence
from commonweal.terms.sentences import Sentence, say


def option_picture(found: OptionComparison, number: int) -> OptionPicture:
    """Draw a comparison as a file that stands alone, with its table.

    Args:
        found: the comparison.
        number: its place among those of a folder, with which the file's name begins.
    """
    # A service's id is whatever a place wrote; a file's name, and the ids inside a drawing, are not.
    name = re.sub(r"[^a-z0-9]+", "-", f"{number}-{found.comparison.service.lower()}").strip("-")
    drawn = _picture(found, name)
    heads = tuple(column.title for column in drawn.table.columns)
    return OptionPicture(
        found.comparison.service, name, drawn.title, standalone(drawn.wide), (heads, *drawn.table.rows)
    )


def _picture(found: OptionComparison, name: str) -> Picture:
    asked = found.comparison
    shown = RangeBars(
        name,
        _finding(found),
        say(
            "Two groups of {n} bars, one bar for each option from its least to its most: what is paid for the "
            "service in the first year, and what it costs everybody over {years} years.",
            n=len(found.options),
            years=asked.years,
        ),
        (
            RangeGroup(
                say("paid for the service in the first year"),
                tuple(_bar(found, one, one.now) for one in found.options),
            ),
            RangeGroup(
                say("cost over all years, for everybody"), tuple(_bar(found, one, one.whole) for one in found.options)
            ),
        ),
    )
    return range_bars(shown, prose(ENGLISH).text)


def _bar(found: OptionComparison, one: WholeLife, cost: Range) -> RangeBar:
    low, central, high = (Amount.of_pence(Pence(value)) for value in (cost.low, cost.central, cost.high))
    return RangeBar(one.option.title, low, central, high, _care(found, one))


def _care(found: OptionComparison, one: WholeLife) -> Sentence | None:
    if one.option.id in {mark.option for mark in found.marked}:
        return say("cheapest now, dearer later")
    return None if one.costs_known else say("not all costs are worked out: it may cost more")


def _finding(found: OptionComparison) -> Sentence:
    titles = {one.option.id: one.option.title for one in found.options}
    if found.marked:
        return say("Cheapest now, dearer later: {option}.", option=titles[found.marked[0].option])
    best = min(found.options, key=lambda one: one.whole.central)
    return say("Over all years, {option} costs least by what is worked out.", option=best.option.title)
