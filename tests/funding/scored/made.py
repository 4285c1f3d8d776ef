"""Small scored awards, drawn by Hypothesis: few levels and prices, so that ties and minimums are common."""

from dataclasses import dataclass
from datetime import date

from hypothesis import strategies as st

from commonweal.funding.scored.award import Award, award
from commonweal.funding.scored.bids import Bid, FullCost, Promise
from commonweal.funding.scored.scheme import FORMULA, Criterion, CriterionKind, Scheme
from commonweal.funding.scored.scores import INTERESTS, Panel, Score
from commonweal.terms.money import Pence

SCORED: tuple[CriterionKind, ...] = ("quality", "social_value")
SCALE = {0: "nothing", 2: "something", 4: "all"}
FROM_ONE = {1: "little", 4: "all"}
WHO = ("assessor-1", "assessor-2", "resident-1", "resident-2")


@dataclass(frozen=True)
class Made:
    scheme: Scheme
    bids: tuple[Bid, ...]
    panel: Panel

    def award(self, seed: str = "drawn") -> Award:
        return award(self.scheme, self.scheme.sha256(), self.bids, self.panel, seed)


def scheme(*criteria: Criterion, **other) -> Scheme:
    criteria = criteria or (Criterion("quality", "Quality", "quality", 10, SCALE),)
    told = {"budget": Pence(1000), "most_awards": 9, "overflow": "skip", "ties": ("quality", "price", "lot")}
    return Scheme(
        id="fund",
        title="A fund",
        body="The council",
        opened=date(2027, 1, 11),
        total=sum(one.weight for one in criteria),
        criteria=criteria,
        **{**told, **other},
    )


def bid(id_: str, price: int = 100, full: int | None = 100, *promises: str) -> Bid:
    cost = FullCost(None if full is None else Pence(full), Pence(0), Pence(0), Pence(0))
    return Bid(id_, id_.upper(), f"Offer of {id_}", Pence(price), cost, tuple(_promise(one) for one in promises))


def _promise(text: str) -> Promise:
    return Promise(text, date(2027, 9, 30))


def panel(scores: dict[str, list[list[int]]], scheme: Scheme, interests: dict[tuple[str, str], str] | None = None):
    """Make a panel from, for each bid, each assessor's points in the order of the criteria that are scored."""
    told = {(WHO[k], id_): "none" for id_, given in scores.items() for k in range(len(given))} | (interests or {})
    return Panel(
        told,
        {
            (WHO[k], id_, criterion.id): Score(points, f"{points} it is")
            for id_, given in scores.items()
            for k, row in enumerate(given)
            for criterion, points in zip(scheme.assessed, row, strict=True)
        },
    )


@st.composite
def schemes(draw: st.DrawFn) -> Scheme:
    kinds: list[CriterionKind] = ["quality", *draw(st.lists(st.sampled_from(SCORED), max_size=2))]
    weights = st.integers(1, 4)
    criteria = [
        Criterion(
            f"c{k}",
            f"C {k}",
            kind,
            draw(weights),
            draw(st.sampled_from([SCALE, FROM_ONE])),
            draw(st.sampled_from([None, None, 1, 2])),
        )
        for k, kind in enumerate(kinds)
    ]
    if draw(st.booleans()):
        criteria.append(Criterion("price", "Price", "price", draw(weights), {}, formula=FORMULA))
    return scheme(
        *criteria,
        budget=Pence(draw(st.integers(1, 12)) * 100),
        most_awards=draw(st.integers(1, 5)),
        overflow=draw(st.sampled_from(["skip", "stop"])),
        ties=draw(st.sampled_from([("quality", "price", "lot"), ("price", "lot"), ("lot",)])),
    )


@st.composite
def awards(draw: st.DrawFn) -> Made:
    made = draw(schemes())
    ids = [f"b{k}" for k in range(draw(st.integers(0, 5)))]
    prices = st.integers(1, 5).map(lambda hundred: hundred * 100)
    bids = tuple(
        bid(
            id_, draw(prices), draw(st.none() | prices), *draw(st.lists(st.sampled_from("xyz"), max_size=2).map(sorted))
        )
        for id_ in ids
    )
    rows = st.tuples(*(st.integers(one.lowest, one.highest) for one in made.assessed)).map(list)
    told = {id_: [draw(rows) for _ in WHO] for id_ in ids}
    conflicts = {
        (draw(st.sampled_from(WHO[2:])), id_): draw(st.sampled_from(INTERESTS[1:]))
        for id_ in ids
        if draw(st.booleans())
    }
    return Made(made, bids, panel(told, made, conflicts))
