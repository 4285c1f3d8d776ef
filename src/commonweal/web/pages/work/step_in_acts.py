"""Acts of step-in and hand-back: what was agreed, what happened under it, and what was learnt."""

from collections.abc import Callable, Sequence
from datetime import datetime
from fractions import Fraction
from typing import Any

from commonweal.record.kinds.stepped import ENDS, PARTIES
from commonweal.terms.sentences import say
from commonweal.web.codes import END_WORDS, PARTY_WORDS
from commonweal.web.pages.fields import Agreed as Ticked
from commonweal.web.pages.fields import Answer, Day, One, Pick, Share, Some, Whole
from commonweal.web.pages.work.acts import Act, ActForm, Given, Ids
from commonweal.web.procedures.agree_step_in import Agreed, agree_step_in
from commonweal.web.procedures.ask_hand_back import ask_hand_back
from commonweal.web.procedures.begin_step_in import begin_step_in
from commonweal.web.procedures.end_step_in import end_step_in
from commonweal.web.procedures.hold_learning_review import hold_learning_review
from commonweal.web.procedures.trigger_step_in import trigger_step_in
from commonweal.web.procedures.withdraw_hand_back import withdraw_hand_back
from commonweal.web.reads import board_work, fund_work, step_in_work
from commonweal.web.reads.shown import Section
from commonweal.web.rights import Actors

_NO_WORD_OF_ANYBODY = say("It tells no figure of the body, and of a notice never which one it was.")


class _Offering(ActForm):
    """A form whose lists depend on what stands already."""

    def offer(self, field: str, answers: Sequence[Answer]) -> None:
        """Fill in the answers of a field."""
        self.fields[field].choices = answers  # type: ignore[attr-defined]


class Agreement(_Offering):
    """What was agreed about one service."""

    service = Pick(say("The service"), [])
    neighbourhood = Pick(
        say("Where"), [], say("Of a service whose address is never shown it is not recorded."), required=False
    )
    organisation = Pick(
        say("Which organisation runs it"),
        [],
        say("Of a service whose address is never shown it is not recorded."),
        required=False,
    )
    on = Day(say("The day it was signed"))
    duty = One(
        say("What the law asks of the council"),
        [
            ("agreed", say("it steps in by this agreement")),
            ("care_act", say("it must meet these needs at once, contract or not (Care Act 2014)")),
        ],
    )
    notice_months = Whole(say("Months of notice to hand the service back"))
    days_closed = Whole(
        say("It may step in after so many days closed in a row"),
        say("Leave it empty where that was not agreed."),
        least=1,
        required=False,
    )
    hours_open_share = Share(
        say("It may step in where less than this part of the agreed hours is open"),
        say("Such as 1/2, or 60 %. Leave it empty where that was not agreed."),
        required=False,
    )
    reserves_months = Whole(
        say("It may step in where the money put by is less than so many months of spending"),
        say("Leave it empty where that was not agreed."),
        least=1,
        required=False,
    )
    organisation_asks = Ticked(say("It may step in where the organisation asks for it"), required=False)
    notice = Ticked(
        say("It may step in on a notice"),
        say("That its lead volunteer is gone, of safeguarding, or of insolvency. It is never told which one came."),
        required=False,
    )

    def prepare(self) -> None:
        """Offer the services, neighbourhoods and bodies of the place."""
        self.initial = {"duty": "agreed"}
        self.offer("service", step_in_work.services())
        self.offer("neighbourhood", step_in_work.neighbourhoods())
        self.offer("organisation", fund_work.bodies())


def _agree(given: Given, ids: Ids, at: datetime, actors: Actors) -> object:
    del ids
    figures = ("days_closed", "hours_open_share", "reserves_months")
    watched: list[tuple[str, Fraction | None]] = [
        (name, Fraction(given[name])) for name in figures if given[name] is not None
    ]
    watched += [(name, None) for name in ("organisation_asks", "notice") if given[name]]
    agreed = Agreed(
        board_work.fresh("s", "step_in_agreed", "agreement"),  # typed ones would tell what nobody means to publish
        given["service"],
        given["on"],
        given["duty"],
        given["notice_months"],
        tuple(watched),
        given["organisation"],
        given["neighbourhood"],
    )
    return agree_step_in(agreed, at=at, actors=actors)


class When(_Offering):
    """On which day something happened."""

    on = Day(say("The day"))


class Happened(_Offering):
    """What happened that stepping in was agreed for."""

    measure = One(say("What happened"), [])
    on = Day(say("The day on which it had happened"), say("Such as the third of three days closed in a row."))
    began = Day(say("The day on which it began"), say("Such as the first of them. For a notice it is the same day."))

    def prepare(self) -> None:
        """Offer what was agreed."""
        self.offer("measure", step_in_work.watched(self.ids[0]))


