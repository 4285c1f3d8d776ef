"""What a voter's browser sends: read without trusting any of it, and carried from page to page without being kept."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from django.http import QueryDict

from commonweal.errors import BallotRefused, Fault
from commonweal.funding.box.choices import BallotForm, Choices, Filled, read_choices

CHOSEN, POINTS, PLACE = "chosen", "points.", "place."
_LONGEST_NUMBER = 3


@dataclass(frozen=True, slots=True)
class Sent:
    """What was sent, as it was typed.

    Attributes:
        code: the code.
        nonce: the number of the form.
        helper: the role of whoever helps, or "".
        chosen: the projects that were ticked.
        numbers: what was written beside projects, points or places; empty ones left out.
    """

    code: str = field(default="", repr=False)
    nonce: str = field(default="", repr=False)
    helper: str = ""
    chosen: tuple[str, ...] = field(default=(), repr=False)
    numbers: tuple[tuple[str, str], ...] = field(default=(), repr=False)

    def with_nonce(self, nonce: str) -> "Sent":
        """Give the same with another number."""
        return replace(self, nonce=nonce)

    def hidden(self, kind: str) -> Iterator[tuple[str, str]]:
        """Give the choices as the names and values of hidden fields."""
        yield from ((CHOSEN, one) for one in self.chosen)
        start = POINTS if kind == "cumulative" else PLACE
        yield from ((start + name, text) for name, text in self.numbers)


def read_sent(post: QueryDict, kind: str) -> Sent:
    """Read what was sent for a ballot of a kind. Costs, and whatever else a form may hold, are not looked at."""
    start = {"cumulative": POINTS, "ordinal": PLACE}.get(kind)
    written = [
        (name.removeprefix(start), text.strip())
        for name, texts in post.lists()
        if start and name.startswith(start)
        for text in texts
        if text.strip()
    ]
    chosen = () if start else tuple(post.getlist(CHOSEN))
    return Sent(post.get("code", ""), post.get("nonce", ""), post.get("helper", ""), chosen, tuple(written))


def filled(form: BallotForm, sent: Sent) -> Filled:
    """Give the ballot as it was filled in.

    Raises:
        BallotRefused: where places are not 1, 2, 3 and so on, each once.
    """
    if form.kind == "cumulative":
        return Filled(points=sent.numbers)
    return Filled(in_order(sent.numbers) if form.kind == "ordinal" else sent.chosen)


def choices(form: BallotForm, sent: Sent) -> Choices:
    """Give the choices of a ballot.

    Raises:
        BallotRefused: with everything that is wrong with it.
    """
    return read_choices(form, filled(form, sent))


def in_order(places: tuple[tuple[str, str], ...]) -> tuple[str, ...]:
    """Give projects in the order of the places that were written beside them.

    Raises:
        BallotRefused: where a place is no whole number, given twice, or left out.

    Examples:
        >>> in_order((("a", "2"), ("b", "1")))
        ('b', 'a')
    """
    by_place: dict[int, list[str]] = {}
    faults = []
    for name, text in places:
        if not (text.isascii() and text.isdecimal() and len(text) <= _LONGEST_NUMBER and int(text) > 0):
            faults.append(Fault("{text} is not a place; write 1, 2, 3 and so on", {"text": text[:100]}, field=name))
        else:
            by_place.setdefault(int(text), []).append(name)
    for place, names in sorted(by_place.items()):
        if len(names) > 1:
            faults.extend(Fault("place {place} is given more than once", {"place": place}, field=one) for one in names)
    missing = next((place for place in range(1, len(by_place) + 1) if place not in by_place), None)
    if missing is not None and not faults:
        after = min(place for place in by_place if place > missing)
        figures = {"missing": missing, "place": after}
        faults.append(Fault("it has place {place}, and nothing has place {missing}", figures, field=by_place[after][0]))
    if faults:
        raise BallotRefused(*faults)
    return tuple(by_place[place][0] for place in sorted(by_place))
