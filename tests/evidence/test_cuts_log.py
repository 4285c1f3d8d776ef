from dataclasses import replace
from datetime import date

import pytest

from commonweal.evidence.cuts import NOT_WRITTEN, Cut, NewMoney
from commonweal.evidence.cuts_log import cuts_log
from commonweal.evidence.inputs import Evidence
from commonweal.evidence.profile import profile
from commonweal.formats.prose import ENGLISH, prose
from commonweal.samples.places import sample_place
from commonweal.terms.money import Pence

AS_AT = date(2026, 10, 1)


@pytest.fixture(scope="module")
def evidence():
    place = sample_place(1, areas=8, neighbourhoods=3, people=12_000)
    return Evidence(place.name, AS_AT, place.areas, place.offers, place.needs, place.sites)


def cut(service="library", pence=30_000_000, starts=date(2025, 4, 1), where="", before=NOT_WRITTEN):
    return Cut(starts, service, where, Pence(pence), "the council", "Budget", before)


def new(service="library", pence=1, starts=date(2025, 4, 1)):
    return NewMoney(starts, None, service, "", Pence(pence), "a fund", "its terms")


def test_a_place_without_a_log_has_none_and_its_profile_says_nothing(evidence):
    assert cuts_log(evidence) is None
    assert profile(evidence).cuts is None


def test_an_empty_log_says_that_nothing_is_written_down(evidence):
    log = cuts_log(replace(evidence, cuts=()))
    assert (log.cuts, log.figures) == ((), {})
    assert "No cut is written down" in prose(ENGLISH).text(log.sentence)
    assert {one.now.verdict for one in log.services} == {"nothing new"}


def test_every_service_that_may_be_handed_over_is_told_and_every_one_named(evidence):
    log = cuts_log(replace(evidence, cuts=(cut("refuge"),)))
    wanted = {offer.service.id for offer in evidence.offers if offer.up_for_transfer} | {"refuge"}
    assert {one.service for one in log.services} == wanted
    assert [one.service for one in log.services] == [
        offer.service.id for offer in evidence.offers if offer.service.id in wanted
    ]


def test_a_cut_and_a_transfer_of_the_same_service_are_a_headline(evidence):
    found = profile(replace(evidence, cuts=(cut(before=Pence(90_000_000)),)))
    told = [prose(ENGLISH).text(one) for one in found.headlines]
    assert "Libraries: This replaces public money" in told[-1]
    assert [one.service for one in found.cuts.replaced] == ["library"]
    figures = found.cuts.figures
    assert (figures["before:library"].value, figures["after:library"].value) == (900_000, 600_000)
    assert (figures["cut"].value, figures["cut"].rows, figures["cut"].files) == (300_000, 1, ("cuts.csv",))


def test_more_new_money_than_was_cut_is_no_headline(evidence):
    found = profile(replace(evidence, cuts=(cut(pence=100),), new_money=(new(pence=101),)))
    assert not any("replaces" in prose(ENGLISH).text(one) for one in found.headlines)
    assert found.cuts.figures["new"].value == 1.01
    assert found.cuts.figures["new"].files == ("cuts.csv", "new_money.csv")


def test_what_is_still_to_come_is_told_apart(evidence):
    log = cuts_log(replace(evidence, cuts=(cut(starts=date(2027, 4, 1)),)))
    one = next(one for one in log.services if one.service == "library")
    assert (one.now.cut, one.ahead.cut, one.ahead.day) == (0, 30_000_000, date(2027, 4, 1))
    assert "To come:" in prose(ENGLISH).text(one.sentence())
    assert "has begun yet" in prose(ENGLISH).text(log.sentence)


def test_a_sensitive_service_is_told_for_the_whole_place_alone(evidence):
    where = evidence.areas[0].neighbourhood
    log = cuts_log(replace(evidence, cuts=(cut("refuge", where=where), cut(where=where))))
    local = {one.service: one.local for one in log.services}
    assert local["refuge"] == ()
    assert [name for name, _ in local["library"]] == [where]


def test_the_whole_adds_up_what_the_log_names(evidence):
    log = cuts_log(
        replace(evidence, cuts=(cut(before=Pence(40_000_000)), cut("youth", 5)), new_money=(new("youth", 7),))
    )
    assert (log.whole.cut, log.whole.new) == (30_000_005, 7)
    assert log.whole.before == NOT_WRITTEN
