"""Acts on a round: drafting and publishing its rules, stopping it, and answering challenges to its result."""

from datetime import datetime
from typing import Any

from commonweal.cycle.departures import Departure
from commonweal.errors import CommonwealError
from commonweal.formats.prose import prose
from commonweal.funding.rounds import Held, RoundRules, Timetable, read_rules
from commonweal.terms.sentences import say
from commonweal.web.pages.fields import Day, LongWords, One, Pick, Pounds, Some, Whole, Words
from commonweal.web.pages.work.acts import Act, ActForm, Given, Ids, Nothing
from commonweal.web.pages.work.round_words import (
    OURS,
    frozen_questions,
    options_of_rules,
    own_questions,
    spec_of,
    wrong_questions,
)
from commonweal.web.procedures.answer_challenge import answer_ahead, answer_challenge
from commonweal.web.procedures.confirm_result import confirm_result
from commonweal.web.procedures.decide_awards import decide_awards
from commonweal.web.procedures.draft_round import draft_round
from commonweal.web.procedures.interests import funded, voted_on
from commonweal.web.procedures.publish_rules import publish_rules
from commonweal.web.procedures.set_aside_result import set_aside_result
from commonweal.web.procedures.stop_round import stop_round
from commonweal.web.reads import departed, fund_work, proposed, round_rules, stored
from commonweal.web.reads.naming import KINDS_OF_MONEY
from commonweal.web.rights import Actors

_RULES = (
    ("equal_shares", say("Equal Shares: each voter decides over an equal share of the money")),
    ("greedy", say("Most votes first, as long as the money lasts")),
    ("phragmen", say("Phragmén: projects are paid for as their supporters' money comes in")),
)
_KINDS = {
    "approval": say("Choose several projects"),
    "choose-1": say("Choose one project"),
    "cumulative": say("Give points to projects"),
    "ordinal": say("Put projects in order"),
    "knapsack": say("Choose as many projects as the money pays for"),
}


class Rules(ActForm):
    """The rules of a round."""

    round = Words(
        say("A short name for addresses"),
        say("Small letters, digits and hyphens, such as green-2027. It is never changed."),
        longest=60,
    )
    title = Words(say("What residents call the round"))
    budget = Pounds(say("How much can be spent"))
    money = One(say("What kind of money it is"), [*KINDS_OF_MONEY.items()])
    money_from = Pick(say("The fund it comes from, and the period"), [], required=False)
    rule = One(say("The rule that counts"), _RULES)
    options = LongWords(
        say("Further options of the rule"),
        say("For those who know them: KEY=VALUE, one a line. Leave it empty for what we advise."),
        required=False,
    )
    ballot = One(say("How people vote"), tuple(_KINDS.items()))
    fewest = Whole(
        say("Fewest projects on a ballot"),
        say("Asking for three or more helps smaller projects: few people then vote for one alone."),
        least=1,
    )
    most = Whole(say("Most projects on a ballot"), least=1, required=False)
    points = Whole(say("Points that each voter gives out"), say("Only where points are given."), required=False)
    ideas_from = Day(say("Ideas from"))
    ideas_until = Day(say("Ideas until"), say("To the end of that day."))
    opens = Day(say("Voting from"))
    closes = Day(say("Voting until"), say("To the end of that day."))
    due = Day(say("The work is to be done by"))
    appeal_days = Whole(say("Days to appeal against a review"), least=1)
    challenge_days = Whole(say("Days to challenge the result"), least=1)
    who = Words(say("Who may vote"), say("Such as: everybody of 16 or over who lives here."))
    lot = Words(
        say("How the lot that breaks ties is drawn"),
        say("In public, after voting closed. Such as: a ten-sided die is thrown six times at the count."),
    )
    binding = One(
        say("What the result is for the board"),
        [("binding", say("binding: the board does what residents decided")), ("advisory", say("advice to the board"))],
    )
    ours = Some(
        say("Which of our questions proposers are asked"),
        OURS,
        say("A form for a small grant has room for eight questions. Leave one of ours out to ask more of your own."),
        required=False,
        initial=[name for name, _ in OURS],
    )
    questions = LongWords(
        say("What proposers are asked besides"),
        say("One question a line, then a semicolon and the risk that you ask it for. Without a risk, do not ask."),
        required=False,
    )

    def prepare(self) -> None:
        """Offer the funds with their periods, and begin with the draft that is changed."""
        self.fields["money_from"].choices = fund_work.periods_of_funds()  # type: ignore[attr-defined]
        self.places = {"fund": "money_from", "period": "money_from", **dict.fromkeys(options_of_rules(), "options")}
        if self.ids:
            self.initial = round_rules.as_form(self.ids[0])
            self.fields["round"].disabled = True

    def clean(self) -> dict[str, Any]:
        """Read the rule's options and the questions."""
        given = super().clean() or {}
        try:
            ballot: Any = given.get("ballot") or "approval"
            given["spec"] = spec_of(str(given.get("rule") or "greedy"), str(given.get("options", "")), ballot)
        except CommonwealError as bad:
            for fault in bad.faults:
                self.add_error("options", prose().placed_fault(fault))
        ours, own = given.get("ours", ()), tuple(own_questions(str(given.get("questions", ""))))
        for wrong in wrong_questions(ours, own):
            self.add_error("questions", prose().text(wrong))
        if not ours and not own:
            self.add_error("ours", prose().text(say("A form asks one question at least.")))
        given["asked"] = frozen_questions(ours, own)
        return given


