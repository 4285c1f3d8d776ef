"""A place in which people vote today, made in a process of its own: ``python -m bench.polling ACT PLACE ...``.

It prints what whoever asked needs as one JSON value: the forms that voters would send, or the list of receipts.
"""

import argparse
import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from secrets import token_bytes
from typing import Any
from urllib.parse import urlencode

ROUND = "bench"
ADDRESS = f"/vote/{ROUND}/"
PROJECTS, MOST_CHOSEN = 20, 5
_AT_ONCE = 5_000


def main(arguments: Sequence[str] | None = None) -> int:
    """Do one act in a place and print its answer."""
    parser = argparse.ArgumentParser(prog="python -m bench.polling", description=__doc__)
    parser.add_argument("act", choices=("prepare", "close", "unguarded"))
    parser.add_argument("place", type=Path)
    parser.add_argument("--codes", type=int, default=1)
    parser.add_argument("--forms", type=int, default=1, help="forms for each code")
    chosen = parser.parse_args(arguments)
    from commonweal.web import setup

    setup(chosen.place)
    now = datetime.now(UTC)
    if chosen.act == "prepare":
        open_round(now, some_projects(), 5_000_000, MOST_CHOSEN)
        print(json.dumps(list(forms(chosen.codes, chosen.forms, now))))
    elif chosen.act == "close":
        print(json.dumps(close(now)))
    else:
        drop_the_constraint()
        print(json.dumps(None))
    return 0


def some_projects() -> list[tuple[str, int]]:
    """Give what stands on a ballot of middling length: titles and pence."""
    return [(f"Project {n}", 100_000 * n) for n in range(1, PROJECTS + 1)]


def open_round(now: datetime, listed: Iterable[tuple[str, int]], budget_pence: int, most: int) -> None:
    """Open a place and a round in which voting began ten days ago, with all its codes still to be issued.

    Args:
        now: the moment it is.
        listed: the title and pence of each proposal, which are put forward, reviewed and put on the ballot.
        budget_pence: what may be spent.
        most: most projects that a ballot may name.
    """
    from commonweal.funding.box.keys import public_key
    from commonweal.funding.rounds import Held, RoundRules, Timetable
    from commonweal.funding.spec import read_spec
    from commonweal.terms.money import Pence
    from commonweal.web.procedures.open_place import open_place
    from commonweal.web.procedures.publish_ballot import publish_ballot
    from commonweal.web.procedures.publish_rules import publish_rules
    from commonweal.web.procedures.register_key import register_key
    from commonweal.web.rights import actors_of

    day = now.date()
    days = Timetable(_on(day, -60), _on(day, -40), _on(day, -10), _on(day, 10), _on(day, 200), 7, 7)
    held = Held(
        budget=Pence(budget_pence),
        days=days,
        ballot="approval",
        fewest=1,
        most=most,
        points=None,
        who="Everybody of 16 or over who lives here",
        lot="A die is thrown in public",
        binding=True,
    )
    known = {"name": "Bench", "board": "the board", "accountable_body": "the council"}
    begun = now - timedelta(days=70)
    open_place(known, at=begun, actors=actors_of("open_place"))
    spec = read_spec("equal_shares", ["completion=add1u"])
    rules = RoundRules(ROUND, "A round to measure", spec, days.closes, held)
    publish_rules(rules, at=begun, actors=actors_of("publish_rules"))
    names = [_put_forward(title, pence, now - timedelta(days=50)) for title, pence in listed]
    for name in names:
        _let_through(name, now - timedelta(days=30))
    register_key(ROUND, public_key(token_bytes(16)), at=planned(now), actors=two("register_key"))
    publish_ballot(ROUND, at=planned(now), actors=two("publish_ballot"))


def _put_forward(title: str, pence: int, at: datetime) -> str:
    from commonweal.proposals.questions import form_for
    from commonweal.proposals.submission import Submission
    from commonweal.terms.money import Pence
    from commonweal.web.procedures.submit_proposal import submit_proposal
    from commonweal.web.rights import Actors

    answers = {one.id: "Answered as it is." for one in form_for(Pence(pence))}
    told = Submission(title, "What would be done, and for whom.", "o1", Pence(pence), answers=answers)
    return submit_proposal(ROUND, told, at=at, actors=Actors("CVS worker")).id


def _let_through(name: str, at: datetime) -> None:
    from commonweal.proposals.review import Found
    from commonweal.web.procedures.review_proposal import review_proposal
    from commonweal.web.rights import Actors

    for found in (Found("eligibility", "eligible"), Found("feasibility", "feasible")):
        review_proposal(ROUND, name, found, at=at, actors=Actors("council officer", person="p-officer"))


def two(procedure: str) -> Any:
    """Give the people whose act it is, signed in."""
    from commonweal.web.rights import Actors, actors_of

    roles = actors_of(procedure)
    return Actors(roles.role, roles.second, "p-1", "p-2" if roles.second else "")


def forms(codes: int, each: int, now: datetime) -> Iterator[str]:
    """Issue codes and give the forms that are sent to cast a ballot with each, as a browser would write them.

    The forms of one code differ in their numbers and choices, as though it had been typed in several browsers.
    """
    from commonweal.funding.box.marks import NONCE_BYTES, make_nonce
    from commonweal.web.procedures.issue_event_codes import issue_event_codes
    from commonweal.web.store import balloting

    secret, done = balloting.secret_of(ROUND), 0
    names = [project.id for project in balloting.form_of(ROUND).projects]
    while done < codes:
        unnamed = min(_AT_ONCE, codes - done)
        issued = issue_event_codes(ROUND, unnamed, at=planned(now), actors=two("issue_event_codes"))[1]
        for place, code in enumerate(issued, done):
            for form in range(each):
                first = place + form
                chosen = [names[(first + 7 * k) % len(names)] for k in range(1 + first % MOST_CHOSEN)]
                nonce = make_nonce(token_bytes(NONCE_BYTES), secret, ROUND, now)
                sent = [("go", "cast"), ("code", code), ("nonce", nonce), ("helper", "")]
                yield urlencode(sent + [("chosen", name) for name in chosen])
        done += unnamed


def close(now: datetime) -> list[str]:
    """Close voting once its last day is over, and give the receipts that are published then."""
    from commonweal.web.procedures.close_voting import close_voting
    from commonweal.web.store import balloting

    close_voting(ROUND, at=now + timedelta(days=30), actors=two("close_voting"))
    return (balloting.published_receipts(ROUND) or b"").decode("ascii").split()


def drop_the_constraint() -> None:
    """Take away what holds one ballot to a code, to see that nothing else would."""
    from django.db import connection

    from commonweal.web.store import models

    [constraint] = models.CastRow._meta.constraints  # noqa: SLF001 - what Django documents of a model
    models.CastRow._meta.constraints = []  # noqa: SLF001 - SQLite makes the table anew from what its model says
    with connection.schema_editor() as editor:
        editor.remove_constraint(models.CastRow, constraint)


def planned(now: datetime) -> datetime:
    """Give the moment at which a round was made ready."""
    return now - timedelta(days=20)


def _on(day: date, after: int) -> date:
    return day + timedelta(days=after)


if __name__ == "__main__":
    raise SystemExit(main())
