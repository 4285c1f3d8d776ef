"""The page behind a private link: where one's own idea or proposal stands, what can be done, and what comes next."""

from dataclasses import dataclass
from datetime import date
from urllib.parse import quote

from commonweal.proposals.declining import DECLINED
from commonweal.proposals.review import MOVES, SUBMITTED, WITHDRAWN
from commonweal.terms.sentences import Sentence, say
from commonweal.web import rights, timetable
from commonweal.web.reads import proposed as reads
from commonweal.web.reads import stored
from commonweal.web.reads.proposal_page import history
from commonweal.web.reads.proposed import IdeaShown
from commonweal.web.reads.shown import Aside, Choice, Link, Next, Page, Said, Section, Way
from commonweal.web.reads.telling import name_of
from commonweal.web.reads.telling_proposals import STATES, because, onward
from commonweal.web.reads.way import NO_DAY, decider, objection
from commonweal.web.store import proposed, unread
from commonweal.web.store.proposed import Own, StoredProposal
from commonweal.web.store.unread import Unread

__all__ = ["Own", "own_by"]
_OPEN = frozenset({rights.IDEAS, rights.REVIEW})


def own_by(digest: str) -> Own | None:
    """Give the idea or proposal that a private link leads to, by the hash of its secret part."""
    return proposed.own_by(digest)


@dataclass(frozen=True, slots=True)
class Standing:
    """What can be done with one's own idea or proposal on a day.

    Attributes:
        idea: the idea as it is published, or None: it waits, or it is a proposal.
        waits: whether nobody has published or declined it yet.
        proposal: the proposal as the record has it, or None.
        may: names of the acts that can be done now.
        declined: why it was declined, or None.
        sent: a proposal as it was sent, or changed, and is not published; or None.
    """

    idea: IdeaShown | None
    waits: bool
    proposal: StoredProposal | None
    may: tuple[str, ...]
    declined: Sentence | None = None
    sent: Unread | None = None


def standing(own: Own, today: date) -> Standing:
    """Work out what can be done with one's own idea or proposal on a day."""
    told = stored.standing(own.round)
    phase = timetable.phase(told, today)
    deciding = phase in _OPEN and told.ballot is None
    if not own.is_proposal:
        idea = next((one for one in reads.ideas(own.round) if one.id == own.name), None)
        begun = ("submit_proposal",) if idea and deciding and not idea.proposals else ()
        declined = None if idea else proposed.declined(own.round).get(own.name)
        why = DECLINED[declined.payload["reason"]] if declined else None
        return Standing(idea, idea is None and why is None, None, (*begun, "erase_private"), why)
    sent = unread.unread_of(own.name)
    why = DECLINED[sent.declined.payload["reason"]] if sent and sent.declined else None
    if sent is not None and own.name not in proposed.names_of(own.round):
        change = ("change_proposal",) if deciding else ()
        return Standing(None, why is None, None, (*change, "erase_private"), why, sent)
    one = proposed.proposal(own.round, own.name)
    can = {
        "change_proposal": deciding and SUBMITTED in MOVES[one.course.state],
        "appeal_review": phase in _OPEN and one.course.may_appeal(today),
        "withdraw_proposal": phase in {*_OPEN, rights.VOTING} and WITHDRAWN in MOVES[one.course.state],
        "erase_private": True,
    }
    may = tuple(name for name, yes in can.items() if yes)
    return Standing(None, sent is not None and why is None, one, may, why, sent)


def page(own: Own, today: date, choices: tuple[Choice, ...], done: Sentence | str) -> Page:
    """Show one's own idea or proposal.

    Args:
        own: what the private link leads to.
        today: the day.
        choices: what can be done now, each with its words and address.
        done: what was done a moment ago, or "".
    """
    told = standing(own, today)
    board = name_of(stored.place() or {}, "board")
    what, when = _coming(own, told)
    return Page(
        here="decide",
        trail=(),
        title=_title(own, told),
        lead=_lead(told),
        sections=(
            *((Section("done", say("Done"), asides=(Aside(say("This is done"), (done,)),)),) if done else ()),
            Section("can", say("What you can do now"), choices=choices),
            *_told(own, told, today),
            *_object(own, told, today),
            _keep(),
        ),
        next=Next(what, when, decider(board), objection(board)),
    )


