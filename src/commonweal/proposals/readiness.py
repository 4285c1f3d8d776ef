"""Readiness: what a body says of itself by criterion, with evidence, then and now; and its willingness, apart.

There is no score. A check says which criteria are met and which are missing, never how ready a body is as one number,
so that nobody can be put in a row by it. The state of a check follows from the dated statements alone.
"""

from calendar import monthrange
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from commonweal.proposals.criteria import CRITERIA, ESSENTIAL, RENEWAL, Criterion
from commonweal.terms.sentences import Sentence, key, say

NOT_STARTED, IN_PROGRESS, COMPLETE = key("not started"), key("in progress"), key("complete")
PROGRESS = (NOT_STARTED, IN_PROGRESS, COMPLETE)
"""How far a criterion is, from the beginning to the end."""

NOT_OPENED, OPENED, SELF_ASSESSED = key("not opened"), key("opened"), key("self-assessed")
EVIDENCE_CHECKED = key("evidence checked")
READY, WITH_SUPPORT, NOT_YET, EXPIRED = key("ready"), key("ready with support"), key("not yet"), key("expired")
MONTHS = 12
"""How long a check holds."""


@dataclass(frozen=True, slots=True)
class Statement:
    """What a body says of one criterion on one day: a row of ``readiness.csv``.

    Attributes:
        organisation: id.
        criterion: id, a key of :data:`commonweal.proposals.criteria.CRITERIA`.
        state: "not started", "in progress" or "complete".
        on: the day it was said.
        evidence: a reference to what shows it, such as "minutes 2026-03", or ""; never a person's name.
        checked: the day somebody else looked at the evidence, or None.
    """

    organisation: str
    criterion: str
    state: str
    on: date
    evidence: str = ""
    checked: date | None = None


@dataclass(frozen=True, slots=True)
class Consent:
    """What a body has agreed to: a row of ``willingness.csv``.

    Attributes:
        organisation: id.
        on: the day it said so.
        willing: whether it is willing to take a service over; None where it does not speak of that.
        shares: whether a funder may see its check; None where it does not speak of that.
        evidence: a reference, such as the minute of its board.
    """

    organisation: str
    on: date
    willing: bool | None
    shares: bool | None = None
    evidence: str = ""


@dataclass(frozen=True, slots=True)
class Missing:
    """One thing that stands between a body and a hand-over.

    Attributes:
        by: ids of criteria, or :data:`~commonweal.proposals.criteria.RENEWAL`, whose actions would bring it.
        words: what is missing.
    """

    by: tuple[str, ...]
    words: Sentence


@dataclass(frozen=True, slots=True)
class Check:
    """A body's readiness check as it stood on a day.

    Attributes:
        organisation: id.
        as_at: the day.
        baseline: the first statement on each criterion.
        now: the latest one, up to the day.
        willing: what it last said of taking a service over, and when; None where it never did.
        shares: what it last said of a funder seeing its check; None where it never did.
    """

    organisation: str
    as_at: date
    baseline: Mapping[str, Statement]
    now: Mapping[str, Statement]
    willing: Consent | None = None
    shares: Consent | None = None

    @property
    def is_willing(self) -> bool:
        """Whether its willingness is recorded, and was not taken back."""
        return self.willing is not None and bool(self.willing.willing)

    @property
    def may_be_shared(self) -> bool:
        """Whether it agreed that a funder sees its check, and did not take that back."""
        return self.shares is not None and bool(self.shares.shares)

    @property
    def expires(self) -> date | None:
        """The day from which the check holds no more; None while no evidence was checked.

        Twelve months from the oldest check of evidence among the essential criteria.
        """
        days = [
            one.checked
            for criterion in ESSENTIAL
            if (one := self.now.get(criterion.id)) and one.state == COMPLETE and one.checked
        ]
        return months_after(min(days), MONTHS) if days else None

    @property
    def state(self) -> str:
        """Where the check stands, in the words of the glossary."""
        if any(one.id not in self.now for one in ESSENTIAL):
            return OPENED if self.now else NOT_OPENED
        if any(self.waits(one.id) for one in ESSENTIAL):
            return SELF_ASSESSED
        if self.expires is not None and self.as_at >= self.expires:
            return EXPIRED
        if not all(self.met(one.id) for one in ESSENTIAL):
            return NOT_YET
        if not self.is_willing:
            return EVIDENCE_CHECKED
        return READY if all(self.met(one) for one in CRITERIA) else WITH_SUPPORT

    @property
    def passes(self) -> bool:
        """Whether the gate lets it through on this day: ready, with support or without, and willing."""
        return self.state in {READY, WITH_SUPPORT}

    def met(self, criterion: str) -> bool:
        """Say whether a criterion is complete and its evidence was checked."""
        found = self.now.get(criterion)
        return found is not None and found.state == COMPLETE and found.checked is not None

    def waits(self, criterion: str) -> bool:
        """Say whether a criterion is complete by the body's own word, and nobody has looked at its evidence."""
        found = self.now.get(criterion)
        return found is not None and found.state == COMPLETE and found.checked is None

    def missing(self) -> tuple[Missing, ...]:
        """Give all that the gate still asks for, willingness apart, in the order in which a check asks."""
        return tuple(self._missing())

    def to_follow(self) -> tuple[Criterion, ...]:
        """Give the criteria that it has spoken of, that are not essential and not yet met: they may follow."""
        return tuple(
            one for one in CRITERIA.values() if one.id in self.now and not one.essential and not self.met(one.id)
        )

    def _missing(self) -> Iterator[Missing]:
        if not self.now:
            yield Missing((), NO_CHECK)
            return
        for one in ESSENTIAL:
            if self.waits(one.id):
                words = say("a look at the evidence for {criterion}", criterion=say(one.wants))
                yield Missing((one.id, RENEWAL), words)
            elif not self.met(one.id):
                yield Missing((one.id,), say(one.wants))
        if self.expires is not None and self.as_at >= self.expires:
            yield Missing((RENEWAL,), say("a new check, since the last one expired on {day}", day=self.expires))


