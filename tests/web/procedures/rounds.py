"""A small round to act on."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from commonweal.formats import pabulib
from commonweal.funding.poll import Poll
from commonweal.funding.rounds import Held, RoundRules, Timetable
from commonweal.funding.spec import read_spec
from commonweal.proposals.proposal import Proposal
from commonweal.terms.money import Pence
from commonweal.web.rights import actors_of

PLACE: dict[str, Any] = {"name": "Harbour", "board": "Harbour board", "accountable_body": "Harbour council"}
BEGUN = datetime(2026, 11, 1, 9, tzinfo=UTC)
FIRST_DAY = BEGUN.date()
PB = b"""META
key;value
description;Small round
country;Nowhere
unit;Harbour
instance;2026
num_projects;3
num_votes;4
budget;300
vote_type;approval
rule;greedy
currency;GBP
PROJECTS
project_id;cost;name
a;200;Benches
b;150;Trees
c;100;Lights
VOTES
voter_id;vote
1;a
2;a,c
3;b,c
4;c
"""
PROPOSALS = [
    Proposal(id_, name, name, f"o-{id_}", "", "", Pence(cost * 100))
    for id_, name, cost in (("a", "Benches", 200), ("b", "Trees", 150), ("c", "Lights", 100))
]


def small_poll() -> Poll:
    return pabulib.read(PB, "small.pb")


def hour(number: int) -> datetime:
    return BEGUN + timedelta(hours=number)


def opened() -> None:
    from commonweal.web.procedures.open_place import open_place

    open_place(PLACE, at=hour(0), actors=actors_of("open_place"))


def held_rules(round_id: str = "r1", **days: int) -> RoundRules:
    """Give the rules of a round whose ideas and votes come in here; it is drafted on the first day."""
    after = lambda days: FIRST_DAY + timedelta(days=days)  # noqa: E731 - a name for a sum
    span = {"appeal_days": 7, "challenge_days": 7, **days}
    timetable = Timetable(after(10), after(20), after(40), after(60), after(200), **span)
    held = Held(
        budget=Pence(30_000),
        days=timetable,
        ballot="approval",
        fewest=1,
        most=None,
        points=None,
        who="Everybody of 16 or over who lives here",
        lot="A die is thrown in public",
        binding=True,
    )
    return RoundRules(round_id, "A small round", read_spec("greedy"), timetable.closes, held)


def with_rules(round_id: str = "r1", closes: date = FIRST_DAY) -> None:
    from commonweal.web.procedures.publish_rules import publish_rules

    rules = RoundRules(round_id, "A small round", read_spec("greedy"), closes)
    publish_rules(rules, at=hour(1), actors=actors_of("publish_rules"))


def counted(round_id: str = "r1", challenge_until: date = FIRST_DAY) -> None:
    from commonweal.web.procedures.close_round import close_round

    close_round(round_id, small_poll(), challenge_until=challenge_until, at=hour(2), actors=actors_of("close_round"))


def confirmed(round_id: str = "r1") -> None:
    from commonweal.web.procedures.confirm_result import confirm_result

    confirm_result(round_id, at=hour(3), actors=actors_of("confirm_result"))


def awarded(round_id: str = "r1") -> None:
    from commonweal.web.procedures.decide_awards import decide_awards

    decide_awards(
        round_id,
        PROPOSALS,
        receiver="Harbour board",
        due=date(2027, 6, 30),
        at=hour(4),
        actors=actors_of("decide_awards"),
    )


def whole_round() -> None:
    """Open a place and take one round all the way."""
    opened()
    with_rules()
    counted()
    confirmed()
    awarded()
