"""Equality impact: what a plan does to people who share a protected characteristic, and the floor of no detriment.

Source: Equality Act 2010, section 4 (the nine protected characteristics), section 149 (the public sector equality
duty) and section 1 (the duty regarding socio-economic inequalities).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from commonweal.terms.sentences import Sentence, say

Effect = Literal["better", "same", "worse", "not known"]
EFFECTS: tuple[Effect, ...] = ("better", "same", "worse", "not known")
CHARACTERISTICS = (
    "age",
    "disability",
    "gender reassignment",
    "marriage and civil partnership",
    "pregnancy and maternity",
    "race",
    "religion or belief",
    "sex",
    "sexual orientation",
    "socio-economic position",
)
"""The nine characteristics that the Act protects, and socio-economic position."""


@dataclass(frozen=True, slots=True)
class Impact:
    """What a plan does to people who share one characteristic. It says nothing about any person.

    Attributes:
        characteristic: one of :data:`CHARACTERISTICS`.
        effect: what is left for them once the mitigation is in place.
        evidence: what that rests on.
        mitigation: what is done about it, or "".
        owner: the role that answers for it.
        by: the day by which the mitigation is in place, or the effect is known.
        overridden_by: the role that lets the plan leave them worse off all the same, or "".
        override_reason: why, or "".
    """

    characteristic: str
    effect: Effect
    evidence: str
    mitigation: str
    owner: str
    by: date
    overridden_by: str = ""
    override_reason: str = ""

    @property
    def overridden(self) -> bool:
        """Whether the floor of no detriment was set aside here, by name and with a reason."""
        return bool(self.overridden_by and self.override_reason)


def not_looked_at(impacts: Sequence[Impact]) -> tuple[str, ...]:
    """Name the characteristics of which an assessment says nothing."""
    named = {one.characteristic for one in impacts}
    return tuple(name for name in CHARACTERISTICS if name not in named)


def breaches(impacts: Sequence[Impact]) -> tuple[Impact, ...]:
    """Give where people would be left worse off, and nobody has answered for that by role and with a reason.

    Examples:
        >>> worse = Impact("age", "worse", "a survey", "a minibus", "council officer", date(2027, 1, 1))
        >>> [one.characteristic for one in breaches([worse])]
        ['age']
    """
    return tuple(one for one in impacts if one.effect == "worse" and not one.overridden)


def impact_sentences(impacts: Sequence[Impact]) -> tuple[Sentence, ...]:
    """Say in words what an assessment comes to: who is left worse off first, and what nobody knows."""
    if not impacts:
        return (
            say("Nobody has written down what this plan does to people of each protected characteristic. Ask for it."),
        )
    worse = [one for one in impacts if one.effect == "worse"]
    unknown = [one.characteristic for one in impacts if one.effect == "not known"]
    left = not_looked_at(impacts)
    said = []
    if not worse:
        said.append(say("As far as it was looked at, nobody is left worse off because of a protected characteristic."))
    said += [_worse(one) for one in worse]
    if unknown:
        said.append(say("What it does is not known yet by {names}.", names=", ".join(unknown)))
    if left:
        said.append(say("Nobody has looked at {names}.", names=", ".join(left)))
    return tuple(said)


def _worse(one: Impact) -> Sentence:
    if not one.overridden:
        return say("People would be left worse off by {characteristic}.", characteristic=one.characteristic)
    return say(
        "People are left worse off by {characteristic}, and the {role} answers for that: {reason}",
        characteristic=one.characteristic,
        role=one.overridden_by,
        reason=one.override_reason,
    )
