"""Attacks on a vote that goes on: changed prices, projects of another round, sixty voters at once, a dead check."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from django.test import Client

from tests.web.pages.proposing import proposal_form
from tests.web.pages.voting import officers
from tests.web.pages.voting.officers import OPEN, Officers, confirmed, with_ballot
from tests.web.pages.voting.test_ballot_acts import codes_on, issue
from tests.web.pages.voting.voter import ADDRESS, at, ballot, cast, page, receipt, review, sent_on
from tests.web.procedures import proposing, voting


@pytest.fixture
def people(stored_place: Path, monkeypatch: pytest.MonkeyPatch) -> Officers:
    del stored_place
    at(monkeypatch, officers.BEFORE)
    return officers.reviewed()


@pytest.fixture
def codes(stored_place: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    del stored_place
    at(monkeypatch, voting.OPEN)
    return voting.voting(3)


def test_a_price_cannot_change_while_ballots_are_open(people: Officers, monkeypatch: pytest.MonkeyPatch) -> None:
    from commonweal.errors import NotNow
    from commonweal.terms.money import Pence
    from commonweal.web.procedures.change_proposal import change_proposal
    from commonweal.web.reads import stored

    dear = proposing.proposed("Lights", at=proposing.day(6))
    proposing.reviewed(dear.id, *proposing.FOR_IT, at=proposing.day(7))
    with_ballot(people)
    codes = codes_on(issue(people.returning))
    at(monkeypatch, OPEN)
    before = page(Client().post("/vote/r1/", {"go": "open", "code": codes[0]}))
    assert "£2,500" in before
    entries = stored.entries()
    told = replace(proposing.submission("Lights"), pence=Pence(1))
    for actors in (proposing.PROPOSER, proposing.SECRETARY, proposing.CVS):
        with pytest.raises(NotNow):
            change_proposal("r1", dear.id, told, token=dear.token, at=OPEN, actors=actors)
    own = f"/mine/{dear.token}/change-proposal/"
    assert Client().post(own, proposal_form("1")).status_code == 409
    assert Client().get(own).status_code == 409
    assert people.secretary.post(f"/work/change-proposal/r1/{dear.id}/", proposal_form("1")).status_code in {404, 409}
    assert stored.entries() == entries
    after = page(Client().post("/vote/r1/", {"go": "open", "code": codes[1]}))
    assert after.count("£2,500") == before.count("£2,500")


def test_a_project_of_another_round_is_not_on_this_ballot(codes: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    from commonweal.web.store import models

    foreign = [{"project": "z9", "title": "Elsewhere", "pence": 100}]
    monkeypatch.setattr(voting, "PROJECTS", foreign)
    voting.with_ballot("r2")
    monkeypatch.undo()
    at(monkeypatch, voting.OPEN)
    own = voting.codes(1, "r2")[0]
    for chosen in (["z9"], ["a", "z9"]):
        answer = review(Client(), codes[0], chosen)
        assert answer.status_code == 400
        assert "there is no such project on this ballot" in page(answer)
        form = sent_on(ballot(Client(), codes[0]))
        assert Client().post(ADDRESS, {**form, "chosen": chosen, "go": "cast"}).status_code == 400
    # Neither does the form of the other round, with its own code and project, do anything here.
    theirs = sent_on(Client().post("/vote/r2/", {"go": "open", "code": own}))
    assert "Elsewhere" in page(Client().post("/vote/r2/", {"go": "open", "code": own}))
    crossed = Client().post(ADDRESS, {**theirs, "chosen": ["z9"], "go": "cast"})
    assert receipt(crossed) == ""
    assert not models.CastRow.objects.exists()


def test_sixty_people_vote_within_minutes_from_one_library_and_nobody_is_stopped(
    codes: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from commonweal.funding.box.codes import make_code
    from commonweal.web.pages.voting import guesses, views
    from commonweal.web.procedures.issue_event_codes import issue_event_codes
    from commonweal.web.store import models

    monkeypatch.setattr(views, "GUESSES", guesses.Guesses())
    _, sixty = issue_event_codes(voting.ROUND, 60, at=voting.OPEN, actors=voting.pair("issue_event_codes"))
    library = Client(REMOTE_ADDR="192.0.2.7")
    receipts = set()
    for number, code in enumerate(sixty):
        at(monkeypatch, voting.OPEN + timedelta(seconds=5 * number))
        if number % 4 == 0:  # somebody mistypes theirs, and somebody tries one that was used
            assert ballot(library, code[:-1]).status_code == 200
            assert "cast with this code" in page(ballot(library, sixty[0])) or number == 0
        receipts.add(receipt(cast(library, code)))
    assert len(receipts - {""}) == 60
    assert models.CastRow.objects.count() == 60
    # Sixty codes that were never issued, from the same machine, are looked up twenty times and then no more.
    tried = [ballot(library, make_code((n + 1).to_bytes(7, "big"))).status_code for n in range(60)]
    assert (tried.count(200), tried.count(429)) == (guesses.MOST, 60 - guesses.MOST)
    assert models.CastRow.objects.count() == 60


def test_whoever_has_their_code_used_by_somebody_else_is_told_and_the_times_of_sixty_are_kept_nowhere(
    codes: list[str],
) -> None:
    from commonweal.web.store import models

    assert receipt(cast(Client(), codes[0]))
    told = page(ballot(Client(), codes[0]))
    assert "tell the returning officer at once" in told
    for model in (models.CastRow, models.SealedRow):
        kinds = {field.get_internal_type() for field in model._meta.fields}
        assert not kinds & {"DateTimeField", "TimeField", "DateField", "AutoField", "BigAutoField"}
    assert {row.day for row in models.CastRow.objects.all()} == {voting.OPEN.date().isoformat()}


@pytest.mark.parametrize("go", ["open", "review", "cast"])
def test_a_check_of_codes_that_is_down_stops_nobody_halfway_and_the_round_is_extended(
    people: Officers, monkeypatch: pytest.MonkeyPatch, go: str
) -> None:
    from django.db import OperationalError

    from commonweal.web.reads import voting as reads
    from commonweal.web.store import models

    def down(*_: object, **__: object) -> object:
        raise OperationalError

    with_ballot(people)
    code = codes_on(issue(people.returning))[0]
    at(monkeypatch, officers.CLOSED - timedelta(seconds=1))
    shown = Client().post("/vote/r1/", {"go": "open", "code": code})
    name = page(shown).split('name="chosen" value="')[1].split('"')[0]
    sent = {"code": code} if go == "open" else {**sent_on(shown), "chosen": [name]}
    with monkeypatch.context() as patch:
        for where in ("door", "code_standing", "new_form"):
            patch.setattr(reads, where, down)
        answer = Client().post("/vote/r1/", {**sent, "go": go})
    assert answer.status_code == 503
    assert sent_on(answer)["code"] == [code]
    assert not models.CastRow.objects.exists()
    at(monkeypatch, officers.CLOSED)
    assert Client().post("/vote/r1/", {**sent_on(answer), "go": go}).status_code == 409
    more = {"closes": "2026-12-23", "reason": "outage"}
    confirmed(people.returning, people.counter, "extend-voting", more)
    again = Client().post("/vote/r1/", {**sent_on(answer), "go": go})
    assert again.status_code == 200
    done = again if go == "cast" else cast(Client(), code, [name])
    if not receipt(done):  # the form had run out meanwhile: it is shown again, with all that was ticked
        done = Client().post("/vote/r1/", {**sent_on(done), "go": "cast"})
    assert receipt(done)


@pytest.mark.parametrize(
    "skew", [timedelta(seconds=-61), timedelta(seconds=61), timedelta(hours=-1), timedelta(hours=1)]
)
def test_two_machines_whose_clocks_differ_agree_on_the_close(
    codes: list[str], monkeypatch: pytest.MonkeyPatch, skew: timedelta
) -> None:
    """What one machine took in before two people closed is counted; what another would take after it is not."""
    taken = []
    for number, moment in enumerate((voting.LAST, voting.CLOSED)):
        at(monkeypatch, voting.LAST - timedelta(minutes=5) + min(skew, timedelta(0)))
        looked = review(Client(), codes[number])
        at(monkeypatch, moment + skew)
        taken.append(receipt(Client().post(ADDRESS, {**sent_on(looked), "go": "cast"})))
    early = skew < timedelta(0)
    assert [bool(one) for one in taken] == [early, early]
    payload = voting.close(at=voting.CLOSED).payload
    assert payload["ballots"] == sum(map(bool, taken))
    at(monkeypatch, voting.LAST - timedelta(minutes=5))
    looked = ballot(Client(), codes[2])
    assert looked.status_code == 409 or receipt(cast(Client(), codes[2])) == ""
    voting.open_up()
    assert sum(voting.opened().values()) == payload["ballots"]
