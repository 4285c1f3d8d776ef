from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from commonweal.evidence.blind_spots import NOT_APART
from commonweal.evidence.inputs import Evidence, Need
from commonweal.evidence.profile import profile
from commonweal.formats.prose import ENGLISH, prose
from commonweal.samples.places import sample_place
from commonweal.terms.sources import Unknown

PLACE = sample_place(1, areas=4, neighbourhoods=2, people=6_000)
CODES = [area.code for area in PLACE.areas]
UNSAID = Unknown("not counted")


def need(people=10, code=CODES[0], group="tenants", service="library"):
    return Need(code, service, group, people, people, people)


def evidence(needs=None, sites=(), **more):
    needs = needs if needs is not None else [need(code=code) for code in CODES]
    made = Evidence(PLACE.name, date(2026, 10, 1), PLACE.areas, PLACE.offers, tuple(needs), tuple(sites))
    return replace(made, budgeted=frozenset({"youth"}), **more)


def site(**changes):
    return replace(PLACE.sites[0], groups=(), **changes)


def blind_spots(place):
    return profile(place).blind_spots


def said(found):
    return [prose(ENGLISH).text(one.sentence) for one in found]


def test_need_without_supply_and_without_a_budget_line_is_a_blind_spot():
    (one,) = blind_spots(evidence())
    assert (one.service, one.group, one.kind, one.need.value) == ("library", "tenants", "blind spot", 40)
    assert said([one]) == [
        "Libraries: a blind spot. Nobody offers it to tenants (about 40 people), and no budget has a line for it."
    ]


def test_a_budget_line_or_no_budget_on_file_is_told_apart():
    assert [one.kind for one in blind_spots(replace(evidence(), budgeted=frozenset({"library"})))] == [
        "nobody offers it"
    ]
    (one,) = blind_spots(replace(evidence(), budgeted=None))
    assert one.kind == "perhaps a blind spot"
    assert "is not on file" in said([one])[0]


@pytest.mark.parametrize(
    ("changes", "blind"),
    [
        ({}, False),
        ({"capacity": UNSAID}, False),
        ({"capacity": Fraction(0)}, True),
        ({"delivered_to": date(2026, 9, 30)}, True),
    ],
)
def test_an_unknown_capacity_is_a_supply_and_nothing_is_none(changes, blind):
    assert bool(blind_spots(evidence(sites=[site(**changes)]))) == blind


def test_a_site_for_others_leaves_a_group_in_a_blind_spot():
    needs = [need(code=code, group=group) for code in CODES for group in ("tenants", "carers")]
    found = blind_spots(evidence(needs, [replace(site(), groups=("carers",))]))
    assert [one.group for one in found] == ["tenants"]


def test_no_need_is_no_blind_spot_and_an_unknown_one_alone_is_none_either():
    assert blind_spots(evidence([need(0, code) for code in CODES])) == ()
    assert blind_spots(evidence([need(UNSAID, code) for code in CODES])) == ()


def test_few_people_are_not_shown():
    (one,) = blind_spots(evidence([need(1, code) for code in CODES]))
    assert isinstance(one.need.value, Unknown)
    assert "cannot be shown" in said([one])[0]


def test_a_blind_spot_is_a_headline():
    headlines = [prose(ENGLISH).text(one) for one in profile(evidence()).headlines]
    assert any("a blind spot" in one for one in headlines)


def test_no_count_is_shown_here_that_the_service_hides():
    """Of three groups one is too small to show: no blind spot gives it away, and none shows more than the service."""
    sizes = {"few": 1, "some": 4, "many": 40}
    needs = [need(size, code, group) for group, size in sizes.items() for code in CODES]
    found = {one.group: one.need.value for one in blind_spots(evidence(needs))}
    shown = {one.name: one.need.value for one in profile(evidence(needs)).services[0].groups}
    assert found == shown
    assert isinstance(found["few"], Unknown)
    assert found["many"] == 160


def test_groups_of_a_sensitive_service_are_not_told_apart():
    needs = [need(30, code, group, "refuge") for group in ("mothers", "others") for code in CODES]
    found = blind_spots(evidence(needs))
    assert [one.need for one in found] == [NOT_APART, NOT_APART]


def test_a_need_that_is_not_known_everywhere_is_not_added_up():
    rows = [need(10, CODES[0]), *(need(UNSAID, code) for code in CODES[1:])]
    (one,) = blind_spots(evidence(rows))
    assert isinstance(one.need.value, Unknown)
    (missing,) = blind_spots(evidence(rows[:1]))
    assert isinstance(missing.need.value, Unknown)
