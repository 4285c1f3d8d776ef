"""The sample place is the hard case of every stage, whole, and the same for the same seed."""

from fractions import Fraction
from itertools import pairwise

import pytest

from commonweal.cli.sample_folder import BACKED_OUT, POLL, ROUND_ID, sample_files
from commonweal.cycle.planning import problem
from commonweal.evidence.national_grid import national_grid
from commonweal.evidence.publishing import shown
from commonweal.formats.folders import write_folder
from commonweal.formats.place_folder import read_place
from commonweal.funding.rules import RULES
from commonweal.funding.spec import read_spec
from commonweal.samples.proposals import DRUGS, LEARNING_DISABILITY


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    folder = tmp_path_factory.mktemp("sample")
    write_folder(folder, sample_files(1))
    return read_place(folder)


def test_same_seed_same_bytes_and_another_seed_others():
    first, again, other = sample_files(1), sample_files(1), sample_files(2)
    assert first == again
    assert {name for name in first if first[name] != other[name]} >= {"areas.csv", POLL}


def test_it_has_the_size_that_a_place_has(place):
    assert len(place.areas) == len(place.boundaries) == 60
    assert len(place.neighbourhoods) == 10
    assert sum(area.population for area in place.areas) == 100_000
    assert len(place.evidence.offers) == 12
    assert sum(offer.up_for_transfer for offer in place.evidence.offers) == 4
    assert len(place.organisations) == 40
    assert len(place.proposals) == 60
    assert sum(ballot.voters for ballot in place.polls[ROUND_ID].ballots) == 5_000


def test_greedy_leaves_the_minorities_with_nothing_and_equal_shares_does_not(place):
    poll = place.polls[ROUND_ID]
    theirs = {offer.id for offer in place.proposals if offer.group}
    by_votes = RULES["greedy"](poll, read_spec("greedy", ["seed=drawn"]))
    round_ = place.settings.rounds[0]
    shared = RULES[round_.rule](poll, read_spec(round_.rule, [f"{key}={value}" for key, value in round_.spec.items()]))
    assert theirs.isdisjoint(by_votes.selected)
    groups = {offer.group for offer in place.proposals if offer.id in set(shared.selected) & theirs}
    assert groups == {LEARNING_DISABILITY, DRUGS}


def test_a_cut_falls_in_the_middle_of_the_plan_and_a_body_backs_out_then(place):
    assert place.handover is not None
    for transfer in place.handover.transfers:
        assert transfer.levels[5] > transfer.levels[6] > transfer.levels[7] == transfer.levels[11]
    assert BACKED_OUT.from_quarter - place.handover.funds[0].quarter == 6
    assert BACKED_OUT.organisation in {row.organisation for row in place.handover.providers}


def test_the_need_of_the_evidence_is_the_demand_of_the_plan(place):
    data = problem(place.evidence, place.handover, place.organisations)
    assert len(data.cells) == 40
    offers = {offer.service.id: offer for offer in place.evidence.offers}
    home = {area.code: area.neighbourhood for area in place.areas}
    people = {}
    for need in place.evidence.needs:
        if need.service == "after-school":
            people[home[need.area]] = people.get(home[need.area], 0) + need.people
    wanted = sum(shown(count) for count in people.values()) * offers["after-school"].standard
    clubs = [k for k, service in enumerate(data.services) if service.id == "after-school"]
    priced = sum((cell.demand[0] for cell in data.cells if cell.service in clubs), Fraction(0))
    (cost,) = (row.unit_cost_gbp for row in place.handover.transfers if row.service == "after-school")
    assert priced == wanted * cost / data.unit_gbp > 0


def test_each_area_has_its_middle_inside_its_own_shape(place):
    for area in place.areas:
        (outline,) = place.boundaries[area.code]
        ring = [national_grid(longitude, latitude) for longitude, latitude in outline[0]]
        sides = pairwise(ring)
        crossings = sum(
            (y1 > area.northing) != (y2 > area.northing)
            and area.easting < x1 + (area.northing - y1) * (x2 - x1) / (y2 - y1)
            for (x1, y1), (x2, y2) in sides
        )
        assert crossings % 2 == 1, area.code


def test_nobody_whose_trade_is_another_one_offers_recovery(place):
    assert place.handover is not None
    offering = {row.organisation for row in place.handover.offers if row.service == "recovery"}
    assert "harbour-light-recovery" in offering
    assert not {"haven-credit-union", "ferryman-transport", "herring-hill-food-pantry"} & offering
