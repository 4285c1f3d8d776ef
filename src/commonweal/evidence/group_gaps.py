"""Need and gap of each group of people, before the gate."""

from collections.abc import Sequence
from dataclasses import dataclass

from commonweal.evidence.access import Bools, Floats
from commonweal.evidence.gaps import Estimate, Reason, split, total
from commonweal.terms.sources import Unknown


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
