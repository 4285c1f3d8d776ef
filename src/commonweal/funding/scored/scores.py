"""Assessors, their declared interests and their scores; which of them count, and what they come to."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from commonweal.errors import Fault, InterestsMissing, ScoreFaults, TooFewAssessors
from commonweal.funding.panels import FEWEST
from commonweal.funding.scored.bids import Bid
from commonweal.funding.scored.scheme import Criterion, Scheme

INTERESTS = ("none", "employee", "trustee", "member", "family", "money", "rival", "other")
"""What an assessor may declare for a bid: no interest, or of what kind it is."""


@dataclass(frozen=True, slots=True)
class Score:
    """What one assessor gave one bid on one criterion.

    Attributes:
        points: on the criterion's scale.
        reason: why, in words for the bidder.
    """

    points: int
    reason: str


@dataclass(frozen=True, slots=True)
class Panel:
    """What all assessors declared and gave.

    Attributes:
        interests: a word of :data:`INTERESTS` by (assessor, bid).
        scores: by (assessor, bid, criterion).
    """

    interests: Mapping[tuple[str, str], str]
    scores: Mapping[tuple[str, str, str], Score]

    @property
    def assessors(self) -> tuple[str, ...]:
        """Everybody who declared or gave anything, sorted."""
        return tuple(sorted({key[0] for key in self.interests} | {key[0] for key in self.scores}))

    def heard(self, bid: str) -> tuple[str, ...]:
        """Give the assessors of a bid that count: those who declared that they have no interest in it."""
        return tuple(
            sorted(one for (one, declared), kind in self.interests.items() if declared == bid and kind == "none")
        )


@dataclass(frozen=True, slots=True)
class Mark:
    """What a bid has on one criterion.

    Attributes:
        criterion: its id.
        points: of its weight; None where the criterion is price and the bid is not ranked.
        mean: of the scores that count; None for price, like the two that follow.
        low: the lowest of them.
        high: the highest of them.
        apart: whether they lie further apart than half of the scale, so that the assessors should talk it over.
    """

    criterion: str
    points: Fraction | None
    mean: Fraction | None = None
    low: int | None = None
    high: int | None = None
    apart: bool = False


def mark(criterion: Criterion, points: Sequence[int]) -> Mark:
    """Give what the scores of several assessors come to on a criterion.

    Args:
        criterion: one that is scored.
        points: what each assessor that counts gave.

    Examples:
        >>> found = mark(Criterion("a", "A", "quality", 40, {0: "no", 5: "yes"}), [5, 2])
        >>> found.mean, found.points, found.apart
        (Fraction(7, 2), Fraction(28, 1), True)
    """
    mean = Fraction(sum(points), len(points))
    span = criterion.highest - criterion.lowest
    return Mark(
        criterion=criterion.id,
        points=criterion.weight * (mean - criterion.lowest) / span,
        mean=mean,
        low=min(points),
        high=max(points),
        apart=2 * (max(points) - min(points)) > span,
    )


def check_panel(scheme: Scheme, bids: Sequence[Bid], panel: Panel) -> None:
    """Refuse a panel that cannot be counted.

    Raises:
        InterestsMissing: where an assessor has not declared for a bid, naming each.
        ScoreFaults: where an assessor without an interest has not scored a criterion, or a score is off its scale.
        TooFewAssessors: where fewer than two assessors of a bid count.
    """
    missing = [
        Fault("{assessor} has not declared for bid {bid}", {"assessor": assessor, "bid": bid.id})
        for assessor in panel.assessors
        for bid in bids
        if (assessor, bid.id) not in panel.interests
    ]
    if missing:
        raise InterestsMissing(*missing)
    faults = [*_unscored(scheme, bids, panel), *_off_scale(scheme, bids, panel)]
    if faults:
        raise ScoreFaults(*faults)
    few = [
        Fault("bid {bid} has {heard}", {"bid": bid.id, "heard": len(panel.heard(bid.id))})
        for bid in bids
        if len(panel.heard(bid.id)) < FEWEST
    ]
    if few:
        raise TooFewAssessors(*few, fewest=FEWEST)


def _unscored(scheme: Scheme, bids: Sequence[Bid], panel: Panel) -> Iterator[Fault]:
    for bid in bids:
        for assessor in panel.heard(bid.id):
            for criterion in scheme.assessed:
                if (assessor, bid.id, criterion.id) not in panel.scores:
                    figures = {"assessor": assessor, "bid": bid.id, "criterion": criterion.id}
                    yield Fault("{assessor} has not scored bid {bid} on {criterion}", figures)


def _off_scale(scheme: Scheme, bids: Sequence[Bid], panel: Panel) -> Iterator[Fault]:
    scales = {criterion.id: criterion for criterion in scheme.assessed}
    known = {bid.id for bid in bids}
    for (assessor, bid, name), score in sorted(panel.scores.items()):
        scale = scales.get(name)
        if scale is None or bid not in known or not scale.lowest <= score.points <= scale.highest:
            figures = {"assessor": assessor, "bid": bid, "criterion": name, "points": score.points}
            yield Fault("{points} points of {assessor} for bid {bid} on {criterion} fit no scale", figures)
