"""What is not known is never taken for nothing: a figure is what it was with it known, or it is not known."""

from dataclasses import replace
from datetime import date
from fractions import Fraction
from functools import cache

from hypothesis import given, settings
from hypothesis import strategies as st

from commonweal.evidence.cuts import NOT_WRITTEN, Cut
from commonweal.evidence.inputs import Evidence
from commonweal.evidence.profile import profile
from commonweal.samples.cuts import sample_new_money
from commonweal.samples.places import sample_place
from commonweal.samples.sector import sample_incomes, sample_infrastructure
from commonweal.terms.money import Pence
from commonweal.terms.sources import Unknown

UNSAID = Unknown("nobody has said")
PLACE = sample_place(1, areas=6, neighbourhoods=2, people=9_000)
SERVICES = ("library", "debt-advice", "refuge")


def known(value, instead):
    return instead if isinstance(value, Unknown) else value


KNOWN = Evidence(
    PLACE.name,
    date(2023, 12, 31),
    PLACE.areas,
    tuple(offer for offer in PLACE.offers if offer.service.id in SERVICES),
    tuple(
        replace(need, people=known(need.people, 9), low=known(need.low, 8), high=known(need.high, 12))
        for need in PLACE.needs
        if need.service in SERVICES
    ),
    tuple(
        replace(site, capacity=known(site.capacity, Fraction(10))) for site in PLACE.sites if site.service in SERVICES
    ),
    cuts=(
        Cut(date(2021, 4, 1), "library", "", Pence(18_000), "the council", "Budget", Pence(90_000)),
        Cut(date(2022, 4, 1), "library", "", Pence(30_000), "the council", "Budget", Pence(72_000)),
    ),
    new_money=tuple(replace(one, service="library") for one in sample_new_money(PLACE)),
    organisations=PLACE.organisations,
    infrastructure=sample_infrastructure(PLACE),
    incomes=tuple(replace(row, pence=known(row.pence, Pence(100))) for row in sample_incomes(PLACE)),
)


def figures(evidence):
    found = profile(evidence)
    told = {("place", name): figure for name, figure in {**found.cuts.figures, **found.sector.figures}.items()}
    for service in found.services:
        told |= {(service.id, name): figure for name, figure in service.figures.items()}
        for here in service.local:
            told[service.id, "need", here.name] = here.need
            told[service.id, "gap", here.name] = here.gap
    return told


@cache
def whole():
    return figures(KNOWN)


def both_known(figure, name):
    """Say whether a figure is shown now and was shown with everything known; what the gate hides is another matter."""
    return not isinstance(figure.value, Unknown) and not isinstance(whole()[name].value, Unknown)


def hidden(rows, chosen, **unknown):
    return tuple(replace(row, **unknown) if k in chosen else row for k, row in enumerate(rows))


def which(rows):
    return st.sets(st.integers(0, len(rows) - 1), max_size=4)


@settings(max_examples=30)
@given(which(KNOWN.needs), which(KNOWN.incomes), which(KNOWN.cuts))
def test_an_unknown_need_income_or_sum_makes_a_figure_unknown_or_leaves_it_as_it_was(needs, incomes, cuts):
    evidence = replace(
        KNOWN,
        needs=hidden(KNOWN.needs, needs, people=UNSAID, low=UNSAID, high=UNSAID),
        incomes=hidden(KNOWN.incomes, incomes, pence=UNSAID),
        cuts=hidden(KNOWN.cuts, cuts, before=NOT_WRITTEN),
    )
    for name, figure in figures(evidence).items():
        # Of more_than_half it is said of how many bodies that is known.
        if both_known(figure, name) and name != ("place", "more_than_half"):
            assert figure.value == whole()[name].value, name


@settings(max_examples=30)
@given(which(KNOWN.sites))
def test_an_unknown_capacity_makes_a_figure_unknown_or_leaves_it_as_it_was(sites):
    """Of the parts of a gap by reason, people of whom it cannot be said stand under "unknown"."""
    evidence = replace(KNOWN, sites=hidden(KNOWN.sites, sites, capacity=UNSAID))
    for name, figure in figures(evidence).items():
        if both_known(figure, name) and not name[1].startswith("gap:"):
            assert figure.value == whole()[name].value, name


def test_everything_is_known_to_begin_with():
    reasons = {figure.value.reason for figure in whole().values() if isinstance(figure.value, Unknown)}
    hidden_at_the_gate = {one for one in reasons if one.startswith("too few people to show")}
    assert reasons - hidden_at_the_gate == {"the service is sensitive: nothing about distance is given"}
    shown = [figure for figure in whole().values() if not isinstance(figure.value, Unknown)]
    assert len(shown) > len(whole()) / 2
