"""The review of a proposal: where it stands, what may be done to it, and what a review or an appeal must say.

A proposal's standing is worked out from what happened to it, in order: there is no other truth about it.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from types import MappingProxyType
from typing import Literal

from commonweal.errors import Fault, ReviewRefused, nearest
from commonweal.proposals.reasons import AGAINST, CHECKS, ELIGIBILITY, FEASIBILITY, FINDINGS, REASONS

DRAFT, SUBMITTED = "draft", "submitted"
ELIGIBLE, RETURNED, INELIGIBLE = "eligible", "returned", "ineligible"
FEASIBLE, NOT_FEASIBLE = "feasible", "not feasible"
ON_BALLOT, SELECTED, NOT_SELECTED, RESERVE = "on ballot", "selected", "not selected", "reserve"
AWARDED, AGREED, WITHDRAWN, STOPPED = "awarded", "agreement", "withdrawn", "round stopped"

MOVES: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        DRAFT: frozenset({SUBMITTED, WITHDRAWN, STOPPED}),
        SUBMITTED: frozenset({SUBMITTED, ELIGIBLE, RETURNED, INELIGIBLE, WITHDRAWN, STOPPED}),
        RETURNED: frozenset({SUBMITTED, WITHDRAWN, STOPPED}),
        INELIGIBLE: frozenset({ELIGIBLE, WITHDRAWN, STOPPED}),
        ELIGIBLE: frozenset({SUBMITTED, FEASIBLE, RETURNED, NOT_FEASIBLE, WITHDRAWN, STOPPED}),
        NOT_FEASIBLE: frozenset({FEASIBLE, WITHDRAWN, STOPPED}),
        FEASIBLE: frozenset({ON_BALLOT, WITHDRAWN, STOPPED}),
        ON_BALLOT: frozenset({ON_BALLOT, SELECTED, NOT_SELECTED, RESERVE, WITHDRAWN, STOPPED}),
        RESERVE: frozenset({ON_BALLOT, SELECTED, NOT_SELECTED, WITHDRAWN, STOPPED}),
        SELECTED: frozenset({ON_BALLOT, SELECTED, AWARDED, WITHDRAWN, STOPPED}),
        NOT_SELECTED: frozenset({ON_BALLOT, NOT_SELECTED, AWARDED, WITHDRAWN, STOPPED}),
        AWARDED: frozenset({AGREED, WITHDRAWN}),
        AGREED: frozenset(),
        WITHDRAWN: frozenset(),
        STOPPED: frozenset(),
    }
)
"""Where a proposal may go from where it stands. A changed proposal is submitted anew, and its review begins again; a
result that is set aside puts it on the ballot again, to be counted anew; a board that is not bound by the result may
award what was not selected."""

AFTER_APPEAL: Mapping[str, str] = MappingProxyType({RETURNED: SUBMITTED, INELIGIBLE: ELIGIBLE, NOT_FEASIBLE: FEASIBLE})
"""Where an upheld appeal puts a proposal."""
CLOSED, PROVISIONAL, CONFIRMED, SET_ASIDE = "closed", "provisional", "confirmed", "set aside"
"""How far the vote on a proposal is: over, counted, its result confirmed, or its result set aside."""
REVIEWED_FROM: Mapping[str, str] = MappingProxyType({ELIGIBILITY: SUBMITTED, FEASIBILITY: ELIGIBLE})
"""Where a proposal stands when each check is made."""
LONGEST_REASON = 4_000
"""The most characters that the words of a review or an appeal may have."""


@dataclass(frozen=True, slots=True)
class Found:
    """What a reviewer writes down.

    Attributes:
        check: "eligibility" or "feasibility".
        finding: what was found.
        code: a key of :data:`commonweal.proposals.reasons.REASONS`, or "" for a favourable finding.
        words: the reviewer's own words; for what is returned, what to mend.
        marks: boxes that the reviewer ticks besides those of the proposer.
    """

    check: str
    finding: str
    code: str = ""
    words: str = ""
    marks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Review:
    """A review, as the record tells of it.

    Attributes:
        entry: number of its entry.
        check: which check it was.
        finding: what it found.
        code: its reason, "" where a favourable finding gave none.
        role: the role of whoever reviewed.
        on: the day.
        appeal_until: the last day on which it may be appealed, or None for a favourable finding.
    """

    entry: int
    check: str
    finding: str
    code: str
    role: str
    on: date
    appeal_until: date | None = None


@dataclass(frozen=True, slots=True)
class Appeal:
    """An appeal against a review.

    Attributes:
        entry: number of its entry.
        review: number of the entry of the review.
        on: the day.
        decision: "upheld", "refused", or "" while it is open.
    """

    entry: int
    review: int
    on: date
    decision: str = ""


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened to a proposal.

    Attributes:
        what: which thing.
        entry: number of its entry.
        on: the day.
        review: the review, where it is one.
        about: the entry that an appeal or its decision answers.
        decision: what an appeal's decision says.
        selected: whether a count selected it.
        until: the last day on which a count may be challenged, or None.
    """

    what: Literal[
        "submitted",
        "reviewed",
        "appealed",
        "appeal decided",
        "put on ballot",
        "withdrawn",
        "voting closed",
        "counted",
        "confirmed",
        "set aside",
        "awarded",
        "round stopped",
    ]
    entry: int
    on: date
    review: Review | None = None
    about: int = 0
    decision: str = ""
    selected: bool = False
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Course:
    """All that happened to a proposal, and where it stands.

    Attributes:
        state: where it stands, a key of :data:`MOVES`.
        reviews: its reviews, in order.
        appeals: its appeals, in order.
        submissions: the entries by which it was put forward and changed, in order.
        vote: how far the vote on it is, such as :data:`PROVISIONAL`; "" before voting closed.
        challenge_until: the last day on which its result may be challenged, where there is one.
    """

    state: str = DRAFT
    reviews: tuple[Review, ...] = ()
    appeals: tuple[Appeal, ...] = ()
    submissions: tuple[int, ...] = ()
    vote: str = ""
    challenge_until: date | None = None

    def open_appeal(self) -> Appeal | None:
        """Give the appeal that nobody has decided yet. It is over when the proposal is withdrawn or changed."""
        standing = self.standing_review()
        open_ones = (appeal for appeal in self.appeals if not appeal.decision)
        return next((one for one in open_ones if standing and one.review == standing.entry), None)

    def standing_review(self) -> Review | None:
        """Give the finding against the proposal that stands now, if one does."""
        last = self.reviews[-1] if self.reviews else None
        return last if last and last.finding in AGAINST and self.state == last.finding else None

    def may_appeal(self, today: date) -> bool:
        """Say whether its review may be appealed: a finding against it, once, until the end of its window."""
        standing = self.standing_review()
        if standing is None or standing.appeal_until is None or today > standing.appeal_until:
            return False
        return all(appeal.review != standing.entry for appeal in self.appeals)

    def waits(self, today: date) -> bool:
        """Say whether somebody else still has to decide, or its proposer still may answer."""
        standing = self.standing_review()
        mending = bool(standing and standing.finding == RETURNED and today <= (standing.appeal_until or standing.on))
        decides = self.state in {SUBMITTED, ELIGIBLE} or self.open_appeal() is not None
        return decides or mending or self.may_appeal(today)


