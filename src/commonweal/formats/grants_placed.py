"""From published grants to the grants of a place: which of them are its own, and what is known of where.

Where a grant worked and where its recipient is based are two answers, and neither stands in for the other.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Literal, NamedTuple

from commonweal.evidence.grants import GivenGrant
from commonweal.evidence.vintages import Succession
from commonweal.formats.grant_members import FUNDER, PERSON_FUNDED, RECIPIENT
from commonweal.formats.grants import Grant, Named, pounds
from commonweal.terms.money import Pence
from commonweal.terms.sentences import key
from commonweal.terms.sources import Unknown

SMALL = re.compile(r"[EWS]01\d{6}|N20\d{6}|95[A-Z]{2}\d{2}[A-Z]\d", re.ASCII)
"""Codes of small areas: LSOAs of England and Wales, data zones of Scotland and of Northern Ireland."""
KINDS = {"E01": "LSOA", "W01": "LSOA", "S01": "DZ"}
"""What the standard calls such a code, where it has a name for it."""
ELSEWHERE, WIDER = key("known to be of other areas"), key("only an area wider than a small area is named")
OTHER_MONEY, NOT_WHOLE, OWED, TOO_MUCH = (
    key("in another currency"),
    key("a sum that is not in whole pence"),
    key("a sum below 0"),
    key("a sum of more than 15 digits before the point"),
)
"""Why a grant is left."""
OF_A_PERSON = Unknown("it went to a person, whose area is not kept")
_MOST = 10**15
"""Pounds beyond which a sum with a computer's noise is no longer held exactly."""
_NOISE = Decimal("0.000001")
"""Of a penny: less than this is no part of a sum."""


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """What is known of where a place is.

    Attributes:
        areas: codes of its small areas.
        within: codes of wider areas of which it is the whole or a part.
        postcodes: small area of each postcode, written in capitals without spaces.
        successors: for each small area of an older census, those of today on its ground.
        currency: of its money.
        districts: what the postcodes begin with, before their last three signs.
    """

    areas: AbstractSet[str]
    within: AbstractSet[str] = frozenset()
    postcodes: Mapping[str, str] = field(default_factory=dict)
    successors: Mapping[str, Sequence[str]] = field(default_factory=dict)
    currency: str = "GBP"
    districts: AbstractSet[str] = field(init=False)

    def __post_init__(self) -> None:
        """Find the districts of the postcodes."""
        object.__setattr__(self, "districts", frozenset(code[:-3] for code in self.postcodes))


@dataclass(slots=True)
class PlacedGrants:
    """Chooses the grants of a place from many, one after another.

    Args:
        whereabouts: where the place is.

    Attributes:
        taken: its grants: those known to be of one of its areas by either truth, and those of which nobody knows.
        left: how many others there were, by the reason.
        several: how many of those taken name more than one giver or recipient, of whom the first stands.
        noisy: how many of those taken have a sum whose digits beyond the penny are a computer's noise, such
            as 41133.770000000004.
    """

    whereabouts: Whereabouts
    taken: list[GivenGrant] = field(default_factory=list)
    left: Counter[str] = field(default_factory=Counter)
    several: int = 0
    noisy: int = 0

    def add(self, grant: Grant, file: str) -> None:
        """Take a grant, or count it among those that are left.

        Args:
            grant: the grant.
            file: the file that it is of.
        """
        delivered, based = _delivered(grant, self.whereabouts), _based(grant, self.whereabouts)
        reason = self._unfit(grant) or _not_ours(delivered, based)
        if reason is not None:
            self.left[reason] += 1
            return
        self.noisy += grant.awarded * 100 != pence_of(grant)
        self.several += len(grant.funders) > 1 or len(grant.recipients) > 1
        self.taken.append(_given(grant, delivered.at, based.at, file))

    def _unfit(self, grant: Grant) -> str | None:
        if grant.currency != self.whereabouts.currency:
            return OTHER_MONEY
        if grant.awarded < 0:
            return OWED
        if grant.awarded >= _MOST:
            return TOO_MUCH
        return NOT_WHOLE if pence_of(grant) is None else None


def grants_of(given: Iterable[GivenGrant], currency: str) -> Iterator[Grant]:
    """Give the grants of a place as the standard carries them.

    Args:
        given: the place's grants.
        currency: of its money.
    """
    for one in given:
        members: dict[str, Any] = {
            "id": one.id,
            "title": one.title or one.id,
            "description": one.description or one.title or one.id,
            "currency": currency,
            "amountAwarded": pounds(one.pence),
            "awardDate": one.on.isoformat(),
            FUNDER: [{"id": one.funder_id, "name": one.funder}],
        }
        if one.recipient_id:
            body = {"id": one.recipient_id, "name": one.recipient, **_located("location", one.based_at)}
            members[RECIPIENT] = [body]
        else:
            members[PERSON_FUNDED] = {"id": f"{one.id}-person", "name": "Individual recipient"}
        yield Grant(members | _located("beneficiaryLocation", one.delivered_at))


