"""The plan that was published before: what the next one is held against, so that nobody is moved for nothing.

A service that the plan before did not cover was kept by the council, and counts as that.
"""

from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class Begins:
    """A hand-over of the last plan.

    Attributes:
        organisation: id of the body that takes over.
        start: first quarter of double running, counted from the first quarter of the plan that is made now.
    """

    organisation: str
    start: int


@dataclass(frozen=True, slots=True)
class LastPlan:
    """The last published plan, cell by cell of the problem that is planned now.

    Attributes:
        plan_sha256: digest of its written form.
        pathways: what it did with each cell; None where the council kept it.
    """

    plan_sha256: str
    pathways: tuple[Begins | None, ...]


@dataclass(frozen=True, slots=True)
class Changes:
    """How far one plan is from the last.

    Attributes:
        cells: services, counted in each neighbourhood, that go another way: to another body, in another quarter, or
            kept where they were not.
        quarters: by how many quarters they move in all; what is kept counts as beginning when the plan ends.
    """

    cells: int
    quarters: int


@dataclass(frozen=True, slots=True)
class Stages:
    """What was sought once no plan with less unmet need was found.

    Attributes:
        objective: weighted unmet need, and the small weight of spending, of the plan that stage 1 found.
        first_cost: what that plan costs over its life beyond keeping everything, in units; below 0 where it costs less.
        cost: what this plan costs.
        first_changes: of the plan that stage 2 found against the last; None where there is no last plan.
        changes: of this plan.
    """

    objective: Fraction
    first_cost: Fraction
    cost: Fraction
    first_changes: Changes | None = None
    changes: Changes | None = None
