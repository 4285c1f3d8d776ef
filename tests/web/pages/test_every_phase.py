"""What pages say of a round at each phase: what can still be done, and what cannot any more."""

import pytest
from django.test import Client

from commonweal.web.rights import IDEAS, RULES
from tests.web.pages import signed
from tests.web.pages.standing import NOW, standings

pytestmark = pytest.mark.usefixtures("stood")


def page(address: str, client: Client | None = None) -> str:
    return (client or Client()).get(address).content.decode("utf-8")


def test_nobody_waits_for_a_vote_that_will_not_be() -> None:
    for address in ("/vote/stopped/", "/vote/stopped/receipts/"):
        told = page(address)
        assert "This round was ended without a result." in told
        assert "Voting closes" not in told
        assert "Look up a receipt" not in told
    assert "Voting was open until the end of" in page("/vote/counting/")
    assert "Voting closes at the end of" in page("/vote/voting/receipts/")


def test_the_place_tells_of_its_newest_round_that_was_not_stopped() -> None:
    told = page("/").split('id="lately"')[0]
    assert "ended without a result" not in told
    assert "<strong>A small round: 1 project is funded for £200 of the £300 set aside.</strong>" in told


def test_forms_to_print_are_offered_while_ideas_can_come_in() -> None:
    offered = {phase for phase, name in standings() if "A form to print" in page(f"/ideas/{name}/")}
    assert offered == {RULES, IDEAS}


def test_whoever_acts_on_a_round_is_told_which() -> None:
    officer = signed.sign_in("returning officer", at=NOW)
    assert '<a href="/work/#round-counting">A small round</a>' in page("/work/close-voting/counting/", officer)
