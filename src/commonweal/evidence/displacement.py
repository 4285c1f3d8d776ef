"""Displacement: whether a problem that became less in one place became more around it, or less there too."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from math import hypot

import numpy as np
import numpy.typing as npt

from commonweal.evidence.counted import FILE, ROLES, Counted, Role
from commonweal.evidence.figures import Figure
from commonweal.evidence.publishing import TOO_FEW, shown
from commonweal.terms.places import Area
from commonweal.terms.sentences import Sentence, say
from commonweal.terms.sources import Unknown

DRAWINGS = 10_000
UNSURE = 0.05
"""If the quotient is undefined in more than this share of drawings, no interval is given."""
NOTHING_GAINED = Unknown("the target did no better than the control, so that there was nothing to move elsewhere")
NOT_SURE = Unknown("it is not sure that the target did better than the control at all")


@dataclass(frozen=True, slots=True)
class Displacement:
    """Whether one measure moved its problem elsewhere.

    Attributes:
        measure: what was done.
        buffers: the areas around it that were watched, by name.
        figures: ``ROLE:before`` and ``ROLE:after`` for each role, through the gate; ``quotient`` with its interval;
            ``gained``, cases fewer in the target than if it had gone as the control did; ``near``, the same in the
            buffer.
        sentence: what it comes to.
    """

    measure: str
    buffers: tuple[str, ...]
    figures: Mapping[str, Figure]
    sentence: Sentence


def displacements(counts: Sequence[Counted], seed: int = 0) -> tuple[Displacement, ...] | None:
    """Say of each measure whether its problem moved elsewhere, in the order in which measures are first named.

    Source: Bowers and Johnson, "Measuring the geographical displacement and diffusion of benefit effects of crime
    prevention activity", Journal of Quantitative Criminology 19 (2003): the weighted displacement quotient. It is the
    change of the buffer's share of the control, over the change of the target's. Above 0 the gain spread to the
    buffer; at -1 as much moved there as was gained; between, less. It is defined only where the target did better than
    the control.

    The interval is of the 2.5th and 97.5th percentile of drawings in which every sum is drawn anew as a Poisson count.

    Args:
        counts: of every area, before and after.
        seed: of the drawings.

    Returns:
        One for each measure, or None where nothing was counted.
    """
    named: dict[str, list[Counted]] = {}
    for one in counts:
        named.setdefault(one.measure, []).append(one)
    return tuple(_displacement(measure, rows, seed) for measure, rows in named.items()) or None


def quotient(target: tuple[float, float], buffer: tuple[float, float], control: tuple[float, float]) -> float | Unknown:
    """Give the weighted displacement quotient.

    Args:
        target: cases before and after where something was done.
        buffer: cases before and after around it.
        control: cases before and after where nothing was done.

    Examples:
        >>> quotient((100, 60), (50, 60), (200, 200))
        -0.25
    """
    if not control[0] or not control[1]:
        return Unknown("the control had no case before or none after, so that nothing can be measured by it")
    # Both shares of the control times both its counts: whole numbers stay whole, and a tie is one.
    gained = target[1] * control[0] - target[0] * control[1]
    if gained >= 0:
        return NOTHING_GAINED
    return (buffer[1] * control[0] - buffer[0] * control[1]) / gained


def buffer_areas(areas: Sequence[Area], targets: Collection[str], within_m: float) -> tuple[Area, ...]:
    """Name the areas around a target: those whose centre lies within a distance of the centre of one of its areas.

    Args:
        areas: the areas that may be around it, of the place and of its neighbours.
        targets: codes of the areas where something is to be done.
        within_m: the distance in metres.

    Raises:
        ValueError: where a target is none of the areas.
    """
    inside = [area for area in areas if area.code in targets]
    if unknown := sorted(set(targets) - {area.code for area in inside}):
        message = f"no such areas: {', '.join(unknown)}"
        raise ValueError(message)
    return tuple(
        area
        for area in areas
        if area.code not in targets
        and any(hypot(area.easting - one.easting, area.northing - one.northing) <= within_m for one in inside)
    )


@dataclass(frozen=True, slots=True)
class _Sums:
    """Cases of one measure by role, before and after, where all are known and every role is there."""

    target: tuple[int, int]
    buffer: tuple[int, int]
    control: tuple[int, int]

    def expected(self, before: int) -> float:
        """Give how many there would be after, had it gone as in the control."""
        return before * self.control[1] / self.control[0]


def _displacement(measure: str, rows: Sequence[Counted], seed: int) -> Displacement:
    sums = _summed(rows)
    found: float | Unknown = sums if isinstance(sums, Unknown) else quotient(sums.target, sums.buffer, sums.control)
    shown_counts = _counts(rows)
    hidden = any(figure.value == TOO_FEW for figure in shown_counts.values())
    told = TOO_FEW if hidden else found
    low, high = _interval(sums, seed) if isinstance(sums, _Sums) and not isinstance(told, Unknown) else (told, told)
    size = len(rows)
    method = say(
        "weighted displacement quotient of Bowers and Johnson; interval by {n} drawings of Poisson counts, 95 %",
        n=DRAWINGS,
    )
    unit = say("times what was gained: above 0 it spread around, below 0 the problem moved there")
    gained, near = _gains(sums, told)
    fewer = say("cases fewer than if it had gone as in the control")
    figures = {
        **shown_counts,
        "quotient": Figure(told, unit, (FILE,), size, method, low, high),
        "gained": Figure(gained, fewer, (FILE,), size, say("in the target; rounded to the nearest 5")),
        "near": Figure(near, fewer, (FILE,), size, say("in the buffer; rounded to the nearest 5")),
    }
    buffers = tuple(row.area for row in rows if row.role == "buffer")
    return Displacement(measure, buffers, figures, _sentence(measure, figures))


def _summed(rows: Sequence[Counted]) -> _Sums | Unknown:
    for role in ROLES:
        if not any(row.role == role for row in rows):
            return Unknown(f"no {role} area was named")
    for row in rows:
        for count in (row.before, row.after):
            if isinstance(count, Unknown):
                return count
    target, buffer, control = (_of(rows, role) for role in ROLES)
    return _Sums(target, buffer, control)


def _of(rows: Sequence[Counted], role: Role) -> tuple[int, int]:
    known = [
        (row.before, row.after)
        for row in rows
        if row.role == role and isinstance(row.before, int) and isinstance(row.after, int)
    ]
    return sum(before for before, _ in known), sum(after for _, after in known)


def _counts(rows: Sequence[Counted]) -> dict[str, Figure]:
    figures = {}
    rounded = say("rounded to the nearest 5; 1 to 7 is not shown")
    for role in ROLES:
        among = [row for row in rows if row.role == role]
        for name, counts in (("before", [row.before for row in among]), ("after", [row.after for row in among])):
            unknown = next((count for count in counts if isinstance(count, Unknown)), None)
            whole = sum(count for count in counts if isinstance(count, int))
            value = unknown or (shown(whole) if among else Unknown(f"no {role} area was named"))
            figures[f"{role}:{name}"] = Figure(value, say("cases"), (FILE,), len(among), rounded)
    return figures


def _gains(sums: _Sums | Unknown, told: float | Unknown) -> tuple[float | Unknown, float | Unknown]:
    """Give the cases fewer than expected, where every count may be shown; more is below 0."""
    if isinstance(sums, Unknown):
        return sums, sums
    if isinstance(told, Unknown) and told != NOTHING_GAINED:
        return told, told
    return _rounded(sums.expected(sums.target[0]) - sums.target[1]), _rounded(
        sums.expected(sums.buffer[0]) - sums.buffer[1]
    )


def _rounded(cases: float) -> float | Unknown:
    size = shown(abs(cases))
    return size if isinstance(size, Unknown) or cases >= 0 else -size


def _interval(sums: _Sums, seed: int) -> tuple[float | Unknown, float | Unknown]:
    lot = np.random.default_rng(seed)
    counts = [*sums.target, *sums.buffer, *sums.control]
    drawn: npt.NDArray[np.float64] = lot.poisson(counts, (DRAWINGS, len(counts))).astype(np.float64).T
    with np.errstate(divide="ignore", invalid="ignore"):
        gained = drawn[1] / drawn[5] - drawn[0] / drawn[4]
        near = drawn[3] / drawn[5] - drawn[2] / drawn[4]
        quotients = near / gained
    sound = np.isfinite(quotients) & (gained < 0)
    if 1 - sound.mean() > UNSURE:
        return NOT_SURE, NOT_SURE
    low, high = np.quantile(quotients[sound], (0.025, 0.975))
    return float(low), float(high)


def _sentence(measure: str, figures: Mapping[str, Figure]) -> Sentence:
    found = figures["quotient"]
    value, low, high = found.value, found.low, found.high
    if value == TOO_FEW:
        return say("{measure}: too few cases to say whether the problem moved.", measure=measure)
    if value == NOTHING_GAINED:
        return say(
            "{measure}: where it was tried the problem did not become less than elsewhere, so none of it can have "
            "been moved.",
            measure=measure,
        )
    if isinstance(value, Unknown):
        return say("{measure}: whether the problem moved is not known: {reason}.", measure=measure, reason=value.reason)
    if isinstance(low, float) and isinstance(high, float) and not low <= 0 <= high:
        return _sure(measure, value)
    return say(
        "{measure}: the problem became less where it was tried; whether some of it moved to the areas around cannot "
        "be said (quotient {quotient:decimal2}).",
        measure=measure,
        quotient=value,
    )


def _sure(measure: str, value: float) -> Sentence:
    if value > 0:
        return say(
            "{measure}: the problem became less where it was tried, and in the areas around as well (quotient "
            "{quotient:decimal2}).",
            measure=measure,
            quotient=value,
        )
    if value <= -1:
        return say(
            "{measure}: at least as much of the problem moved to the areas around as went away where it was tried "
            "(quotient {quotient:decimal2}).",
            measure=measure,
            quotient=value,
        )
    return say(
        "{measure}: the problem became less where it was tried, and some of it moved to the areas around: about "
        "{share:percent} of what was gained (quotient {quotient:decimal2}).",
        measure=measure,
        share=-value,
        quotient=value,
    )
