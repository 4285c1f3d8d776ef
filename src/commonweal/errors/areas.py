"""What open data about areas refuses: codes CW38."""

from commonweal.errors.base import CommonwealError


class TenthsNotAveraged(CommonwealError):
    """Tenths of deprivation that somebody tried to average, add up or reckon with."""

    code = "CW380"
    what = "Tenths of deprivation are places in an order: they cannot be averaged, added up or reckoned with."
    remedy = "Average the scores, weighted by people, or count the areas (or the people) in each tenth."


class VintagesMixed(CommonwealError):
    """Areas of the census of 2011 that would stand beside those of 2021."""

    code = "CW381"
    what = "{file} is of the areas of 2011, and {other} of those of 2021: their codes do not stand for the same ground."
    remedy = "Give the look-up between the two, and the people of the older areas, so that figures can be carried over."


class AreasUnmatched(CommonwealError):
    """Areas of one file that another, which should know them all, does not have."""

    code = "CW382"
    what = "{file} and {other} do not have the same areas: {faults} of them stand in one only."
    remedy = "Use files of the same edition and for the same country, whole; the areas are named below."
