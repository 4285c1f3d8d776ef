"""The sample's readiness tables are in step with its hand-over: they change nothing about its plan."""

import pytest

from commonweal.cli.sample_folder import PLAN_ADOPTED, sample_files
from commonweal.cycle.readiness import gated, standings
from commonweal.formats.folders import write_folder
from commonweal.formats.place_folder import read_place
from commonweal.formats.readiness_tables import FILES
from commonweal.proposals.development import next_quarter
from commonweal.proposals.readiness import EXPIRED, NOT_YET, WITH_SUPPORT


@pytest.fixture(scope="module", params=[1, 5])
def place(request, tmp_path_factory):
    folder = tmp_path_factory.mktemp("sample")
    write_folder(folder, sample_files(request.param))
    return read_place(folder)


def test_the_gate_lets_it_through_and_the_plan_is_made_from_the_same(place):
    names = {body.id: body.name for body in place.organisations}
    found = gated(place.handover, place.readiness, place.wanted, PLAN_ADOPTED, names).tables
    willing = [row for row in place.handover.providers if row.willing]
    assert [row for row in found.providers if row.willing] == willing
    assert found.offers == place.handover.offers


def test_each_willing_provider_could_begin_exactly_when_its_row_says(place):
    found = standings(place.readiness, [row.organisation for row in place.handover.providers], PLAN_ADOPTED)
    rows = [row for row in place.handover.providers if row.willing]
    assert [found[row.organisation].ready_from for row in rows] == [row.ready_from for row in rows]
    assert all(bool(found[row.organisation].missing) == bool(row.missing) for row in rows)


def test_what_it_wants_is_of_a_body_that_its_development_plan_brings_to_readiness(place):
    found = standings(place.readiness, [one.organisation for one in place.wanted], PLAN_ADOPTED)
    assert place.wanted
    for one in place.wanted:
        assert found[one.organisation].missing
        assert one.quarter == found[one.organisation].ready_from > next_quarter(PLAN_ADOPTED)
        assert any(action.organisation == one.organisation for action in place.readiness.actions)


def test_it_shows_support_and_waiting_and_a_check_that_expired(place):
    found = standings(place.readiness, [row.organisation for row in place.handover.providers], PLAN_ADOPTED)
    assert {one.check.state for one in found.values() if one.check} >= {WITH_SUPPORT, NOT_YET, EXPIRED}
    assert place.readiness.later_than(PLAN_ADOPTED) == 0
    assert place.readiness.sessions


def test_the_same_seed_gives_the_same_tables():
    first, again, other = sample_files(1), sample_files(1), sample_files(2)
    assert all(first[name] == again[name] for name in FILES)
    assert first["readiness.csv"] != other["readiness.csv"]


def test_no_table_of_readiness_is_a_public_source(place):
    assert set(place.settings.sources).isdisjoint(FILES)
