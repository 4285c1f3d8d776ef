"""What a step-in case needs of its place: distances, the money held for each unit, and the names it is told by."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

from commonweal.cycle.stepping_in import distances, held_each, shown_names
from commonweal.handover.inputs import DEFAULTS, HandoverTables, Setting
from commonweal.handover.step_in.standing import state
from commonweal.terms.places import Area
from commonweal.terms.sentences import Sentence
from commonweal.terms.services import Service
from tests.handover.step_in.cases import AGREEMENT, CASE, CLOSED, HAND_ON, HANDED_ON, STEP_IN

NAMES = {"hall": "The Hall", "friends": "Friends of the Library"}
LIBRARY = Service("library", "Libraries", "hours", Fraction(1), Fraction("0.6"), statutory=True)


def area(code, neighbourhood, population, east, north):
    return Area(code, code, neighbourhood, population, 1, 1, 1.0, east, north)


def test_distances_are_between_the_middles_of_people():
    areas = [
        area("a", "Hill", 300, 0.0, 0.0),
        area("b", "Hill", 100, 4000.0, 0.0),
        area("c", "Quay", 50, 1000.0, 500.0),
        area("d", "Weir", 0, 1000.0, 0.0),
        area("e", "Weir", 0, 3000.0, 0.0),
    ]
    assert distances(areas, "Hill") == {"Quay": 500, "Weir": 1000}
    assert distances(areas, "Elsewhere") == {}


def test_what_is_held_for_each_unit_is_the_places_own_or_the_plans_default():
    own = Setting("step_in", Fraction("0.3"), Fraction("0.2"), Fraction("0.4"), "the treasurer")
    tables = HandoverTables((), (), (), (), (), (own, replace(DEFAULTS["unit_gbp"], value=Fraction(500))))
    assert held_each(tables) == (own, 500)
    assert held_each(None) == (DEFAULTS["step_in"], 1000)


def test_a_case_is_told_by_name_and_names_who_took_over_once_it_did():
    before, after = (state(CASE, [CLOSED], [STEP_IN, HAND_ON], day) for day in (date(2026, 3, 9), HANDED_ON))
    shown = shown_names(AGREEMENT, LIBRARY, before, NAMES, "The Council")
    assert (shown.service, shown.where, shown.organisation, shown.successor) == (
        "Libraries",
        "Herring Hill",
        "The Hall",
        "",
    )
    assert shown_names(AGREEMENT, LIBRARY, after, NAMES, "The Council").successor == "Friends of the Library"


def test_of_a_service_whose_address_is_never_shown_neither_place_nor_body_is_named():
    standing = state(CASE, [CLOSED], [STEP_IN, HAND_ON], HANDED_ON)
    shown = shown_names(AGREEMENT, replace(LIBRARY, sensitive=True), standing, NAMES, "The Council")
    told = [str(part) for part in (shown.where, shown.organisation, shown.successor)]
    assert told == ["the whole place", "the organisation that runs it", "another organisation"]
    assert all(isinstance(part, Sentence) for part in (shown.where, shown.organisation, shown.successor))
