"""Small streams with their needs, proposals and panel, by hand and drawn."""

from datetime import date

from hypothesis import strategies as st

from commonweal.funding.streams.constitution import FIGURES, Stream
from commonweal.funding.streams.requests import Placing, Requests, StreamNeed, StreamProposal
from commonweal.terms.money import Pence


def stream(set_aside, figure="middle"):
    panel = ("nurse", "person with lived experience")
    return Stream("p", "Set aside", "whom", Pence(set_aside), None, date(2026, 1, 1), 1, figure, panel)


def need(group, low, high=None):
    return StreamNeed(group, low, low if high is None else high, "source", "2026")


def requests(needs, proposals, order=None):
    ids = order or [proposal.id for proposal in proposals]
    return Requests(tuple(needs), tuple(proposals), tuple(Placing(k, id_, "why") for k, id_ in enumerate(ids, 1)))


def asks(id_, group, cost, smallest=None):
    return StreamProposal(id_, id_.upper(), group, Pence(cost), smallest and Pence(smallest))


@st.composite
def cases(draw):
    """A stream, and needs and proposals of up to five groups, at least one of them in need."""
    groups = draw(st.lists(st.sampled_from("abcde"), min_size=1, unique=True))
    lows = [draw(st.integers(0, 40)) * 5 for _ in groups]
    lows[0] += 5
    needs = [need(group, low, low + 5 * draw(st.integers(0, 20))) for group, low in zip(groups, lows, strict=True)]
    proposals = []
    for number in range(draw(st.integers(0, 8))):
        cost = draw(st.integers(1, 4_000))
        smallest = draw(st.one_of(st.none(), st.integers(1, cost)))
        proposals.append(asks(f"{number}", draw(st.sampled_from(groups)), cost, smallest))
    order = draw(st.permutations([proposal.id for proposal in proposals]))
    return stream(draw(st.integers(1, 10_000)), draw(st.sampled_from(FIGURES))), requests(needs, proposals, order)
