"""What tags of named groups refuse: codes CW404 to CW410."""

from commonweal.errors.base import CommonwealError


class TagsUnknown(CommonwealError):
    """A tag that the scheme does not have, or whose words cannot be used."""

    code = "CW404"
    what = "These tags cannot be used: {codes}{nearest}."
    remedy = "Name tags by their codes in the scheme, with words that it gives; leave --tag out to take every one."
