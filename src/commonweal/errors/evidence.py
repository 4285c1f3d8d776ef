"""What evidence refuses: codes CW1."""

from commonweal.errors.base import CommonwealError


class NobodyLivesHere(CommonwealError):
    """A place without an area that has residents: there is nobody whose needs could be shown."""

    code = "CW101"
    what = "{place} has no area in which anybody lives."
    remedy = "Give at least one area with a population above 0 in areas.csv."
