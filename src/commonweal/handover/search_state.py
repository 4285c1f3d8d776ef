"""How hard a search may try, and how far it has come."""

from dataclasses import dataclass
from fractions import Fraction

from commonweal.handover.branches import Branch
from commonweal.handover.last_plan import Stages
from commonweal.handover.plan import Decisions
from commonweal.handover.tariff import Tariff
from commonweal.handover.ways import Floats, Options, Places

MOST_DIRECT = 3_000
"""Ways to begin that are searched as one model; beyond about 10,000 that no longer closes its gap."""


@dataclass(frozen=True, slots=True)
class Effort:
    """How hard the search may try.

    Attributes:
        gap: relative gap at which it stops: of the solver's own where all is searched as one model, else of the bound.
        seconds: of wall time for one search by the solver; a gap that is then still open is refused where all is
            searched as one model, and shows in the certificate elsewhere.
        seed: of random choices.
        direct: ways to begin up to which all is searched as one model.
        parts: most parts that the proof may have, where all is searched as one model.
        stages: 1 to look for little unmet need alone, 2 also for the cheapest of the plans that are as good, 3 also for
            the one of these that is closest to the plan published before.
    """

    gap: Fraction = Fraction(1, 100)
    seconds: float = 300.0
    seed: int = 0
    direct: int = MOST_DIRECT
    parts: int = 1
    stages: int = 1


@dataclass(frozen=True, slots=True)
class State:
    """How far a search has come: all that the next step needs.

    Attributes:
        step: the step that is done: "priced", "opened", "placed", "searched", "costed", "compared"; at the end "done".
        tariff: the best prices.
        bound: what they prove, in floating point.
        open: ways to begin that are still looked at.
        opening: the quarter from which each provider may be ready; T for those that stay closed.
        taken: ways to begin that are decided.
        used: how much of its capacity each provider uses in the relaxation, P x T.
        decisions: the best plan so far that an independent check found to keep every row, or None.
        solver_gap: what the solver said its own gap was, where all was searched as one model.
        branches: the questions of a proof in parts.
        leaves: prices of its parts.
        found: what the later stages came to so far.
    """

    step: str
    tariff: Tariff
    bound: float
    open: Options
    opening: Places
    taken: Options
    used: Floats
    decisions: Decisions | None = None
    solver_gap: Fraction = Fraction(0)
    branches: tuple[Branch, ...] = ()
    leaves: tuple[Tariff, ...] = ()
    found: Stages | None = None
