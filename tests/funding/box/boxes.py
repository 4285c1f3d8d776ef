"""A small round to vote in, without a database."""

from fractions import Fraction

from hypothesis import strategies as st

from commonweal.funding.box.choices import BallotForm, Choices
from commonweal.funding.box.keys import public_key
from commonweal.funding.box.seal import Box
from commonweal.funding.poll import Project

SEED = bytes(range(16))
ROUND = "r1"
ROUND_KEY = bytes(range(100, 132))
PROJECTS = tuple(
    Project(id_, name, Fraction(cost))
    for id_, name, cost in (("a", "Benches", 200), ("b", "Trees", 150), ("c", "Lights", 100), ("é-4", "Café", 50))
)
IDS = tuple(project.id for project in PROJECTS)


def form(kind="approval", **named):
    named.setdefault("points", 10 if kind == "cumulative" else None)
    return BallotForm(kind, PROJECTS, Fraction(300), **named)


def box(length=None, round_id=ROUND):
    return Box(round_id, public_key(SEED), ROUND_KEY, length or form().length)


some = st.lists(st.sampled_from(IDS), min_size=1, unique=True).map(tuple)
ballots = some.map(lambda names: Choices(tuple(sorted(names, key=IDS.index))))
"""Approval ballots."""
