"""The columns of a table of grants: from a title of the 360Giving standard to a member of a grant, and back.

"Recipient Org:Identifier" is the identifier of the first recipient, "Recipient Org:1:Identifier" that of the second,
counted from 0; "recipientOrganization/0/id" says the same as "Recipient Org:0:Identifier". Capitals and spaces beside
the colons do not matter.

Whatever a table cannot carry so stands in a column of ours whose title ends in "(JSON)": a cell is the member as JSON.

Source: 360Giving Data Standard 1.4.3, titles of the grant schema; Flatten Tool for lists in titles.
"""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from commonweal.formats.grant_checks import Path
from commonweal.formats.grant_members import GRANT, Form, Member

AS_JSON = " (JSON)"
"""What the title of a column ends in whose cells are JSON."""
_BESIDE_COLON = re.compile(r"\s*:\s*")


@dataclass(frozen=True, slots=True)
class GrantColumn:
    """A column of a table of grants.

    Attributes:
        title: as it stands in the table.
        path: the member that its cells are.
        form: what they are; "texts" is a list in one cell, with ``;`` between, "json" a member as JSON, "other" one
            that the standard does not know.
    """

    title: str
    path: Path
    form: Form | Literal["json", "other"]


def column_of(title: str) -> GrantColumn:
    """Tell what a column holds by its title.

    Examples:
        >>> column_of("Recipient Org: Identifier").path
        ('recipientOrganization', 0, 'id')
        >>> column_of("Beneficiary Location:1:Geographic Code").path
        ('beneficiaryLocation', 1, 'geoCode')
        >>> column_of("Shoe size").form
        'other'
    """
    if title.endswith(AS_JSON):
        return GrantColumn(title, (title.removesuffix(AS_JSON),), "json")
    by_title = _found([_plain(part) for part in _BESIDE_COLON.split(title)], GRANT, "title")
    found = by_title or (_found(title.strip().split("/"), GRANT, "name") if "/" in title else None)
    if found is None and title.strip() in _NAMES:
        found = (title.strip(),), _NAMES[title.strip()].form
    if found is None or found[1] in {"object", "objects"}:
        return GrantColumn(title, (title,), "other")
    return GrantColumn(title, *found)


def title_of(path: Path, numbered: Collection[Path]) -> str | None:
    """Give the title of the column that a member goes into, or None where the standard has none.

    Args:
        path: the member.
        numbered: the lists of which a grant has more than one thing, by their paths without numbers: in their titles
            the number stands.

    Examples:
        >>> title_of(("recipientOrganization", 0, "id"), ())
        'Recipient Org:Identifier'
    """
    members: Mapping[str, Member] = _NAMES
    parts: list[str] = []
    names: Path = ()
    for part in path:
        if isinstance(part, int):
            parts += [str(part)] if part or names in numbered else []
            continue
        if part not in members:
            return None
        names = (*names, part)
        parts.append(members[part].title)
        members = _by_name(members[part].inside)
    return ":".join(parts)


def _found(parts: Sequence[str], members: Sequence[Member], by: Literal["title", "name"]) -> tuple[Path, Form] | None:
    """Follow the parts of a title through the members of a grant."""
    if not parts:
        return None
    member = _known(members, by).get(parts[0])
    if member is None:
        return None
    rest = parts[1:]
    here: Path = (member.name,)
    if member.form == "objects":
        if rest and rest[0].isdecimal() and rest[0].isascii() and len(rest[0]) <= 3:
            here, rest = (*here, int(rest[0])), rest[1:]
        else:
            here = (*here, 0)
    if not rest:
        return here, member.form
    inner = _found(rest, member.inside, by)
    return inner and ((*here, *inner[0]), inner[1])


@lru_cache(maxsize=128)
def _known(members: tuple[Member, ...], by: Literal["title", "name"]) -> Mapping[str, Member]:
    if by == "title":
        return {_plain(member.title): member for member in members}
    return _by_name(members)


@lru_cache(maxsize=128)
def _by_name(members: tuple[Member, ...]) -> Mapping[str, Member]:
    return {member.name: member for member in members}


def _plain(title: str) -> str:
    return " ".join(title.split()).casefold()


_NAMES = _by_name(GRANT)


def rank(path: Path) -> Path:
    """Give what puts members into the order of the standard; those that it does not know come last.

    Examples:
        >>> rank(("id",)) < rank(("recipientOrganization", 1, "name")) < rank(("Shoe size",))
        True
    """
    members: tuple[Member, ...] = GRANT
    places: list[int] = []
    for part in path:
        if isinstance(part, int):
            places.append(part)
            continue
        place = next((k for k, member in enumerate(members) if member.name == part), None)
        if place is None:
            return (len(GRANT),)
        places.append(place)
        members = members[place].inside
    return tuple(places)


def in_lists(path: Path) -> Iterator[Path]:
    """Give each list in which a member stands second or later, by its path without numbers.

    Examples:
        >>> list(in_lists(("recipientOrganization", 1, "id")))
        [('recipientOrganization',)]
    """
    names: Path = ()
    for part in path:
        if isinstance(part, str):
            names = (*names, part)
        elif part:
            yield names
