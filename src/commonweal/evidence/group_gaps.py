"""Need and gap of each group of people, through the gate, none of them to be worked out from the others."""

from collections.abc import Sequence
from dataclasses import dataclass

from commonweal.evidence.access import Bools, Floats
from commonweal.evidence.gaps import Estimate, Reason, split, total
from commonweal.evidence.publishing import TOO_FEW, ShownEstimate, shown_estimate
from commonweal.terms.sources import Unknown

BESIDE = Unknown("not shown, so that a smaller number beside it cannot be worked out")
"""Stands where a count is held back to protect another one."""


@dataclass(frozen=True, slots=True)
class GroupGap:
    """Need and gap of one service among one group of people. Nothing here is published as it stands.

    Attributes:
        group: its name.
        need: people of the group who need the service.
        gap: those who lack the standard, as if each lacked the whole of it or nothing.
    """

    group: str
    need: Estimate | Unknown
    gap: Estimate | Unknown


def group_gaps(
    groups: Sequence[str],
    known: Bools,
    ends: Sequence[Floats],
    gap: tuple[Sequence[Sequence[Reason]], Sequence[Floats]] | Unknown,
) -> tuple[GroupGap, ...]:
    """Give need and gap of each group in the whole place.

    Args:
        groups: their names.
        known: where the need is known, areas x groups.
        ends: people in need at the best, least and greatest figure, each areas x groups.
        gap: the reason of each area and group, and the people short at each end; or why there is no gap to tell.
    """
    answer = []
    for g, name in enumerate(groups):
        unknown_areas = int((~known[:, g]).sum())
        need: Estimate | Unknown = Unknown("the need of some areas is not known")
        if not unknown_areas:
            need = Estimate(*(float(end[:, g].sum()) for end in ends))
        lacking: Estimate | Unknown
        if isinstance(gap, Unknown):
            lacking = gap
        else:
            why, short = gap
            parts = split(
                [[row[g]] for row in why], [one[:, g : g + 1] for one in short], [end[:, g : g + 1] for end in ends]
            )
            lacking = total(parts, unknown_areas)
        answer.append(GroupGap(name, need, lacking))
    return tuple(answer)


def shown_together(counts: Sequence[Estimate | Unknown]) -> list[ShownEstimate]:
    """Pass counts whose total is shown through the gate: where one alone is too small to show, the next one goes too.

    Two that are hidden share what is missing of the total; one alone could be worked out by taking the others away.

    Examples:
        >>> hidden, beside, shown = shown_together([Estimate(6, 6, 6), Estimate(17, 17, 17), Estimate(40, 40, 40)])
        >>> hidden[0].reason[:22], beside[0].reason[:9], shown
        ('too few people to show', 'not shown', (40, 40, 40))
    """
    told = [shown_estimate(count) for count in counts]
    if sum(one[0] == TOO_FEW for one in told) != 1:
        return told
    others = [
        (count.value, k)
        for k, count in enumerate(counts)
        if isinstance(told[k][0], int) and told[k][0] and isinstance(count, Estimate)
    ]
    if others:
        told[min(others)[1]] = (BESIDE, BESIDE, BESIDE)
    return told
