"""The scheme of a scored award: criteria, weights, scales and what decides among equals, locked at its opening."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal, get_args

from commonweal.errors import Fault, SchemeFaults
from commonweal.terms import canon
from commonweal.terms.money import Pence

CriterionKind = Literal["quality", "social_value", "price"]
Overflow = Literal["skip", "stop"]
KINDS: tuple[str, ...] = get_args(CriterionKind)
TIES = ("quality", "price", "lot")
"""What may decide among equals: more points for quality, a lower price, a lot drawn in public."""
FORMULA = "lowest price / price"
"""The one formula for a criterion of price: the lowest price of all bids that are ranked has the whole weight."""


@dataclass(frozen=True, slots=True)
class Criterion:
    """What bids are scored on.

    A weight is above 0 and a higher score is worth more, so no criterion can take points away.

    Attributes:
        id: short name.
        title: as bidders read it.
        kind: quality and social value are scored by assessors; price follows from the formula.
        weight: the most points that it can give.
        levels: what each described score stands for, by its whole points; the ends of the scale are the lowest and the
            highest of them. Empty for price.
        minimum: the lowest mean score with which a bid is ranked at all, or None.
        formula: of price, how points follow from prices.
    """

    id: str
    title: str
    kind: CriterionKind
    weight: int
    levels: Mapping[int, str]
    minimum: int | None = None
    formula: str = ""

    @property
    def lowest(self) -> int:
        """The lowest score of the scale."""
        return min(self.levels)

    @property
    def highest(self) -> int:
        """The highest score of the scale."""
        return max(self.levels)

    def value(self) -> dict[str, Any]:
        """Give the criterion as it is hashed and published."""
        return {
            "id": self.id,
            "title": self.title,
            "kind": self.kind,
            "weight": self.weight,
            "levels": [{"points": points, "means": self.levels[points]} for points in sorted(self.levels)],
            "minimum": self.minimum,
            "formula": self.formula,
        }


@dataclass(frozen=True, slots=True)
class Scheme:
    """All that bidders are told before they bid.

    Attributes:
        id: short name, which begins the identifier of each undertaking.
        title: as people know it.
        body: who awards, and to whom promises are made.
        opened: the day the scheme was published and locked.
        budget: what can be awarded, in pence.
        most_awards: how many awards there are at most.
        overflow: what happens at a bid that no longer fits: it is passed over, or the awards end.
        total: what the weights add up to.
        ties: what decides among equals, in order; the last is the lot.
        criteria: what bids are scored on.
    """

    id: str
    title: str
    body: str
    opened: date
    budget: Pence
    most_awards: int
    overflow: Overflow
    total: int
    ties: tuple[str, ...]
    criteria: tuple[Criterion, ...]

    @property
    def assessed(self) -> tuple[Criterion, ...]:
        """The criteria that assessors score: all but price."""
        return tuple(criterion for criterion in self.criteria if criterion.kind != "price")

    def value(self) -> dict[str, Any]:
        """Give the scheme as it is hashed and published."""
        return {
            "format": "commonweal/1",
            "kind": "award scheme",
            "id": self.id,
            "title": self.title,
            "body": self.body,
            "opened": self.opened.isoformat(),
            "budget_pence": self.budget,
            "most_awards": self.most_awards,
            "overflow": self.overflow,
            "total": self.total,
            "ties": list(self.ties),
            "criteria": [criterion.value() for criterion in self.criteria],
        }

    def sha256(self) -> str:
        """Give the hash to publish at the opening: of the canonical bytes, which are those of ``scheme.json``."""
        return canon.digest(self.value())


def scheme_faults(scheme: Scheme) -> Iterator[tuple[Fault, int]]:
    """Find what is wrong between the parts of a scheme.

    Yields:
        Each fault, whose field is ``TABLE.KEY`` of ``scheme.toml``, and the position of its criterion.
    """
    weights = sum(criterion.weight for criterion in scheme.criteria)
    if weights != scheme.total:
        figures = {"weights": weights, "total": scheme.total}
        yield Fault("the weights add up to {weights}, not to {total}", figures, field="scheme.weights_total"), 0
    if not scheme.ties or scheme.ties[-1] != "lot" or len(set(scheme.ties)) != len(scheme.ties):
        yield Fault("this must name each word once and end with lot", {}, field="scheme.ties"), 0
    if not any(criterion.kind == "quality" for criterion in scheme.criteria):
        yield (
            Fault("at least one criterion must be of quality: price alone is no scored award", {}, field="criteria"),
            0,
        )
    seen: dict[str, str] = {}
    for nth, criterion in enumerate(scheme.criteria):
        if criterion.id in seen:
            yield Fault("{id} is the name of an earlier criterion", {"id": criterion.id}, field="criteria.id"), nth
        if criterion.kind == "price" and "price" in seen.values():
            yield Fault("there can be one criterion of price at most", {}, field="criteria.kind"), nth
        seen[criterion.id] = criterion.kind
        yield from ((fault, nth) for fault in _criterion_faults(criterion))


def check_scheme(scheme: Scheme) -> None:
    """Refuse a scheme that cannot be used.

    Raises:
        SchemeFaults: with everything that is wrong.
    """
    faults = [fault for fault, _ in scheme_faults(scheme)]
    if faults:
        raise SchemeFaults(*faults, file="scheme.toml")


def _criterion_faults(criterion: Criterion) -> Iterator[Fault]:
    if criterion.weight < 1:
        yield Fault("a weight is 1 or more: no criterion takes points away", {}, field="criteria.weight")
    if criterion.kind == "price":
        if criterion.levels or criterion.minimum is not None:
            yield Fault(
                "price is not scored by assessors: it has no levels and no minimum", {}, field="criteria.levels"
            )
        if criterion.formula != FORMULA:
            yield Fault('the formula of price must be "{formula}"', {"formula": FORMULA}, field="criteria.formula")
        return
    if criterion.formula:
        yield Fault("only price has a formula", {}, field="criteria.formula")
    if len(criterion.levels) < 2 or min(criterion.levels) < 0:
        yield Fault("describe at least the lowest and the highest score, in whole points", {}, field="criteria.levels")
    elif criterion.minimum is not None and not criterion.lowest <= criterion.minimum <= criterion.highest:
        figures = {"lowest": criterion.lowest, "highest": criterion.highest}
        yield Fault("this must be on the scale from {lowest} to {highest}", figures, field="criteria.minimum")
