"""The cuts log of evidence and the statement of a fund call the same thing by the same name."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from commonweal.evidence.cuts import MoneyStanding
from commonweal.funding.fund.additionality import Additionality
from commonweal.terms.money import Pence

sums = st.integers(0, 10**10)


@given(sums, sums, sums)
def test_a_transfer_in_the_log_and_a_statement_of_a_fund_agree(now, cut, new):
    stated = Additionality(Pence(now + cut), Pence(now), Pence(new))
    logged = MoneyStanding(date(2027, 4, 1), Pence(now + cut), Pence(cut), Pence(new), transfer=True)
    assert (logged.verdict, logged.after, logged.cut) == (stated.verdict, stated.total, stated.cut)
