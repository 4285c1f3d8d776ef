"""Easy Read sheets of a round, from the facts of its own page: how to vote, and what was decided. One idea a line."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from urllib.parse import quote

from commonweal.funding.rounds import Held
from commonweal.terms.money import Amount
from commonweal.terms.sentences import Sentence, say
from commonweal.web import rights
from commonweal.web.reads import counted, round_course, stored
from commonweal.web.reads.counted import Counted
from commonweal.web.reads.round_course import Course
from commonweal.web.reads.shown import Choice, Link, Section
from commonweal.web.reads.stored import StoredRound
from commonweal.web.reads.telling import name_of

_OPEN = (rights.RULES, rights.IDEAS, rights.REVIEW, rights.VOTING)
_HOW = {
    "equal_shares": (
        say("Each voter got the same share of the money."),
        say("A project gets money when the shares of the people who chose it are enough."),
    ),
    "greedy": (say("We began with the project that most people chose."), say("Then came the next, and so on.")),
}


@dataclass(frozen=True, slots=True)
class Part:
    """Some lines about one thing.

    Attributes:
        heading: what they are about.
        lines: short sentences, each on a line of its own.
        listed: names and sums, each on a line of its own.
        address: an address of this site to be written down, or "".
    """

    heading: Sentence
    lines: tuple[Sentence, ...]
    listed: tuple[Sentence, ...] = ()
    address: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet in Easy Read: its title, what the round is called, its parts, and the address of the round's page."""

    title: Sentence
    round: str
    parts: tuple[Part, ...]
    back: str


def how_to_vote(round_id: str, today: date) -> Sheet | None:
    """Say how to vote in a round. None where no votes are cast here in a round of this name.

    Args:
        round_id: the round.
        today: the day it is said for.
    """
    one = stored.round_of(round_id)
    course = round_course.course(one, stored.entries(), today) if one else None
    if one is None or course is None:
        return None
    title = say("How to vote")
    if course.phase not in _OPEN:
        ended = Part(say("You cannot vote now"), (say("Voting is over."),))
        return Sheet(title, _called(one), (ended,), _round(one))
    return Sheet(title, _called(one), tuple(_voting(course)), _round(one))


def what_was_decided(round_id: str) -> Sheet | None:
    """Say what a round decided. None where nothing was counted in a round of this name."""
    one = stored.round_of(round_id)
    if one is None or one.count is None:
        return None
    return Sheet(say("What was decided"), _called(one), tuple(_decided(one, counted.counted(one.count))), _round(one))


def leading_to(one: StoredRound, course: Course | None) -> tuple[Section, ...]:
    """Lead from a round's page to the sheet that is of use now, if there is one."""
    here = f"{_round(one)}easy-read/"
    if one.count is not None:
        said = say("The result on a sheet with short sentences and large letters.")
        choice = Choice(Link(say("What was decided, in Easy Read"), f"{here}what-was-decided/"), said)
    elif course is not None and course.phase in _OPEN:
        said = say("How to vote, on a sheet with short sentences and large letters.")
        choice = Choice(Link(say("How to vote, in Easy Read"), f"{here}how-to-vote/"), said)
    else:
        return ()
    return (Section("easy-read", say("In Easy Read"), choices=(choice,)),)


def _voting(course: Course) -> Iterator[Part]:
    held, opens, name = course.held, round_course.opens(course), quote(course.round)
    budget = Amount(Fraction(held.budget, 100), held.currency)
    yield Part(
        say("What is it about?"),
        (
            say("There is {budget} for our area.", budget=budget),
            say("There are projects that cost money."),
            say("You help to choose the projects."),
        ),
    )
    yield Part(say("Who may vote?"), (say("{who}", who=held.who),))
    yield Part(
        say("When?"), (say("The first day is {opens}.", opens=opens), say("The last day is {day}.", day=course.closes))
    )
    yield Part(say("What do I need?"), (say("You need a code."), *_CODE))
    yield Part(say("How do I choose?"), (say("Read about the projects."), *_choosing(held, budget)))
    yield Part(say("On a computer"), _ONLINE, address=f"/vote/{name}/")
    yield Part(say("On paper"), _PAPER)
    yield Part(say("With somebody"), _HELPED)
    yield Part(say("Good to know"), _ONCE)


