"""Places side by side: in the order of their names, with a sentence where they cannot be told apart, never a rank."""

from dataclasses import replace
from datetime import date

from commonweal.evidence.side_by_side import PlaceReading, PlaceService, side_by_side
from commonweal.formats.prose import ENGLISH, prose
from commonweal.terms.sources import Unknown

TEXT = prose(ENGLISH).text
SILENT = Unknown("it has not said")


def service(gap, need=400, *, low=None, high=None, name="club", unit="meals", standard=1.0):
    counts = (gap, gap if low is None else low, gap if high is None else high)
    return PlaceService(name, "Lunch club", unit, standard, (need,) * 3, counts)


def place(name, *services):
    return PlaceReading(name, date(2026, 10, 1), 10_000, 6, 2, services)


def told(*places):
    shown = side_by_side(places)
    return [TEXT(sentence) for one in shown.services for sentence in one.sentences]


def test_places_stand_in_the_order_of_their_names_whoever_lacks_most():
    shown = side_by_side([place("West", service(10)), place("East", service(300)), place("North", service(100))])
    assert [one.place for one in shown.places] == ["East", "North", "West"]
    assert [row.place for row in shown.services[0].rows] == ["East", "North", "West"]


def test_overlapping_intervals_cannot_be_told_apart():
    assert told(place("East", service(100, low=60, high=180)), place("West", service(140, low=100, high=200))) == [
        "Lunch club: East and West cannot be told apart; their intervals overlap."
    ]


def test_intervals_apart_are_told_with_their_nearest_ends():
    assert told(place("East", service(300)), place("West", service(100))) == [
        "Lunch club: a greater share goes without in East (74% or more) than in West (26% or less)."
    ]


def test_of_three_those_that_overlap_are_said_to():
    found = told(place("A", service(300)), place("B", service(100)), place("C", service(100, low=60, high=300)))
    assert found[-1] == "Lunch club: the others cannot be told apart; their intervals overlap."


def test_of_many_pairs_only_their_number_is_told():
    found = told(*(place(f"P{k}", service(20 + 40 * k, 800)) for k in range(8)))
    assert found == ["Lunch club: 28 of 28 pairs of places can be told apart; the intervals of the others overlap."]


def test_a_place_that_does_not_know_is_named_and_left_out():
    found = told(
        place("East", service(300)),
        place("West", service(SILENT, low=SILENT, high=SILENT)),
        place("North", service(290)),
    )
    assert "West is not known: it has not said." in found


def test_a_place_without_the_service_says_so():
    assert "C is not known: the place has no such service on file." in told(
        place("A", service(300)), place("B", service(290)), place("C")
    )


def test_different_standards_or_units_are_not_compared():
    assert told(place("East", service(300)), place("West", service(100, standard=2.0))) == [
        "Lunch club: not compared, since the places count it in different units or against different standards."
    ]
    assert told(place("East", service(300)), place("West", service(100, unit="hours")))[0].startswith("Lunch club: not")


def test_a_service_that_one_place_alone_has_is_not_set_beside_anything():
    assert side_by_side([place("East", service(300)), place("West", replace(service(1), id="other"))]).services == ()


def test_few_people_in_need_are_not_compared():
    assert told(place("East", service(10, 20)), place("West", service(300))) == [
        "Lunch club: fewer than two places are known.",
        "East is not known: too few people are in need to tell a share.",
    ]
