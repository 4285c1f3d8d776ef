"""How many voted, by channel, area and tenth of deprivation: after the close, never beside what was chosen."""

from collections.abc import Mapping
from dataclasses import dataclass

from commonweal.cycle.residents import residents
from commonweal.evidence.publishing import FEW, STEP, TOO_FEW, shown
from commonweal.terms.sentences import Sentence, say
from commonweal.terms.sources import Unknown
from commonweal.web.reads import profiled
from commonweal.web.reads.shown import Cell, Column, Row, Said, Section, Table
from commonweal.web.store import balloting

_HIDDEN = say("too few to show")
_BESIDE = say("not shown: another figure could be worked out from it")


@dataclass(frozen=True, slots=True)
class Turnout:
    """Codes that could be voted with, and how many were.

    Attributes:
        issued: how many codes could be voted with.
        used: how many were.
    """

    issued: int
    used: int

    @property
    def unused(self) -> int:
        """How many were issued and not used."""
        return self.issued - self.used


@dataclass(frozen=True, slots=True)
class ShownTurnout:
    """A row as it may be published: each figure through the gate."""

    issued: int | Unknown
    used: int | Unknown
    unused: int | Unknown


_MORE = Unknown("another figure could be worked out from it")


def gated(groups: Mapping[str, Turnout]) -> dict[str, ShownTurnout]:
    """Give the turnout of groups as it may be published.

    Each figure passes the gate; and where a column hides one figure alone, which the known sum would give away, its
    smallest other figure is hidden too.

    Examples:
        >>> gated({"a": Turnout(40, 20), "b": Turnout(60, 33), "c": Turnout(8, 3)})["a"].used
        Unknown(reason='another figure could be worked out from it')
    """
    columns = [_column({name: count(one) for name, one in groups.items()}) for count in (_issued, _used, _unused)]
    return {name: ShownTurnout(*(column[name] for column in columns)) for name in groups}


def _column(counts: Mapping[str, int]) -> dict[str, int | Unknown]:
    told = {name: shown(count) for name, count in counts.items()}
    hidden = [name for name, one in told.items() if isinstance(one, Unknown)]
    others = sorted((counts[name], name) for name, one in told.items() if not isinstance(one, Unknown) and one)
    if len(hidden) == 1 and others:
        told[others[0][1]] = _MORE
    return told


def turnout(round_id: str) -> tuple[Section, ...]:
    """Show how many voted in a round; nothing before voting was closed by two people."""
    closed = balloting.payload_of(round_id, "round_closed")
    if closed is None or "sealed" not in closed:
        return ()
    whole = Turnout(closed["issued"], closed["ballots"])
    by_area = {area: Turnout(*counts) for area, counts in balloting.turnout(round_id).items()}
    tables = (_by_area(by_area), *_by_tenth(by_area)) if by_area else ()
    return (Section("turnout", say("How many voted"), said=_said(whole, closed["paper"], round_id), folded=tables),)


def _said(whole: Turnout, paper: int, round_id: str) -> tuple[Said, ...]:
    said: list[Said] = [
        say(
            "{used} ballots were cast with {issued} codes: {paper} on paper, {online} online. {unused} codes were not "
            "used.",
            used=whole.used,
            issued=whole.issued,
            paper=paper,
            online=whole.used - paper,
            unused=whole.unused,
        )
    ]
    came = balloting.channels(round_id)
    if not came and whole.used:
        return (*said, say("The secrets of the vote are destroyed, so nobody can count by area any more."))
    helped = shown(came.get(balloting.ASSISTED, 0))
    if isinstance(helped, Unknown):
        said.append(say("Of those online, some were cast with somebody’s help: too few to show."))
    else:
        said.append(say("Of those online, about {helped} were cast with somebody’s help.", helped=helped))
    said.append(
        say(
            "So that nobody is recognised, figures from 1 to {few} are not shown and the others are to the nearest "
            "{step}. They come from the codes alone, and stand nowhere beside what was chosen.",
            few=FEW,
            step=STEP,
        )
    )
    return tuple(said)


def _by_area(groups: Mapping[str, Turnout]) -> Table:
    rows = tuple(
        Row((Cell(name or say("no area is named")), *_cells(one))) for name, one in sorted(gated(groups).items())
    )
    return Table(say("How many voted, by area"), (Column(say("Area")), *_columns()), rows)


def _by_tenth(groups: Mapping[str, Turnout]) -> tuple[Table, ...]:
    profile = profiled.newest()
    if profile is None:
        return ()
    tenths = residents(profile.small_areas(), [name for name in groups if name]).tenths
    summed: dict[str, Turnout] = {}
    for area, one in groups.items():
        tenth = tenths.get(area)
        name = f"{tenth:02}" if isinstance(tenth, int) else ""
        before = summed.get(name, Turnout(0, 0))
        summed[name] = Turnout(before.issued + one.issued, before.used + one.used)
    if set(summed) == {""}:
        return ()
    rows = tuple(
        Row((Cell(say("{tenth}", tenth=int(name)) if name else say("not known")), *_cells(one)))
        for name, one in sorted(gated(summed).items())
    )
    heading = Column(say("Tenth by deprivation, 1 the most deprived"))
    return (Table(say("How many voted, by tenth of deprivation"), (heading, *_columns()), rows),)


def _columns() -> tuple[Column, ...]:
    return (
        Column(say("Codes"), "number"),
        Column(say("Ballots"), "number"),
        Column(say("Codes not used"), "number"),
    )


def _cells(one: ShownTurnout) -> tuple[Cell, ...]:
    return tuple(Cell(_written(count)) for count in (one.issued, one.used, one.unused))


def _written(count: int | Unknown) -> Sentence:
    if isinstance(count, Unknown):
        return _HIDDEN if count == TOO_FEW else _BESIDE
    return say("{n}", n=count)


def _issued(one: Turnout) -> int:
    return one.issued


def _used(one: Turnout) -> int:
    return one.used


def _unused(one: Turnout) -> int:
    return one.unused
