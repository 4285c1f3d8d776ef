"""Acts on proposals: putting one forward for somebody, reviewing, deciding appeals, statements and offers."""

from datetime import datetime

from commonweal.proposals.reasons import FINDINGS, reasons_for
from commonweal.proposals.review import LONGEST_REASON, STOPPED, Found
from commonweal.proposals.statements import LONGEST_STATEMENT, Statement
from commonweal.terms.sentences import say
from commonweal.web import clock, timetable
from commonweal.web.pages.fields import Agreed, Carried, LongWords, One, Pick, Some, Words
from commonweal.web.pages.proposals.forms import MARKS, ProposalForm, may_speak_for_others, own_body, submission_of
from commonweal.web.pages.work.acts import Act, ActForm, Given, Ids
from commonweal.web.procedures.add_statement import add_statement
from commonweal.web.procedures.decide_appeal import decide_appeal
from commonweal.web.procedures.offer_to_join import offer_to_join
from commonweal.web.procedures.publish_proposal import publish_proposal
from commonweal.web.procedures.review_proposal import APPEAL_DAYS, review_proposal
from commonweal.web.procedures.submit_proposal import submit_proposal
from commonweal.web.reads import own_page, proposing, review_queue, stored
from commonweal.web.reads.shown import Page, Section
from commonweal.web.reads.telling_proposals import STATES
from commonweal.web.rights import Actors


class ReadProposal(ActForm):
    """That a person has read a proposal."""

    was_read = Agreed(
        say("I have read it: nothing in it is about anybody's safety, and it tells of nobody who did not agree."),
        say("If it is about somebody's safety, do not publish it: write it down as urgent, and decline it."),
    )


class Review(ActForm):
    """What a review found."""

    check = Carried()
    finding = One(say("What did you find?"), [])
    code = Pick(say("The reason"), [], say("Every finding against a proposal has one."), required=False)
    words = LongWords(
        say("The reason in your own words"),
        say("It is published. Whoever sends a proposal back says what to mend. All but one reason need words."),
        required=False,
        longest=LONGEST_REASON,
    )
    marks = Some(say("Tick what is true of it, besides what the proposer ticked"), MARKS, required=False)

    def prepare(self) -> None:
        """Offer what this check can find, and the reasons that can stand for it."""
        self.places = {"reason": "words"}
        check = review_queue.due_check(self.ids[0], self.ids[1])
        self.initial = {"check": check}
        findings = FINDINGS.get(check, ())
        self.fields["finding"].choices = [(one, STATES[one]) for one in findings]  # type: ignore[attr-defined]
        reasons = {reason.code: (finding, reason) for finding in findings for reason in reasons_for(finding)}
        self.fields["code"].choices = [  # type: ignore[attr-defined]
            (code, say("{finding}: {reason}", finding=STATES[finding], reason=reason.says))
            for code, (finding, reason) in reasons.items()
        ]


class Decide(ActForm):
    """How an appeal is decided."""

    decision = One(
        say("How do you decide?"),
        [
            ("upheld", say("the appeal is right: it stands as if the review had found for it")),
            ("refused", say("the review stands")),
        ],
    )
    reason = LongWords(say("Why"), say("It is published."), longest=LONGEST_REASON)


class Say(ActForm):
    """Something that voters read beside a proposal."""

    of = Pick(say("What kind of statement is it?"), review_queue.statement_kinds())
    text = LongWords(say("What is said"), say("Every side has the same room."), longest=LONGEST_STATEMENT)
    organisation = Pick(
        say("Which body says it?"),
        [],
        say("A specialist and a supporting body are named. Residents never are."),
        required=False,
    )
    other = Words(say("Or another body"), say("A short name for it."), required=False, longest=100)
    areas = LongWords(
        say("The neighbouring areas, one on each line"), say("Only where it may move a problem."), required=False
    )

    def prepare(self) -> None:
        """Offer the bodies that whoever acts may speak for: all that the place knows, one's own, or none."""
        if may_speak_for_others(self.person):
            self.fields["organisation"].choices = proposing.bodies()  # type: ignore[attr-defined]
        else:
            _offer_own(self, own_body(self.person))


class Offer(ActForm):
    """What a body would do."""

    organisation = Pick(say("Which body offers it?"), [], required=False)
    other = Words(say("Or another body"), say("A short name for it."), required=False, longest=100)
    does = LongWords(say("What would it do?"), say("Nothing is agreed by this."), longest=LONGEST_STATEMENT)

    def prepare(self) -> None:
        """Offer the bodies that the place knows, or one's own alone."""
        self.places = {"text": "does"}
        self.fields["organisation"].choices = proposing.bodies()  # type: ignore[attr-defined]
        own = own_body(self.person)
        if own:
            _offer_own(self, own)


def _offer_own(form: ActForm, own: str) -> None:
    """Let a form speak for one body alone, or for none where there is none."""
    del form.fields["other"]
    if not own:
        del form.fields["organisation"]
        return
    known = proposing.bodies()
    form.fields["organisation"].choices = [one for one in known if one[0] == own] or [(own, own)]  # type: ignore[attr-defined]
    form.fields["organisation"].required = True


def _submit(given: Given, ids: Ids, at: datetime, actors: Actors) -> Page:
    ticket = submit_proposal(ids[0], submission_of(given), contact=given["contact"], at=at, actors=actors)
    return own_page.received(say("The proposal was put forward"), f"/mine/{ticket.token}/")


