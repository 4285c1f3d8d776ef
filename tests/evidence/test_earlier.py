"""What an earlier release says of the counts of a new one, and what becomes of the two."""

from dataclasses import replace
from fractions import Fraction

import pytest

from commonweal.errors import CannotBeSafe
from commonweal.evidence.disclosure_rules import NHS, RULES
from commonweal.evidence.earlier import EarlierRelease
from commonweal.evidence.measures import measure
from commonweal.evidence.publishing import TOO_FEW, Shown
from commonweal.evidence.service_counts import ENDS, service_counts
from tests.evidence.small_place import small_place

TABLES = ("areas.csv", "needs.csv", "services.csv", "sites.csv")


def counts_of(evidence, service="club"):
    (measured,) = (one for one in measure(evidence) if one.offer.service.id == service)
    return service_counts(measured, evidence).counts


def release(told, digest="before", rule=NHS, service="club"):
    return EarlierRelease(rule, {name: f"{digest}-{name}" for name in TABLES}, {service: told})


def estimate(name, *values):
    return {f"{name}{end}": value for end, value in zip(ENDS, values, strict=True)}


def test_people_in_need_stay_the_same_when_a_site_changes_and_nobody_else_does():
    told = release({})
    now = {**told.made_from, "sites.csv": "another"}
    assert told.same_people(told.made_from)
    assert told.same_people(now, in_need=True)
    assert not told.same_people(now)
    assert not told.same_people({**now, "needs.csv": "another"}, in_need=True)


def test_a_count_that_was_hidden_before_of_the_same_people_stays_hidden():
    whole = estimate("need", None, None, None)
    assert isinstance(counts_of(small_place())["need"], Shown)
    hidden = counts_of(small_place(earlier=(release(whole, "first"),)))
    assert [hidden[f"need{end}"] for end in ENDS] == [TOO_FEW] * 3


def test_a_count_that_may_be_the_one_shown_before_is_taken_for_it():
    """Of Hill, Dale and Quay so many are in need, 2, 9 and 20; before, Dale was shown, and hides nobody today."""
    place = small_place({"club": (2, 0, 9, 0, 20), "advice": (0,) * 5, "refuge": (0,) * 5}, "now")
    alone, shown = counts_of(place), {"need@Dale": 10, "need@Quay": 20}
    assert alone["need@Hill"] == TOO_FEW
    beside = [name for name in ("need", *shown) if alone[name] == TOO_FEW]
    assert beside
    earlier = release({name: shown.get(name, 30) for name in beside})
    later = counts_of(replace(place, earlier=(earlier,)))
    assert all(later[name] != TOO_FEW for name in beside)
    assert later["need@Hill"] == TOO_FEW
    assert any(later[name] == TOO_FEW for name in ("need", *shown))


def test_a_count_that_cannot_be_the_one_before_is_another():
    told = dict.fromkeys(counts_of(small_place()), 900)
    assert counts_of(small_place(earlier=(release(told),))) == counts_of(small_place())
    assert counts_of(small_place(earlier=(release(told, "first"),))) == counts_of(small_place())


def test_where_nothing_could_be_made_safe_beside_what_was_shown_the_counts_have_changed():
    """Of 40 in need all lacked it before; now one of them does not, which need and gap as before would tell."""
    need = (40, 0, 0, 0, 0)
    place = small_place({"club": need, "advice": (0,) * 5, "refuge": (0,) * 5}, "now")
    sites = tuple(replace(site, capacity=Fraction(1)) for site in place.sites if site.id == "s0")
    place = replace(place, sites=sites)
    told = {**estimate("need", 40, 30, 50), **estimate("gap", 40, 30, 45)}
    ours = counts_of(replace(place, earlier=(release(told),)))
    assert ours == counts_of(place)
    with pytest.raises(CannotBeSafe):
        counts_of(replace(place, earlier=(release(told, "now"),)))


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES.keys())
def test_no_end_of_nobody_is_said_to_be_of_somebody(rule):
    """A hidden count is at least one; the least figure of a count may be nobody, and 0 is shown."""
    place = small_place(disclosure=rule)
    place = replace(place, needs=tuple(replace(need, low=0) for need in place.needs))
    for service in ("club", "advice"):
        counts = counts_of(place, service)
        assert counts["need:low"] == counts["need@Hill:low"] == 0
