from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commonweal.samples.place_words import slug
from commonweal.samples.places import sample_place
from commonweal.terms.sources import Unknown


@pytest.fixture(scope="module")
def place():
    return sample_place(1)


def test_the_default_is_the_size_that_was_asked_for(place):
    assert (len(place.areas), sum(area.population for area in place.areas)) == (60, 100_000)
    assert len({area.neighbourhood for area in place.areas}) == 10
    assert (len(place.offers), len(place.organisations)) == (12, 40)
    assert sum(offer.up_for_transfer for offer in place.offers) == 4


@settings(max_examples=15)
@given(st.integers(0, 10**6), st.integers(1, 40), st.data())
def test_any_size_by_seed_is_whole_and_the_same_again(seed, areas, data):
    hoods = data.draw(st.integers(1, areas))
    people = data.draw(st.integers(areas, 200_000))
    bodies = data.draw(st.integers(18, 60))
    made = sample_place(seed, areas=areas, neighbourhoods=hoods, people=people, organisations=bodies)
    assert made == sample_place(seed, areas=areas, neighbourhoods=hoods, people=people, organisations=bodies)
    assert (len(made.areas), sum(area.population for area in made.areas)) == (areas, people)
    assert len({area.neighbourhood for area in made.areas}) == hoods
    assert len({body.id for body in made.organisations}) == len(made.organisations) == bodies
    assert len({area.deprivation_rank for area in made.areas}) == areas
    assert min(area.population for area in made.areas) >= 1
    codes = {area.code for area in made.areas}
    bodies_known = {body.id for body in made.organisations}
    assert {need.area for need in made.needs} == codes
    assert {site.organisation for site in made.sites} <= bodies_known
    assert [feature["properties"]["code"] for feature in made.boundaries["features"]] == [a.code for a in made.areas]


@pytest.mark.parametrize(
    "sizes", [{"areas": 3, "neighbourhoods": 4}, {"neighbourhoods": 0}, {"organisations": 17}, {"people": 59}]
)
def test_sizes_that_cannot_be_are_refused(sizes):
    with pytest.raises(ValueError, match="a place has"):
        sample_place(1, **sizes)


@pytest.mark.parametrize("seed", range(4))
def test_deprivation_is_clustered_and_agrees_with_itself(seed):
    place = sample_place(seed)
    by_rank = sorted(place.areas, key=lambda area: area.deprivation_rank)
    scores = [area.deprivation_score for area in by_rank]
    deciles = [area.deprivation_decile for area in by_rank]
    assert scores == sorted(scores, reverse=True)
    assert deciles == sorted(deciles)
    assert Counter(deciles)[1] >= 6
    spread = {}
    for area in place.areas:
        spread.setdefault(area.neighbourhood, []).append(area.deprivation_score)
    means = {name: sum(scores) / len(scores) for name, scores in spread.items()}
    assert max(means, key=means.__getitem__) == place.troubled
    assert min(means, key=means.__getitem__) == place.affluent
    assert max(means.values()) > 2 * min(means.values())


def test_the_three_stories_are_there(place):
    services = {offer.service.id: offer for offer in place.offers}
    assert {place.troubled, place.beside, place.affluent} == {"Herring Hill", "Bellbuoy", "Fathom Rise"}
    assert services["needle-exchange"].service.sensitive
    assert services["recovery"].up_for_transfer
    homes = {body.id: body.home for body in place.organisations}
    assert homes["harbour-light-recovery"] == place.troubled
    assert homes["bellbuoy-neighbours"] == place.beside
    assert homes["fathom-rise-parents-club"] == place.affluent
    failing = next(site for site in place.sites if site.delivered_to)
    assert (failing.service, failing.organisation) == ("after-school", "council")
    assert any(body.id == "open-door-self-advocates" for body in place.organisations)
    assert services["day-support"].up_for_transfer


@pytest.mark.parametrize("seed", [0, 1, 17, 26, 30, 32])
def test_the_neighbourhood_beside_the_troubled_one_touches_it(seed):
    place = sample_place(seed)
    home = {area.code: area.neighbourhood for area in place.areas}
    corners = {place.troubled: set(), place.beside: set()}
    for feature in place.boundaries["features"]:
        name = home[feature["properties"]["code"]]
        if name in corners:
            corners[name] |= {tuple(point) for point in feature["geometry"]["coordinates"][0]}
    assert len(corners[place.troubled] & corners[place.beside]) >= 2


def test_some_needs_and_capacities_are_not_known(place):
    assert any(isinstance(need.people, Unknown) for need in place.needs)
    assert any(isinstance(site.capacity, Unknown) for site in place.sites)
    transfers = {offer.service.id for offer in place.offers if offer.up_for_transfer}
    assert not any(isinstance(need.people, Unknown) for need in place.needs if need.service in transfers)


def test_sites_of_sensitive_services_have_no_location(place):
    sensitive = {offer.service.id for offer in place.offers if offer.service.sensitive}
    hidden = [site for site in place.sites if site.service in sensitive]
    assert hidden
    assert all(isinstance(site.delivered_at, Unknown) and isinstance(site.based_at, Unknown) for site in hidden)
    assert all(area.name not in site.name for site in hidden for area in place.areas)


def test_summaries_stand_for_every_body(place):
    assert {body.id for body in place.organisations} == set(place.summaries)
    assert slug("Fathom Rise Parents' Club") == "fathom-rise-parents-club"
