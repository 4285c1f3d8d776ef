from dataclasses import replace
from datetime import date

import pytest

from commonweal.evidence.bodies import Body
from commonweal.evidence.incomes import Income
from commonweal.evidence.inputs import Evidence
from commonweal.evidence.profile import profile
from commonweal.evidence.sector import sector_map
from commonweal.evidence.sector_places import local_groups, placed
from commonweal.formats.prose import ENGLISH, prose
from commonweal.samples.places import sample_place
from commonweal.samples.sector import sample_incomes, sample_infrastructure
from commonweal.terms.money import Pence
from commonweal.terms.parties import Organisation
from commonweal.terms.sources import Unknown

PLACE = sample_place(1)
AS_AT = date(2023, 12, 31)
BARE = Evidence(
    PLACE.name, AS_AT, PLACE.areas, PLACE.offers, PLACE.needs, PLACE.sites, organisations=PLACE.organisations
)
EVIDENCE = replace(BARE, infrastructure=sample_infrastructure(PLACE), incomes=sample_incomes(PLACE))
UNSAID = Unknown("not stated")


def body(id_, area):
    return Body(id_, id_, *(UNSAID,) * 7, area=area)


def text(sentences):
    return [prose(ENGLISH).text(one) for one in sentences]


@pytest.fixture(scope="module")
def found():
    return sector_map(EVIDENCE)


def test_a_place_without_any_of_its_files_has_no_map():
    assert sector_map(BARE) is None
    assert profile(BARE).sector is None


def test_groups_are_counted_where_they_are_based_and_where_they_deliver(found):
    groups = [one for one in PLACE.organisations if one.kind not in {"council", "business", "public body"}]
    assert found.figures["groups"].value == len(groups)
    for here in found.local:
        assert here.based == sum(one.home == here.neighbourhood for one in groups)
    assert sum(one.people for one in found.local) == 100_000
    based = sum(bool(one.home) for one in groups)
    assert found.figures["rate:based"].value == pytest.approx(based / 100)
    assert 0 < found.figures["rate:delivered"].value < found.figures["rate:based"].value


def test_a_site_of_a_sensitive_service_gives_no_neighbourhood_away():
    sites = tuple(
        replace(site, delivered_at=PLACE.sites[0].delivered_at) for site in PLACE.sites if site.service == "refuge"
    )
    groups = placed(replace(BARE, sites=sites))
    assert all(group.delivers == () for group in groups)


def test_a_neighbourhood_without_a_group_is_named():
    first = PLACE.areas[0].neighbourhood
    kept = tuple(one for one in PLACE.organisations if one.home != first)
    sector = sector_map(replace(EVIDENCE, organisations=kept, sites=()))
    assert f"No group is based in: {first}." in text(sector.warnings)
    assert sector.figures["without:based"].value == 1


def test_a_neighbourhood_with_charities_but_no_community_group_is_named():
    first = PLACE.areas[0].neighbourhood
    charity = Organisation("x", "X", "charity", first)
    kept = (*(one for one in PLACE.organisations if one.home != first), charity)
    told = text(sector_map(replace(EVIDENCE, organisations=kept)).warnings)
    assert f"Groups are based there, but no community group is, in: {first}." in told


def test_bodies_of_a_register_count_once_and_an_unknown_base_is_not_nowhere():
    first = PLACE.areas[0]
    same = replace(PLACE.organisations[3], registered="GB-CHC-1")
    bodies = (body("GB-CHC-1", first.code), body("GB-CHC-2", first.code), body("GB-CHC-3", UNSAID), body("GB-4", "E1"))
    evidence = replace(BARE, organisations=(same,), bodies=bodies, sites=())
    local = {one.neighbourhood: one for one in local_groups(PLACE.areas, placed(evidence))}
    sector = sector_map(evidence)
    assert sector.figures["groups"].value == 4
    assert local[first.neighbourhood].based == 1 + (same.home == first.neighbourhood)
    assert {one.unsaid for one in local.values()} == {1}
    rate = sector.figures["rate:based"]
    assert (rate.low, rate.high) == (pytest.approx(0.02), pytest.approx(0.03))
    assert any(one.startswith("No group is known to be based in:") and "Of 1 " in one for one in text(sector.warnings))


def test_functions_that_rest_on_one_body_or_nobody_are_warned_of(found):
    told = text(found.warnings)
    assert "Bringing groups and public bodies together: nobody does this here." in told
    assert (
        "Finding and placing volunteers: Haven Voluntary Action alone does this, and what it rests on ends on"
        " 31 March 2025." in told
    )
    assert found.figures["functions_at_risk"].value == 3
    assert any(
        one.startswith("If Haven Voluntary Action closed, nobody would do: Finding") for one in text(found.closing)
    )


def test_only_bodies_that_carry_a_function_are_told_by_name():
    other = Income("lanternfish-play", "the council", 2023, Pence(100))
    found = sector_map(replace(EVIDENCE, incomes=(*EVIDENCE.incomes, other)))
    support = {row.organisation for row in EVIDENCE.infrastructure} - {""}
    assert {one.organisation for one in found.reliances} <= support
    assert set(found.names) == support
    assert sum(found.bands.values()) == len({row.organisation for row in EVIDENCE.incomes}) + 1
    assert found.bands["all of it"] == 2


def test_income_figures_say_of_how_many_it_is_known(found):
    figure = found.figures["more_than_half"]
    assert (figure.value, figure.low, figure.high) == (3, 3, 4)
    assert isinstance(found.figures["herfindahl"].value, Unknown)


def test_every_figure_has_files_and_rows(found):
    assert all(figure.files and figure.rows for figure in found.figures.values())