class Ended(_Offering):
    """How a case ended."""

    end = One(say("Who runs the service now"), [(end, END_WORDS[end]) for end in ENDS])
    successor = Pick(
        say("Which body took it on"),
        [],
        say("Only where another body runs it. Leave it empty where its name would tell an address."),
        required=False,
    )
    on = Day(say("Since which day"))

    def prepare(self) -> None:
        """Offer the bodies of the place."""
        self.offer("successor", fund_work.bodies())


class Reviewed(_Offering):
    """A learning review."""

    on = Day(say("The day it was held"))
    parties = Some(say("Who took part"), [(party, PARTY_WORDS[party]) for party in PARTIES])


def _triggered(given: Given, ids: Ids, at: datetime, actors: Actors) -> object:
    return trigger_step_in(ids[0], given["on"], measure=given["measure"], began=given["began"], at=at, actors=actors)


def _ended(given: Given, ids: Ids, at: datetime, actors: Actors) -> object:
    return end_step_in(ids[0], given["on"], end=given["end"], successor=given["successor"], at=at, actors=actors)


def _reviewed(given: Given, ids: Ids, at: datetime, actors: Actors) -> object:
    return hold_learning_review(ids[0], given["on"], present=tuple(given["parties"]), at=at, actors=actors)


def _on(procedure: Callable[..., object]) -> Callable[[Given, Ids, datetime, Actors], object]:
    """Give what records a step of which nothing but the day is told."""
    return lambda given, ids, at, actors: procedure(ids[0], given["on"], at=at, actors=actors)


def _is_recorded(ids: Ids) -> bool:
    return step_in_work.agreement(ids[0]) is not None


def _follows(kind: str) -> Callable[[Ids], bool]:
    return lambda ids: step_in_work.follows(ids[0], kind)


def _story(ids: Ids) -> Sequence[Section]:
    return step_in_work.story(ids[0])


def _body(ids: Ids) -> Sequence[str]:
    found = step_in_work.agreement(ids[0])
    return (str(found.agreed.get("organisation", "")),) if found else ()


_ABOUT: dict[str, Any] = {"about": ("agreement",), "exists": _is_recorded, "parts": _story, "touching": _body}
_ENTRY = say("It becomes an entry of the public record.")
ACTS = (
    Act(
        "agree_step_in",
        say("Record an agreement on step-in"),
        say("Say what the council may step in for before anything happens. Nobody steps in for anything else."),
        say("Record this agreement"),
        say("It becomes an entry of the public record. Only what begins on a later day can be judged by it."),
        say("The agreement is recorded. What happens under it is recorded from your desk."),
        Agreement,
        _agree,
    ),
    Act(
        "trigger_step_in",
        say("Record that stepping in is called for"),
        say("Something happened that the agreement names. Whoever it is about can answer first, if there is time."),
        say("Record that it happened"),
        _NO_WORD_OF_ANYBODY,
        say("It is recorded. What comes next is recorded from your desk."),
        Happened,
        _triggered,
        due=_follows("step_in_triggered"),
        **_ABOUT,
    ),
    Act(
        "begin_step_in",
        say("Record a step-in"),
        say("The council runs the service for a time, alone or beside the body, for something that was agreed."),
        say("Record the step-in"),
        _ENTRY,
        say("The step-in is recorded."),
        When,
        _on(begin_step_in),
        due=_follows("step_in_begun"),
        **_ABOUT,
    ),
    Act(
        "end_step_in",
        say("Record the end of a step-in"),
        say("The body runs the service again, another body took it on, or the council keeps it."),
        say("Record the end"),
        _ENTRY,
        say("The end is recorded. A learning review follows."),
        Ended,
        _ended,
        due=_follows("step_in_ended"),
        **_ABOUT,
    ),
    Act(
        "ask_hand_back",
        say("Ask to hand a service back"),
        say("The body may at any time, and needs no reason. Its notice begins on the day it asks."),
        say("Record that it asks"),
        _ENTRY,
        say("The asking is recorded. Nobody is blamed for it."),
        When,
        _on(ask_hand_back),
        due=_follows("hand_back_asked"),
        **_ABOUT,
    ),
    Act(
        "withdraw_hand_back",
        say("Keep a service on after all"),
        say("The body asked to hand it back, and keeps it on. Only it can take that back."),
        say("Record that it keeps it on"),
        _ENTRY,
        say("It is recorded that the body keeps the service on."),
        When,
        _on(withdraw_hand_back),
        due=_follows("hand_back_withdrawn"),
        **_ABOUT,
    ),
    Act(
        "hold_learning_review",
        say("Record a learning review"),
        say("What can be learnt from the case, looked at with the body and the people who use the service."),
        say("Record the review"),
        _ENTRY,
        say("The learning review is recorded."),
        Reviewed,
        _reviewed,
        due=_follows("learning_review_held"),
        **_ABOUT,
    ),
)
