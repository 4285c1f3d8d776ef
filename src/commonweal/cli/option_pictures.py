"""The picture of a comparison of options: what each costs now, and over all years, as ranges."""

import re

from commonweal.charts.option_bars import OptionCosts, option_bars
from commonweal.charts.standalone import standalone
from commonweal.delivery.options import OptionComparison
from commonweal.formats.option_comparisons import OptionPicture
from commonweal.formats.prose import ENGLISH, prose


def option_picture(found: OptionComparison, number: int) -> OptionPicture:
    """Draw a comparison as a file that stands alone, with its table.

    Args:
        found: the comparison.
        number: its place among those of a folder, with which the file's name begins.
    """
    # A service's id is whatever a place wrote; a file's name, and the ids inside a drawing, are not.
    name = re.sub(r"[^a-z0-9]+", "-", f"{number}-{found.comparison.service.lower()}").strip("-")
    marked = {mark.option for mark in found.marked}
    costs = tuple(
        OptionCosts(one.option.title, one.now, one.whole, one.option.id in marked, one.costs_known)
        for one in found.options
    )
    drawn = option_bars(name, costs, found.comparison.years, prose(ENGLISH).text)
    heads = tuple(column.title for column in drawn.table.columns)
    return OptionPicture(
        found.comparison.service, name, drawn.title, standalone(drawn.wide), (heads, *drawn.table.rows)
    )