def _review(given: Given, ids: Ids, at: datetime, actors: Actors) -> object:
    found = Found(given["check"], given["finding"], given["code"], given["words"], tuple(given["marks"]))
    return review_proposal(ids[0], ids[1], found, at=at, actors=actors)


def _decide(given: Given, ids: Ids, at: datetime, actors: Actors) -> object:
    return decide_appeal(ids[0], ids[1], given["decision"], reason=given["reason"], at=at, actors=actors)


def _say(given: Given, ids: Ids, at: datetime, actors: Actors) -> object:
    areas = tuple(line.strip() for line in given["areas"].splitlines() if line.strip())
    body = given.get("organisation") or given.get("other", "")
    told = Statement(given["of"], given["text"], body, areas)
    return add_statement(ids[0], ids[1], told, at=at, actors=actors)


def _offer(given: Given, ids: Ids, at: datetime, actors: Actors) -> object:
    body = given["organisation"] or given.get("other", "")
    return offer_to_join(ids[0], ids[1], body, given["does"], at=at, actors=actors)


def _held_here(ids: Ids) -> bool:
    return "opens" in (stored.frozen(ids[0]) or {})


def _is_proposal(ids: Ids) -> bool:
    return _held_here(ids) and review_queue.proposal(ids[0], ids[1]) is not None


def _is_sent(ids: Ids) -> bool:
    return _held_here(ids) and review_queue.unpublished_proposal(ids[0], ids[1]) is not None


def _is_due(ids: Ids) -> bool:
    return _held_here(ids) and (bool(review_queue.due_check(ids[0], ids[1])) or _was_stopped(ids))


def _is_appealed(ids: Ids) -> bool:
    told = review_queue.proposal(ids[0], ids[1]) if _held_here(ids) else None
    return told is not None and (told.course.open_appeal() is not None or _was_stopped(ids))


def _was_stopped(ids: Ids) -> bool:
    """Say whether a proposal ended with its round: what is then asked for is too late, and not unheard of."""
    told = review_queue.proposal(ids[0], ids[1])
    return told is not None and told.course.state == STOPPED


def _parts(ids: Ids) -> tuple[Section, ...]:
    return review_queue.proposal_parts(ids[0], ids[1], timetable.local_day(clock.now(), stored.place()))


def _public_parts(ids: Ids) -> tuple[Section, ...]:
    return review_queue.public_parts(ids[0], ids[1], timetable.local_day(clock.now(), stored.place()))


def _review_parts(ids: Ids) -> tuple[Section, ...]:
    day = review_queue.last_day(ids[0], timetable.local_day(clock.now(), stored.place()), APPEAL_DAYS)
    said = say(
        "If you find against it, its proposer may appeal until the end of {day}. Two other people decide.", day=day
    )
    window = Section("window", say("Until when it can be appealed against"), said=(said,))
    return (*_parts(ids), *review_queue.reach(ids[1]), window)


ACTS = (
    Act(
        "submit_proposal",
        say("Put a proposal forward for somebody"),
        say("From a paper form or a conversation. The smaller the sum, the fewer questions are asked."),
        say("Go on"),
        say("It is public once somebody of the board or a CVS worker has read it. You get a private link for them."),
        say("The proposal was put forward."),
        ProposalForm,
        _submit,
        ("round",),
        _held_here,
    ),
    Act(
        "publish_proposal",
        say("Publish a proposal"),
        say("It is published as it was sent, with the day it came in. Its review begins then."),
        say("Publish it"),
        say("It becomes an entry of the public record, with your role beside that of whoever sent it."),
        say("The proposal is published."),
        ReadProposal,
        lambda given, ids, at, actors: publish_proposal(ids[0], ids[1], at=at, actors=actors),  # noqa: ARG005 - as every act is
        ("round", "proposal"),
        _is_sent,
        lambda ids: review_queue.sent_parts(ids[0], ids[1]),
    ),
    Act(
        "review_proposal",
        say("Review a proposal"),
        say("First whether it is within the rules of the round, then whether it can be done. Each with its reason."),
        say("Record the review"),
        say("Finding, reason and your role are published. Your name is not."),
        say("The review is recorded, with the day until which it can be appealed against."),
        Review,
        _review,
        ("round", "proposal"),
        _is_due,
        _review_parts,
        touching=lambda ids: review_queue.touching(ids[0], ids[1]),
    ),
    Act(
        "decide_appeal",
        say("Decide an appeal"),
        say("Two people decide, and neither of them made the review."),
        say("Decide it"),
        say("The decision and its reason are published."),
        say("The appeal is decided."),
        Decide,
        _decide,
        ("round", "proposal"),
        _is_appealed,
        _parts,
        touching=lambda ids: review_queue.touching(ids[0], ids[1]),
    ),
    Act(
        "add_statement",
        say("Add what voters read beside it"),
        say("What speaks for and against it, what specialists and supporting bodies say, where it may move a problem."),
        say("Add it"),
        say("It is published beside the proposal, and voters read it."),
        say("The statement stands beside the proposal."),
        Say,
        _say,
        ("round", "proposal"),
        _is_proposal,
        _public_parts,
        touching=lambda ids: review_queue.touching(ids[0], ids[1]),
    ),
    Act(
        "offer_to_join",
        say("Offer to do a part of it"),
        say("A body says what it would do. It joins when the proposal is changed to name it with its share."),
        say("Offer it"),
        say("It is published beside the proposal. Nothing is agreed by it."),
        say("The offer stands beside the proposal."),
        Offer,
        _offer,
        ("round", "proposal"),
        _is_proposal,
        _public_parts,
    ),
)
