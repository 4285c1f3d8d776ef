from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonweal.evidence.cuts import NOT_WRITTEN, Cut, MoneyStanding, NewMoney, added, last_change, money_on
from commonweal.formats.prose import ENGLISH, prose
from commonweal.terms.money import Pence

DAY = date(2027, 4, 1)


def cut(pounds, starts=date(2026, 4, 1), where="", before=None):
    written = NOT_WRITTEN if before is None else Pence(before * 100)
    return Cut(starts, "library", where, Pence(pounds * 100), "the council", "Budget, table 4", written)


def new(pounds, starts=date(2026, 7, 1), ends=None, where=""):
    return NewMoney(starts, ends, "library", where, Pence(pounds * 100), "a fund", "its terms")


def standing(cuts=(), money=(), *, transfer=True, where=None, day=DAY):
    return money_on(day, cuts, money, transfer=transfer, neighbourhood=where)


def said(one):
    return prose(ENGLISH).text(one.sentence())


def test_a_cut_of_300k_and_a_transfer_of_the_same_service_replace_public_money():
    found = standing([cut(300_000, before=900_000)])
    assert (found.before, found.after, found.verdict) == (90_000_000, 60_000_000, "replaces public money")
    assert "This replaces public money" in said(found)
    assert "£900,000" in said(found)
    assert "£600,000" in said(found)


@pytest.mark.parametrize(
    ("pence", "verdict"), [(29_999_999, "replaces public money"), (30_000_000, "replaces public money")]
)
def test_new_money_up_to_the_cut_replaces_to_the_penny(pence, verdict):
    found = MoneyStanding(DAY, NOT_WRITTEN, Pence(30_000_000), Pence(pence), transfer=True)
    assert found.verdict == verdict
    assert MoneyStanding(DAY, NOT_WRITTEN, found.cut, Pence(30_000_001), transfer=True).verdict == "more than the cut"


def test_a_cut_without_a_transfer_or_new_money_is_called_a_cut():
    assert standing([cut(10)], transfer=False).verdict == "cut"
    assert standing([cut(10)], [new(1)], transfer=False).verdict == "replaces public money"
    assert standing(money=[new(1)]).verdict == "new money"
    assert standing().verdict == "nothing new"


def test_what_was_spent_before_is_never_taken_for_nothing():
    found = standing([cut(300_000)], [new(400_000)])
    assert found.before == found.after == NOT_WRITTEN
    assert "not written down" in said(found)


def test_before_is_before_the_first_cut():
    found = standing([cut(200, before=700), cut(300, starts=date(2024, 4, 1))])
    assert (found.before, found.cut, found.after) == (100_000, 50_000, 50_000)


def test_two_cuts_of_one_day_are_not_added_back_to_each_other():
    found = standing([cut(200), cut(300, before=900)])
    assert (found.before, found.after) == (90_000, 40_000)


def test_only_what_runs_on_the_day_counts():
    ended, coming = new(500, ends=date(2027, 3, 31)), new(800, starts=date(2027, 4, 2))
    assert standing([cut(300)], [ended, coming]).new == 0
    assert standing([cut(300)], [new(500, ends=DAY)]).new == 50_000
    assert standing([cut(300, starts=date(2027, 4, 2))]).cut == 0


def test_what_a_neighbourhood_lost_is_not_made_good_elsewhere():
    cuts, money = [cut(300, where="Quay")], [new(400, where="Hill")]
    assert standing(cuts, money).verdict == "more than the cut"
    assert standing(cuts, money, where="Quay").verdict == "replaces public money"
    assert standing(cuts, money, where="Hill").verdict == "new money"


def test_the_whole_is_unknown_where_a_part_is():
    known, unknown = standing([cut(1, before=5)]), standing([cut(2)])
    assert added([known, known], DAY).before == 1_000
    assert added([known, unknown], DAY).before == NOT_WRITTEN
    assert added([known, unknown], DAY).cut == 300


def test_the_last_change_is_told_only_where_it_is_to_come():
    assert last_change([cut(1)], [new(1)], DAY) is None
    assert last_change([cut(1)], [new(1, ends=date(2028, 3, 31))], DAY) == date(2028, 4, 1)
    assert last_change([cut(1, starts=date(2029, 1, 1))], [], DAY) == date(2029, 1, 1)


sums = st.integers(0, 10**12).map(Pence)


@given(st.one_of(st.just(NOT_WRITTEN), sums), sums, sums, st.booleans())
def test_every_pence_is_accounted_for_and_unknown_travels(before, cut_, new_, transfer):
    found = MoneyStanding(DAY, before, cut_, new_, transfer)
    assert found.after == (before if before == NOT_WRITTEN else before - cut_ + new_)
    assert (found.verdict == "more than the cut") == (cut_ > 0 and new_ > cut_)
    assert ("This replaces public money" in said(found)) == (found.verdict == "replaces public money")
