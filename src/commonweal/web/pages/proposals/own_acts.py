"""What somebody does with their own idea or proposal, by its private link and without an account."""

from datetime import datetime
from typing import Any

from commonweal.proposals.review import LONGEST_REASON
from commonweal.terms.sentences import say
from commonweal.web import clock, timetable
from commonweal.web.pages.fields import Agreed, LongWords
from commonweal.web.pages.proposals.forms import ChangeForm, ProposalForm, submission_of
from commonweal.web.pages.work.acts import Act, ActForm, Given, Ids
from commonweal.web.procedures.appeal_review import appeal_review
from commonweal.web.procedures.change_proposal import change_proposal
from commonweal.web.procedures.erase_private import erase_private
from commonweal.web.procedures.submit_proposal import submit_proposal
from commonweal.web.procedures.tickets import digest
from commonweal.web.procedures.withdraw_proposal import withdraw_proposal
from commonweal.web.reads import own_page, stored
from commonweal.web.reads.shown import Page
from commonweal.web.rights import Actors

# The identifiers of these acts are the round, the idea or proposal, and the secret part of the private link.


def may(ids: Ids) -> tuple[str, ...]:
    """Give what can be done now with what a private link leads to."""
    own = own_page.own_by(digest(ids[2]))
    return own_page.standing(own, timetable.local_day(clock.now(), stored.place())).may if own else ()


class FromIdea(ProposalForm):
    """A proposal that takes up one's own idea."""

    def prepare(self) -> None:
        """Begin with the idea's own words, or the idea that it lives on in."""
        own = own_page.own_by(digest(self.ids[2]))
        told = own_page.standing(own, timetable.local_day(clock.now(), stored.place())) if own else None
        if told and told.idea:
            one = told.idea
            begun: dict[str, Any] = {"title": one.idea.title, "words": one.idea.words}
            begun |= {"neighbourhood": one.idea.neighbourhood, "idea": one.became[0] if one.became else one.id}
            self.initial = begun | dict(self.initial)
        super().prepare()


class Grounds(ActForm):
    """Why a review is appealed against."""

    grounds = LongWords(
        say("What did the review get wrong?"),
        say("It is published. Leave out your name, and anybody else's."),
        longest=LONGEST_REASON,
    )


class Withdraw(ActForm):
    """A proposal that is taken back."""

    reason = LongWords(
        say("If you wish: why?"),
        say("Nobody asks for a reason. It is published."),
        required=False,
        longest=LONGEST_REASON,
    )


class Erase(ActForm):
    """What is one's own is destroyed."""

    sure = Agreed(say("Destroy it"), say("It cannot be brought back."))


def _submit(given: Given, ids: Ids, at: datetime, actors: Actors) -> Page:
    ticket = submit_proposal(ids[0], submission_of(given), contact=given["contact"], at=at, actors=actors)
    return own_page.received(say("Your proposal was put forward"), f"/mine/{ticket.token}/")


def _change(given: Given, ids: Ids, at: datetime, actors: Actors) -> object:
    return change_proposal(ids[0], ids[1], submission_of(given), token=ids[2], at=at, actors=actors)


def _appeal(given: Given, ids: Ids, at: datetime, actors: Actors) -> object:
    return appeal_review(ids[0], ids[1], given["grounds"], token=ids[2], at=at, actors=actors)


def _withdraw(given: Given, ids: Ids, at: datetime, actors: Actors) -> object:
    return withdraw_proposal(ids[0], ids[1], reason=given["reason"], token=ids[2], at=at, actors=actors)


def _erase(given: Given, ids: Ids, at: datetime, actors: Actors) -> Page:
    del given
    erase_private(ids[1], token=ids[2], at=at, actors=actors)
    return Page(
        here="decide",
        trail=(),
        title=say("It is destroyed"),
        lead=say("How to reach you and what you answered is no longer kept. What was not published is gone whole."),
    )


_ABOUT = ("round", "name", "token")
OWN_ACTS = {
    act.address: act
    for act in (
        Act(
            "submit_proposal",
            say("Make a costed proposal of it"),
            say("Say what it costs and who would do it. The smaller the sum, the fewer questions are asked."),
            say("Go on"),
            say("It is public once a person has read it. What you answer is read by reviewers only."),
            say("Your proposal was put forward."),
            FromIdea,
            _submit,
            _ABOUT,
            lambda ids: "submit_proposal" in may(ids),
        ),
        Act(
            "change_proposal",
            say("Mend or change it"),
            say("What stands is filled in. Change what has to be changed; the review then begins again."),
            say("Send it in again"),
            say("A person reads it first; until then, what stood stands. What you answer is read by reviewers only."),
            say("It was sent in again. Once a person has read it, the review begins anew."),
            ChangeForm,
            _change,
            _ABOUT,
            lambda ids: "change_proposal" in may(ids),
        ),
        Act(
            "appeal_review",
            say("Appeal against the review"),
            say("Two people look at it again, and neither of them made the review. Nothing is held against you."),
            say("Send the appeal"),
            say("It becomes an entry of the public record. You can appeal once against each review."),
            say("The appeal is in. Two people decide it, and the reason is published."),
            Grounds,
            _appeal,
            _ABOUT,
            lambda ids: "appeal_review" in may(ids),
        ),
        Act(
            "withdraw_proposal",
            say("Take it back"),
            say("Anybody may withdraw what they put forward. It counts against nobody."),
            say("Withdraw it"),
            say("It becomes an entry of the public record, and cannot be undone."),
            say("It was withdrawn."),
            Withdraw,
            _withdraw,
            _ABOUT,
            lambda ids: "withdraw_proposal" in may(ids),
        ),
        Act(
            "erase_private",
            say("Destroy what is my own"),
            say("How to reach you, and what you answered, is destroyed. What was published stays."),
            say("Destroy it"),
            say("What was not published yet goes whole, and this page with it."),
            say("It was destroyed."),
            Erase,
            _erase,
            _ABOUT,
            lambda ids: "erase_private" in may(ids),
        ),
    )
}
"""Each act by the last part of its address."""
