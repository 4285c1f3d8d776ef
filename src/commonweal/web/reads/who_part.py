"""Who gets what on the page of a result: the money of each area and tenth, beside what most votes alone would give."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from commonweal.cycle.residents import Residents, residents
from commonweal.formats.measures import FILE, read_who
from commonweal.funding.who import NO_POPULATION, AreaMoney, TenthMoney, WhoGets, against_votes, placed
from commonweal.terms.sentences import Sentence, say
from commonweal.terms.sources import Unknown
from commonweal.web.reads.counted import Counted
from commonweal.web.reads.profiled import AREAS, Profiled
from commonweal.web.reads.shown import Cell, Column, Row, Section, Table

_AREAS = f"/bundle/profile/{AREAS}"
_NOT_KNOWN = say("not known")


def who_gets(count: Counted, profile: Profiled | None) -> tuple[Section, ...]:
    """Show the money of each area; nothing where the count was not measured or its projects name no area.

    Args:
        count: the count as it was published.
        profile: the profile of the place, from which populations and tenths are; None where none was published.
    """
    told = count.measures
    if told is None or not any(one["area"] for one in told["who"]):
        return ()
    held, rival = read_who(told["who"])
    known = residents(profile.small_areas(), [one.area for one in held.areas]) if profile else Residents({}, {})
    shown = _Shown(
        count,
        known,
        placed(held.areas, known.tenths, known.people),
        None if rival is None else placed(rival.areas, known.tenths, known.people),
    )
    folded = (_by_tenth(shown),) if shown.in_tenths else ()
    return (Section("who", say("Who gets what?"), said=_said(shown), tables=(_by_area(shown),), folded=folded),)


@dataclass(frozen=True, slots=True)
class _Shown:
    """What the section is drawn from."""

    count: Counted
    known: Residents
    ours: WhoGets
    theirs: WhoGets | None

    @property
    def in_tenths(self) -> bool:
        """Whether the tenth of any area is known."""
        return any(isinstance(one, int) for one in self.known.tenths.values())

    @property
    def in_heads(self) -> bool:
        """Whether the population of any area is known."""
        return any(isinstance(self.known.people.get(one.area), int) for one in self.ours.areas)

    def people(self, area: str) -> int | Unknown:
        """Give how many live in an area."""
        return self.known.people.get(area, Unknown(NO_POPULATION))


def _said(shown: _Shown) -> tuple[Sentence, ...]:
    said = [
        say(
            "An area’s money is what its funded projects cost: it is where the projects are, not where their voters "
            "live. Who chose two of an area’s projects gave it two votes."
        )
    ]
    if shown.theirs is not None:
        said = [*against_votes(shown.theirs, shown.ours, str(shown.count.result["currency"])), *said]
    if shown.in_tenths:
        said.append(
            say(
                "Tenths are of the whole country, 1 the most deprived. An area is in the tenth of its middle resident: "
                "at least half of its people live in that tenth or a more deprived one."
            )
        )
    return tuple(said)


def _by_area(shown: _Shown) -> Table:
    """Show the area with the most for each person first, and what is for the whole place last."""
    rivals = {one.area: one for one in shown.theirs.areas} if shown.theirs else {}
    rows = tuple(
        Row(
            (
                Cell(one.area or say("The whole place")),
                *_money_cells(shown, one, rivals.get(one.area)),
                Cell(say("{n}", n=one.votes), href=shown.count.source(FILE), unit=say("votes")),
                *_people_cells(shown, one),
            )
        )
        for one in sorted(shown.ours.areas, key=_order)
    )
    columns = (
        Column(say("Area")),
        *_money_columns(shown),
        Column(say("Votes for its projects"), "number"),
        *((Column(say("Votes for each 100 people"), "number"),) if shown.in_heads else ()),
        *((Column(say("Tenth by deprivation"), "number"),) if shown.in_tenths else ()),
    )
    return Table(say("What each area gets"), columns, rows)


def _people_cells(shown: _Shown, one: AreaMoney) -> tuple[Cell, ...]:
    cells = []
    if shown.in_heads:
        heads = shown.people(one.area)
        votes = _NOT_KNOWN if isinstance(heads, Unknown) else say("{n:decimal1}", n=Fraction(100 * one.votes, heads))
        cells.append(Cell(votes, href=_AREAS, unit=say("votes for each 100 people")))
    if shown.in_tenths:
        cells.append(Cell(_tenth(one.tenth), href=_AREAS) if one.area else Cell(say("none")))
    return tuple(cells)


def _by_tenth(shown: _Shown) -> Table:
    """Show the tenths that have an area with a project, and what has no known tenth."""
    rivals: Sequence[TenthMoney | None] = shown.theirs.tenths if shown.theirs else [None] * len(shown.ours.tenths)
    rows = tuple(
        Row(
            (
                Cell(say("The whole place") if one.areas == ("",) else _row_name(one.tenth)),
                *_money_cells(shown, one, rival),
                Cell(", ".join(one.areas), href=_AREAS) if any(one.areas) else Cell(say("none")),
            )
        )
        for one, rival in zip(shown.ours.tenths, rivals, strict=True)
        if one.areas
    )
    columns = (Column(say("Tenth by deprivation")), *_money_columns(shown), Column(say("Areas"), "why"))
    return Table(say("See the same by tenth of deprivation"), columns, rows)


def _money_columns(shown: _Shown) -> tuple[Column, ...]:
    return (
        Column(say("Money"), "number"),
        *((Column(say("For each person"), "number"),) if shown.in_heads else ()),
        *((Column(say("By most votes alone"), "number"),) if shown.theirs else ()),
        *((Column(say("More or less than that"), "number"),) if shown.theirs else ()),
    )


def _money_cells(shown: _Shown, one: AreaMoney | TenthMoney, rival: AreaMoney | TenthMoney | None) -> tuple[Cell, ...]:
    count, source = shown.count, shown.count.source(FILE)
    cells = [Cell(say("{sum}", sum=count.money(one.spent)), href=source)]
    if shown.in_heads:
        heads = one.per_head
        each = _NOT_KNOWN if isinstance(heads, Unknown) else say("{sum}", sum=count.money(heads))
        cells.append(Cell(each, href=_AREAS, unit=say("for each person")))
    if rival is not None:
        cells.append(Cell(say("{sum}", sum=count.money(rival.spent)), href=source, unit=say("by most votes alone")))
        cells.append(Cell(_more(count, one.spent - rival.spent), href=source))
    return tuple(cells)


def _more(count: Counted, more: Fraction) -> Sentence:
    if not more:
        return say("the same")
    return say("{sum} more", sum=count.money(more)) if more > 0 else say("{sum} less", sum=count.money(-more))


def _tenth(tenth: int | Unknown) -> Sentence:
    return say("not known: {reason}", reason=tenth.reason) if isinstance(tenth, Unknown) else say("{n}", n=tenth)


def _row_name(tenth: int | Unknown) -> Sentence:
    return _tenth(tenth) if isinstance(tenth, Unknown) else say("Tenth {n}", n=tenth)


def _order(one: AreaMoney) -> tuple[bool, Fraction, Fraction, str]:
    heads = Fraction(0) if isinstance(one.per_head, Unknown) else one.per_head
    return not one.area, -heads, -one.spent, one.area
