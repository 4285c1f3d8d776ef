"""What nobody knows, as a profile's files hold it."""

from collections.abc import Sequence
from typing import Any

from commonweal.evidence.not_known import NotKnown
from commonweal.formats.prose import ENGLISH, prose
from commonweal.formats.tables import write_table

COLUMNS = ("about", "what", "why", "without_it_nobody_can_say", "what_would_end_it", "file")


def not_known_section(unknown: Sequence[NotKnown]) -> list[dict[str, Any]]:
    """Give what nobody knows for ``profile.json``."""
    text = prose(ENGLISH).text
    return [
        {
            "about": one.about or None,
            "what": text(one.what),
            "why": list(one.why),
            "without": text(one.without),
            "ends": text(one.ends),
            "file": one.file,
        }
        for one in unknown
    ]


def not_known_table(unknown: Sequence[NotKnown]) -> bytes:
    """Write what nobody knows as ``tables/not_known.csv``."""
    told = not_known_section(unknown)
    return write_table(
        COLUMNS,
        (
            (
                *(one[k] for k in ("about", "what")),
                "; ".join(one["why"]),
                *(one[k] for k in ("without", "ends", "file")),
            )
            for one in told
        ),
    )
