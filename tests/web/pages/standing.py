"""One place with a round at every phase, and with something of every kind that acts are about.

Every round has the same first weeks: rules on the first day, ideas and proposals from the tenth. Where a round stands
today is for its own days and for what was done to it to say, as it is for a round of residents. Nothing here goes by
way of the browser, and everything goes by way of the procedures.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from types import MappingProxyType

from commonweal.formats import pabulib
from commonweal.funding.rounds import RoundRules
from commonweal.proposals.review import Found
from commonweal.web import rights
from commonweal.web.rights import Actors, actors_of
from tests.copies import copied
from tests.funding.fund.funds import moved
from tests.web.procedures import boards, proposing, rounds, scored, stepped, voting

ROUNDS: Mapping[str, str] = MappingProxyType({phase: phase.replace(" ", "-") for phase in rights.PHASES})
"""The round that stands at each phase, by the phase; at the first there is no round of this name yet."""
BY_FOLDER = "by-folder"
"""A round whose votes were cast elsewhere, and whose result is provisional."""
NOW = rounds.BEGUN + timedelta(days=100)
BODIES = {"organisation member": "o-a"}
"""Roles that are held for a body, with that body."""
_DAYS: Mapping[str, tuple[int, int, int, int]] = MappingProxyType(
    {
        rights.RULES: (110, 120, 150, 170),
        rights.IDEAS: (10, 110, 150, 170),
        rights.REVIEW: (10, 20, 150, 170),
        rights.VOTING: (10, 20, 40, 110),
        rights.COUNTING: (10, 20, 40, 60),
        rights.PROVISIONAL: (10, 20, 40, 60),
        rights.CONFIRMED: (10, 20, 40, 60),
        rights.DELIVERING: (10, 20, 40, 60),
        rights.STOPPED: (10, 20, 150, 170),
    }
)
"""Days from the first one: the first and the last day of ideas, and of voting."""
_WITH_IDEAS = tuple(phase for phase in _DAYS if phase != rights.RULES)
_DECIDING = (rights.IDEAS, rights.REVIEW, rights.STOPPED)
"""Where something still waits for a review, an appeal and its decision."""
_WITH_BALLOT = tuple(phase for phase in _WITH_IDEAS if phase not in _DECIDING)
_COUNTED = (rights.PROVISIONAL, rights.CONFIRMED, rights.DELIVERING)
_SENT_BACK = Found("eligibility", "returned", "cost-unclear", "Say what the tea costs.")
_META = (
    *("META", "key;value", "description;Small round", "country;Nowhere", "unit;Harbour", "instance;2026"),
    *("num_projects;1", "num_votes;4", "budget;300", "vote_type;approval", "rule;greedy", "currency;GBP"),
    *("PROJECTS", "project_id;cost;name"),
)
"""The head of a count with one project, which four people voted for."""


@dataclass(frozen=True, slots=True)
class Stood:
    """What there is to act on.

    Attributes:
        things: identifiers by their kind, of what belongs to no round.
        of_rounds: identifiers by the round and their kind, such as "proposal".
        links: the secret parts of private links, by the round and the act that can be done there while it is time.
    """

    things: dict[str, tuple[str, ...]] = field(default_factory=dict)
    of_rounds: dict[tuple[str, str], tuple[str, ...]] = field(default_factory=dict)
    links: dict[tuple[str, str], str] = field(default_factory=dict)

    def of(self, kind: str, round_id: str = "") -> tuple[str, ...]:
        """Give everything of a kind; an act about a round's is tried on another round's too, where it is not there."""
        return (*self.of_rounds.get((round_id, kind), ()), *self.things.get(kind, ()))

    def kinds(self) -> set[str]:
        """Give every kind that there is something of."""
        return {*self.things, *(kind for _, kind in self.of_rounds)}


def standings() -> Iterator[tuple[str, str]]:
    """Give each round with the phase at which it stands."""
    yield from ROUNDS.items()
    yield rights.PROVISIONAL, BY_FOLDER


def day(number: int, hour: int = 0) -> datetime:
    """Give a moment so many days and hours after the first one."""
    return rounds.BEGUN + timedelta(days=number, hours=hour)


def built() -> Stood:
    """Open a place and bring a round to every phase."""
    stood = Stood()
    rounds.opened()
    _begin(stood)
    for phase in _WITH_IDEAS:
        _put_forward(stood, ROUNDS[phase])
    for phase in _WITH_IDEAS:
        _publish_ideas(stood, ROUNDS[phase])
    _review(stood, ROUNDS[rights.STOPPED], 14)
    for phase in _WITH_BALLOT:
        _review(stood, ROUNDS[phase], 14)
    for phase in (*_WITH_BALLOT, rights.STOPPED):
        _register_key(ROUNDS[phase], 21)
    for phase in _WITH_BALLOT:
        _publish_ballot(ROUNDS[phase])
    _stop(ROUNDS[rights.STOPPED])
    _count(stood)
    _last_days(stood)
    return stood


stand = copied(built)
"""The same, made once; for whoever does not change what is written in it."""


def _begin(stood: Stood) -> None:
    """Constitute a fund, prepare meetings, and draft or freeze the rules of every round."""
    from commonweal.web.procedures.call_meeting import Meeting, call_meeting
    from commonweal.web.procedures.draft_meeting import draft_meeting
    from commonweal.web.procedures.draft_round import draft_round
    from commonweal.web.procedures.move_money import move_money
    from commonweal.web.procedures.publish_rules import publish_rules

    rounds.with_rules(BY_FOLDER)
    rounds.counted(BY_FOLDER, challenge_until=day(110).date())
    secretary = Actors("board secretary")
    boards.constituted(hour=5)
    received = moved("m1", "received", capital=400_000_000, revenue=300_000_001)
    move_money("pride", received, at=rounds.hour(5), actors=actors_of("move_money"))
    scored.opened(hour=5)
    draft_meeting(Meeting("drafted", date(2026, 12, 1), agenda=("The fund",)), actors=secretary)
    meeting = Meeting("called", rounds.FIRST_DAY, agenda=("The fund",))
    call_meeting(meeting, at=rounds.hour(6), actors=secretary)
    stood.things.update({"fund": ("pride",), "meeting": ("drafted", "called"), "award": (scored.AWARD,)})
    draft_round(rounds.held_rules(ROUNDS[rights.DRAFTED]), at=rounds.hour(7), actors=actors_of("draft_round"))
    for phase in _DAYS:
        publish_rules(_rules(phase), at=rounds.hour(7), actors=actors_of("publish_rules"))


def _rules(phase: str) -> RoundRules:
    """Give the rules of a round on the days that put it at a phase."""
    rules = rounds.held_rules(ROUNDS[phase], appeal_days=7 if phase in _WITH_BALLOT else 20)
    assert rules.held is not None
    from_, until, opens, closes = (day(number).date() for number in _DAYS[phase])
    days = replace(rules.held.days, ideas_from=from_, ideas_until=until, opens=opens, closes=closes)
    return replace(rules, closes=closes, held=replace(rules.held, days=days))


def _put_forward(stood: Stood, name: str) -> None:
    from commonweal.web.procedures.submit_idea import submit_idea
    from commonweal.web.procedures.submit_proposal import submit_proposal

    ideas = [submit_idea(name, proposing.IDEA, at=day(12), actors=proposing.RESIDENT) for _ in range(3)]
    stood.of_rounds[name, "idea"] = tuple(one.id for one in ideas)
    stood.links[name, "submit_proposal"] = ideas[0].token
    stood.links[name, "erase_private"] = ideas[2].token
    # In order: one that a ballot can hold, one that is sent back, one whose appeal is open, one to be reviewed, and
    # one to be read.
    titles = ("Tea", "Lunch", "Supper", "Games") if name in _names(_DECIDING) else ("Tea", "Lunch")
    made = [
        proposing.read(
            name,
            submit_proposal(name, proposing.submission(title, pence=20_000), at=day(12), actors=proposing.PROPOSER),
            day(12),
        )
        for title in titles
    ]
    if name in _names(_DECIDING):
        # One that nobody has read yet: nothing else than that can be done with it.
        made.append(submit_proposal(name, proposing.submission("Songs"), at=day(12), actors=proposing.PROPOSER))
    stood.of_rounds[name, "proposal"] = tuple(one.id for one in made)
    stood.links[name, "withdraw_proposal"] = made[0].token
    stood.links[name, "change_proposal"] = stood.links[name, "appeal_review"] = made[1].token


def _publish_ideas(stood: Stood, name: str) -> None:
    from commonweal.web.procedures.publish_idea import publish_idea

    for idea in stood.of("idea", name)[:2]:
        publish_idea(name, idea, at=day(13), actors=proposing.SECRETARY)


def _review(stood: Stood, name: str, on: int) -> None:
    from commonweal.web.procedures.appeal_review import appeal_review
    from commonweal.web.procedures.review_proposal import review_proposal

    found = (proposing.FOR_IT, (_SENT_BACK,), (_SENT_BACK,))
    for proposal, reviews in zip(stood.of("proposal", name), found, strict=False):
        for one in reviews:
            review_proposal(name, proposal, one, at=day(on), actors=proposing.OFFICER)
    for appealed in stood.of("proposal", name)[2:3]:
        appeal_review(name, appealed, "The sum is told.", at=day(on), actors=proposing.SECRETARY)


def _register_key(name: str, on: int) -> None:
    from commonweal.web.procedures.register_key import register_key

    register_key(name, voting.KEY, at=day(on), actors=actors_of("register_key"))


def _publish_ballot(name: str) -> None:
    from commonweal.web.procedures.publish_ballot import publish_ballot

    publish_ballot(name, at=day(25), actors=actors_of("publish_ballot"))


def _stop(name: str) -> None:
    from commonweal.web.procedures.stop_round import stop_round

    stop_round(name, reason="unlawful", at=day(30), actors=actors_of("stop_round"))


def _count(stood: Stood) -> None:
    """Bring the rounds that were counted before these days to where they stand."""
    for phase in _COUNTED[1:]:
        _publish_result(stood, ROUNDS[phase], 61)
    _challenge_and_answer(ROUNDS[rights.CONFIRMED])
    _each(_COUNTED[1:], _confirm)
    _each(_COUNTED[2:], _award)


def _last_days(stood: Stood) -> None:
    """Do what has to be fresh: reviews that can be appealed against, a result that can be challenged, and a concern."""
    from commonweal.web.procedures.make_challenge import make_challenge
    from commonweal.web.procedures.raise_urgent import raise_urgent

    for phase in (rights.IDEAS, rights.REVIEW):
        _review(stood, ROUNDS[phase], 95)
    _register_key(ROUNDS[rights.REVIEW], 95)
    provisional = ROUNDS[rights.PROVISIONAL]
    _publish_result(stood, provisional, 98)
    for name in (provisional, BY_FOLDER):
        make_challenge(name, grounds="The sum is wrong.", at=day(99), actors=Actors("resident"))
    stepped.stand(day(99))
    stood.things["agreement"] = (stepped.AGREEMENT,)
    stood.things["concern"] = (raise_urgent("Somebody is hurt.", at=day(99), actors=Actors("resident")),)


def _challenge_and_answer(name: str) -> None:
    from commonweal.web.procedures.answer_challenge import answer_challenge
    from commonweal.web.procedures.make_challenge import make_challenge

    make_challenge(name, grounds="I wanted another project.", at=day(62), actors=Actors("resident"))
    said = {"answer": "not about the count", "reason": "It is about what people chose."}
    answer_challenge(name, [f"{name}-c1"], **said, at=day(63), actors=actors_of("answer_challenge"))


def _publish_result(stood: Stood, name: str, on: int) -> None:
    from commonweal.web.procedures.acting import one_act
    from commonweal.web.procedures.counting import counted, publish_count

    at, actors = day(on), actors_of("count_round")
    (project, *_) = stood.of("proposal", name)
    poll = "\n".join(
        [*_META, f"{project};200;Tea", "VOTES", "voter_id;vote", *(f"{n};{project}" for n in range(4)), ""]
    )
    count = counted(name, pabulib.read(poll.encode(), "small.pb"), rounds.held_rules(name).spec)
    with one_act():
        publish_count(count, challenge_until=at.date() + timedelta(days=7), at=at, actors=actors)


def _confirm(name: str) -> None:
    from commonweal.web.procedures.confirm_result import confirm_result

    confirm_result(name, at=day(69), actors=actors_of("confirm_result"))


def _award(name: str) -> None:
    from commonweal.web.procedures.decide_awards import decide_awards
    from commonweal.web.reads import proposed

    due = day(200).date()
    put = proposed.put_forward(name)
    decide_awards(name, put, receiver="Harbour board", due=due, at=day(70), actors=actors_of("decide_awards"))


def _each(phases: tuple[str, ...], do: Callable[[str], None]) -> None:
    for phase in phases:
        do(ROUNDS[phase])


def _names(phases: tuple[str, ...]) -> set[str]:
    return {ROUNDS[phase] for phase in phases}
