"""Quantiles: which fifth or tenth of its group each thing stands in."""

from collections.abc import Hashable, Sequence

from commonweal.terms.sources import Unknown


def quantiles(
    values: Sequence[float | Unknown],
    number: int,
    within: Sequence[Hashable] = (),
    *,
    highest_first: bool = True,
) -> tuple[int | Unknown, ...]:
    """Say which quantile of its group each thing stands in, 1 to ``number``.

    Things stand in the order of their values, and equal ones share the first of their places, so that they are never
    parted.
    Of ``n`` things, one with ``k`` at its place or after it stands in the quantile ``number + 1 - ceil(k * number /
    n)``: where they cannot be shared out evenly, the first quantiles hold the fewer.

    Source: Office for Health Improvement and Disparities, "Assigning deprivation categories and quantiles" (Public
    Health England, 2017): quantiles of ranks, ties taking the lower rank.

    Args:
        values: one for each thing.
        number: how many quantiles: 4, 5, 10.
        within: the group of each thing; none where all are of one group.
        highest_first: whether quantile 1 holds the highest values.

    Returns:
        The quantile of each thing; Unknown where its value is, or where its group has fewer things than quantiles.

    Raises:
        ValueError: where there are fewer than two quantiles, or groups do not match values.

    Examples:
        >>> quantiles([9.0, 7.0, 7.0, 1.0], 2)
        (1, 1, 1, 2)
    """
    if number < 2 or (within and len(within) != len(values)):
        message = f"{number} quantiles of {len(values)} values in {len(within)} groups cannot be made"
        raise ValueError(message)
    groups: dict[Hashable, list[float]] = {}
    known = [(value, within[k] if within else None) for k, value in enumerate(values)]
    for value, group in known:
        if not isinstance(value, Unknown):
            groups.setdefault(group, []).append(-value if highest_first else value)
    first = {group: _first_places(members) for group, members in groups.items()}
    found: list[int | Unknown] = []
    for value, group in known:
        if isinstance(value, Unknown):
            found.append(value)
        elif len(groups[group]) < number:
            found.append(Unknown("there are fewer of them than quantiles"))
        else:
            size = len(groups[group])
            after = size - first[group][-value if highest_first else value]
            found.append(number + 1 - -(-after * number // size))
    return tuple(found)


def _first_places(members: Sequence[float]) -> dict[float, int]:
    """Give how many stand before each value."""
    places: dict[float, int] = {}
    for place, value in enumerate(sorted(members)):
        places.setdefault(value, place)
    return places
