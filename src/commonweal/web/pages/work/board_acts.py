"""Acts of the board and on its people: terms, meetings, decisions and interests."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django import forms

from commonweal.record.kinds.boards import INTERESTS
from commonweal.terms.sentences import say
from commonweal.web.codes import INTEREST_WORDS
from commonweal.web.pages.fields import Answer, Day, LongWords, One, Pick, Whole, Words
from commonweal.web.pages.work.acts import Act, ActForm, Given, Ids, Nothing
from commonweal.web.procedures.call_meeting import Meeting, call_meeting
from commonweal.web.procedures.declare_interest import Declared, declare_interest
from commonweal.web.procedures.draft_meeting import draft_meeting
from commonweal.web.procedures.end_interest import end_interest
from commonweal.web.procedures.publish_minutes import Minutes, publish_minutes
from commonweal.web.procedures.publish_terms import publish_terms
from commonweal.web.procedures.take_decision import Decision, Votes, take_decision
from commonweal.web.reads import board_work
from commonweal.web.rights import Actors


class _Offering(ActForm):
    """A form whose lists depend on what stands already."""

    def offer(self, field: str, answers: Sequence[Answer]) -> None:
        """Fill in the answers of a field."""
        self.fields[field].choices = answers  # type: ignore[attr-defined]


class Terms(ActForm):
    """The board's terms of reference."""

    board = Words(say("The name of the board"))
    holds_from = Day(say("They hold from"))
    words = LongWords(
        say("The terms in full"),
        say(
            "What the board decides and what it does not, who sits on it and for how long, how it votes, when it "
            "meets, and what happens where somebody has an interest. Leave an empty line between paragraphs."
        ),
        longest=60_000,
    )

    def prepare(self) -> None:
        """Begin with the terms as they stand."""
        self.initial = board_work.standing_terms()


def _terms(given: Given, ids: Ids, at: datetime, actors: Actors) -> object:
    del ids
    return publish_terms(given["board"], given["words"], holds_from=given["holds_from"], at=at, actors=actors)


class Prepared(ActForm):
    """A meeting while it is prepared."""

    on = Day(say("The day"))
    where = Words(say("Where"), say("Such as: Community hall, Main room, step-free, 7 pm."), required=False)
    public = One(
        say("Who may come"),
        [
            ("open to all", say("everybody")),
            ("partly closed", say("everybody, but for a part that must be private")),
        ],
    )
    agenda = LongWords(
        say("The agenda"),
        say("One item on each line. You can leave it empty until the meeting is called."),
        required=False,
    )

    def prepare(self) -> None:
        """Begin with what is prepared."""
        self.initial = {"public": "open to all"}
        if self.ids:
            told = dict(board_work.drafted(self.ids[0]) or {})
            self.initial = told | {"agenda": "\n".join(told.get("agenda", ()))}


def _meeting(name: str, given: Given) -> Meeting:
    items = tuple(filter(None, map(str.strip, given["agenda"].splitlines())))
    return Meeting(name, given["on"], given["where"], given["public"], items)


def _prepare(given: Given, ids: Ids, at: datetime, actors: Actors) -> None:
    del at
    name = ids[0] if ids else board_work.free_meeting_name(given["on"])
    draft_meeting(_meeting(name, given), actors=actors)


def _call(given: Given, ids: Ids, at: datetime, actors: Actors) -> object:
    del given
    told = dict(board_work.drafted(ids[0]) or {})
    meeting = Meeting(ids[0], date.fromisoformat(told["on"]), told["where"], told["public"], tuple(told["agenda"]))
    return call_meeting(meeting, at=at, actors=actors)


class Held(ActForm):
    """The minutes of a meeting."""

    present = Whole(say("How many members were there"))
    members = Whole(say("How many members the board had on that day"))
    words = LongWords(
        say("The minutes in full"),
        say(
            "What was discussed and decided, who took no part in what and why. They are public: name nobody who did "
            "not speak for the board. Leave an empty line between paragraphs."
        ),
        longest=60_000,
    )

    def prepare(self) -> None:
        """Begin with how many members there are now."""
        self.initial = {"members": board_work.members() or None}


def _minutes(given: Given, ids: Ids, at: datetime, actors: Actors) -> object:
    minutes = Minutes(ids[0], given["words"], given["present"], given["members"])
    return publish_minutes(minutes, at=at, actors=actors)


class Decided(_Offering):
    """What the board decided."""

    title = Words(say("What was decided, in one line"))
    reason = LongWords(
        say("Why"), say("Residents read this. Say what spoke for it and what against it."), longest=20_000
    )
    meeting = Pick(say("At which meeting"), [], required=False)
    concerns = Pick(
        say("What it is about"),
        [],
        say("Choose it where the decision is about one organisation, proposal, round or fund."),
        required=False,
    )
    in_favour = Whole(say("Members in favour"))
    against = Whole(say("Members against"))
    abstained = Whole(say("Members who abstained"))
    took_no_part = Whole(
        say("Members who took no part because of an interest"),
        say("Count everybody in the table above whom it touches."),
    )

    def prepare(self) -> None:
        """Offer the meetings and what a decision can be about."""
        self.offer("meeting", board_work.called_meetings())
        self.offer("concerns", board_work.decided_on())