def _rules(given: Given) -> RoundRules:
    fund, _, period = given["money_from"].partition("/")
    days = Timetable(
        given["ideas_from"],
        given["ideas_until"],
        given["opens"],
        given["closes"],
        given["due"],
        given["appeal_days"],
        given["challenge_days"],
    )
    held = Held(
        budget=given["budget"],
        days=days,
        ballot=given["ballot"],
        fewest=given["fewest"],
        most=given["most"],
        points=given["points"],
        who=given["who"],
        lot=given["lot"],
        binding=given["binding"] == "binding",
        fund=fund,
        period=period,
        money=given["money"],
        questions=given["asked"],
    )
    return RoundRules(given["round"], given["title"], given["spec"], given["closes"], held)


def _draft(given: Given, ids: Ids, at: datetime, actors: Actors) -> None:
    del ids
    draft_round(_rules(given), at=at, actors=actors)


def _publish(given: Given, ids: Ids, at: datetime, actors: Actors) -> object:
    del given
    return publish_rules(read_rules(stored.draft_of(ids[0]) or {}), at=at, actors=actors)


class Stop(ActForm):
    """Why a round ends without a result."""

    reason = One(
        say("Why"),
        [
            ("too few proposals", say("too few proposals could stand on the ballot")),
            ("error in the ballot", say("there is an error in the ballot")),
            ("unlawful", say("it would be unlawful to go on")),
            ("ordered by a court", say("a court ordered it")),
        ],
    )


class SetAside(Stop):
    """Why a result is set aside."""

    reason = One(
        say("Why"),
        [
            ("challenge upheld", say("a challenge was upheld")),
            ("error in the poll", say("there is an error in what was counted")),
            ("ordered by a court", say("a court ordered it")),
        ],
    )


class Answered(ActForm):
    """How a challenge is answered."""

    challenges = Some(say("Which challenges"), [], say("One answer can stand for several that say the same."))
    answer = One(
        say("The answer"),
        [
            ("the same", say("counted again: the result is the same")),
            ("upheld", say("the challenge is right: the result will be set aside")),
            ("not about the count", say("it is not about the count")),
        ],
    )
    reason = LongWords(say("What you answer"), say("It is published."))

    def prepare(self) -> None:
        """Offer the challenges that wait."""
        waiting = [(name, name) for name, entry in stored.challenges(self.ids[0]).items() if entry is None]
        self.fields["challenges"].choices = waiting  # type: ignore[attr-defined]


def _is_draft(ids: Ids) -> bool:
    return stored.draft_of(ids[0]) is not None


def _is_held(ids: Ids) -> bool:
    return "opens" in (stored.frozen(ids[0]) or {})


def _is_round(ids: Ids) -> bool:
    return stored.frozen(ids[0]) is not None


class Awarding(ActForm):
    """The awards of a round: nothing to fill in where its result binds the board."""

    otherwise = LongWords(
        say("Where the board does otherwise than the result"),
        say(
            "A line for each project: its short name, a semicolon, and the reason, which everybody can read. What the "
            "result funds is then not awarded; what it does not fund is."
        ),
        required=False,
    )

    def prepare(self) -> None:
        """Ask nothing where the result binds the board."""
        self.places = {"departures": "otherwise"}
        if (stored.frozen(self.ids[0]) or {}).get("binding") != "advisory":
            del self.fields["otherwise"]


