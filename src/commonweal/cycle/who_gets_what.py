"""From results and plans to who gained: the money of rounds, the ballots, and the need that a plan meets, by tenth."""

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction

from commonweal.evidence.who_gets_what import NOBODY, Part
from commonweal.funding.who import WhoGets
from commonweal.handover.pathways import Choice, kept_on, met
from commonweal.handover.plan import Plan
from commonweal.handover.problem import Problem
from commonweal.terms.sources import Unknown

TENTHS = tuple(str(tenth) for tenth in range(1, 11))
NO_TENTH = Unknown("the tenth of an area is not known")
NO_BALLOTS = Unknown("the codes of this vote named no area, so that nobody can say where ballots came from")
NO_NEED = Unknown("nobody there needs any of it")
NO_GROUP_SIZE = Unknown("nobody has said how many people are in this group")
FEWEST_BODIES = 3
"""Support hours of a tenth in which fewer bodies had any would say what one of them had."""
TOO_FEW_BODIES = Unknown("too few organisations to show")


def by_tenth(people: Mapping[str, int | Unknown], tenths: Mapping[str, int | Unknown]) -> dict[str, int | Unknown]:
    """Sum the people of areas by their tenths; areas whose tenth is not known stand under "".

    Args:
        people: residents of each area.
        tenths: each area's tenth of deprivation, 1 the most deprived.

    Examples:
        >>> by_tenth({"N": 40, "S": 60, "E": 5}, {"N": 1, "S": 1, "E": Unknown("not said")})
        {'1': 100, '': 5}
    """
    summed: dict[str, int | Unknown] = {}
    for area, count in people.items():
        name = _named(tenths.get(area, NO_TENTH))
        before = summed.get(name, 0)
        if isinstance(before, Unknown) or isinstance(count, Unknown):
            summed[name] = before if isinstance(before, Unknown) else count
        else:
            summed[name] = before + count
    return dict(sorted(summed.items(), key=lambda one: (not one[0], one[0].rjust(2))))


def money_parts(
    earlier: Iterable[WhoGets],
    now: WhoGets,
    tenths: Mapping[str, int | Unknown],
    people: Mapping[str, int | Unknown],
) -> tuple[Part, ...]:
    """Give the money of rounds for each person of every tenth, before a round and with it.

    A project is where its area is, and an area is in the tenth of its middle resident. What is for the whole place is
    for everybody alike and left out.

    Args:
        earlier: the outcomes of every round before it.
        now: its own outcome.
        tenths: the tenth of each area of the place.
        people: residents of each area of the place, and of no other.
    """
    places = {name: count for name, count in people.items() if name}
    heads = by_tenth(places, tenths)
    before, with_it = ({name: Fraction(0) for name in (*heads, "")} for _ in range(2))
    for sums, outcomes in ((before, earlier), (with_it, (now,))):
        for outcome in outcomes:
            for one in outcome.areas:
                if one.area:
                    name = _named(tenths.get(one.area, NO_TENTH))
                    sums[name] = sums.get(name, Fraction(0)) + one.spent
    lost = "" not in heads and (before[""] or with_it[""])
    parts = [_each(name, heads[name], before[name], before[name] + with_it[name]) for name in heads]
    return (*parts, Part("", NO_TENTH, NO_TENTH, NO_TENTH)) if lost else tuple(parts)


def group_parts(
    earlier: Iterable[Mapping[str, Fraction]], now: Mapping[str, Fraction], people: Mapping[str, int | Unknown]
) -> tuple[Part, ...]:
    """Give the money of rounds for each person of every community group, before a round and with it.

    Args:
        earlier: the money of each group in every round before it.
        now: its money in this one.
        people: how many are in each group, as far as anybody has said.
    """
    past = [dict(one) for one in earlier]
    names = sorted({*now, *(name for one in past for name in one)})
    return tuple(
        _each(name, people.get(name, NO_GROUP_SIZE), before, before + now.get(name, Fraction(0)))
        for name in names
        for before in (sum((one.get(name, Fraction(0)) for one in past), Fraction(0)),)
    )