class _Spot(NamedTuple):
    """Where a grant is by one truth.

    Attributes:
        at: its small area, or why that is not known.
        where: "here" in the place, "away" from it, "wider" than can be told, or "unknown".
    """

    at: str | Unknown
    where: Literal["here", "away", "wider", "unknown"]


def _not_ours(delivered: _Spot, based: _Spot) -> str | None:
    found = {delivered.where, based.where}
    if "here" in found or found == {"unknown"}:
        return None
    return WIDER if "away" not in found else ELSEWHERE


def _delivered(grant: Grant, place: Whereabouts) -> _Spot:
    return _spot(grant.beneficiary_codes, place, "its publisher names no area where it worked")


def _based(grant: Grant, place: Whereabouts) -> _Spot:
    if grant.recipient_codes or not grant.recipient_postcodes:
        return _spot(grant.recipient_codes, place, "its publisher does not say where the recipient is based")
    found = [place.postcodes.get(plain_postcode(code)) for code in grant.recipient_postcodes]
    known = tuple(dict.fromkeys(code for code in found if code))
    why = "there is no table of postcodes" if not place.postcodes else "the postcode is not in the table of postcodes"
    if known and len(known) == len(set(found)):
        return _spot(known, place, why)
    # A table of one place's postcodes says of any other that it lies elsewhere, but for those of its own districts.
    outward = {plain_postcode(code)[:-3] for code in grant.recipient_postcodes}
    if place.postcodes and outward.isdisjoint(place.districts):
        return _Spot(Unknown("the postcode is of no district in the table of postcodes"), "away")
    return _Spot(Unknown(why), "unknown")


def _spot(codes: tuple[str, ...], place: Whereabouts, why: str) -> _Spot:
    """Tell where codes of areas put a grant; of several it is nowhere in particular."""
    if not codes:
        return _Spot(Unknown(why), "unknown")
    newer = tuple(code for older in codes for code in _today(older, place))
    here = any(code in place.areas or code in place.within for code in newer)
    if len(codes) > 1:
        apart: Literal["away", "wider"] = "away" if any(map(SMALL.fullmatch, newer)) else "wider"
        return _Spot(Unknown("several areas are named"), "here" if here else apart)
    if len(newer) > 1:
        return _Spot(Unknown(f"{codes[0]} is named, which was divided or redrawn since"), "here" if here else "away")
    code = newer[0]
    if code in place.areas:
        return _Spot(code, "here")
    if SMALL.fullmatch(code):
        return _Spot(code, "away")
    return _Spot(Unknown(f"only {code} is named, which is no small area"), "here" if here else "wider")


def _today(code: str, place: Whereabouts) -> Sequence[str]:
    """Give the areas of today on the ground of one that may be of an older census."""
    return [code] if code in place.areas else place.successors.get(code, [code])


def successors(rows: Iterable[Succession]) -> dict[str, list[str]]:
    """Give the areas of today on the ground of each older one; of one that was redrawn, none alone stands for it."""
    found: dict[str, list[str]] = {}
    for row in rows:
        found.setdefault(row.older, []).extend([row.newer, ""] if row.change == "irregular" else [row.newer])
    return found


def _given(grant: Grant, delivered: str | Unknown, based: str | Unknown, file: str) -> GivenGrant:
    """Keep of a grant what a place needs; of one to a person, nothing that may say who it is."""
    funder = grant.funders[0]
    recipient = grant.recipients[0] if grant.recipients else Named("", "")
    return GivenGrant(
        id=grant.id.strip(),
        title="" if grant.to_a_person else _line(grant.title),
        description="" if grant.to_a_person else _line(grant.description),
        funder_id=funder.id.strip(),
        funder=_line(funder.name),
        recipient_id=recipient.id.strip(),
        recipient=_line(recipient.name),
        pence=pence_of(grant) or Pence(0),
        on=grant.on,
        delivered_at=OF_A_PERSON if grant.to_a_person else delivered,
        based_at=OF_A_PERSON if grant.to_a_person else based,
        file=file,
        row=grant.row,
    )


def pence_of(grant: Grant) -> Pence | None:
    """Give what was awarded in whole pence, or None where it is not so many, a computer's noise apart, or too many."""
    if grant.awarded >= _MOST:
        return None
    whole = int((grant.awarded * 100).to_integral_value())
    return Pence(whole) if abs(grant.awarded * 100 - whole) < _NOISE else None


def _located(member: str, area: str | Unknown) -> dict[str, Any]:
    if isinstance(area, Unknown):
        return {}
    kind = KINDS.get(area[:3])
    return {member: [{"geoCode": area, **({"geoCodeType": kind} if kind else {})}]}


def _line(text: str) -> str:
    return " ".join(text.split())


def plain_postcode(postcode: str) -> str:
    """Give a postcode in capitals, without spaces."""
    return re.sub(r"\s", "", postcode).upper()
