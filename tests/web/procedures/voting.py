"""A round that is voted on here, from its key to its opened ballots."""

from datetime import UTC, datetime, timedelta
from typing import Any

from commonweal.funding.box.choices import Filled
from commonweal.funding.box.keys import public_key, split
from commonweal.web.rights import Actors, actors_of
from tests.web.procedures import rounds

ROUND = "r1"
SEED = bytes(range(16))
SHARES = tuple(share.text() for share in split(SEED, ROUND, bytes(range(50, 82))))
KEY = public_key(SEED)
RULES: dict[str, Any] = {
    "round": ROUND,
    "title": "A small round",
    "rule": "greedy",
    "version": 1,
    "spec": {},
    "opens": "2027-03-01",
    "closes": "2027-03-14",
    "ideas_from": "2027-01-10",
    "ideas_until": "2027-01-31",
    "budget_pence": 30_000,
    "currency": "GBP",
    "ballot": "approval",
    "fewest": 1,
    "most": 2,
    "due": "2027-04-30",
    "appeal_days": 7,
    "challenge_days": 7,
    "who": "Everybody who lives here",
    "lot": "A die is thrown in public",
    "binding": "binding",
    "money": "capital",
}
PROJECTS = [
    {"project": id_, "title": title, "pence": pence}
    for id_, title, pence in (("a", "Benches", 20_000), ("b", "Trees", 15_000), ("c", "Lights", 10_000))
]
PLANNED = datetime(2027, 2, 10, 12, tzinfo=UTC)
OPEN = datetime(2027, 3, 2, 12, tzinfo=UTC)
LAST = datetime(2027, 3, 14, 23, 59, 59, tzinfo=UTC)
"""The last second of voting; London is on UTC in the middle of March."""
CLOSED = LAST + timedelta(seconds=1)
VOTER = Actors("voter")
PEOPLE = [["number", "name", "address", "area"]] + [
    [str(n), f"Person {n}", f"{n} High Street", ""] for n in range(1, 10)
]
NONCE = bytes(32)


def pair(procedure: str) -> Actors:
    """Give the two people whose act it is, both signed in."""
    roles = actors_of(procedure)
    return Actors(roles.role, roles.second, "p-1", "p-2" if roles.second else "")


def with_key(round_id: str = ROUND, **rules: Any) -> None:
    """Freeze the rules of a round and register its key."""
    from commonweal.web.procedures.acting import draft, one_act
    from commonweal.web.procedures.register_key import register_key
    from commonweal.web.store import keep

    frozen = {**RULES, **rules, "round": round_id}
    with one_act():
        entry = keep.keep_entry(draft("rules_published", PLANNED, actors_of("publish_rules"), frozen))
        keep.keep_poll(entry, round_id, frozen)
    register_key(round_id, KEY, at=PLANNED, actors=pair("register_key"))


def with_ballot(round_id: str = ROUND, **rules: Any) -> None:
    """Do the above, take in the register and publish the ballot."""
    from commonweal.web.procedures.take_register import take_register

    with_key(round_id, **rules)
    take_register(round_id, PEOPLE, at=PLANNED, actors=pair("take_register"))
    publish_ballot(round_id)


def publish_ballot(round_id: str = ROUND) -> None:
    """Publish what stands on the ballot, with the key that was registered."""
    from commonweal.web.procedures.acting import draft, one_act
    from commonweal.web.store import keep

    days = {name: RULES[name] for name in ("opens", "closes")}
    payload = {"round": round_id, "projects": PROJECTS, "key": KEY, **days, "shares": 3, "needed": 2}
    with one_act():
        keep.keep_entry(draft("ballot_published", PLANNED, actors_of("publish_rules"), payload))


def codes(count: int, round_id: str = ROUND) -> list[str]:
    """Issue codes to the first people of the register."""
    from commonweal.web.procedures.issue_codes import issue_codes

    wanted = list(range(1, count + 1))
    return [
        one.code for one in issue_codes(round_id, by="post", numbers=wanted, at=PLANNED, actors=pair("issue_codes"))[1]
    ]


def voting(count: int = 3, **rules: Any) -> list[str]:
    """Open a place and a round, and issue codes to so many people."""
    rounds.opened()
    with_ballot(**rules)
    return codes(count)


def cast(code: str, *chosen: str, nonce: bytes = NONCE, at: datetime = OPEN, **named: Any) -> str:
    """Cast a ballot and give its receipt."""
    from commonweal.web.procedures.cast_ballot import CastForm, cast_ballot

    round_id, actors = named.pop("round_id", ROUND), named.pop("actors", VOTER)
    form = CastForm(code, Filled(chosen), shown_at(named.pop("shown", at), nonce, round_id))
    return cast_ballot(round_id, form, at=at, actors=actors, **named)


def shown_at(when: datetime, nonce: bytes = NONCE, round_id: str = ROUND) -> str:
    """Give what stands in a form that was shown at a moment."""
    from commonweal.funding.box.marks import make_nonce
    from commonweal.web.store import models

    secret = models.RoundSecretRow.objects.filter(round=round_id).first()
    return make_nonce(nonce, bytes(secret.round_key) if secret else b"", round_id, when)


def check_in(code: str, batch: str = "hall", at: datetime = OPEN) -> None:
    from commonweal.web.procedures.check_in_paper import check_in_paper

    check_in_paper(ROUND, batch, code, at=at, actors=pair("check_in_paper"))


def enter(person: str, *chosen: str, number: int = 1, spoilt: str = "", batch: str = "hall") -> bool:
    from commonweal.funding.box.paper import PaperAt
    from commonweal.web.procedures.enter_paper import enter_paper

    actors = Actors("count officer", person=person)
    return enter_paper(ROUND, PaperAt(batch, number), spoilt or Filled(chosen), at=CLOSED, actors=actors)


def close(at: datetime = CLOSED) -> Any:
    from commonweal.web.procedures.close_voting import close_voting

    return close_voting(ROUND, at=at, actors=pair("close_voting"))


def open_up(shares: tuple[str, str] = (SHARES[0], SHARES[1])) -> Any:
    from commonweal.web.procedures.open_ballots import open_ballots

    return open_ballots(ROUND, shares, at=CLOSED, actors=pair("open_ballots"))


def withdraw(project: str) -> None:
    from commonweal.web.procedures.acting import draft, one_act
    from commonweal.web.store import keep

    payload = {"round": ROUND, "proposal": project, "before": "the close"}
    with one_act():
        keep.keep_entry(draft("proposal_withdrawn", OPEN, Actors("proposer"), payload))


def opened() -> dict[tuple[str, ...], int]:
    """Give what was opened: choices and voters."""
    from commonweal.web.store import balloting

    return {one.choices.chosen: one.voters for one in balloting.opened_of(ROUND, balloting.form_of(ROUND))}