NO_CHECK, NOT_WILLING = say("a readiness check"), say("its recorded willingness")
"""What is missing where a body has no check, and where it has not said that it is willing."""


def checks(statements: Iterable[Statement], consents: Iterable[Consent], as_at: date) -> Mapping[str, Check]:
    """Give the check of each body that had said anything by a day, by the body's id; what it said later is not counted.

    Args:
        statements: what bodies said of criteria, in any order; at most one for a body, criterion and day.
        consents: what bodies agreed to; at most one row for a body and day.
        as_at: the day. A look at the evidence that came later counts as not made.

    Examples:
        >>> said = [Statement("hall", "money-budget", "complete", date(2026, 3, 1), "budget 2026", date(2026, 4, 1))]
        >>> found = checks(said, [], date(2026, 5, 1))["hall"]
        >>> found.state, found.expires
        ('opened', datetime.date(2027, 4, 1))
    """
    baseline: dict[str, dict[str, Statement]] = {}
    now: dict[str, dict[str, Statement]] = {}
    for one in sorted(_until(statements, as_at), key=lambda one: one.on):
        baseline.setdefault(one.organisation, {}).setdefault(one.criterion, one)
        now.setdefault(one.organisation, {})[one.criterion] = one
    willing: dict[str, Consent] = {}
    shares: dict[str, Consent] = {}
    for said in sorted((said for said in consents if said.on <= as_at), key=lambda said: said.on):
        willing.update({said.organisation: said} if said.willing is not None else {})
        shares.update({said.organisation: said} if said.shares is not None else {})
    return MappingProxyType(
        {
            body: Check(
                body,
                as_at,
                MappingProxyType(baseline.get(body, {})),
                MappingProxyType(now.get(body, {})),
                willing.get(body),
                shares.get(body),
            )
            for body in sorted(now.keys() | willing.keys() | shares.keys())
        }
    )


def _until(statements: Iterable[Statement], as_at: date) -> Iterator[Statement]:
    for one in statements:
        if one.on <= as_at:
            late = one.checked is not None and one.checked > as_at
            yield Statement(one.organisation, one.criterion, one.state, one.on, one.evidence) if late else one


def months_after(day: date, months: int) -> date:
    """Give the same day so many months later, or the last of that month where it has no such day.

    Examples:
        >>> months_after(date(2024, 2, 29), 12), months_after(date(2026, 8, 31), 1)
        (datetime.date(2025, 2, 28), datetime.date(2026, 9, 30))
    """
    years, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(years, month + 1, min(day.day, monthrange(years, month + 1)[1]))


def listed(items: Iterable[Sentence]) -> Sentence:
    """Put several things into one sentence, parted by semicolons.

    Raises:
        ValueError: where there is none.
    """
    found: Sentence | None = None
    for item in items:
        found = item if found is None else say("{before}; {next}", before=found, next=item)
    if found is None:
        message = "nothing to list"
        raise ValueError(message)
    return found
