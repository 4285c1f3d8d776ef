"""Kinds of entry that tell of a place and what it needs."""

from commonweal.record.forms import LINE, SHA256, WHOLE
from commonweal.record.kinds.kind import PUBLISHED, Kind

KINDS = (
    Kind(
        "place_opened",
        "A place began its record.",
        {"place": LINE, "board": LINE, "accountable_body": LINE},
        {"settings": SHA256, "areas": WHOLE, "population": WHOLE, "time_zone": LINE},
    ),
    Kind("place_changed", "What a place says about itself changed.", {"settings": SHA256}, {"time_zone": LINE}),
    Kind("profile_published", "The evidence of need was published.", PUBLISHED, {"areas": WHOLE, "population": WHOLE}),
)