def _decide(given: Given, ids: Ids, at: datetime, actors: Actors) -> object:
    del ids
    votes = Votes(given["in_favour"], given["against"], given["abstained"], given["took_no_part"])
    name = board_work.fresh("d", "decision_taken", "decision")
    decision = Decision(name, given["title"], given["reason"], votes, given["meeting"], given["concerns"])
    return take_decision(decision, at=at, actors=actors)


class Interest(_Offering):
    """An interest."""

    touches = Pick(
        say("What the interest is in"), [], say("An organisation, a proposal, a round or a fund."), required=False
    )
    other = Words(
        say("Or its short name, where it is not in the list"),
        say("Letters, digits and hyphens, as its own page or papers give it."),
        required=False,
        longest=100,
    )
    because = One(say("Because of"), [(code, INTEREST_WORDS[code]) for code in INTERESTS])
    words = LongWords(say("What there is to say of it"), say("It is published."), required=False)
    seat = Pick(
        say("Whose interest it is"),
        [],
        say("Leave this empty where it is your own. Only the board secretary can declare it for somebody else."),
        required=False,
    )

    def prepare(self) -> None:
        """Offer what an interest can be in, and whose it can be."""
        self.offer("touches", board_work.decided_on())
        self.offer("seat", board_work.people())

    def clean(self) -> dict[str, Any]:
        """Ask for one thing that it is in."""
        given = super().clean() or {}
        if bool(given.get("touches")) == bool(given.get("other")):
            self.add_error("touches", forms.ValidationError("one of the two", code="either"))
        return given


def _declare(given: Given, ids: Ids, at: datetime, actors: Actors) -> object:
    del ids
    name = board_work.fresh("i", "interest_declared", "interest")
    whose, what = given["seat"] or actors.person, given["touches"] or given["other"]
    return declare_interest(Declared(name, whose, what, given["because"], given["words"]), at=at, actors=actors)


class Ended(_Offering):
    """Which interest ended."""

    interest = Pick(
        say("Which interest ended"), [], say("You can end your own. The board secretary can end anybody's.")
    )

    def prepare(self) -> None:
        """Offer the interests that are open."""
        self.offer("interest", board_work.open_interests())


def _is_drafted(ids: Ids) -> bool:
    return board_work.drafted(ids[0]) is not None and not board_work.is_called(ids[0])


ACTS = (
    Act(
        "publish_terms",
        say("Publish the board's terms of reference"),
        say("They say what the board decides, who sits on it, and how it works. Everybody can hold it to them."),
        say("Publish these terms"),
        say("They become an entry of the public record. Terms that were published before stay there too."),
        say("The terms are published. They stand on the page of the board."),
        Terms,
        _terms,
    ),
    Act(
        "draft_meeting",
        say("Prepare a meeting"),
        say("Nothing of it is public until you call the meeting."),
        say("Keep this"),
        say("You can change it until the meeting is called. You then call it from your desk."),
        say("The meeting is prepared. When its agenda is right, call it from here."),
        Prepared,
        _prepare,
    ),
    Act(
        "draft_meeting",
        say("Change what is prepared"),
        say("Nothing of it is public until you call the meeting."),
        say("Keep this"),
        say("You can change it until the meeting is called."),
        say("What you changed is kept."),
        Prepared,
        _prepare,
        ("meeting",),
        _is_drafted,
        called="change_meeting",
    ),
    Act(
        "call_meeting",
        say("Call the meeting"),
        say("From then on everybody can read when and where the board meets, and what about."),
        say("Call this meeting"),
        say("The day, the place and the agenda become an entry of the public record."),
        say("The meeting is called. It stands on the page of the board."),
        Nothing,
        _call,
        ("meeting",),
        _is_drafted,
        lambda ids: board_work.to_call(ids[0]),
    ),
    Act(
        "publish_minutes",
        say("Publish the minutes"),
        say("They say what was discussed and decided at a meeting that was held."),
        say("Publish these minutes"),
        say("They become an entry of the public record. Minutes published later stand beside them."),
        say("The minutes are published. They stand on the page of the board."),
        Held,
        _minutes,
        ("meeting",),
        lambda ids: board_work.is_called(ids[0]),
        lambda ids: board_work.to_minute(ids[0]),
    ),
    Act(
        "take_decision",
        say("Record a decision of the board"),
        say("What the board decided, why, and how it was voted on."),
        say("Record this decision"),
        say("It becomes an entry of the public record, with its reason. It cannot be changed, only decided anew."),
        say("The decision is recorded. It stands on the page of the board."),
        Decided,
        _decide,
        parts=lambda _: board_work.barred(),
    ),
    Act(
        "declare_interest",
        say("Declare an interest"),
        say("Say where you, or somebody close to you, would gain or lose. From then on you take no part in it."),
        say("Declare it"),
        say("It is published at once, and acts on what it touches are refused to you until it ends."),
        say("The interest is declared. It stands on the page of the board."),
        Interest,
        _declare,
    ),
    Act(
        "end_interest",
        say("Say that an interest ended"),
        say("Whoever had it can take part again. That it was declared stays to be read."),
        say("It has ended"),
        say("It becomes an entry of the public record."),
        say("The interest has ended."),
        Ended,
        lambda given, ids, at, actors: end_interest(given["interest"], at=at, actors=actors),  # noqa: ARG005 - as every act
    ),
)
