from dataclasses import replace
from datetime import date

import pytest

from commonweal.errors import NobodyLivesHere
from commonweal.evidence.gaps import REASONS
from commonweal.evidence.inputs import Evidence
from commonweal.evidence.libraries import Library
from commonweal.evidence.points import Point
from commonweal.evidence.profile import profile
from commonweal.samples.places import sample_place
from commonweal.terms.sources import Unknown


@pytest.fixture(scope="module")
def place():
    return sample_place(1)


@pytest.fixture(scope="module")
def evidence(place):
    centre = Point(place.areas[0].easting, place.areas[0].northing)
    library = Library("Central", "Static Library", centre, {2016: "LA"}, None, 2019, "", 2)
    return Evidence(
        place.name, date(2026, 10, 1), place.areas, place.offers, place.needs, place.sites, libraries=(library,)
    )


@pytest.fixture(scope="module")
def found(evidence):
    return profile(evidence)


def test_the_place_is_counted(found, place):
    worst = sum(area.deprivation_decile == 1 for area in place.areas)
    assert (found.figures["areas"].value, found.figures["people"].value) == (60, 100_000)
    assert found.figures["most_deprived_tenth"].value == worst


def test_every_service_has_its_figures_with_files_and_rows(found, place):
    assert [service.id for service in found.services] == [offer.service.id for offer in place.offers]
    truths = [
        f"{name}:{truth}"
        for name in ("access", "concentration_index", "zero_access")
        for truth in ("delivered", "based")
    ]
    wanted = {"need", "capacity", "standard", "gap", *(f"gap:{reason}" for reason in REASONS), *truths}
    for service in found.services:
        assert set(service.figures) == wanted
        assert all(figure.files and figure.rows for figure in service.figures.values())


def test_the_certificate_of_every_reading_holds(found):
    proofs = [proof for service in found.services for proof in service.conservation.values()]
    proofs += [one.after.conservation for one in found.libraries.comparisons]
    assert len(proofs) >= 20
    assert all(proof.holds for proof in proofs)


def test_maps_and_tables_cover_every_area_and_tenth(found, place):
    codes = [area.code for area in place.areas]
    assert len(found.maps) == 1 + 10 + 2
    assert len({one.id for one in found.maps}) == len(found.maps)
    for one in found.maps:
        assert [value.code for value in one.areas] == codes
    assert len({table.id for table in found.deciles}) == len(found.deciles)
    for table in found.deciles:
        assert [row.decile for row in table.rows] == list(range(1, 11))
        assert sum(row.people for row in table.rows) == 100_000


def test_headlines_put_the_widest_gap_first_and_the_unknown_ones_last(found):
    first, *rest = found.headlines[1:13]
    assert first.message.startswith("{service}: as much is missing")
    unknown = ["is not known" in sentence.message for sentence in rest]
    assert unknown == sorted(unknown)
    assert any(unknown)


def test_a_service_of_which_a_capacity_is_unknown_says_so_in_every_figure_that_needs_it(found):
    lunch = next(service for service in found.services if service.id == "lunch-club")
    for name in ("capacity", "gap", "access:delivered", "concentration_index:delivered"):
        assert isinstance(lunch.figures[name].value, Unknown), name
    assert not isinstance(lunch.figures["need"].value, Unknown)
    assert any(isinstance(value, Unknown) for value in lunch.access)


def test_the_same_evidence_gives_the_same_profile(evidence, found):
    assert profile(evidence) == found


def test_a_place_without_people_is_refused(evidence):
    empty = replace(evidence, areas=tuple(replace(area, population=0) for area in evidence.areas))
    with pytest.raises(NobodyLivesHere) as refused:
        profile(empty)
    assert refused.value.code == "CW101"


def test_a_place_of_areas_alone_has_a_profile(evidence):
    bare = profile(Evidence("Saltmarsh", date(2026, 1, 1), evidence.areas))
    assert (bare.services, bare.libraries, len(bare.maps), bare.deciles) == ((), None, 1, ())
