"""What nobody knows is gathered with its reason and with what would end it; what is sensitive names nobody."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

from commonweal.evidence.inputs import Evidence, Offer
from commonweal.evidence.not_known import not_known
from commonweal.formats.prose import ENGLISH, prose
from commonweal.terms.sources import Unknown
from tests.evidence.test_measures import CLUB, FAR, NEAR, REFUGE, SILENT, need, site

TEXT = prose(ENGLISH).text
EVERYWHERE = (need(), need("far", 20))


def gathered(needs=EVERYWHERE, sites=(), *, service=CLUB, standard=Fraction(1)):
    evidence = Evidence(
        "Saltmarsh", date(2026, 10, 1), (NEAR, FAR), (Offer(service, standard),), tuple(needs), tuple(sites)
    )
    return [(TEXT(one.what), one.why, TEXT(one.ends), one.file) for one in not_known(evidence)]


def test_where_everything_is_known_nothing_is_gathered():
    assert gathered(sites=[site()]) == []


def test_a_blank_capacity_names_the_site_to_ask():
    (told,) = gathered(sites=[site(capacity=SILENT)])
    assert told == (
        "Lunch club: what 1 of 1 sites can offer",
        ("it has not said",),
        "Ask Site what they can offer, and write it as capacity.",
        "sites.csv",
    )


def test_of_many_sites_the_first_three_are_named():
    sites = [replace(site(capacity=SILENT), id=str(k), name=f"Site {k}") for k in range(5)]
    assert "Ask Site 0, Site 1, Site 2 and 2 more what" in gathered(sites=sites)[0][2]


def test_a_sensitive_service_names_no_site_and_no_place():
    hidden = replace(site(capacity=SILENT, at=SILENT, based=SILENT), service="refuge")
    needs = (need(service="refuge"), need("far", 1, service="refuge"))
    told = gathered(needs, [hidden], service=REFUGE)
    assert [one[0] for one in told] == ["Refuge: what 1 of 1 sites can offer"]
    assert "Site" not in told[0][2]


def test_need_that_is_blank_or_has_no_row_is_told_with_both_reasons():
    (told,) = gathered([need(people=SILENT)], [site()])
    assert told[0] == "Lunch club: how many people need it in 2 of 2 areas"
    assert told[1] == ("it has not said", "there is no row for it")


def test_a_service_without_a_row_a_standard_or_a_body():
    told = gathered([], [replace(site(), organisation="")], standard=Unknown("not agreed yet"))
    assert [(one[0], one[3]) for one in told] == [
        ("Lunch club: how much one person in need should have", "services.csv"),
        ("Lunch club: who needs it", "needs.csv"),
        ("Lunch club: who runs 1 of 1 sites", "sites.csv"),
    ]


def test_where_a_site_is_and_where_its_body_is_based():
    told = gathered(sites=[site(at=SILENT, based=SILENT)])
    assert [one[0] for one in told] == [
        "Lunch club: where 1 of 1 sites are",
        "Lunch club: where those who run 1 of 1 sites are based",
    ]


def test_a_place_without_any_service_does_not_know_what_people_need():
    (told,) = not_known(Evidence("Saltmarsh", date(2026, 10, 1), (NEAR, FAR)))
    assert (TEXT(told.what), told.file) == ("What people need here, and what is on offer", "services.csv")
