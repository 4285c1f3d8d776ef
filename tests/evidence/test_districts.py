from datetime import date

import pytest

from commonweal.evidence.districts import Register, country, district_figures, share_most_deprived
from commonweal.evidence.inputs import Bands
from commonweal.evidence.profile import profile
from commonweal.formats.england import read_england
from commonweal.terms.sources import Unknown
from tests.formats.small_england import england


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    return read_england(england(tmp_path_factory.mktemp("england") / "data"))


def by_name(whole):
    return {district.name: district for district in whole.districts}


def test_districts_stand_in_the_order_of_their_names_with_all_their_areas(whole):
    assert [(one.name, len(one.evidence.areas)) for one in whole.districts] == [
        ("Anmere", 3),
        ("Nobody's Fen", 2),
        ("Saltmarsh", 4),
    ]


def test_a_library_stands_in_the_district_whose_area_is_nearest_and_a_van_in_the_one_that_reports_it(whole):
    found = {one.name: [row.name for row in one.evidence.libraries] for one in whole.districts}
    assert found == {
        "Anmere": ["Anmere Library"],
        "Nobody's Fen": [],
        "Saltmarsh": ["Quay Library", "Hill Library", "Book Van"],
    }
    assert [row.name for row in whole.unplaced] == ["County Van", "Lost at Sea"]


def test_the_share_of_areas_in_the_worst_tenth_is_exact_and_has_an_interval(whole):
    saltmarsh = by_name(whole)["Saltmarsh"]
    figures = district_figures(saltmarsh)
    assert share_most_deprived(saltmarsh) == figures["share_most_deprived"].value == 0.5
    assert figures["most_deprived_tenth"].value == 2
    assert 0 < figures["share_most_deprived"].low < 0.5 < figures["share_most_deprived"].high < 1


def test_who_has_no_library_within_reach_knows_both_sides_of_a_border(whole):
    figures = district_figures(by_name(whole)["Saltmarsh"])
    assert [figures[f"libraries:{year}"].value for year in (2016, 2023)] == [2, 1]
    # With Hill Library closed, the area 1D lies more than 3 km from Quay Library and from Anmere's.
    assert figures["without_library:2016"].value == 0
    assert figures["without_library:2023"].value == pytest.approx(1300 / 5900)


def test_a_library_beyond_the_border_counts(whole):
    anmere = by_name(whole)["Anmere"]
    areas = [placed for placed in _placed(whole) if placed.district != "E07000103"]
    moved = whole.districts[0].evidence.libraries[0]
    far = country(
        areas, Register((moved,), ("E10000099",)), date(2025, 1, 1), {}, Bands((9000.0,), (Bands().weights[0],))
    )
    saltmarsh = {one.name: one for one in far.districts}["Saltmarsh"]
    assert saltmarsh.evidence.libraries == ()
    assert [reach.without for reach in saltmarsh.reach] == [pytest.approx(4600 / 5900)] * 2
    assert anmere.reach[0].libraries == 1


def test_where_nobody_lives_a_share_is_unknown_and_nothing_is_divided(whole):
    fen = by_name(whole)["Nobody's Fen"]
    assert {reach.without for reach in fen.reach} == {Unknown("nobody lives there")}
    assert district_figures(fen)["people"].value == 0


def test_each_district_is_evidence_like_any_place_s(whole):
    found = profile(by_name(whole)["Saltmarsh"].evidence)
    assert found.figures["people"].value == 5900
    assert found.libraries is not None
    assert {"areas.csv", "libraries.csv", "deprivation"} <= set(found.sources)


def _placed(whole):
    from commonweal.evidence.districts import PlacedArea

    return [PlacedArea(area, one.code, one.name) for one in whole.districts for area in one.evidence.areas]
