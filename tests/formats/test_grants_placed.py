"""Which grants are a place's own, and what is known of where: nothing is guessed, nobody's name is kept."""

from decimal import Decimal

import pytest

from commonweal.evidence.vintages import Succession
from commonweal.formats.grants import Grant
from commonweal.formats.grants_placed import (
    ELSEWHERE,
    NOT_WHOLE,
    OTHER_MONEY,
    OWED,
    TOO_MUCH,
    WIDER,
    PlacedGrants,
    Whereabouts,
    grants_of,
    successors,
)
from commonweal.terms.sources import Unknown
from tests.formats.grant_samples import PLAIN, TO_A_PERSON, changed

HERE, THERE, DISTRICT, REGION = "E01000001", "E01009999", "E08000001", "E12000001"
PLACE = Whereabouts({HERE, "E01000002"}, {DISTRICT}, {"QQ11AA": HERE, "QQ11AB": THERE})


def located(*delivered, based=(), postcode=None):
    body = {**PLAIN["recipientOrganization"][0], "location": [{"geoCode": code} for code in based]}
    body |= {"postalCode": postcode} if postcode else {}
    return changed(beneficiaryLocation=[{"geoCode": code} for code in delivered], recipientOrganization=[body])


def placed(members, place=PLACE):
    found = PlacedGrants(place)
    found.add(Grant(members), "x.json")
    return found


def told(at):
    return at.reason if isinstance(at, Unknown) else at


NOT_SAID = "its publisher names no area where it worked"
NOT_BASED = "its publisher does not say where the recipient is based"
TAKEN = [
    (located(HERE), HERE, NOT_BASED),
    (located(HERE, based=[THERE]), HERE, THERE),
    (located(based=[HERE]), NOT_SAID, HERE),
    (located(THERE, based=[HERE]), THERE, HERE),
    (located(), NOT_SAID, NOT_BASED),
    (located(DISTRICT), "only E08000001 is named, which is no small area", NOT_BASED),
    (located(DISTRICT, based=[THERE]), "only E08000001 is named, which is no small area", THERE),
    (located(REGION, based=[HERE]), "only E12000001 is named, which is no small area", HERE),
    (located(HERE, THERE), "several areas are named", NOT_BASED),
    (located(postcode="qq1 1aa"), NOT_SAID, HERE),
    (located(postcode="QQ1 9ZZ"), NOT_SAID, "the postcode is not in the table of postcodes"),
]


@pytest.mark.parametrize(("members", "delivered", "based"), TAKEN)
def test_a_grant_of_the_place_keeps_both_answers_apart(members, delivered, based):
    [grant] = placed(members).taken
    assert (told(grant.delivered_at), told(grant.based_at)) == (delivered, based)


LEFT = [
    (located(THERE), ELSEWHERE),
    (located(THERE, based=[THERE]), ELSEWHERE),
    (located(based=[THERE]), ELSEWHERE),
    (located(postcode="QQ1 1AB"), ELSEWHERE),
    (located(postcode="ZZ9 1AB"), ELSEWHERE),
    (located(REGION), WIDER),
    (located(THERE, REGION), ELSEWHERE),
    (located(REGION, "K02000001"), WIDER),
    (changed(currency="EUR"), OTHER_MONEY),
    (changed(amountAwarded=-5), OWED),
    (changed(amountAwarded=Decimal("0.125")), NOT_WHOLE),
    (changed(amountAwarded=Decimal("12345678901234567890123456789.01")), TOO_MUCH),
    (changed(amountAwarded=Decimal("1e999999999")), TOO_MUCH),
]


@pytest.mark.parametrize(("members", "reason"), LEFT)
def test_a_grant_that_is_left_is_counted_with_its_reason(members, reason):
    found = placed(members)
    assert (found.taken, dict(found.left)) == ([], {reason: 1})


def test_without_a_table_of_postcodes_a_postcode_places_nothing():
    [grant] = placed(located(postcode="QQ1 1AA"), Whereabouts({HERE})).taken
    assert told(grant.based_at) == "there is no table of postcodes"


def test_sums_are_exact_and_a_computer_s_noise_is_told():
    found = placed(changed(amountAwarded=Decimal("41133.770000000004")))
    assert (found.taken[0].pence, found.noisy) == (4113377, 1)
    found = placed(changed(amountAwarded=Decimal("0.1")))
    assert (found.taken[0].pence, found.noisy) == (10, 0)


def test_of_several_givers_the_first_stands_and_that_is_told():
    funders = [*PLAIN["fundingOrganization"], {"id": "b", "name": "B"}]
    found = placed(changed(fundingOrganization=funders))
    assert (found.taken[0].funder, found.several) == ("Lighthouse Keepers' Trust", 1)


def test_nothing_that_says_who_a_person_is_is_kept():
    grant = placed({**TO_A_PERSON, "title": "Grant to A Person"}).taken[0]
    assert (grant.recipient_id, grant.recipient, grant.title, grant.description) == ("", "", "", "")
    [out] = grants_of([grant], "GBP")
    assert out.members["recipientIndividual"] == {"id": "360G-harbour-3-person", "name": "Individual recipient"}
    assert out.members["title"] == out.id


def test_a_grant_to_a_person_is_the_place_s_but_its_small_area_is_not_kept():
    [grant] = placed({**TO_A_PERSON, "beneficiaryLocation": [{"geoCode": HERE}]}).taken
    assert {told(grant.delivered_at), told(grant.based_at)} == {"it went to a person, whose area is not kept"}
    assert placed({**TO_A_PERSON, "beneficiaryLocation": [{"geoCode": THERE}]}).taken == []


def test_what_goes_out_of_a_place_comes_back_as_it_was():
    [before] = placed(located(HERE, based=["E01000002"])).taken
    [out] = grants_of([before], "GBP")
    found = PlacedGrants(PLACE)
    found.add(Grant(out.members, before.row), before.file)
    assert found.taken == [before]


OLDER = [
    Succession("E01000111", HERE, "unchanged"),
    Succession("E01000112", HERE, "merged"),
    Succession("E01000113", HERE, "split"),
    Succession("E01000113", THERE, "split"),
    Succession("E01000114", HERE, "irregular"),
    Succession("E01000115", THERE, "unchanged"),
]


@pytest.mark.parametrize(
    ("code", "delivered"),
    [
        ("E01000111", HERE),
        ("E01000112", HERE),
        ("E01000113", "E01000113 is named, which was divided or redrawn since"),
        ("E01000114", "E01000114 is named, which was divided or redrawn since"),
        (HERE, HERE),
    ],
)
def test_a_code_of_an_older_census_is_placed_where_it_became_one_area(code, delivered):
    place = Whereabouts({HERE}, successors=successors(OLDER))
    assert [told(grant.delivered_at) for grant in placed(located(code), place).taken] == [delivered]
    assert placed(located("E01000115"), place).taken == []
    assert placed(located("E01000111"), Whereabouts({HERE})).taken == []
