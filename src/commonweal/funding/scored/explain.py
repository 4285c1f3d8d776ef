"""Telling each bidder what its bid was given, why, how it compares, and what people should look at first."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from commonweal.funding.scored.award import Award, Flag, Standing
from commonweal.funding.scored.bids import Bid
from commonweal.funding.scored.scheme import Criterion, Scheme
from commonweal.funding.scored.scores import Mark, Panel
from commonweal.terms.money import Amount
from commonweal.terms.sentences import Sentence, key, say

FLAGS: Mapping[Flag, str] = {
    "below full cost": key("To look at: it asks for less than its work costs in full. Who pays the rest?"),
    "full cost not known": key(
        "To look at: its full cost is not known, so nobody can say whether the price covers it."
    ),
    "social value without a promise": key(
        "To look at: it was given points for social value, but promises nothing that can be followed."
    ),
    "scores far apart": key(
        "To look at: on a criterion the scores lie more than half of the scale apart. Talk it over."
    ),
}
"""What is said of each flag."""

INTERESTS = {
    "employee": key("works for the bidder"),
    "trustee": key("is a trustee of the bidder"),
    "member": key("is a member of the bidder"),
    "family": key("has family at the bidder"),
    "money": key("has money in it"),
    "rival": key("belongs to a body that bids too"),
    "other": key("has another interest"),
}
"""What is said of each kind of interest."""


@dataclass(frozen=True, slots=True)
class BidAccount:
    """What one bidder is told.

    Attributes:
        standing: where the bid stands.
        against: id of the lowest bid that is awarded, or "" where none is.
        differences: own points less those of that bid, by criterion; None where one of the two has no points.
        difference: the same of the totals; None where the bid is not ranked or nothing is awarded.
        sentences: all of it for people.
    """

    standing: Standing
    against: str
    differences: tuple[Fraction | None, ...]
    difference: Fraction | None
    sentences: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class AwardExplanation:
    """What the scores gave, and why.

    Attributes:
        sentences: of the award as a whole.
        bids: an account of each bid, in the order of the standings.
    """

    sentences: tuple[Sentence, ...]
    bids: tuple[BidAccount, ...]


def explain_award(scheme: Scheme, bids: Sequence[Bid], panel: Panel, found: Award) -> AwardExplanation:
    """Explain an award: the whole of it, and each bid.

    Args:
        scheme: as it was locked.
        bids: every bid.
        panel: what the assessors declared and gave.
        found: what the scores gave.
    """
    by_id = {bid.id: bid for bid in bids}
    last = next((one for one in found.standings if found.awarded and one.bid == found.awarded[-1]), None)
    return AwardExplanation(
        sentences=tuple(_summary(scheme, panel, found)),
        bids=tuple(_account(scheme, by_id[one.bid], panel, one, last) for one in found.standings),
    )


def _summary(scheme: Scheme, panel: Panel, found: Award) -> Iterator[Sentence]:
    yield say(
        "{assessors} assessors scored {bids} bids on {criteria} criteria, with {budget} to award.",
        assessors=len(panel.assessors),
        bids=len(found.standings),
        criteria=len(scheme.assessed),
        budget=Amount.of_pence(scheme.budget),
    )
    yield say(
        "Criteria, weights and scales were locked on {opened}, before anybody bid: {hash}.",
        opened=scheme.opened,
        hash=scheme.sha256(),
    )
    if found.left_out:
        yield say(
            "{n} declared interest took an assessor's scores on a bid out.",
            plural="{n} declared interests took assessors' scores on bids out.",
            by="n",
            n=len(found.left_out),
        )
    yield say(
        "The scores give {n} award, for {spent}.",
        plural="The scores give {n} awards, for {spent}.",
        by="n",
        n=len(found.awarded),
        spent=Amount.of_pence(found.spent),
    )
    if found.seed is not None:
        yield say("Bids that were equal in all else were told apart by lot, with the seed {seed}.", seed=found.seed)
    flagged = sum(bool(one.flags) for one in found.standings)
    if flagged:
        yield say(
            "{n} bid has something to look at before the decision.",
            plural="{n} bids have something to look at before the decision.",
            by="n",
            n=flagged,
        )
    yield say("This is what the scores give. {body} decides, and gives its reasons.", body=scheme.body)


def _account(scheme: Scheme, bid: Bid, panel: Panel, standing: Standing, last: Standing | None) -> BidAccount:
    differences: tuple[Fraction | None, ...] = (None,) * len(scheme.criteria)
    difference = None
    if last is not None:
        pairs = zip(standing.marks, last.marks, strict=True)
        differences = tuple(_less(mine.points, theirs.points) for mine, theirs in pairs)
        difference = _less(standing.total, last.total)
    sentences = (
        *_place(scheme, bid, standing),
        *(sentence for parts in _marks(scheme, bid, panel, standing) for sentence in parts),
        *_left_out(panel, bid),
        *(say(FLAGS[flag]) for flag in standing.flags),
        *_comparison(scheme, standing, last, differences),
    )
    return BidAccount(standing, last.bid if last else "", differences, difference, sentences)


def _less(mine: Fraction | None, theirs: Fraction | None) -> Fraction | None:
    return None if mine is None or theirs is None else mine - theirs


def _place(scheme: Scheme, bid: Bid, standing: Standing) -> Iterator[Sentence]:
    if standing.rank is None or standing.total is None:
        yield say("Not ranked: it does not reach a minimum that the scheme sets.")
        return
    figures: dict[str, int | Fraction | Amount] = {
        "rank": standing.rank,
        "points": standing.total,
        "total": scheme.total,
        "price": Amount.of_pence(bid.price),
    }
    if standing.why == "awarded":
        yield Sentence("To be awarded {price}: rank {rank}, with {points:decimal2} of {total} points.", figures)
        return
    yield Sentence("Not awarded: rank {rank}, with {points:decimal2} of {total} points, for {price}.", figures)
    if standing.why == "number":
        yield say(
            "The {most} award had been made when its turn came.",
            plural="All {most} awards had been made when its turn came.",
            by="most",
            most=scheme.most_awards,
        )
    elif standing.why == "ended":
        yield say("The awards had ended at a bid that no longer fitted.")
    elif standing.left is not None:
        yield say("{left} was left when its turn came.", left=Amount.of_pence(standing.left))


def _marks(scheme: Scheme, bid: Bid, panel: Panel, standing: Standing) -> Iterator[Iterator[Sentence]]:
    for criterion, mark in zip(scheme.criteria, standing.marks, strict=True):
        yield _priced(criterion, mark) if criterion.kind == "price" else _scored(criterion, mark, bid, panel)


def _priced(criterion: Criterion, mark: Mark) -> Iterator[Sentence]:
    if mark.points is not None:
        yield say(
            "{title}: {points:decimal2} of {weight} points, by the formula: {formula}.",
            title=criterion.title,
            points=mark.points,
            weight=criterion.weight,
            formula=criterion.formula,
        )


def _scored(criterion: Criterion, mark: Mark, bid: Bid, panel: Panel) -> Iterator[Sentence]:
    if mark.points is None or mark.mean is None or mark.low is None or mark.high is None:
        return
    yield say(
        "{title}: {points:decimal2} of {weight} points. The mean score is {mean:decimal2}, from {low} to {high}, on a "
        "scale from {lowest} to {highest}.",
        title=criterion.title,
        points=mark.points,
        weight=criterion.weight,
        mean=mark.mean,
        low=mark.low,
        high=mark.high,
        lowest=criterion.lowest,
        highest=criterion.highest,
    )
    if criterion.minimum is not None and mark.mean < criterion.minimum:
        yield say("The scheme asks for a mean of at least {minimum} here.", minimum=criterion.minimum)
    for assessor in panel.heard(bid.id):
        score = panel.scores[assessor, bid.id, criterion.id]
        yield say("{assessor} gave {points}: {reason}", assessor=assessor, points=score.points, reason=score.reason)


def _left_out(panel: Panel, bid: Bid) -> Iterator[Sentence]:
    for assessor in panel.assessors:
        interest = panel.interests.get((assessor, bid.id), "none")
        if interest != "none":
            yield say(
                "{assessor} {interest} and did not count here.", assessor=assessor, interest=say(INTERESTS[interest])
            )


def _comparison(
    scheme: Scheme, standing: Standing, last: Standing | None, differences: Sequence[Fraction | None]
) -> Iterator[Sentence]:
    """Compare a bid that is not awarded with the lowest that is."""
    if last is None or standing.why == "awarded":
        return
    if standing.total is not None and last.total is not None:
        yield say(
            "The lowest bid to be awarded, {bid}, has {points:decimal2} points. By criterion, own points less those:",
            bid=last.bid,
            points=last.total,
        )
    else:
        yield say("Against the lowest bid to be awarded, {bid}, own points less those:", bid=last.bid)
    for criterion, difference in zip(scheme.criteria, differences, strict=True):
        if difference is not None:
            yield say("{title}: {difference:decimal2}", title=criterion.title, difference=difference)