def _award(given: Given, ids: Ids, at: datetime, actors: Actors) -> object:
    lines = (line.partition(";") for line in str(given.get("otherwise", "")).splitlines() if line.strip())
    departures = [Departure(project.strip(), reason.strip()) for project, _, reason in lines]
    held = read_rules(stored.rules_of(ids[0])).held
    receiver = str((stored.place() or {}).get("board", ""))
    due = held.days.due if held else at.date()
    return decide_awards(
        ids[0],
        proposed.put_forward(ids[0]),
        receiver=receiver,
        due=due,
        at=at,
        actors=actors,
        departures=departures,
    )


ACTS = (
    Act(
        "draft_round",
        say("Draft the rules of a round"),
        say("One vote over one sum of money. Nothing is public until two people publish the rules."),
        say("Keep this draft"),
        say("You can change it until the rules are published."),
        say("The draft is kept. When it is right, publish the rules from here."),
        Rules,
        _draft,
    ),
    Act(
        "draft_round",
        say("Change the draft"),
        say("Until two people publish the rules, everything can be changed."),
        say("Keep this draft"),
        say("Nothing is public yet."),
        say("The draft is kept."),
        Rules,
        _draft,
        ("round",),
        _is_draft,
        called="change_draft",
    ),
    Act(
        "publish_rules",
        say("Publish the rules"),
        say("From then on they are frozen: nobody can change them, and everybody can read them."),
        say("Publish these rules"),
        say("The rules become an entry of the public record."),
        say("The rules are published and frozen."),
        Nothing,
        _publish,
        ("round",),
        _is_draft,
        lambda ids: round_rules.parts(stored.draft_of(ids[0]) or {}),
    ),
    Act(
        "stop_round",
        say("End the round without a result"),
        say("Only where it cannot go on. What was recorded stays, and the reason is published."),
        say("End the round"),
        say("It cannot be taken back."),
        say("The round was ended."),
        Stop,
        lambda given, ids, at, actors: stop_round(ids[0], reason=given["reason"], at=at, actors=actors),
        ("round",),
        _is_round,
    ),
    Act(
        "answer_challenge",
        say("Answer challenges"),
        say("Whoever challenged a result gets an answer, and everybody can read it."),
        say("Answer"),
        say("To answer that the result is the same, the ballots are counted again now, and must give the very same."),
        say("What you chose was answered."),
        Answered,
        lambda given, ids, at, actors: answer_challenge(
            ids[0], given["challenges"], answer=given["answer"], reason=given["reason"], at=at, actors=actors
        ),
        ("round",),
        lambda ids: bool(stored.challenges(ids[0])),
        lambda ids: round_rules.challenged(ids[0]),
        touching=lambda ids: voted_on(ids[0]),
        ahead=lambda given, ids, at, actors: answer_ahead(
            ids[0], given["challenges"], answer=given["answer"], reason=given["reason"], at=at, actors=actors
        ),
    ),
    Act(
        "set_aside_result",
        say("Set the result aside"),
        say("A result that is wrong is set aside and stays to be read. The ballots are then counted anew."),
        say("Set it aside"),
        say("It becomes an entry of the public record."),
        say("The result was set aside."),
        SetAside,
        lambda given, ids, at, actors: set_aside_result(ids[0], reason=given["reason"], at=at, actors=actors),
        ("round",),
        _is_round,
        touching=lambda ids: voted_on(ids[0]),
    ),
    Act(
        "decide_awards",
        say("Award the money"),
        say("Each funded project becomes a promise of the body behind it, with a day that anyone can follow."),
        say("Award it"),
        say("Whoever has an interest in a funded project, in the body behind it or in a partner cannot do this."),
        say("The money is awarded."),
        Awarding,
        _award,
        ("round",),
        _is_held,
        lambda ids: (*round_rules.funded(ids[0]), *departed.choices(ids[0])),
        touching=lambda ids: funded(ids[0]),
    ),
    Act(
        "confirm_result",
        say("Confirm the result"),
        say("When the challenge window has ended, the result stands from then on."),
        say("Confirm it"),
        say("It becomes an entry of the public record."),
        say("The result is confirmed."),
        Nothing,
        lambda given, ids, at, actors: confirm_result(ids[0], at=at, actors=actors),  # noqa: ARG005 - as every act is
        ("round",),
        _is_round,
    ),
)
