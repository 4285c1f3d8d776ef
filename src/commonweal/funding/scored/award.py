"""From scores to awards: every bid's points, the order of the bids, and who is awarded while the money lasts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import groupby
from typing import Any, Literal

from commonweal.errors import Fault, SchemeChanged, TieOpen
from commonweal.funding.scored.bids import Bid
from commonweal.funding.scored.scheme import Scheme, check_scheme
from commonweal.funding.scored.scores import Mark, Panel, check_panel, mark
from commonweal.funding.spec import lot
from commonweal.terms.money import Pence

Why = Literal["awarded", "money", "ended", "number", "minimum"]
Flag = Literal["below full cost", "full cost not known", "social value without a promise", "scores far apart"]


@dataclass(frozen=True, slots=True)
class Standing:
    """Where one bid stands.

    Attributes:
        bid: its id.
        marks: what it has on each criterion, in the scheme's order.
        total: its points together; None where it is not ranked.
        rank: 1 the first; None where it does not reach a minimum.
        why: why it is awarded or not: it no longer fitted into the money, the awards had ended at one that did not fit,
            all awards had been made, or it does not reach a minimum.
        left: what was left of the money, in pence, when its turn came; None where it is not ranked.
        flags: what people should look at before they decide. A flag changes no points and no rank.
    """

    bid: str
    marks: tuple[Mark, ...]
    total: Fraction | None
    rank: int | None
    why: Why
    left: Pence | None
    flags: tuple[Flag, ...]


@dataclass(frozen=True, slots=True)
class Award:
    """What the scores give; the body that awards decides.

    Attributes:
        standings: of every bid, in order of rank, then those that are not ranked by their id.
        awarded: ids of the bids to award, in order of rank.
        spent: their prices together, in pence.
        left_out: (assessor, bid, interest) of each declared interest, sorted.
        seed: of the lot, or None where no lot was needed.
    """

    standings: tuple[Standing, ...]
    awarded: tuple[str, ...]
    spent: Pence
    left_out: tuple[tuple[str, str, str], ...]
    seed: str | None


def award(scheme: Scheme, locked: str, bids: Sequence[Bid], panel: Panel, seed: str = "") -> Award:
    """Work out who is awarded.

    Args:
        scheme: as it stands now.
        locked: the hash of the scheme that was published at its opening.
        bids: every bid; their order changes nothing.
        panel: what the assessors declared and gave.
        seed: of the lot, drawn in public after the scores; it is used only where nothing else decides.

    Raises:
        SchemeFaults: where the scheme cannot be used.
        SchemeChanged: where it is not the one that was locked.
        InterestsMissing: where a declaration is missing.
        ScoreFaults: where a score is missing, or off its scale.
        TooFewAssessors: where fewer than two assessors of a bid have no interest in it.
        TieOpen: where only a lot can decide, and no seed was drawn.
    """
    check_scheme(scheme)
    if scheme.sha256() != locked:
        raise SchemeChanged(found=scheme.sha256(), locked=locked)
    check_panel(scheme, bids, panel)
    by_id = {bid.id: bid for bid in sorted(bids, key=lambda bid: bid.id)}
    standings = [_scored(scheme, bid, panel) for bid in by_id.values()]
    lowest = min((by_id[one.bid].price for one in standings if one.why != "minimum"), default=0)
    standings = [_priced(scheme, one, by_id[one.bid], lowest) for one in standings]
    ranked, drawn = _ranked(scheme, standings, by_id, seed)
    ranked = _awarded(scheme, ranked, by_id)
    awarded = tuple(one.bid for one in ranked if one.why == "awarded")
    return Award(
        standings=(*ranked, *(one for one in standings if one.why == "minimum")),
        awarded=awarded,
        spent=Pence(sum(by_id[bid].price for bid in awarded)),
        left_out=tuple(sorted((*key, kind) for key, kind in panel.interests.items() if kind != "none")),
        seed=seed if drawn else None,
    )


def _scored(scheme: Scheme, bid: Bid, panel: Panel) -> Standing:
    """Give a bid's marks on all that assessors score; it is not ranked yet."""
    heard = panel.heard(bid.id)
    marks = tuple(
        mark(criterion, [panel.scores[assessor, bid.id, criterion.id].points for assessor in heard])
        if criterion.kind != "price"
        else Mark(criterion.id, None)
        for criterion in scheme.criteria
    )
    pairs = list(zip(scheme.criteria, marks, strict=True))
    short = any(c.minimum is not None and m.mean is not None and m.mean < c.minimum for c, m in pairs)
    social = any(criterion.kind == "social_value" and found.points for criterion, found in pairs)
    flags: list[Flag] = []
    full_cost = bid.full_cost.total
    if full_cost is None:
        flags.append("full cost not known")
    elif bid.price < full_cost:
        flags.append("below full cost")
    if social and not bid.promises:
        flags.append("social value without a promise")
    if any(found.apart for found in marks):
        flags.append("scores far apart")
    return Standing(bid.id, marks, None, None, "minimum" if short else "ended", None, tuple(flags))


def _priced(scheme: Scheme, standing: Standing, bid: Bid, lowest: int) -> Standing:
    """Give a bid that is ranked its points for price, and its total."""
    if standing.why == "minimum":
        return standing
    marks = tuple(
        replace(found, points=Fraction(criterion.weight * lowest, bid.price)) if criterion.kind == "price" else found
        for criterion, found in zip(scheme.criteria, standing.marks, strict=True)
    )
    return replace(standing, marks=marks, total=sum((found.points or Fraction(0) for found in marks), Fraction(0)))


def _ranked(
    scheme: Scheme, standings: Sequence[Standing], bids: Mapping[str, Bid], seed: str
) -> tuple[list[Standing], bool]:
    """Give the ranked bids in order, and whether a lot had to decide."""

    def key(one: Standing) -> tuple[Any, ...]:
        points = zip(scheme.criteria, one.marks, strict=True)
        quality = sum((found.points or 0 for criterion, found in points if criterion.kind == "quality"), Fraction(0))
        by_word = {"quality": -quality, "price": Fraction(bids[one.bid].price)}
        return (-(one.total or Fraction(0)), *(by_word[word] for word in scheme.ties if word != "lot"))

    order = sorted((one for one in standings if one.why != "minimum"), key=key)
    groups = [[one.bid for one in equal] for _, equal in groupby(order, key)]
    tied = [group for group in groups if len(group) > 1]
    if tied and not seed:
        raise TieOpen(
            *(Fault("the bids {bids} are equal in all that decides", {"bids": ", ".join(group)}) for group in tied)
        )
    order.sort(key=lambda one: (*key(one), lot(seed, one.bid)))
    return [replace(one, rank=rank) for rank, one in enumerate(order, start=1)], bool(tied)


def _awarded(scheme: Scheme, ranked: Sequence[Standing], bids: Mapping[str, Bid]) -> list[Standing]:
    """Award in order of rank while the money lasts."""
    left, made, ended = int(scheme.budget), 0, False
    told = []
    for one in ranked:
        price = bids[one.bid].price
        why: Why = "awarded"
        if made == scheme.most_awards:
            why = "number"
        elif ended:
            why = "ended"
        elif price > left:
            why, ended = "money", scheme.overflow == "stop"
        told.append(replace(one, why=why, left=Pence(left)))
        if why == "awarded":
            left, made = left - price, made + 1
    return told
