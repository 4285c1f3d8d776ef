"""An invented scored award: a council asks who would keep a ferry kiosk, a warm room and a repair bench going."""

from collections.abc import Mapping
from datetime import date
from random import Random

from commonweal.funding.scored.bids import Bid, FullCost, Promise
from commonweal.funding.scored.scheme import FORMULA, Criterion, Scheme
from commonweal.funding.scored.scores import Panel, Score
from commonweal.terms.money import Pence

BODIES = (
    ("harbour-kitchen", "Harbour Kitchen", "A warm room with lunch, four days a week"),
    ("quay-menders", "Quay Menders", "A repair bench and a tool library"),
    ("east-side-carers", "East Side Carers", "Respite afternoons for carers"),
    ("ferry-friends", "Ferry Friends", "The kiosk at the landing, open every day"),
    ("reading-boats", "Reading Boats", "Books and homework help on the water bus"),
    ("saltmarsh-growers", "Saltmarsh Growers", "Allotments with somebody to ask"),
)
"""Short name, name and offer of who bids."""
REASONS: Mapping[int, str] = {
    1: "It is named, but nothing shows how it would be done.",
    2: "Some of it is shown; important parts are missing.",
    3: "It is shown, with small gaps.",
    4: "It is shown well, with examples.",
    5: "It is shown fully, and people who use it were asked.",
}
PROMISES = (
    "Two paid traineeships for people from the estate",
    "The real living wage for everybody who works on it",
    "Half of what is bought comes from firms of the place",
    "One afternoon a month free for other groups to use the room",
)
ASSESSORS = ("assessor-1", "assessor-2", "resident-1")


def sample_scheme() -> Scheme:
    """Make the scheme of the sample."""
    return Scheme(
        id="ferry-2027",
        title="Keeping the waterside open",
        body="Saltmarsh Council",
        opened=date(2027, 1, 11),
        budget=Pence(90_000_00),
        most_awards=3,
        overflow="skip",
        total=100,
        ties=("quality", "price", "lot"),
        criteria=(
            Criterion(
                "people",
                "People who use it shape it",
                "quality",
                40,
                {0: "Not said", 5: "Shown fully, and people who use it were asked"},
                minimum=2,
            ),
            Criterion("running", "It can be run as described", "quality", 30, {0: "Not said", 5: "Shown fully"}),
            Criterion(
                "social-value", "What it does for the place besides", "social_value", 10, {0: "Nothing", 5: "Much"}
            ),
            Criterion("price", "Price", "price", 20, {}, formula=FORMULA),
        ),
    )


def sample_award(seed: int, bids: int = 5) -> tuple[Scheme, tuple[Bid, ...], Panel]:
    """Make an invented award: one bid below its full cost, one declared interest.

    Args:
        seed: same seed, same award.
        bids: how many bid, from 2 to 6.
    """
    drawn = Random(f"awards {seed}")  # noqa: S311 - a sample, not a secret
    scheme = sample_scheme()
    offered = tuple(_bid(drawn, nth) for nth in range(bids))
    interests = {(assessor, bid.id): "none" for assessor in ASSESSORS for bid in offered}
    interests[drawn.choice(ASSESSORS), offered[0].id] = "trustee"
    scores = {}
    for bid in offered:
        worth = drawn.randint(2, 4)
        for assessor in ASSESSORS:
            for criterion in scheme.assessed if interests[assessor, bid.id] == "none" else ():
                points = min(5, max(1, worth + drawn.choice((-1, 0, 0, 1))))
                scores[assessor, bid.id, criterion.id] = Score(points, REASONS[points])
    return scheme, offered, Panel(interests, scores)


def _bid(drawn: Random, nth: int) -> Bid:
    id_, name, title = BODIES[nth]
    direct = drawn.randrange(15_000, 30_000, 500) * 100
    cost = FullCost(Pence(direct), Pence(direct // 10), Pence(direct // 20), Pence(direct // 50))
    # The second bid asks for what the work itself costs, and so pays its own overheads.
    price = Pence(direct if nth == 1 else (cost.total or 0))
    promised = sorted(drawn.sample(PROMISES, 2))
    return Bid(id_, name, title, price, cost, tuple(Promise(text, date(2027, 9, 30)) for text in promised))
