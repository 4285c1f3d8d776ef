"""A round with rules of its own, from its rules to its counted result, by the procedures alone."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from commonweal.funding.box.choices import Filled
from commonweal.funding.box.keys import split
from commonweal.funding.rounds import RoundRules
from commonweal.funding.spec import read_spec
from commonweal.web.rights import Actors
from tests.web.procedures import proposing, rounds, voting

PLACES: Mapping[str, Any] = {"neighbourhoods": [{"name": "Old Town"}, {"name": "Quayside"}]}


@dataclass(frozen=True, slots=True)
class Put:
    """A proposal as it is put forward: its title, pence, neighbourhood, category and group."""

    title: str
    pence: int
    area: str = ""
    category: str = ""
    group: str = ""


def noon(day: int) -> datetime:
    """Give noon of a day of the round, the first day of its record being 0."""
    return rounds.BEGUN + timedelta(days=day, hours=3)


def rules(
    round_id: str = "r1", rule: str = "greedy", settings: Iterable[str] = (), ballot: str = "approval", **held: Any
) -> RoundRules:
    """Give the rules of a round on its usual days, with what its kind of ballot needs."""
    made = rounds.held_rules(round_id)
    assert made.held is not None
    needed = {
        "most": 1 if ballot == "choose-1" else made.held.most,
        "points": 6 if ballot == "cumulative" else None,
    }
    told = replace(made.held, ballot=ballot, **{**needed, **held})  # type: ignore[arg-type]
    return RoundRules(round_id, made.title, read_spec(rule, settings), made.closes, told)


def with_one_choice() -> None:
    """Switch off the floor that lets no round ask for one project alone."""
    from commonweal.web.procedures.switch_floor_off import Switch, switch_floor_off

    switch = Switch("several_choices", "The board asks for one favourite.")
    switch_floor_off(switch, at=noon(0), actors=voting.pair("switch_floor_off"))


def published(of: RoundRules, *put: Put) -> list[str]:
    """Publish rules and bring proposals through their reviews; give their names in the order in which they came."""
    from commonweal.web.procedures.publish_rules import publish_rules
    from commonweal.web.procedures.review_proposal import review_proposal
    from commonweal.web.procedures.submit_proposal import submit_proposal

    publish_rules(of, at=noon(0), actors=voting.pair("publish_rules"))
    names = []
    for one in put:
        told = proposing.submission(
            one.title, one.pence, neighbourhood=one.area, category=one.category, group=one.group
        )
        sent = submit_proposal(of.id, told, at=noon(12), actors=proposing.PROPOSER)
        names.append(str(proposing.read(of.id, sent, noon(12)).id))
    for name in names:
        for found in proposing.FOR_IT:
            review_proposal(of.id, name, found, at=noon(14), actors=proposing.OFFICER)
    return names


def on_ballot(round_id: str = "r1", people: int = 9) -> Any:
    """Register the key and the people, and publish the ballot."""
    from commonweal.web.procedures.publish_ballot import publish_ballot
    from commonweal.web.procedures.register_key import register_key
    from commonweal.web.procedures.take_register import take_register

    register_key(round_id, voting.KEY, at=noon(30), actors=voting.pair("register_key"))
    listed = [voting.PEOPLE[0], *([str(n), f"Person {n}", f"{n} High Street", ""] for n in range(1, people + 1))]
    take_register(round_id, listed, at=noon(30), actors=voting.pair("take_register"))
    return publish_ballot(round_id, at=noon(35), actors=voting.pair("publish_ballot"))


def filled(ballot: str, *chosen: str) -> Filled:
    """Fill a ballot in: one point each, and one more for the first, where points are given."""
    if ballot != "cumulative":
        return Filled(chosen)
    return Filled(points=tuple((name, "2" if at == 0 else "1") for at, name in enumerate(chosen)))


def voted(round_id: str, ballots: Iterable[Filled]) -> None:
    """Cast ballots, close voting, draw the lot and open the ballots."""
    from commonweal.web.procedures.cast_ballot import CastForm, cast_ballot
    from commonweal.web.procedures.close_voting import close_voting
    from commonweal.web.procedures.draw_lot import draw_lot
    from commonweal.web.procedures.issue_codes import issue_codes
    from commonweal.web.procedures.open_ballots import open_ballots

    cast = list(ballots)
    _, issued = issue_codes(
        round_id, by="post", numbers=range(1, len(cast) + 1), at=noon(36), actors=voting.pair("issue_codes")
    )
    shown = voting.shown_at(noon(45), round_id=round_id)
    for one, ballot in zip(issued, cast, strict=True):
        cast_ballot(round_id, CastForm(one.code, ballot, shown), at=noon(45), actors=Actors("voter"))
    close_voting(round_id, at=noon(61), actors=voting.pair("close_voting"))
    draw_lot(round_id, "4-2-6", how="Three dice at the library", at=noon(61), actors=voting.pair("draw_lot"))
    shares = [share.text() for share in split(voting.SEED, round_id, bytes(range(50, 82)))]
    open_ballots(round_id, (shares[0], shares[2]), at=noon(61), actors=voting.pair("open_ballots"))


def counted(round_id: str = "r1") -> Any:
    """Count the opened ballots; give the entry of the result."""
    from commonweal.web.procedures.count_round import count_round

    return count_round(round_id, at=noon(61), actors=voting.pair("count_round"))


def findings(*, whole: bool = True) -> list[Any]:
    """Check all that is published, as anybody can; with the ballots of small rounds, as auditors do."""
    from commonweal.verifier.main import check_folder
    from commonweal.verifier.reading import Folder
    from commonweal.web.reads import downloads

    return check_folder(Folder(dict(downloads.whole_bundle() if whole else downloads.bundle())))
