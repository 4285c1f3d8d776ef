"""What the public page and the private page of a proposal say once its round was voted on, counted, or stopped."""

import re
from datetime import datetime
from html import unescape
from pathlib import Path
from typing import Any

from django.test import Client

from commonweal.web.rights import Actors
from tests.web.pages.proposing import WHOLE
from tests.web.procedures.proposing import FOR_IT, ballot, begun, day, proposed, reviewed

TWO = Actors("returning officer", "council officer")
FOLDER = {"folder": "counts/r1", "manifest": "ab" * 32}
CLOSED, COUNTED, AGAIN = day(21, 12), day(22, 12), day(24, 12)


def recorded(kind: str, payload: dict[str, Any], at: datetime) -> None:
    """Add an entry about the round as its procedure does, once all that it asks for is there."""
    from commonweal.web.procedures.acting import draft, one_act
    from commonweal.web.store import keep

    with one_act():
        keep.keep_entry(draft(kind, at, TWO, {"round": "r1", **payload}))


def counted(*selected: str, at: datetime = COUNTED) -> None:
    recorded("result_provisional", {**FOLDER, "selected": list(selected), "challenge_until": "2026-12-29"}, at)


def on_ballot() -> tuple[Any, Any]:
    """Put two proposals on the ballot; give their tickets."""
    begun(**WHOLE)
    tea, seats = proposed("Tea"), proposed("Seats")
    for one in (tea, seats):
        reviewed(one.id, *FOR_IT)
    ballot((tea.id, "Tea", 250_000), (seats.id, "Seats", 250_000))
    return tea, seats


def told(ticket: Any) -> tuple[str, str]:
    """Give the public and the private page of a proposal as text."""
    addresses = (f"/decide/r1/proposals/{ticket.id}/", f"/mine/{ticket.token}/")
    pages = [Client().get(address).content.decode() for address in addresses]
    public, private = (" ".join(unescape(re.sub(r"<[^>]+>", " ", page)).split()) for page in pages)
    return public, private


def both_say(ticket: Any, *said: str) -> None:
    for page in told(ticket):
        assert [one for one in said if one not in page] == []
        assert "People vote on it." not in page.replace(said[0], "")


def listed() -> str:
    page = Client().get("/decide/r1/proposals/").content.decode()
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", page)).split())


def test_a_proposal_is_followed_to_its_result_and_its_award(stored_place: Path) -> None:
    tea, seats = on_ballot()
    both_say(tea, "It stands at: on the ballot. People vote on it.")
    recorded("round_closed", {}, CLOSED)
    both_say(tea, "It stands at: on the ballot. Voting is over. The ballots are opened and counted.")
    counted(tea.id)
    both_say(tea, "It stands at: selected. The count selected it. The result can be challenged until the end of 29 Dec")
    both_say(seats, "It stands at: not selected. The count did not select it.", "29 December 2026")
    both_say(seats, "The result is confirmed, once every challenge is answered.")
    recorded("result_confirmed", {**FOLDER, "selected": [tea.id]}, day(30, 12))
    both_say(tea, "It stands at: selected. The count selected it, and the result stands.", "decides the awards.")
    both_say(seats, "It stands at: not selected. The count did not select it, and the result stands.")
    both_say(seats, "Nothing more is decided about it in this round.")
    awards = [{"project": tea.id, "organisation": "o1", "pence": 250_000}]
    recorded("awards_decided", {"awards": awards}, day(31, 12))
    both_say(tea, "It stands at: awarded. The money was awarded to it.", "The ballots were counted: it was selected.")
    both_say(seats, "It stands at: not selected.", "The ballots were counted: it was not selected.")
    assert "awarded" in listed()
    assert "not selected" in listed()
    assert "People vote on it." not in listed()


def test_a_result_that_is_set_aside_is_counted_again_and_may_come_out_otherwise(stored_place: Path) -> None:
    tea, seats = on_ballot()
    counted(tea.id)
    recorded("result_set_aside", {"entry": 1, "reason": "error in the poll"}, AGAIN)
    both_say(tea, "It stands at: on the ballot. The result was set aside, and the ballots are counted again.")
    counted(seats.id, at=AGAIN)
    both_say(tea, "It stands at: not selected.")
    both_say(seats, "It stands at: selected.")


def test_a_stopped_round_ends_every_proposal_but_what_was_withdrawn(stored_place: Path) -> None:
    from commonweal.web.procedures.withdraw_proposal import withdraw_proposal
    from commonweal.web.reads import proposed as reads
    from tests.web.procedures.proposing import PROPOSER

    begun(**WHOLE)
    waiting, gone = proposed("Tea"), proposed("Seats")
    withdraw_proposal("r1", gone.id, token=gone.token, at=day(5), actors=PROPOSER)
    recorded("round_stopped", {"reason": "too few proposals"}, day(6))
    both_say(waiting, "It stands at: not decided. The round ended without a result, which counts against nobody.")
    both_say(gone, "It stands at: withdrawn.", "Nothing more is decided about it in this round.")
    assert reads.queue("r1") == ()
