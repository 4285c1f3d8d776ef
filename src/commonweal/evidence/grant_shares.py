"""What funders gave, by tenth of deprivation and by year: under both truths of where, and with what nobody can place.

A grant whose area is not known is in no tenth, and what such grants come to stands beside every figure: a tenth may
have had as much as was placed there and all that nobody placed.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from commonweal.evidence.figures import Figure
from commonweal.evidence.grants import GivenGrant, awarded
from commonweal.evidence.inputs import TRUTHS, Evidence, Truth
from commonweal.evidence.pictures import DecileRow, DecileTable
from commonweal.terms.money import Amount, Pence
from commonweal.terms.places import Area
from commonweal.terms.sentences import Sentence, key, say
from commonweal.terms.sources import Unknown

FILES = ("grants.csv", "areas.csv")
DECILES = range(1, 11)
_NOBODY = Unknown("nobody lives in areas of this tenth")
_UNPLACED = Unknown("nobody says where any of it went")


@dataclass(frozen=True, slots=True)
class GrantSum:
    """What is known to have gone to the areas of one tenth, or to all areas of the place, in one year or in all.

    Attributes:
        year: the calendar year of the awards; None for all.
        decile: national tenth of deprivation, 1 the most deprived; None for the whole place.
        people: residents of these areas.
        grants: how many grants.
        pence: what was awarded.
        pounds_per_head: that by resident; Unknown where nobody lives there, or nothing at all could be placed.
        at_most: the same, had all that nobody can place gone there too.
    """

    year: int | None
    decile: int | None
    people: int
    grants: int
    pence: Pence
    pounds_per_head: float | Unknown
    at_most: float | Unknown


@dataclass(frozen=True, slots=True)
class GrantYear:
    """What was given in one year, or in all, and how much of it can be placed.

    Attributes:
        year: the calendar year of the awards; None for all.
        pence: all that was awarded.
        here: what is known to have gone to areas of the place.
        elsewhere: what is known to have gone to areas of other places.
        unknown: what nobody can place; the three add up to ``pence``.
        unknown_share: that as a share of all, 0 to 1; Unknown where nothing was awarded.
    """

    year: int | None
    pence: Pence
    here: Pence
    elsewhere: Pence
    unknown: Pence
    unknown_share: float | Unknown


@dataclass(frozen=True, slots=True)
class PlacedByTruth:
    """Grants by one truth of where they are.

    Attributes:
        truth: "delivered" where a grant worked, "based" where its recipient is based.
        years: all years together, then each.
        sums: for all years, then for each: the whole place, then tenths 1 to 10.
        deciles: pounds by resident over all years, by tenth; beside it the share of residents of areas that are not
            known to have had any.
    """

    truth: Truth
    years: tuple[GrantYear, ...]
    sums: tuple[GrantSum, ...]
    deciles: DecileTable


@dataclass(frozen=True, slots=True)
class GrantProfile:
    """What funders gave in a place.

    Attributes:
        figures: ``grants``, ``pounds``, and by truth ``pounds_per_head:TRUTH`` and ``unknown_share:TRUTH``.
        truths: by both truths.
        sentences: what it comes to, in words.
    """

    figures: Mapping[str, Figure]
    truths: tuple[PlacedByTruth, ...]
    sentences: tuple[Sentence, ...]


def grant_profile(evidence: Evidence) -> GrantProfile | None:
    """Say what funders gave in a place, or None where the place has no grants on file."""
    if evidence.grants is None:
        return None
    truths = tuple(placed_by_truth(evidence.grants, evidence.areas, truth) for truth in TRUTHS)
    return GrantProfile(
        _figures(evidence.grants, evidence.areas, truths), truths, tuple(_sentences(evidence.grants, truths))
    )


def placed_by_truth(grants: Sequence[GivenGrant], areas: Sequence[Area], truth: Truth) -> PlacedByTruth:
    """Add up grants by year and tenth of deprivation, by one truth of where they are.

    Args:
        grants: the grants.
        areas: the place's areas; a grant to another area is elsewhere.
        truth: where a grant is counted.
    """
    decile = {area.code: area.deprivation_decile for area in areas}
    pence: Counter[Spot] = Counter()
    number: Counter[Spot] = Counter()
    for grant in grants:
        at = grant.at(truth)
        where = UNKNOWN if isinstance(at, Unknown) else decile.get(at, ELSEWHERE)
        for year in (None, grant.on.year):
            pence[year, where] += grant.pence
            number[year, where] += 1
    years = tuple(_year(year, pence) for year in (None, *sorted({grant.on.year for grant in grants})))
    people: Counter[int] = Counter()
    for area in areas:
        people[area.deprivation_decile] += area.population
    sums = tuple(_sum(told, tenth, people, pence, number) for told in years for tenth in (None, *DECILES))
    return PlacedByTruth(truth, years, sums, _deciles(sums, grants, areas, truth))


UNKNOWN, ELSEWHERE = 0, -1
"""Stand for a tenth where a grant cannot be placed, and where it is of another place."""
Spot = tuple[int | None, int]
"""A year, or None for all, and a tenth."""


def _year(year: int | None, pence: Mapping[Spot, int]) -> GrantYear:
    here = sum(pence[year, tenth] for tenth in DECILES)
    elsewhere, unknown = pence[year, ELSEWHERE], pence[year, UNKNOWN]
    everything = here + elsewhere + unknown
    share = unknown / everything if everything else Unknown("nothing was awarded")
    return GrantYear(year, Pence(everything), Pence(here), Pence(elsewhere), Pence(unknown), share)


def _sum(
    told: GrantYear, tenth: int | None, people: Mapping[int, int], pence: Mapping[Spot, int], number: Mapping[Spot, int]
) -> GrantSum:
    tenths = DECILES if tenth is None else (tenth,)
    residents = sum(people[one] for one in tenths)
    here = sum(pence[told.year, one] for one in tenths)
    per_head: float | Unknown = here / 100 / residents if residents else _NOBODY
    at_most: float | Unknown = (here + told.unknown) / 100 / residents if residents else _NOBODY
    if told.unknown and told.unknown == told.pence:
        per_head = _UNPLACED
    count = sum(number[told.year, one] for one in tenths)
    return GrantSum(told.year, tenth, residents, count, Pence(here), per_head, at_most)


def _deciles(
    sums: Iterable[GrantSum], grants: Sequence[GivenGrant], areas: Sequence[Area], truth: Truth
) -> DecileTable:
    had = {grant.at(truth) for grant in grants if grant.pence}
    rows = []
    for one in sums:
        if one.year is not None or one.decile is None:
            continue
        among = [area for area in areas if area.deprivation_decile == one.decile]
        without = sum(area.population for area in among if area.code not in had)
        share = without / one.people if one.people else _NOBODY
        rows.append(DecileRow(one.decile, len(among), one.people, one.pounds_per_head, share))
    return DecileTable(
        f"grants-{truth}", _TITLES[truth], say("pounds for each resident"), _told(rows, truth), tuple(rows)
    )


_TITLES: Mapping[Truth, Sentence] = {
    "delivered": say("What funders gave, by tenth of deprivation of the area where it worked"),
    "based": say("What funders gave, by tenth of deprivation of the area where its recipient is based"),
}


def _told(rows: Sequence[DecileRow], truth: Truth) -> Sentence:
    known = [(row.decile, row.access) for row in rows if not isinstance(row.access, Unknown)]
    if not known:
        return say("Nobody says where any of it went.")
    (first, most), (last, least) = known[0], known[-1]
    if truth == "delivered":
        return say(
            "By where it worked, it is £{most:decimal2} for each resident in tenth {first}, and £{least:decimal2} in "
            "tenth {last}.",
            most=most,
            first=first,
            least=least,
            last=last,
        )
    return say(
        "By where its recipients are based, it is £{most:decimal2} for each resident in tenth {first}, and "
        "£{least:decimal2} in tenth {last}.",
        most=most,
        first=first,
        least=least,
        last=last,
    )


def _figures(
    grants: Sequence[GivenGrant], areas: Sequence[Area], truths: Sequence[PlacedByTruth]
) -> Mapping[str, Figure]:
    size = len(grants)
    found = {
        "grants": Figure(size, say("grants"), FILES[:1], size),
        "pounds": Figure(awarded(grants) / 100, say("pounds"), FILES[:1], size, say("sum over grants")),
    }
    for one in truths:
        whole, told = one.sums[0], one.years[0]
        found[f"pounds_per_head:{one.truth}"] = Figure(
            whole.pounds_per_head,
            say("pounds for each resident"),
            FILES,
            size + len(areas),
            say("grants placed in the place, by residents; at most, had all that nobody can place come here too"),
            whole.pounds_per_head,
            whole.at_most,
        )
        found[f"unknown_share:{one.truth}"] = Figure(
            told.unknown_share,
            say("share of the money"),
            FILES[:1],
            size,
            say("money that nobody can place, by all money"),
        )
    return found


def _sentences(grants: Sequence[GivenGrant], truths: Sequence[PlacedByTruth]) -> Iterable[Sentence]:
    if not grants:
        yield say("No grant is on file.")
        return
    years = sorted({grant.on.year for grant in grants})
    yield say(
        "{n} grant on file comes to {sum}, awarded in {first:plain}.",
        plural="{n} grants on file come to {sum}, awarded from {first:plain} to {last:plain}.",
        by="n",
        n=len(grants),
        sum=Amount.of_pence(awarded(grants)),
        first=years[0],
        last=years[-1],
    )
    for one in truths:
        told = one.years[0]
        yield say(
            _PLACED[one.truth],
            here=Amount.of_pence(told.here),
            elsewhere=Amount.of_pence(told.elsewhere),
            unknown=Amount.of_pence(told.unknown),
        )
        yield one.deciles.sentence


_PLACED: Mapping[Truth, str] = {
    "delivered": key(
        "By where it worked, {here} is known to have gone to areas of the place and {elsewhere} elsewhere; of "
        "{unknown} nobody says."
    ),
    "based": key(
        "By where its recipients are based, {here} is known to have gone to areas of the place and {elsewhere} "
        "elsewhere; of {unknown} nobody says."
    ),
}