def received(title: Sentence, link: str) -> Page:
    """Say that something was put forward, with the private link that is shown once."""
    return Page(
        here="decide",
        trail=(),
        title=title,
        lead=say("Keep this link now. It is shown once, and we cannot show it again."),
        sections=(
            Section(
                "link",
                say("Your private link"),
                said=(
                    say("With it you see where it stands, and you can mend it, appeal, or take it back."),
                    say("Whoever has the link can do the same: give it to nobody who may not."),
                ),
                ways=(
                    Way(
                        say("Write it down, print this page, or save it."),
                        links=(Link(say("Open it"), link),),
                        address=link,
                    ),
                ),
            ),
        ),
    )


def _title(own: Own, told: Standing) -> Said:
    if told.proposal is not None:
        return told.proposal.proposal.title
    if told.idea is not None:
        return told.idea.idea.title
    if told.sent is not None:
        return told.sent.told.title
    return proposed.unpublished_idea(own.round, own.name).idea.title


def _lead(told: Standing) -> Sentence:
    if told.proposal is not None:
        course = told.proposal.course
        return say("It stands at: {state}. {because}", state=STATES[course.state], because=because(course))
    if told.declined is not None:
        return say("It was read, and it is not published. {why}", why=told.declined)
    if told.sent is not None or told.idea is None:
        return _waiting(told)
    if told.idea.became:
        called = {one.id: one.idea.title for one in reads.ideas(_round_of(told.idea))}
        return say("It lives on in: {titles}", titles="; ".join(called.get(name, name) for name in told.idea.became))
    if told.idea.proposals:
        return say("It was taken up by a costed proposal.")
    return say("It is published. Somebody can now make a costed proposal of it: you, or a body that wants to do it.")


def _waiting(told: Standing) -> Sentence:
    if told.sent is not None:
        return say("It waits to be read. It counts from the day on which you sent it, and is reviewed once it is read.")
    return say("It waits to be read. A person reads each idea and then publishes it.")


def _round_of(idea: IdeaShown) -> str:
    return str(stored.entries()[idea.entry - 1].payload["round"])


def _coming(own: Own, told: Standing) -> tuple[Sentence, Said]:
    ends = (stored.frozen(own.round) or {}).get("ideas_until")
    if told.waits and told.proposal is None:
        return say("A person reads it and publishes it, or says why not."), NO_DAY
    when: Said = say("Ideas are taken until {day}.", day=date.fromisoformat(ends)) if ends else NO_DAY
    if told.declined is not None and told.proposal is None:
        return say("You can send it anew, or ask for it to be read again."), when
    if told.proposal is None:
        return say("It can become a costed proposal, which is then reviewed."), when
    last = told.proposal.course.standing_review()
    if last is not None and last.appeal_until is not None:
        return say("You can mend it if it was sent back, or appeal."), say("Until {day}.", day=last.appeal_until)
    return onward(told.proposal.course) or say("You see here what is decided, with the reason."), NO_DAY


def _told(own: Own, told: Standing, today: date) -> tuple[Section, ...]:
    if told.proposal is None:
        return ()
    changed = (say("What you changed waits to be read. Until then, what stood before stands."),) if told.waits else ()
    if told.declined is not None:
        changed = (say("What you changed was read, and it is not published. {why}", why=told.declined),)
    asides = (Aside(say("What you changed"), changed),) if changed else ()
    shown = reads.proposal(own.round, own.name, today)
    public = f"/proposals/{quote(own.round, safe='')}/{quote(own.name, safe='')}/"
    seen = Choice(Link(say("The page that everybody sees"), public), say("With all that is said for and against it."))
    return (history(shown, link=True), Section("public", say("What everybody sees"), asides=asides, choices=(seen,)))


def _object(own: Own, told: Standing, today: date) -> tuple[Section, ...]:
    """Say what somebody can do whose idea or proposal was declined."""
    if told.declined is None:
        return ()
    said = (
        say("Write to the board, and give the number {name}. Say why it should be published.", name=own.name),
        say("Somebody other than whoever declined it reads it again, and can publish it."),
        say("Only the number and the reason are public. What you wrote is not."),
    )
    anew = Choice(
        Link(say("Send it anew"), f"/ideas/{quote(own.round, safe='')}/new/"),
        say("Leave out what kept it from being published."),
    )
    # A proposal is mended where it is: that act stands on this page already.
    open_now = not own.is_proposal and timetable.phase(stored.standing(own.round), today) == rights.IDEAS
    return (Section("again", say("If you do not agree"), said=said, choices=(anew,) if open_now else ()),)


def _keep() -> Section:
    said = (
        say("This address is your key: keep it, and give it to nobody who may not act for you."),
        say("Words that were published can be removed too: write to the board and say which."),
    )
    return Section("keep", say("About this page"), said=said)
