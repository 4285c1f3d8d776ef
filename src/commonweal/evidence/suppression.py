"""Which counts to hide: those that are too few, and as few others as it takes that nobody can work them out."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from commonweal.errors import CannotBeSafe
from commonweal.evidence.disclosure import Audit, Floats, Published, apart, audit, to_hide
from commonweal.evidence.disclosure_rules import UNBOUNDED, Bools, Ints, Rule
from commonweal.evidence.sums import Sums

LONGEST = 60
"""How often cells are hidden before it is given up."""
TRIALS = 64
"""How many audits are spent on giving cells back."""
WORTH = 8
"""The share of the first batch that a later one must have; what is left is audited again before more is hidden."""


@dataclass(frozen=True, slots=True)
class Counts:
    """Counts of people that are to be published together, and how they add up.

    Attributes:
        sums: how they add up, over every table, margin and earlier release.
        values: each count as it is, a whole number.
        named: of each, its name, for whoever must be told that it cannot be protected.
        public: counts that everybody knows exactly, such as residents; they are not hidden and not rounded.
        unsaid: counts that stand nowhere, though others are made of them.
        low: what else everybody knows of each, as from an earlier release: at least this.
        high: at most this.
        spans: how far apart the least and greatest value must lie for another reason, as for an earlier release.
        must_hide: counts that are hidden whatever they are.
        untold: how far apart the least and greatest value must lie of counts that stand nowhere and are few. Only the
            choice of what to hide sees this, never the proof, for it would tell that they are few.
        weights: how much more the loss of each costs than the number of people it counts says.
    """

    sums: Sums
    values: Ints
    named: Sequence[str] = ()
    public: Bools | None = None
    unsaid: Bools | None = None
    low: Ints | None = None
    high: Ints | None = None
    spans: Ints | None = None
    must_hide: Bools | None = None
    untold: Ints | None = None
    weights: Floats | None = None


@dataclass(frozen=True, slots=True)
class Safe:
    """Counts as they may be published.

    Attributes:
        rule: by which rule.
        shown: what stands in each cell, rounded; in a hidden one 0.
        few: cells that are hidden because they are too few.
        hidden: every hidden cell, these among them.
        proof: tables that show that no hidden cell can be told closer than the rule says.
    """

    rule: Rule
    shown: Ints
    few: Bools
    hidden: Bools
    proof: Audit = field(repr=False)

    @property
    def beside(self) -> int:
        """How many cells are hidden though they are not few."""
        return int((self.hidden & ~self.few).sum())


def published(rule: Rule, counts: Counts, hidden: Bools) -> Published:
    """Give what everybody can see of counts where some are hidden."""
    size = counts.sums.cells
    none = np.zeros(size, dtype=bool)
    public = none if counts.public is None else counts.public
    unsaid = none if counts.unsaid is None else counts.unsaid
    shown = rule.rounds(counts.values)
    low, high = rule.known(shown, hidden)
    low, high = np.where(unsaid, 0, low), np.where(unsaid, UNBOUNDED, high)
    low, high = np.where(public, counts.values, low), np.where(public, counts.values, high)
    spans = np.where(public | unsaid, 0, rule.spans(shown, hidden))
    for demanded in (counts.spans, counts.untold):
        spans = spans if demanded is None else np.maximum(spans, demanded)
    if counts.low is not None and counts.high is not None:
        low, high = np.maximum(low, counts.low), np.minimum(high, counts.high)
    return Published(counts.sums, low, high, spans)


def protect(rule: Rule, counts: Counts) -> Safe:
    """Hide what must be hidden, prove that it is, and give back what need not be.

    What is hidden beside the few is chosen so that little is lost: a cell costs the more the more people it counts. The
    choice sees the counts; the proof sees only what is published.

    Raises:
        CannotBeSafe: where hiding every count would not be enough, since what is public gives some away.

    Source: linear relaxations as a heuristic: Kelly, Golden and Assad (1992), "Cell suppression: disclosure protection
        for sensitive tabular data", Networks 22(4).
    """
    few = _few(rule, counts)
    kept = few if counts.must_hide is None else few | counts.must_hide
    hidden, seen = kept, replace(counts, untold=None)
    for _ in range(LONGEST):
        hidden, found = _hidden_enough(rule, counts, hidden)
        for chosen in (_given_back(rule, counts, kept, hidden, found.witnesses), hidden):
            proof = audit(published(rule, seen, chosen))
            if proof.safe:
                return Safe(rule, np.where(chosen, 0, _shown(rule, counts)), few, chosen, proof)
        more = _more(rule, counts, published(rule, seen, hidden), proof, hidden)
        if not (more & ~hidden).any():
            break
        hidden = hidden | more
    raise CannotBeSafe(cells=_names(counts, proof.narrow))


def _few(rule: Rule, counts: Counts) -> Bools:
    few = rule.hides(counts.values)
    for kept in (counts.public, counts.unsaid):
        few = few if kept is None else few & ~kept
    return few


def _shown(rule: Rule, counts: Counts) -> Ints:
    shown = rule.rounds(counts.values)
    return shown if counts.public is None else np.where(counts.public, counts.values, shown)


def _hidden_enough(rule: Rule, counts: Counts, hidden: Bools) -> tuple[Bools, Audit]:
    """Hide more until tables are found that show that it is enough; they may tell what was hidden first."""
    found = Audit(np.zeros((0, counts.sums.cells), dtype=np.int64), np.zeros(0, dtype=np.int64))
    for _ in range(LONGEST):
        seen = published(rule, counts, hidden)
        found = audit(seen, begun=found.witnesses)
        if found.safe:
            return hidden, found
        more = _more(rule, counts, seen, found, hidden)
        if not (more & ~hidden).any():
            raise CannotBeSafe(cells=_names(counts, found.narrow))
        hidden = hidden | more
    raise CannotBeSafe(cells=_names(counts, found.narrow))


def _more(rule: Rule, counts: Counts, seen: Published, found: Audit, hidden: Bools) -> Bools:
    """Give cells to hide so that narrow cells may move: some at a time, no two of which stand in one sum."""
    costs = np.where(_may_hide(rule, counts, hidden), _cost(rule, counts), 0.0)
    more = np.zeros_like(hidden)
    if not found.consistent:
        chosen = to_hide(seen, None, np.zeros(0, dtype=np.int64), costs)
        more[chosen if chosen is not None else []] = True
        return more
    base = found.witnesses[0]
    waiting = found.narrow
    first = batch = apart(counts.sums, waiting)
    while len(batch) * WORTH > len(first):
        for cells in (batch, *(batch[k : k + 1] for k in range(len(batch)))):
            chosen = to_hide(seen, base, cells, costs)
            if chosen is not None:
                more[chosen] = True
                costs[chosen] = 1e-3
                if len(cells) == len(batch):
                    break
        waiting = np.setdiff1d(waiting, batch)
        batch = apart(counts.sums, waiting)
    return more if (more & ~hidden).any() else _beside(counts, found.narrow, costs, hidden)


def _beside(counts: Counts, narrow: Ints, costs: Floats, hidden: Bools) -> Bools:
    """Give the cheapest cell shown in each sum of the narrow cells, where fractions say that they could move."""
    more = np.zeros_like(hidden)
    wanted = np.zeros_like(hidden)
    wanted[narrow] = True
    more |= wanted & (costs > 0) & ~hidden
    for row in range(counts.sums.rows):
        cells = counts.sums.row(row)
        free = cells[(costs[cells] > 0) & ~hidden[cells]]
        if wanted[cells].any() and len(free) and not more[cells].any():
            more[free[np.argmin(costs[free])]] = True
    return more


def _cost(rule: Rule, counts: Counts) -> Floats:
    """Give what is lost when a count is hidden: the more, the more people it counts."""
    cost: Floats = 1.0 + _shown(rule, counts).astype(float)
    return cost if counts.weights is None else cost * counts.weights


def _may_hide(rule: Rule, counts: Counts, hidden: Bools) -> Bools:
    """Say which cells could be hidden: somebody is in them, and it is not known anyhow what they are."""
    may = (counts.values > 0) & ~hidden
    if counts.low is not None and counts.high is not None:
        may &= counts.high - counts.low >= rule.hidden_values - 1
    for kept in (counts.public, counts.unsaid):
        may = may if kept is None else may & ~kept
    return may


def _given_back(rule: Rule, counts: Counts, kept: Bools, hidden: Bools, witnesses: Ints) -> Bools:
    """Show again what need not be hidden: halves of it first, then halves of those, the largest counts first."""
    beside = np.flatnonzero(hidden & ~kept)
    waiting = [beside[np.argsort(-_cost(rule, counts)[beside], kind="stable")]] if len(beside) else []
    for _ in range(TRIALS):
        if not waiting:
            break
        group = waiting.pop(0)
        fewer = hidden.copy()
        fewer[group] = False
        found = audit(published(rule, counts, fewer), begun=witnesses, one_will_do=True)
        if found.safe:
            hidden, witnesses = fewer, found.witnesses
        elif len(group) > 1:
            waiting += [group[: len(group) // 2], group[len(group) // 2 :]]
    return hidden


def _names(counts: Counts, cells: Ints) -> str:
    names = [counts.named[k] if counts.named else str(k) for k in cells.tolist()]
    return "; ".join(names[:5]) + ("; …" if len(names) > 5 else "")