_CODE = (
    say("The code is in your letter."),
    say("Do not show your code to other people."),
    say("Did you lose your letter?"),
    say("Ask for a new one."),
)
_ONLINE = (
    say("Go to this address."),
    say("Type your code."),
    say("Choose your projects."),
    say("Look at them once more."),
    say("Then press: Cast it."),
)
_PAPER = (
    say("A paper comes with your letter."),
    say("It is called a ballot."),
    say("Fill in the ballot."),
    say("Cut it off."),
    say("Put it in a small envelope."),
    say("Close the envelope."),
    say("Write nothing on it."),
    say("The other part of the paper has your code on it."),
    say("Put the small envelope and this part in a big envelope."),
    say("Your letter says where to take it."),
)
_HELPED = (
    say("Somebody can help you on the telephone or at a desk."),
    say("Your letter says whom to ask."),
    say("Nobody may tell you what to choose."),
)
_ONCE = (
    say("You can vote one time."),
    say("You cannot change your vote afterwards."),
    say("Your name is not on your vote."),
)


def _choosing(held: Held, budget: Amount) -> Iterator[Sentence]:
    if held.ballot == "choose-1":
        yield say("Choose one project.")
        return
    if held.ballot == "ordinal":
        yield say("Write 1 beside the project that you want most.")
        yield say("Write 2 beside the next one.")
        yield say("Go on with 3, 4 and so on.")
        yield say("Leave out the projects that you do not want.")
    elif held.ballot == "cumulative":
        if held.points is not None:
            yield say("You have {points} points.", points=held.points)
        yield say("Write points beside the projects that you want.")
        yield say("Give more points to a project that you want more.")
    else:
        yield say("Choose the projects that you want.")
    if held.ballot == "knapsack":
        yield say("Together they must not cost more than {budget}.", budget=budget)
    if held.fewest > 1:
        yield say("Choose {n} projects or more.", n=held.fewest)
    if held.most is not None:
        yield say("You can choose {n} project.", plural="You can choose up to {n} projects.", by="n", n=held.most)


def _decided(one: StoredRound, count: Counted) -> Iterator[Part]:
    accounts = sorted(count.told["projects"], key=lambda each: (-each["supporters"], each["id"]))
    funded = tuple(_line(count, each) for each in accounts if each["funded"])
    others = tuple(_line(count, each) for each in accounts if not each["funded"])
    yield Part(
        say("What was it about?"),
        (
            say("There was {budget} for our area.", budget=count.money(count.result["budget"])),
            say(
                "{n} project wanted some of it.",
                plural="{n} projects wanted some of it.",
                by="n",
                n=count.result["projects"],
            ),
            say("{n} person voted.", plural="{n} people voted.", by="n", n=count.result["voters"]),
        ),
    )
    if funded:
        spent = say("Together they get {spent}.", spent=count.money(count.result["spent"]))
        yield Part(say("These projects get money"), (spent,), funded)
    else:
        yield Part(say("No project gets money"), (say("You can ask why."),))
    if others:
        yield Part(say("These projects get no money"), (say("That does not mean that they are bad."),), others)
    yield Part(say("How was it decided?"), (say("The rule was made before people voted."), *_HOW.get(_rule(one), ())))
    yield Part(say("What happens now?"), tuple(_now(one)))


def _line(count: Counted, account: dict[str, object]) -> Sentence:
    name, cost = account["name"] or account["id"], count.money(str(account["cost"]))
    return say("{project}: {cost}", project=str(name), cost=cost)


def _now(one: StoredRound) -> Iterator[Sentence]:
    board = name_of(stored.place() or {}, "board")
    if one.confirmed is None:
        yield say("Do you think something is wrong?")
        until = stored.challenge_until(one.id)
        yield say("You can tell us until {day}.", day=until) if until is not None else say("You can tell us.")
        yield say("After that the result stands.")
        return
    yield say("The result stands.")
    if one.awarded is None:
        yield say("{board} gives the money next.", board=board) if board else say("The board gives the money next.")
    else:
        yield say("The money was given to the projects.")
    yield say("Do you have a question?")
    yield say("Ask us.")


def _rule(one: StoredRound) -> str:
    return str(one.rules["rule"])


def _called(one: StoredRound) -> str:
    return str(one.rules.get("title") or one.id)


def _round(one: StoredRound) -> str:
    return f"/decide/{quote(one.id)}/"
