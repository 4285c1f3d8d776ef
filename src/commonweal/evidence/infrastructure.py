"""Who supports other groups in a place, function by function, and what would be left if a body closed."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from commonweal.terms.sentences import Sentence, say


@dataclass(frozen=True, slots=True)
class Support:
    """One function of support that one body carries.

    Attributes:
        function: what is done for other groups, such as "finding and placing volunteers".
        organisation: id of the body, or "" where nobody does it.
        rests_on: what lets the body do it: a grant, a contract, volunteers.
        until: the last day for which that is sure, or None where no end is known.
    """

    function: str
    organisation: str
    rests_on: str = ""
    until: date | None = None

    def stands_on(self, day: date) -> bool:
        """Say whether a body carries the function on a day, as far as is written down."""
        return bool(self.organisation) and (self.until is None or day <= self.until)


@dataclass(frozen=True, slots=True)
class Carried:
    """A function of support and who carries it.

    Attributes:
        function: its name.
        bodies: ids of the bodies that carry it on the day, in the order of the file.
        ending: those of them for whom what it rests on ends, with the last day of it, the first to end first.
    """

    function: str
    bodies: tuple[str, ...]
    ending: tuple[tuple[str, date], ...]

    @property
    def falls_on(self) -> date | None:
        """The last day on which two bodies or more are sure to carry it; None where it is one or none, or no end is.

        Examples:
            >>> Carried("advice", ("a", "b"), (("a", date(2027, 3, 31)),)).falls_on
            datetime.date(2027, 3, 31)
        """
        losses = len(self.bodies) - 1
        return self.ending[losses - 1][1] if 1 <= losses <= len(self.ending) else None

    def without(self, organisation: str) -> tuple[str, ...]:
        """Give who would be left if a body closed."""
        return tuple(body for body in self.bodies if body != organisation)


@dataclass(frozen=True, slots=True)
class Closure:
    """What would be left of support for groups if one body closed.

    Attributes:
        organisation: id of the body.
        to_nobody: functions that nobody would carry then.
        to_one: functions that one body alone would carry then.
    """

    organisation: str
    to_nobody: tuple[str, ...]
    to_one: tuple[str, ...]


def carried(rows: Sequence[Support], day: date) -> tuple[Carried, ...]:
    """Say who carries each function on a day, in the order in which the file names them first."""
    told = []
    for function in dict.fromkeys(row.function for row in rows):
        standing = [row for row in rows if row.function == function and row.stands_on(day)]
        bodies = tuple(dict.fromkeys(row.organisation for row in standing))
        ends = {body: _end(row for row in standing if row.organisation == body) for body in bodies}
        ending = sorted(((body, end) for body, end in ends.items() if end), key=lambda pair: pair[1])
        told.append(Carried(function, bodies, tuple(ending)))
    return tuple(told)


def if_closed(functions: Iterable[Carried], organisation: str) -> Closure:
    """Say which functions would fall to one body or to nobody if a body closed.

    Examples:
        >>> if_closed([Carried("advice", ("a", "b"), ()), Carried("training", ("a",), ())], "a")
        Closure(organisation='a', to_nobody=('training',), to_one=('advice',))
    """
    hit = [one for one in functions if organisation in one.bodies]
    left = {one.function: len(one.without(organisation)) for one in hit}
    return Closure(
        organisation,
        tuple(name for name, count in left.items() if count == 0),
        tuple(name for name, count in left.items() if count == 1),
    )


def closures(functions: Sequence[Carried]) -> tuple[Closure, ...]:
    """Give what would be left if each body closed: those without which a function falls to one or none."""
    bodies = dict.fromkeys(body for one in functions for body in one.bodies)
    found = (if_closed(functions, body) for body in bodies)
    return tuple(one for one in found if one.to_nobody or one.to_one)


def function_warnings(functions: Iterable[Carried], names: "Names") -> Iterable[Sentence]:
    """Say which functions rest on one body or on nobody, or will when what they rest on ends.

    Args:
        functions: as they stand.
        names: name of each body by its id.
    """
    for one in functions:
        if not one.bodies:
            yield say("{function}: nobody does this here.", function=one.function)
        elif len(one.bodies) == 1:
            yield from _of_one(one, names)
        elif one.falls_on:
            yield say(
                "{function}: {n} bodies do this; after {day} it is sure of one at most.",
                function=one.function,
                n=len(one.bodies),
                day=one.falls_on,
            )


def closure_sentence(one: Closure, names: "Names") -> Sentence:
    """Say what would be left if a body closed."""
    body = names.get(one.organisation, one.organisation)
    nobody, alone = ", ".join(one.to_nobody), ", ".join(one.to_one)
    if not alone:
        return say("If {body} closed, nobody would do: {nobody}.", body=body, nobody=nobody)
    if not nobody:
        return say("If {body} closed, one body alone would do: {alone}.", body=body, alone=alone)
    return say(
        "If {body} closed, nobody would do: {nobody}. One body alone would do: {alone}.",
        body=body,
        nobody=nobody,
        alone=alone,
    )


def _of_one(one: Carried, names: "Names") -> Iterable[Sentence]:
    body = names.get(one.bodies[0], one.bodies[0])
    if one.ending:
        yield say(
            "{function}: {body} alone does this, and what it rests on ends on {day}.",
            function=one.function,
            body=body,
            day=one.ending[0][1],
        )
    else:
        yield say("{function}: {body} alone does this.", function=one.function, body=body)


def _end(rows: Iterable[Support]) -> date | None:
    """Give the last day that is sure for a body: the latest of its rows, or None where one of them has no end."""
    ends = [row.until for row in rows]
    known = [end for end in ends if end is not None]
    return max(known) if len(known) == len(ends) else None


Names = dict[str, str]
"""The name of each body by its id."""
