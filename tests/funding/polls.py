"""Small polls written in one line each."""

from fractions import Fraction

from commonweal.funding.ballots import grouped
from commonweal.funding.poll import Poll, Project
from commonweal.funding.rules import RULES
from commonweal.funding.spec import read_spec


def poll_of(costs, ballots, budget, kind="approval", areas=(), **more):
    areas = areas or [""] * len(costs)
    projects = tuple(
        Project(str(k), f"Project {k}", Fraction(cost), area=area)
        for k, (cost, area) in enumerate(zip(costs, areas, strict=True))
    )
    return Poll(projects, Fraction(budget), kind, grouped(ballots, kind), **more)


def counted(poll, rule, *settings):
    """Count a poll, with a lot drawn so that no tie is open."""
    settings = [*settings, *([] if any(one.startswith("seed=") for one in settings) else ["seed=1"])]
    return RULES[rule](poll, read_spec(rule, settings))


def positions(result):
    return [winner.project for winner in result.certificate.winners]