def course(events: Iterable[Event]) -> Course:
    """Work out where a proposal stands from what happened to it, in order.

    Raises:
        ReviewRefused: where something happened that could not follow what came before.
    """
    told = Course()
    for event in events:
        told = _after(told, event)
    return told


def _after(told: Course, event: Event) -> Course:
    if event.what == "submitted":
        return replace(told, state=_moved(told, SUBMITTED, event), submissions=(*told.submissions, event.entry))
    if event.what == "reviewed" and event.review is not None:
        reviews = (*told.reviews, event.review)
        return replace(told, state=_moved(told, event.review.finding, event), reviews=reviews)
    if event.what == "appealed":
        return replace(told, appeals=(*told.appeals, Appeal(event.entry, event.about, event.on)))
    if event.what == "appeal decided":
        return _decided(told, event)
    if told.state == WITHDRAWN:
        return told
    return _voted_on(told, event)


_GOES_TO: Mapping[str, str] = MappingProxyType(
    {
        "put on ballot": ON_BALLOT,
        "withdrawn": WITHDRAWN,
        "voting closed": ON_BALLOT,
        "set aside": ON_BALLOT,
        "awarded": AWARDED,
        "round stopped": STOPPED,
    }
)
"""Where a proposal goes by what happened to it or to its whole round."""
_VOTE: Mapping[str, str] = MappingProxyType(
    {"voting closed": CLOSED, "counted": PROVISIONAL, "confirmed": CONFIRMED, "set aside": SET_ASIDE}
)
"""How far the vote then is."""


def _voted_on(told: Course, event: Event) -> Course:
    """Follow a proposal from the ballot on. What was withdrawn stays withdrawn, whatever its round comes to."""
    if event.what == "counted":
        to = SELECTED if event.selected else NOT_SELECTED
    else:
        to = told.state if event.what == "confirmed" else _GOES_TO[event.what]
    vote = _VOTE.get(event.what, told.vote)
    until = event.until if event.what == "counted" else told.challenge_until
    return replace(told, state=_moved(told, to, event), vote=vote, challenge_until=until)


def _decided(told: Course, event: Event) -> Course:
    appeals = tuple(
        replace(appeal, decision=event.decision) if appeal.entry == event.about else appeal for appeal in told.appeals
    )
    state = AFTER_APPEAL.get(told.state, told.state) if event.decision == "upheld" else told.state
    return replace(told, state=state, appeals=appeals)


