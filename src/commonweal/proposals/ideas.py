"""Ideas: one kind of record, by whatever way they came in; and how they are joined and parted without being lost."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from commonweal.errors import Fault, LineageFaults

CHANNELS = ("web", "paper form", "phone", "event sheet", "easy read sheet")
"""How an idea comes in. What comes of it is the same for each."""
LED_BY = ("residents", "funder")
"""Whose idea it is: one that residents brought, or one that whoever holds the money asked for."""
LONGEST_WORDS = 2_000
"""The most characters that an idea's words may have: a page, read out in about two minutes."""


@dataclass(frozen=True, slots=True)
class Idea:
    """An idea as it is put forward.

    Attributes:
        title: one line, as it would be read out.
        words: more about it, or "".
        channel: how it came in, one of :data:`CHANNELS`.
        led_by: whose it is, one of :data:`LED_BY`.
        helper: the role of whoever wrote it down for somebody else, or ""; never who it was.
        neighbourhood: where it is for, or "" for the whole place.
    """

    title: str
    words: str
    channel: str
    led_by: str
    helper: str = ""
    neighbourhood: str = ""


def idea_faults(idea: Idea) -> list[Fault]:
    """Find what is wrong with an idea.

    An idea on paper, by telephone or on a sheet was typed in by somebody: it names that person's role.
    """
    faults = []
    if not idea.title.strip():
        faults.append(Fault("an idea needs a line that says what it is", field="title"))
    if len(idea.words) > LONGEST_WORDS:
        figures = {"characters": len(idea.words), "most": LONGEST_WORDS}
        faults.append(Fault("these are {characters} characters; {most} is the most", figures, field="words"))
    for field, value, known in (("channel", idea.channel, CHANNELS), ("led_by", idea.led_by, LED_BY)):
        if value not in known:
            faults.append(Fault("this is not one of {known}", {"known": ", ".join(known)}, field=field))
    if idea.channel in CHANNELS and idea.channel != "web" and not idea.helper:
        faults.append(
            Fault("whoever typed in what came by {channel} is named by role", {"channel": idea.channel}, field="helper")
        )
    return faults


@dataclass(frozen=True, slots=True)
class Turning:
    """Ideas that became other ideas: several joined into one, or one parted into several.

    Attributes:
        before: the ideas that no longer stand by themselves; each is kept to be read.
        after: what they became.
    """

    before: tuple[str, ...]
    after: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Lineage:
    """What became of which idea: every published idea of a round, and each time that some were joined or parted.

    Attributes:
        ideas: the published ideas, in order of publication.
        turnings: each joining and parting, in order.
    """

    ideas: tuple[str, ...]
    turnings: tuple[Turning, ...] = ()

    def standing(self) -> tuple[str, ...]:
        """Give the ideas that stand by themselves, in order of publication."""
        gone = {idea for turning in self.turnings for idea in turning.before}
        return tuple(idea for idea in self.ideas if idea not in gone)

    def became(self, idea: str) -> tuple[str, ...]:
        """Give the standing ideas in which an idea lives on: itself, where it stands.

        Examples:
            >>> Lineage(("a", "b", "c", "d"), (Turning(("a", "b"), ("b2",)),)).became("a")
            ('b2',)
        """
        return _followed(idea, {old: turning.after for turning in self.turnings for old in turning.before})

    def came_from(self, idea: str) -> tuple[str, ...]:
        """Give the ideas from which an idea came, the first ones: itself, where it was put forward as it is."""
        sources: dict[str, list[str]] = {}
        for turning in self.turnings:
            for new in turning.after:
                sources.setdefault(new, []).extend(turning.before)
        return _followed(idea, sources)


def joined(lineage: Lineage, before: Sequence[str], after: str) -> Lineage:
    """Join ideas that ask for the same into one; each is kept to be read.

    Args:
        lineage: what became of which idea so far.
        before: two or more standing ideas.
        after: a new idea, which is published with them as its origin.

    Raises:
        LineageFaults: where there are fewer than two, one does not stand, is named twice, or the new one is not new.
    """
    faults = list(_standing_faults(lineage, before))
    if len(set(before)) < 2:
        faults.append(Fault("it takes two ideas to join", field="before"))
    faults.extend(_new_faults(lineage, (after,)))
    if faults:
        raise LineageFaults(*faults)
    return Lineage((*lineage.ideas, after), (*lineage.turnings, Turning(tuple(before), (after,))))


def parted(lineage: Lineage, before: str, after: Sequence[str]) -> Lineage:
    """Part an idea that asks for several things; it is kept to be read.

    Args:
        lineage: what became of which idea so far.
        before: a standing idea.
        after: two or more new ideas.

    Raises:
        LineageFaults: where the idea does not stand, there are fewer than two new ones, or one is not new.
    """
    faults = list(_standing_faults(lineage, (before,)))
    if len(set(after)) < 2:
        faults.append(Fault("it takes two new ideas to part one", field="after"))
    faults.extend(_new_faults(lineage, after))
    if faults:
        raise LineageFaults(*faults)
    return Lineage((*lineage.ideas, *after), (*lineage.turnings, Turning((before,), tuple(after))))


def _standing_faults(lineage: Lineage, named: Sequence[str]) -> Iterator[Fault]:
    standing = set(lineage.standing())
    for idea in named:
        if idea not in lineage.ideas:
            yield Fault("there is no published idea {idea}", {"idea": idea}, field="before")
        elif idea not in standing:
            figures = {"idea": idea, "after": ", ".join(lineage.became(idea))}
            yield Fault("the idea {idea} lives on in {after}", figures, field="before")
    for idea in sorted({idea for idea in named if list(named).count(idea) > 1}):
        yield Fault("the idea {idea} is named twice", {"idea": idea}, field="before")


def _new_faults(lineage: Lineage, named: Iterable[str]) -> Iterator[Fault]:
    for idea in named:
        if idea in lineage.ideas:
            yield Fault("there is an idea {idea} already", {"idea": idea}, field="after")


def _followed(idea: str, onward: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    """Follow an idea onward to where the ways end, each end once, in order."""
    seen: dict[str, None] = {}
    waiting = [idea]
    while waiting:
        current = waiting.pop(0)
        if current not in seen:
            seen[current] = None
            waiting.extend(onward.get(current, ()))
    return tuple(found for found in seen if found not in onward)
