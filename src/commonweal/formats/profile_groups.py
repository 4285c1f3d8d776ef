"""Named groups and blind spots in ``profile.json``, and the table of the groups' corrected counts."""

from collections.abc import Mapping, Sequence
from typing import Any

from commonweal.evidence.blind_spots import BlindSpot
from commonweal.evidence.group_voices import GroupVoice, NamedGroups
from commonweal.evidence.proportions import Interval
from commonweal.formats.figures import cells, unknown_because
from commonweal.formats.prose import ENGLISH, prose
from commonweal.formats.tables import write_table
from commonweal.terms.canon import fraction_text
from commonweal.terms.sources import Unknown


def groups_value(groups: NamedGroups, figures: Mapping[str, Any]) -> dict[str, Any]:
    """Give the named groups as ``profile.json`` holds them.

    Args:
        groups: the groups.
        figures: the count of bodies of each, by the code of its tag, as figures are written.
    """
    text = prose(ENGLISH).text
    return {
        "caveat": text(groups.caveat),
        "bodies_read": groups.read,
        "bodies_unread": groups.unread,
        "groups": [
            {
                "code": one.code,
                "name": one.name,
                "groups_in_need": list(one.groups),
                "bodies": figures[one.code],
                "set_to_what_is_possible": one.clipped,
                "sensitivity": _share(one.sample.sensitivity),
                "specificity": _share(one.sample.specificity),
                "grants_speak_of_them": one.grants,
                "services": list(one.services),
                "silent": one.silent,
                "sentence": text(one.sentence),
            }
            for one in groups.voices
        ],
    }


def groups_table(groups: NamedGroups) -> bytes:
    """Give ``tables/named_groups.csv``."""
    return write_table(("code", "name", "bodies", "low", "high", "silent", "unknown_because"), map(_row, groups.voices))


def blind_spots_value(spots: Sequence[BlindSpot], figures: Sequence[Any]) -> list[dict[str, Any]]:
    """Give blind spots as ``profile.json`` holds them, each with its figure of need."""
    text = prose(ENGLISH).text
    return [
        {
            "service": one.service,
            "group": one.group,
            "kind": one.kind,
            "need": figure,
            "sentence": text(one.sentence),
        }
        for one, figure in zip(spots, figures, strict=True)
    ]


def _row(one: GroupVoice) -> tuple[object, ...]:
    return one.code, one.name, *cells(one.bodies), one.silent, unknown_because(one.bodies)


def _share(share: Interval | Unknown) -> dict[str, str] | None:
    if isinstance(share, Unknown):
        return None
    return {end: fraction_text(getattr(share, end)) for end in ("value", "low", "high")}
