"""What a new place does first, in order: each step with whether it is done."""

from collections.abc import Iterator
from dataclasses import dataclass

from commonweal.terms.sentences import Sentence, say
from commonweal.web.reads import stored
from commonweal.web.reads.shown import Step

NEEDED = ("council officer",)
"""Who must be there besides the secretary before money can be acted on: the second of every two people."""


@dataclass(frozen=True, slots=True)
class First:
    """One of the first steps.

    Attributes:
        name: what is done.
        why: why it comes here, in a sentence.
        href: where it is done.
        is_done: whether it is.
    """

    name: Sentence
    why: Sentence
    href: str
    is_done: bool


def first_steps() -> tuple[First, ...]:
    """Give the first steps of a place in order; none once they are all done."""
    steps = tuple(_steps())
    return () if all(one.is_done for one in steps) else steps


def as_steps(steps: tuple[First, ...]) -> tuple[Step, ...]:
    """Give the steps as the way that a page shows, the first that is not done as where we are."""
    now = next_step(steps)
    return tuple(
        Step(one.name, "", "done" if one.is_done else "now" if one is now else "later", one.href) for one in steps
    )


def next_step(steps: tuple[First, ...]) -> First | None:
    """Give the first step that is not done."""
    return next((one for one in steps if not one.is_done), None)


def _steps() -> Iterator[First]:
    held = {one.role for one in stored.seats() if one.left is None}
    yield First(
        say("Terms of the board"),
        say("Publish what the board decides, who sits on it and how it works. Everything else rests on this."),
        "/work/publish-terms/",
        bool(stored.entries_of("terms_published")),
    )
    missing = [role for role in NEEDED if role not in held]
    yield First(
        say("People"),
        say(
            "Invite those who are still missing: {roles}. Acts on money and votes take two people of different roles.",
            roles=", ".join(missing) or "–",
        ),
        "/work/invite-person/",
        not missing,
    )
    yield First(
        say("Fund"),
        say("Constitute the fund: how much money there is, for how long, and what is protected in it."),
        "/work/constitute-fund/",
        bool(stored.fund_ids()),
    )
    yield First(
        say("First round"),
        say("Draft the rules of the first round. Nothing is public until two people publish them."),
        "/work/draft-round/",
        bool(stored.titles()),
    )
