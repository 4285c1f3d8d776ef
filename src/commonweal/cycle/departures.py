"""Where a board does otherwise than an advisory result: what is awarded then, and each departure with its reason."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from commonweal.errors import DepartureRefused, Fault
from commonweal.terms.money import Amount, Pence
from commonweal.terms.sentences import key

LONGEST_REASON = 200
"""The most characters of a reason: what stands on one public line."""
AWARDED, LEFT_OUT = "awarded", "left out"


@dataclass(frozen=True, slots=True)
class Departure:
    """A project of which the board does the other thing than the result says, and why, in public words."""

    project: str
    reason: str


@dataclass(frozen=True, slots=True)
class Counsel:
    """What an advisory result leaves a board to decide over.

    Attributes:
        round: the round.
        advisory: whether its rules say that the result is advice; a binding one is not departed from.
        selected: the projects that the result funds, in order.
        costs: what each project costs that stood on the ballot and was not withdrawn.
        budget: what may be spent.
    """

    round: str
    advisory: bool
    selected: Sequence[str]
    costs: Mapping[str, Pence]
    budget: Pence


def awarded(counsel: Counsel, departures: Sequence[Departure]) -> tuple[str, ...]:
    """Give the projects that are awarded: those of the result, without those left out, and then those taken in.

    Raises:
        DepartureRefused: where the result binds the board, or a departure cannot be as it is; with every fault.

    Examples:
        >>> counsel = Counsel("r1", True, ["a", "b"], {"a": Pence(2), "b": Pence(3), "c": Pence(3)}, Pence(5))
        >>> awarded(counsel, [Departure("b", "The site was sold."), Departure("c", "It comes next.")])
        ('a', 'c')
    """
    others = {one.project for one in departures}
    taken_in = [one.project for one in departures if one.project not in counsel.selected]
    found = (*(project for project in counsel.selected if project not in others), *taken_in)
    faults = [*_faults(counsel, departures), *_dear(counsel, found)] if departures else []
    if faults:
        raise DepartureRefused(*faults, round=counsel.round)
    return found


def as_rows(counsel: Counsel, departures: Sequence[Departure]) -> list[dict[str, str]]:
    """Write departures as the entry of the awards bears them."""
    return [
        {
            "project": one.project,
            "board": LEFT_OUT if one.project in counsel.selected else AWARDED,
            "reason": one.reason.strip(),
        }
        for one in departures
    ]


def _faults(counsel: Counsel, departures: Sequence[Departure]) -> Iterator[Fault]:
    if not counsel.advisory:
        yield Fault("its rules bind the board to the result", field="departures")
    named = [one.project for one in departures]
    for one in dict.fromkeys(named):
        if one not in counsel.costs:
            yield Fault("{project} did not stand on the ballot, or was withdrawn", {"project": one}, field="departures")
        if named.count(one) > 1:
            yield Fault("{project} is named twice", {"project": one}, field="departures")
    for departure in departures:
        length = len(departure.reason.strip())
        if not length:
            yield Fault("{project} has no reason", {"project": departure.project}, field="departures")
        elif length > LONGEST_REASON or len(departure.reason.splitlines()) > 1:
            figures = {"project": departure.project, "characters": length, "most": LONGEST_REASON}
            what = key("the reason for {project} has {characters} characters; {most} on one line is the most")
            yield Fault(what, figures, field="departures")


def _dear(counsel: Counsel, found: Sequence[str]) -> Iterator[Fault]:
    total = sum(counsel.costs.get(project, 0) for project in found)
    if total > counsel.budget:
        figures = {"total": Amount.of_pence(Pence(total)), "budget": Amount.of_pence(counsel.budget)}
        yield Fault("the awards would come to {total}, and there is {budget} to spend", figures, field="departures")