def _moved(told: Course, to: str, event: Event) -> str:
    if to not in MOVES[told.state]:
        figures = {"entry": event.entry, "from": told.state, "to": to}
        raise ReviewRefused(Fault("entry {entry} cannot take it from {from} to {to}", figures), proposal="-")
    return to


def appeal_until(reviewed: date, days: int) -> date:
    """Give the last day on which a review may be appealed: so many whole days after the day of the review.

    Examples:
        >>> appeal_until(date(2027, 2, 1), 14)
        datetime.date(2027, 2, 15)
    """
    return reviewed + timedelta(days=days)


def require_review(proposal: str, told: Course, found: Found) -> None:
    """Let a review through only when it comes in turn and says enough.

    Args:
        proposal: the proposal's identifier, to say in a refusal.
        told: all that happened to it.
        found: what the reviewer writes down.

    Raises:
        ReviewRefused: with every fault.
    """
    faults = list(_finding_faults(told, found.check, found.finding))
    if not faults:
        faults.extend(_reason_faults(found.finding, found.code, found.words))
    if faults:
        raise ReviewRefused(*faults, proposal=proposal)


def _finding_faults(told: Course, check: str, finding: str) -> Iterator[Fault]:
    if check not in CHECKS:
        yield Fault("this is not one of {known}", {"known": ", ".join(CHECKS)}, field="check")
        return
    if finding not in FINDINGS[check]:
        yield Fault("this check finds one of {known}", {"known": ", ".join(FINDINGS[check])}, field="finding")
    if told.state != REVIEWED_FROM[check]:
        figures = {"check": check, "state": told.state, "due": REVIEWED_FROM[check]}
        yield Fault("its {check} is checked when it stands at {due}; it stands at {state}", figures, field="check")


def _reason_faults(finding: str, code: str, words: str) -> Iterator[Fault]:
    reason = REASONS.get(code)
    if code and reason is None:
        yield Fault(
            "there is no reason {code}{nearest}", {"code": code, "nearest": nearest(code, REASONS)}, field="code"
        )
    elif reason is not None and finding not in reason.findings:
        yield Fault("the reason {code} does not stand for {finding}", {"code": code, "finding": finding}, field="code")
    elif reason is None and finding in AGAINST:
        yield Fault("a finding against a proposal has a code", field="code")
    if finding == RETURNED and not words.strip():
        yield Fault("what is sent back says what to mend", field="reason")
    elif (finding in AGAINST or (reason and reason.needs_words)) and not words.strip():
        yield Fault("this needs the reason in words", field="reason")
    yield from _length_faults(words, "reason")


def require_appeal(proposal: str, told: Course, grounds: str, today: date) -> Review:
    """Let an appeal through only against a finding that stands, once, within its window; give that review.

    Raises:
        ReviewRefused: with every fault.
    """
    standing = told.standing_review()
    faults = [] if grounds.strip() else [Fault("an appeal says why", field="grounds")]
    faults.extend(_length_faults(grounds, "grounds"))
    if standing is None:
        faults.append(Fault("there is no finding against it to appeal"))
    elif not told.may_appeal(today):
        until = standing.appeal_until
        figures = {"until": until.isoformat() if until else "-"}
        faults.append(Fault("it was appealed before, or the last day for it was {until}", figures))
    if faults or standing is None:
        raise ReviewRefused(*faults, proposal=proposal)
    return standing


def require_decision(proposal: str, told: Course, decision: str, words: str) -> Appeal:
    """Let the decision of an appeal through only where one is open, with a reason in words; give that appeal.

    Raises:
        ReviewRefused: with every fault.
    """
    appeal = told.open_appeal()
    faults = [] if words.strip() else [Fault("a decision needs the reason in words", field="reason")]
    faults.extend(_length_faults(words, "reason"))
    if decision not in {"upheld", "refused"}:
        faults.append(Fault("an appeal is upheld or refused", field="decision"))
    if appeal is None:
        faults.append(Fault("there is no open appeal"))
    if faults or appeal is None:
        raise ReviewRefused(*faults, proposal=proposal)
    return appeal


def require_other(proposal: str, reviewer: tuple[str, str], deciders: Iterable[tuple[str, str]]) -> None:
    """Let the decision of an appeal through only where neither of two people is the reviewer.

    Args:
        proposal: the proposal's identifier, to say in a refusal.
        reviewer: role and seat of whoever reviewed.
        deciders: role and seat of each who decides. Where a seat is not known, a person of the same role may be the
            same person, and is taken to be.

    Raises:
        ReviewRefused: where one of them is the reviewer, or may be.
    """
    role, seat = reviewer
    if any(other == seat if other and seat else theirs == role for theirs, other in deciders):
        raise ReviewRefused(Fault("an appeal is decided by somebody other than the reviewer"), proposal=proposal)


def _length_faults(words: str, field: str) -> Iterator[Fault]:
    if len(words) > LONGEST_REASON:
        figures = {"characters": len(words), "most": LONGEST_REASON}
        yield Fault("these are {characters} characters; {most} is the most", figures, field=field)
