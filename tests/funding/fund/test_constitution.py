"""Constitutions: ten years in three periods, read exactly or refused with every fault."""

import copy
from datetime import date
from fractions import Fraction

import pytest

from commonweal.errors import ConstitutionFaults
from commonweal.funding.fund.constitution import faults_of
from commonweal.funding.fund.reading import read_constitution
from commonweal.terms.money import Pence
from tests.funding.fund.funds import TWENTY_MILLION, twenty_million


def changed(path, value):
    """Give the constitution as JSON with one thing in it changed; None takes a field away."""
    made = copy.deepcopy(TWENTY_MILLION)
    inside = made
    for step in path[:-1]:
        inside = inside[step]
    if value is None:
        del inside[path[-1]]
    else:
        inside[path[-1]] = value
    return made


BAD = [
    (("periods", 0, "until"), "2030-03-30", "periods", "begins on 2030-04-01; to leave no gap it begins on 2030-03-31"),
    (("periods", 1, "from"), "2030-03-31", "periods", "to leave no gap it begins on 2030-04-01"),
    (("periods", 2, "until"), "2032-01-01", "periods", "ends before it begins"),
    (("until",), "2036-04-01", "until", "the last period ends on 2036-03-31, and the fund on 2036-04-01"),
    (("from",), "2026-03-31", "periods", "it begins on 2026-03-31"),
    (("periods",), [], "periods", "at least one period"),
    (("periods", 1, "period"), "p1", "periods", "p1 stands twice"),
    (("periods", 0, "capital_pence"), -1, "periods", "below nothing"),
    (("periods", 0, "capital_pence"), 1.5, "periods 1, capital_pence", "a whole number of pence"),
    (("periods", 0, "capital_pence"), True, "periods 1, capital_pence", "a whole number of pence"),
    (("protected", 0, "share"), "6/5", "quiet", "above 0 and at most 1"),
    (("protected", 0, "share"), "0/5", "quiet", "above 0 and at most 1"),
    (("protected", 0, "share"), "1/0", "protected 1, share", 'a fraction written "n/d"'),
    (("protected", 0, "pence"), 5, "quiet", "either a share or a sum"),
    (("protected", 0, "share"), None, "quiet", "either a share or a sum"),
    (("protected", 0, "panel"), ["nurse", "nurse"], "quiet", "at least 2 different roles"),
    (("protected", 0, "figure"), "mean", "protected 1, figure", "low, middle or high"),
    (("equity_floors", 0, "share"), "3/2", "area Quayside", "above 0 and at most 1"),
    (("equity_floors", 0, "kind"), "ward", "equity_floors 1, kind", "area or category"),
    (("carry_over",), "3/2", "carry_over", "a part from 0 to 1"),
    (("notice_months",), -1, "notice_months", "0 months or more"),
    (("uplift",), " ", "uplift", "nothing is written here"),
    (
        ("periods", 0),
        {**TWENTY_MILLION["periods"][0], "capital_pence": 0, "revenue_pence": 0},
        "periods",
        "has no money",
    ),
    (
        ("equity_floors",),
        [{"kind": "area", "name": name, "share": "2/3"} for name in ("Quayside", "Hilltop")],
        "equity_floors",
        "the floors of area together are more than the whole",
    ),
    (("fund",), "a/b", "fund", "a short name is"),
    (("title",), None, "title", "the field is missing"),
    (("titel",), "x", "titel", "there is no such field; the nearest is title"),
    (("from",), "1 April 2026", "from", "a date written YYYY-MM-DD"),
    (("periods",), "p1", "periods", "a list of periods"),
]


@pytest.mark.parametrize(("path", "value", "field", "said"), BAD)
def test_a_fault_is_refused_with_its_field(path, value, field, said):
    with pytest.raises(ConstitutionFaults) as refused:
        read_constitution(changed(path, value))
    told = [(fault.field, str(fault)) for fault in refused.value.faults]
    assert [one for one in told if one[0] == field and said in one[1]], told


def test_every_fault_is_told_at_once():
    with pytest.raises(ConstitutionFaults) as refused:
        twenty_million(until="2037-03-31", notice_months=-1, uplift="", carry_over="2/1")
    assert [fault.field for fault in refused.value.faults] == ["uplift", "until", "carry_over", "notice_months"]


def test_what_is_read_is_written_as_it_was():
    one = twenty_million()
    assert one.canonical() == TWENTY_MILLION
    assert read_constitution(one.canonical()) == one
    assert faults_of(one) == ()


def test_what_is_left_out_protects_nothing_and_carries_nothing_over():
    bare = {
        key: TWENTY_MILLION[key] for key in TWENTY_MILLION if key not in {"protected", "equity_floors", "carry_over"}
    }
    one = read_constitution(bare)
    assert (one.protected, one.equity_floors, one.carry_over, one.protected_pence) == ((), (), 0, 0)


def test_periods_are_the_whole_term_and_the_whole_fund():
    one = twenty_million()
    assert sum(period.whole for period in one.periods) == 2_000_000_000
    assert one.protected_pence == Fraction(400_000_000)
    assert [one.after(name) and one.after(name).id for name in ("p1", "p2", "p3", "p9")] == ["p2", "p3", None, None]


def test_a_sum_may_be_protected_instead_of_a_share_and_not_more_than_a_period_has():
    stream = {key: value for key, value in TWENTY_MILLION["protected"][0].items() if key != "share"}
    assert twenty_million(protected=[{**stream, "pence": 649_999_999}]).protected_pence == 1_949_999_997
    with pytest.raises(ConstitutionFaults, match="more is protected in the period p2 than it has"):
        twenty_million(protected=[{**stream, "pence": 650_000_000}])


def test_the_fund_of_a_round_is_made_from_the_constitution():
    days = {"voting_opens": date(2027, 3, 1), "constituted": date(2026, 5, 1), "entry": 4}
    fund = twenty_million().for_round("spring", Pence(1_000_000), **days)
    assert (fund.set_aside, fund.for_the_vote, fund.accountable_body) == (200_000, 800_000, "Harbour Council")
    assert fund.streams[0].panel == ("nurse", "housing adviser", "person with lived experience")
    with pytest.raises(ConstitutionFaults, match="1/5 of the total is not a whole number of pence"):
        twenty_million().for_round("spring", Pence(1_000_001), **days)
    stream = {key: value for key, value in TWENTY_MILLION["protected"][0].items() if key != "share"}
    with pytest.raises(ConstitutionFaults, match="more than the round holds"):
        twenty_million(protected=[{**stream, "pence": 600}]).for_round("spring", Pence(599), **days)
