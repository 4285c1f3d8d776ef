"""The sector map: groups for each thousand people, who supports them, and how far they live on one funder."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from commonweal.evidence.figures import Figure
from commonweal.evidence.incomes import BANDS, Reliance, funders, herfindahl, reliances
from commonweal.evidence.infrastructure import (
    Carried,
    Closure,
    Names,
    carried,
    closure_sentence,
    closures,
    function_warnings,
)
from commonweal.evidence.inputs import Evidence
from commonweal.evidence.sector_places import GROUPS, LocalGroups, Placed, local_groups, placed
from commonweal.terms.places import Area
from commonweal.terms.sentences import Sentence, say
from commonweal.terms.sources import Unknown

_PLACED_FILES = ("areas.csv", "bodies.csv", "organisations.csv", "sites.csv")
_FUNDED_FILES = ("bodies.csv", "income.csv")
_RATE = say("groups for 1,000 residents")


@dataclass(frozen=True, slots=True)
class SectorMap:
    """The groups of a place, what supports them and what they live on.

    Attributes:
        local: groups by neighbourhood, where they are based and where they deliver, in the order of the areas.
        functions: who carries each function of support.
        closures: what would be left if one body closed, of each without which a function falls to one or none.
        reliances: how far each body that carries a function lives on one funder; of no other body is it told by name.
        bands: how many bodies have how much of their income from one funder.
        names: name of each body that is named here, by its id.
        figures: ``groups``, ``rate:based``, ``rate:delivered``, ``without:based``, ``functions``,
            ``functions_at_risk``, ``more_than_half``, ``largest_funder`` and ``herfindahl``, as far as there is
            something to count.
        warnings: functions that one body carries or nobody does, now or soon, and neighbourhoods without a group.
        closing: what would be left if each of the bodies closed, in the order of ``closures``.
        sentence: what it comes to.
    """

    local: tuple[LocalGroups, ...]
    functions: tuple[Carried, ...]
    closures: tuple[Closure, ...]
    reliances: tuple[Reliance, ...]
    bands: Mapping[str, int]
    names: Mapping[str, str]
    figures: Mapping[str, Figure]
    warnings: tuple[Sentence, ...]
    closing: tuple[Sentence, ...]
    sentence: Sentence


def sector_map(evidence: Evidence) -> SectorMap | None:
    """Map the sector of a place; None where it has neither bodies, nor infrastructure, nor incomes on file."""
    if not evidence.bodies and evidence.infrastructure is None and evidence.incomes is None:
        return None
    groups = placed(evidence)
    local = local_groups(evidence.areas, groups)
    functions = carried(evidence.infrastructure or (), evidence.as_at)
    lost = closures(functions)
    every = reliances(evidence.incomes or (), evidence.bodies or ())
    support = {body for one in functions for body in one.bodies}
    names = _names(evidence, support)
    warnings = (*function_warnings(functions, names), *_coverage(local, groups))
    return SectorMap(
        local=local,
        functions=functions,
        closures=lost,
        reliances=tuple(one for one in every if one.organisation in support),
        bands={band: sum(one.band == band for one in every) for band in BANDS} if every else {},
        names=names,
        figures=_figures(evidence, groups, local, functions, every),
        warnings=warnings,
        closing=tuple(closure_sentence(one, names) for one in lost),
        sentence=_told(evidence.areas, groups, every),
    )


def _names(evidence: Evidence, wanted: Iterable[str]) -> Names:
    known = {body.id: body.name for body in evidence.bodies or ()} | {
        body.id: body.name for body in evidence.organisations
    }
    return {id_: known.get(id_, id_) for id_ in sorted(wanted)}


def _figures(
    evidence: Evidence,
    groups: Sequence[Placed],
    local: Sequence[LocalGroups],
    functions: Sequence[Carried],
    every: Sequence[Reliance],
) -> dict[str, Figure]:
    files = tuple(name for name in _PLACED_FILES if name in evidence.sources) or _PLACED_FILES[:1]
    rows = len(evidence.areas) + len(groups)
    people = sum(area.population for area in evidence.areas)
    based = sum(bool(group.based) for group in groups)
    delivering = sum(bool(group.delivers) for group in groups)
    unsaid = sum(isinstance(group.based, Unknown) for group in groups)
    told = {
        "groups": Figure(len(groups), say("groups"), files, rows, say("charities and community groups on file")),
        "rate:based": Figure(
            _rate(based - unsaid, people),
            _RATE,
            files,
            rows,
            say("groups based in the place; the greatest figure is with those that have not said where"),
            _rate(based - unsaid, people),
            _rate(based, people),
        ),
        "rate:delivered": Figure(
            _rate(delivering, people), _RATE, files, rows, say("groups with a site in the place, of services on file")
        ),
        "without:based": Figure(
            sum(not one.based for one in local),
            say("neighbourhoods of {n}", n=len(local)),
            files,
            rows,
            say("neighbourhoods in which no group is known to be based"),
        ),
    }
    if functions:
        told |= _function_figures(functions, len(evidence.infrastructure or ()))
    if every:
        told |= _income_figures(evidence, every)
    return told


def _function_figures(functions: Sequence[Carried], rows: int) -> dict[str, Figure]:
    files = ("infrastructure.csv",)
    return {
        "functions": Figure(len(functions), say("functions of support"), files, rows),
        "functions_at_risk": Figure(
            sum(len(one.bodies) <= 1 for one in functions),
            say("functions of support"),
            files,
            rows,
            say("carried by one body, or by nobody"),
        ),
    }


def _income_figures(evidence: Evidence, every: Sequence[Reliance]) -> dict[str, Figure]:
    known = [one.share for one in every if not isinstance(one.share, Unknown)]
    over = sum(share > Fraction(1, 2) for share in known)
    none = Unknown("of no body is it known what its largest funder gives")
    told = {
        "more_than_half": Figure(
            over if known else none,
            say("of {n} bodies of which it is known", n=len(known)),
            tuple(name for name in _FUNDED_FILES if name in evidence.sources) or _FUNDED_FILES[:1],
            len(every),
            say("more than half of the income of the newest year from one funder"),
            over if known else none,
            over + len(every) - len(known) if known else none,
        )
    }
    if evidence.incomes:
        told |= _funder_figures(evidence)
    return told


def _funder_figures(evidence: Evidence) -> dict[str, Figure]:
    sums, rows = funders(evidence.incomes or ()), len(evidence.incomes or ())
    largest: float | Unknown
    index: float | Unknown
    if isinstance(sums, Unknown):
        largest = index = sums
    elif not any(sums.values()):
        largest = index = Unknown("no funder gave anything")
    else:
        given = list(sums.values())
        largest, index = float(Fraction(max(given), sum(given))), float(herfindahl(given))
    how = say("all bodies of income.csv together, each in its newest year")
    return {
        "largest_funder": Figure(largest, say("share of all income, 0 to 1"), ("income.csv",), rows, how),
        "herfindahl": Figure(index, say("index, 0 to 1; 1 is one funder for all"), ("income.csv",), rows, how),
    }


def _rate(count: int, people: int) -> float | Unknown:
    return count * 1000 / people if people else Unknown("nobody lives there")


def _coverage(local: Sequence[LocalGroups], groups: Sequence[Placed]) -> Iterable[Sentence]:
    empty = [one.neighbourhood for one in local if not one.based]
    unsaid = sum(isinstance(group.based, Unknown) for group in groups)
    if empty and not unsaid:
        yield say("No group is based in: {names}.", names=", ".join(empty))
    elif empty:
        yield say(
            "No group is known to be based in: {names}. Of {n} it is not known where they are based.",
            names=", ".join(empty),
            n=unsaid,
        )
    if any(group.kind == GROUPS[0] for group in groups):
        alone = [one.neighbourhood for one in local if not one.community and one.based]
        if alone:
            yield say("Groups are based there, but no community group is, in: {names}.", names=", ".join(alone))
    unserved = [one.neighbourhood for one in local if not one.based and not one.delivering]
    if unserved:
        yield say("No group is known to be based or to deliver a service in: {names}.", names=", ".join(unserved))


def _told(areas: Sequence[Area], groups: Sequence[Placed], every: Sequence[Reliance]) -> Sentence:
    people = sum(area.population for area in areas)
    told = say(
        "{n} groups are on file, {rate:decimal2} for each thousand residents.",
        n=len(groups),
        rate=len(groups) * 1000 / people if people else 0.0,
    )
    known = [one.share for one in every if not isinstance(one.share, Unknown)]
    if not known:
        return told
    return say(
        "{told} Of {known} bodies whose funders are known, {n} have more than half of their income from one.",
        told=told,
        known=len(known),
        n=sum(share > Fraction(1, 2) for share in known),
    )
