"""Results: what a certificate stands for."""

from fractions import Fraction

from commonweal.funding.ballots import Ballot, grouped
from commonweal.funding.certificate import Certificate, Winner
from commonweal.funding.poll import Poll, Project
from commonweal.funding.result import result
from commonweal.funding.spec import read_spec


def test_a_result_says_what_its_certificate_funds_in_that_order():
    projects = tuple(Project(id_, id_, Fraction(cost)) for id_, cost in (("a", 3), ("b", 4), ("c", 5)))
    poll = Poll(projects, Fraction(20), "approval", grouped([Ballot((0,), voters=6)], "approval"))
    spec = read_spec("greedy")
    told = result(poll, Certificate(spec, (Winner(2, "greedy"), Winner(0, "greedy"))))
    assert (told.selected, told.spent, told.budget, told.voters) == (("c", "a"), 8, 20, 6)
    assert told.spec is spec
