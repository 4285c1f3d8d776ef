"""Certificates: what they say is what is worked out."""

from fractions import Fraction
from hashlib import sha256

from commonweal.handover.bound import bound, projected
from commonweal.handover.certificate import certified, gap
from commonweal.handover.plan import keep_everything, objective
from commonweal.handover.written import plan_form, written
from commonweal.terms.canon import encode
from tests.handover.tiny import random_prices, solved


def test_a_certificate_names_the_bytes_it_speaks_of():
    problem, plan, certificate = solved(7)
    data = encode(written(problem))
    assert certificate.input_sha256 == sha256(data).hexdigest()
    told = encode(plan_form(plan, certificate.input_sha256))
    assert certificate.plan_sha256 == sha256(told).hexdigest()


def test_both_gaps_are_measured_from_the_bound():
    problem, plan, certificate = solved(7)
    assert certificate.bound == bound(problem, certificate.prices)
    assert certificate.keep == objective(problem, keep_everything(problem))
    short = plan.objective - certificate.bound
    for stated, of in (
        (certificate.gap_objective, plan.objective),
        (certificate.gap_value, certificate.keep - certificate.bound),
    ):
        assert 0 <= stated - short / of < Fraction(1, 10**6)


def test_any_prices_certify_only_less_well():
    problem, plan, best = solved(7)
    worse = certified(problem, plan, random_prices(problem, 1), "nobody", Fraction(1, 3))
    assert worse.prices == projected(problem, worse.prices)
    assert worse.bound < best.bound
    assert worse.solver_gap == Fraction(333334, 10**6)


def test_where_nothing_is_at_stake_the_gap_is_nothing():
    assert gap(Fraction(0), Fraction(0)) == 0
    assert gap(Fraction(1, 3), Fraction(1)) == Fraction(333334, 10**6)
