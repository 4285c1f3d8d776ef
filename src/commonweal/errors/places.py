"""What setting places side by side refuses: codes CW417 to CW420."""

from commonweal.errors.base import CommonwealError


class NotAProfile(CommonwealError):
    """A folder that is set beside others, and is neither a place folder nor a profile."""

    code = "CW417"
    what = "{path} is neither a place folder (with a place.toml) nor a profile (with a profile.json): {reason}."
    remedy = "Name the folder of a place, or one that commonweal profile wrote; both may stand in one call."


class PlaceTwice(CommonwealError):
    """The same place named twice among those that are set side by side."""

    code = "CW418"
    what = "{place} is named twice: by {first} and by {second}."
    remedy = "Name each place once. To compare two years of one place, give its two place.toml different names."


class NothingBeside(CommonwealError):
    """One place alone, with nothing to set beside it."""

    code = "CW419"
    what = "Only one place was named, and nothing can be set beside it."
    remedy = "Name at least two: commonweal side-by-side PLACE PLACE --out DIR."
