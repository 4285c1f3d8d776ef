"""A place in which people vote today, made in a process of its own: ``python -m bench.polling ACT PLACE ...``.

It prints what whoever asked needs as one JSON value: the forms that voters would send, or the list of receipts.
"""

import argparse
import json
from collections.abc import Iterator, Mapping, Sequence
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


def some_projects() -> list[dict[str, Any]]:
    """Give what stands on a ballot of middling length."""
    return [{"project": f"p{n}", "title": f"Project {n}", "pence": 100_000 * n} for n in range(1, PROJECTS + 1)]


def open_round(now: datetime, listed: Sequence[Mapping[str, Any]], budget_pence: int, most: int) -> None:
    """Open a place and a round in which voting began ten days ago, with all its codes still to be issued.

    Args:
        now: the moment it is.
        listed: what stands on the ballot, as its entry says it.
        budget_pence: what may be spent.
        most: most projects that a ballot may name.
    """
    from commonweal.funding.box.keys import public_key
    from commonweal.funding.rounds import Held, RoundRules, Timetable
    from commonweal.funding.spec import read_spec
    from commonweal.terms.money import Pence
    from commonweal.web.procedures.open_place import open_place
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
    key = public_key(token_bytes(16))
    register_key(ROUND, key, at=_planned(now), actors=two("register_key"))
    _publish_ballot(listed, key, days.opens, days.closes, _planned(now))


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
    from commonweal.web.procedures.issue_codes import issue_codes
    from commonweal.web.store import balloting

    secret, done = balloting.secret_of(ROUND), 0
    while done < codes:
        unnamed = min(_AT_ONCE, codes - done)
        issued = issue_codes(ROUND, by="event", unnamed=unnamed, at=_planned(now), actors=two("issue_codes"))[1]
        for place, one in enumerate(issued, done):
            for form in range(each):
                first = place + form
                chosen = [f"p{1 + (first + 7 * k) % PROJECTS}" for k in range(1 + first % MOST_CHOSEN)]
                nonce = make_nonce(token_bytes(NONCE_BYTES), secret, ROUND, now)
                sent = [("go", "cast"), ("code", one.code), ("nonce", nonce), ("helper", "")]
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


def _publish_ballot(listed: Sequence[Mapping[str, Any]], key: str, opens: date, closes: date, at: datetime) -> None:
    from commonweal.web.procedures.acting import draft, one_act
    from commonweal.web.rights import actors_of
    from commonweal.web.store import keep

    days = {"opens": opens.isoformat(), "closes": closes.isoformat()}
    payload = {"round": ROUND, "projects": [*listed], "key": key, **days, "shares": 3, "needed": 2}
    with one_act():
        keep.keep_entry(draft("ballot_published", at, actors_of("publish_ballot"), payload))


def _planned(now: datetime) -> datetime:
    return now - timedelta(days=20)


def _on(day: date, after: int) -> date:
    return day + timedelta(days=after)


if __name__ == "__main__":
    raise SystemExit(main())