def ballot_parts(
    before: Mapping[str, int | Unknown] | Unknown,
    after: Mapping[str, int | Unknown] | Unknown,
    people: Mapping[str, int | Unknown],
) -> tuple[Part, ...]:
    """Give the ballots for each person of every tenth, in the round before and in this one.

    They are counts that passed the gate, of codes alone: nothing of them stands beside what was chosen.

    Args:
        before: ballots of each tenth in the round before, or why nobody knows.
        after: ballots of each tenth in this round, or why nobody knows.
        people: residents of each tenth.
    """
    found = []
    for name, heads in people.items():
        if name:
            rates = (
                _rate(of if isinstance(of, Unknown) else of.get(name, NO_BALLOTS), heads) for of in (before, after)
            )
            found.append(Part(name, heads, *rates))
    return tuple(found)


def support_parts(
    sessions: Iterable[tuple[str, Fraction]],
    homes: Mapping[str, str],
    tenths: Mapping[str, int | Unknown],
    people: Mapping[str, int | Unknown],
) -> tuple[Part, ...]:
    """Give the support hours for each person of every tenth, by where the bodies that were helped are based.

    A body of which no home is known counts in none. A tenth in which fewer than :data:`FEWEST_BODIES` were helped,
    though some were, is Unknown: one body's hours are its own affair.

    Args:
        sessions: id of the body and hours of each session.
        homes: the area that each body is based in.
        tenths: the tenth of each area.
        people: residents of each area.
    """
    helped: dict[str, dict[str, Fraction]] = {}
    for body, length in sessions:
        name = _named(tenths.get(homes.get(body, ""), NO_TENTH))
        of = helped.setdefault(name, {})
        of[body] = of.get(body, Fraction(0)) + length
    parts = []
    for name, heads in by_tenth({area: count for area, count in people.items() if area}, tenths).items():
        bodies = helped.get(name, {})
        hidden = 0 < len(bodies) < FEWEST_BODIES
        hours: Fraction | Unknown = TOO_FEW_BODIES if hidden else _per(sum(bodies.values(), Fraction(0)), heads)
        parts.append(Part(name, heads, Fraction(0), hours))
    return tuple(parts)


def plan_parts(
    problem: Problem,
    plan: Plan,
    tenths: Mapping[str, int | Unknown],
    people: Mapping[str, int | Unknown],
) -> tuple[tuple[Part, ...], tuple[Part, ...]]:
    """Give the share of need that a plan meets in every tenth: first against last quarter, and kept against planned.

    Args:
        problem: what the plan was made from.
        plan: the plan.
        tenths: the tenth of each of its neighbourhoods.
        people: residents of each of its neighbourhoods.

    Returns:
        By tenth, from the first quarter to the last; and in the last quarter, from keeping everything to the plan.
    """
    names = [place.name for place in problem.neighbourhoods]
    heads = by_tenth({name: people.get(name, NO_TENTH) for name in names}, tenths)
    last = problem.quarters - 1
    kept: tuple[Choice | None, ...] | None = None
    through, against = [], []
    for name, count in heads.items():
        cells = [
            c for c, cell in enumerate(problem.cells) if _named(tenths.get(names[cell.neighbourhood], NO_TENTH)) == name
        ]
        if not name:
            through.append(Part(name, count, NO_TENTH, NO_TENTH))
            against.append(Part(name, count, NO_TENTH, NO_TENTH))
            continue
        end = _met(problem, cells, last, plan.decisions.pathways)
        through.append(Part(name, count, _met(problem, cells, 0, plan.decisions.pathways), end))
        against.append(Part(name, count, _met(problem, cells, last, kept), end))
    return tuple(through), tuple(against)


def _met(
    problem: Problem, cells: Sequence[int], t: int, pathways: Sequence[Choice | None] | None
) -> Fraction | Unknown:
    """Give the share of need met in some cells in a quarter; by keeping everything where there are no pathways."""
    need = reached = Fraction(0)
    for c in cells:
        here = problem.cells[c].demand[t]
        need += here
        reached += here * (kept_on(problem, c, t) if pathways is None else met(problem, c, pathways[c], t))
    return reached / need if need else NO_NEED


def _each(name: str, heads: int | Unknown, before: Fraction, after: Fraction) -> Part:
    return Part(name, heads, _per(before, heads), _per(after, heads))


def _per(total: Fraction, heads: int | Unknown) -> Fraction | Unknown:
    if isinstance(heads, Unknown):
        return heads
    return total / heads if heads else NOBODY


def _rate(ballots: int | Unknown, heads: int | Unknown) -> Fraction | Unknown:
    return ballots if isinstance(ballots, Unknown) else _per(Fraction(ballots), heads)


def _named(tenth: int | Unknown) -> str:
    return "" if isinstance(tenth, Unknown) else str(tenth)
