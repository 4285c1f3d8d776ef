"""Those who return and count, in the browser: from the key of a vote to its secrets destroyed."""

import re
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from commonweal.funding.box.keys import split
from tests.web.pages.markup import faults_of
from tests.web.pages.signed import sign_in
from tests.web.pages.voting import officers
from tests.web.pages.voting.officers import CLOSED, OPEN, STANDS, Officers, confirmed, second, with_ballot
from tests.web.pages.voting.voter import at, cast, page, receipt, sent_on
from tests.web.procedures import rounds, voting

SHARES = tuple(share.text() for share in split(voting.SEED, "r1", bytes(range(50, 82))))
HOSTILE = "<script>alert(1)</script>=cmd|' /C calc'!A0"
CONTACT = {"contact": "Ring 01632 960000. Boxes stand in the library."}


@pytest.fixture
def people(stored_place: Path, monkeypatch: pytest.MonkeyPatch) -> Officers:
    at(monkeypatch, officers.BEFORE)
    return officers.reviewed()


@pytest.fixture
def ready(place_on_sqlite: Path, monkeypatch: pytest.MonkeyPatch) -> Officers:
    at(monkeypatch, officers.BEFORE)
    made = officers.reviewed()
    with_ballot(made)
    return made


def codes_on(answer: Any) -> list[str]:
    """Give the codes of a page of letters, one for each sheet."""
    found = re.findall(r'<p class="code">([^<]*)</p>', page(answer))
    return found[::2]


def issue(client: Client, **given: Any) -> Any:
    return client.post("/work/issue-codes/r1/", {"by": "post", "whom": "everybody", **CONTACT, **given})


def test_a_vote_from_its_key_to_its_secrets_destroyed(people: Officers, monkeypatch: pytest.MonkeyPatch) -> None:
    from commonweal.web.store import models

    shown = page(people.secretary.get("/work/publish-ballot/r1/"))
    assert "No key is registered." in shown
    assert "Tea on Tuesdays" in shown
    with_ballot(people)
    letters = issue(people.returning)
    codes = codes_on(letters)
    assert len(codes) == 12
    assert "no-store" in letters["Cache-Control"]
    at(monkeypatch, OPEN)
    ballot = Client().post("/vote/r1/", {"go": "open", "code": codes[0]})
    assert "Good: Tea on Tuesdays" in page(ballot)
    assert "Dear: A bench by the stop" in page(ballot)
    names = re.findall(r'name="chosen" value="([^"]*)"', page(ballot))
    receipts = [receipt(cast(Client(), code, [names[0]])) for code in codes[:2]]
    for code in codes[2:5]:
        checked = people.counter.post("/work/check-in-paper/r1/", {"batch": "hall", "code": code})
        assert checked["Location"] == "/work/check-in-paper/r1/?batch=hall&done=yes"
    assert "It is checked in." in page(people.counter.get(checked["Location"]))
    refused = people.counter.post("/work/check-in-paper/r1/", {"batch": "hall", "code": codes[0]})
    assert refused.status_code == 409
    assert "has voted online" in page(refused)
    at(monkeypatch, CLOSED)
    confirmed(people.returning, people.counter, "close-voting")
    assert Client().get("/vote/r1/receipts.txt").content.decode().split() == sorted(receipts)
    _papers_and_opening(people)
    confirmed(people.returning, people.council, "count-round")
    assert "the result" in page(Client().get("/decide/r1/"))
    at(monkeypatch, STANDS)
    confirmed(people.returning, people.council, "confirm-result")
    assert people.returning.post("/work/destroy-secrets/r1/")["Location"] == "/work/?done=destroy_secrets"
    assert not models.CastRow.objects.exists()
    assert not models.RegisterRow.objects.exists()
    assert "Everything is done." in page(people.returning.get("/work/round/r1/"))
    assert Client().get("/vote/r1/receipts/", {"receipt": receipts[0]}).status_code == 200


def test_a_round_is_counted_once_with_nothing_held_though_two_people_confirm_it(
    ready: Officers, monkeypatch: pytest.MonkeyPatch
) -> None:
    from django.db import connection

    from commonweal.web.procedures import count_round, counting
    from commonweal.web.reads import stored

    people = ready
    codes = codes_on(issue(people.returning))
    at(monkeypatch, OPEN)
    opened = page(Client().post("/vote/r1/", {"go": "open", "code": codes[0]}))
    names = re.findall(r'name="chosen" value="([^"]*)"', opened)
    receipt(cast(Client(), codes[0], [names[0]]))
    at(monkeypatch, CLOSED)
    confirmed(people.returning, people.counter, "close-voting")
    assert people.returning.post("/work/count-round/r1/").status_code == 409
    confirmed(people.returning, people.counter, "draw-lot", {"seed": "1-2", "how": "Dice"})
    shares = {"first": SHARES[0], "second": SHARES[2]}
    people.returning.post("/work/open-ballots/r1/", {**shares, **second(people.counter_seat)})
    held: list[bool] = []

    def counted(*given: Any) -> counting.Counted:
        held.append(connection.in_atomic_block)
        return counting.counted(*given)

    monkeypatch.setattr(count_round, "counted", counted)
    waits = people.returning.post("/work/count-round/r1/")["Location"]
    assert held == []
    declined = people.returning.post("/work/count-round/r1/")["Location"]
    people.council.post(declined, {"decline": "yes", "reason": "Twice"})
    assert people.council.post(declined, {"confirm": "yes"}).status_code == 409
    assert held == []
    assert people.council.post(waits, {"confirm": "yes"})["Location"] == "/work/?done=count_round"
    assert held == [False]
    assert stored.entries()[-1].kind == "result_provisional"
    assert stored.entries()[-1].payload["second"] == "council officer"


def _papers_and_opening(people: Officers) -> None:
    """Enter the papers, decide the one that is read in two ways, draw the lot, and open the ballots."""
    from commonweal.web.reads import stored
    from commonweal.web.store import models

    _enter(people, "1", "2", "1 2")
    steps = page(people.returning.get("/work/round/r1/"))
    assert "1 paper(s) were read in two ways." in steps
    assert "1 thing(s) still to be done." in steps
    shares = {"first": SHARES[0], "second": SHARES[2]}
    early = people.returning.post("/work/open-ballots/r1/", {**shares, **second(people.counter_seat)})
    assert early.status_code == 409
    assert "read in two ways" in page(early)
    decided = {"paper": "hall/3", "reason": "the first entry is right"}
    assert "1 2" in page(people.returning.get("/work/adjudicate-paper/r1/"))
    confirmed(people.returning, people.council, "adjudicate-paper", decided)
    confirmed(people.returning, people.council, "draw-lot", {"seed": "4-1-6", "how": "Three dice in the hall"})
    opened = people.returning.post("/work/open-ballots/r1/", {**shares, **second(people.counter_seat, ahead=1)})
    assert opened["Location"] == "/work/?done=open_ballots"
    entry = stored.entries()[-1]
    assert (entry.role, entry.payload["second"]) == ("returning officer", "count officer")
    assert (entry.payload["ballots"], entry.payload["paper"]) == (5, 3)
    assert not models.SealedRow.objects.exists()
    assert not models.WaitingActRow.objects.filter(act="open_ballots").exists()


def _enter(people: Officers, *readings: str) -> None:
    """Enter papers by two people, who differ on the last."""
    number = 0
    for number, reading in enumerate(readings, 1):
        given = {"batch": "hall", "number": str(number), "choices": reading}
        kept = people.counter.post("/work/enter-paper/r1/", given)
        assert kept["Location"] == f"/work/enter-paper/r1/?batch=hall&number={number + 1}&done=yes"
        again = people.counter.post("/work/enter-paper/r1/", given)
        assert again.status_code == 409
        assert "another must" in page(again)
        other = {**given, "choices": "2"} if number == len(readings) else given
        shown = people.returning.get(f"/work/enter-paper/r1/?batch=hall&number={number}")
        assert "choices" not in sent_on(shown) or sent_on(shown)["choices"] == [""]
        assert people.returning.post("/work/enter-paper/r1/", other).status_code == 302
    beyond = {"batch": "hall", "number": str(number + 1), "choices": "1"}
    assert people.counter.post("/work/enter-paper/r1/", beyond).status_code == 409


def test_letters_hold_a_code_a_counterfoil_and_an_anonymous_ballot(ready: Officers) -> None:
    answer = issue(ready.returning)
    text = page(answer)
    assert [fault for fault in faults_of(text) if fault not in {"0 <header>", "0 <footer>"}] == []
    assert text.count("Voter 3") == 1
    for code in codes_on(answer):
        assert text.count(code) == 2
    assert "http://testserver/vote/r1/" in text
    ballots = text.split('class="paper-ballot"')[1:]
    assert len(ballots) == 12
    for ballot in ballots:
        own = ballot.split("</section>")[0]
        assert "Voter" not in own
        assert not any(code in own for code in codes_on(answer))
    assert "Everybody on the register has a code" in page(issue(ready.returning))


def test_a_picture_to_scan_never_holds_a_code(ready: Officers, monkeypatch: pytest.MonkeyPatch) -> None:
    import segno

    drawn: list[str] = []
    make = segno.make

    def noted(text: str, **named: Any) -> Any:
        drawn.append(text)
        return make(text, **named)

    monkeypatch.setattr(segno, "make", noted)
    issue(ready.returning)
    assert set(drawn) == {"http://testserver/vote/r1/"}


def test_codes_are_made_for_named_people(ready: Officers) -> None:
    first = codes_on(issue(ready.returning, whom="named", numbers="1, 2"))
    again = codes_on(issue(ready.returning, whom="named", numbers="2"))
    assert len({*first, *again}) == 3
    for given, words in (
        ({"whom": "named", "numbers": ""}, "Name between 1 and 10 people"),
        ({"whom": "named", "numbers": "1 2 3 4 5 6 7 8 9 10 11"}, "Name between 1 and 10 people"),
        ({"whom": "named", "numbers": HOSTILE}, "is not a number"),
        ({"whom": "named", "numbers": "99"}, "nobody on the register has the number 99"),
        ({"contact": ""}, "Fill this in."),
    ):
        told = issue(ready.returning, **given)
        assert words in page(told), given
        assert "<script>alert" not in page(told)


def test_codes_for_an_event_take_two_people_at_one_screen(ready: Officers) -> None:
    from commonweal.web.reads import stored

    address, before = "/work/issue-event-codes/r1/", len(stored.entries())
    shown = page(ready.returning.get(address))
    assert "It takes two at this screen" in shown
    assert "how many there are is published" in shown
    alone = ready.returning.post(address, {"unnamed": "3", **CONTACT})
    assert "Fill this in." in page(alone)
    assert len(stored.entries()) == before
    sent = {"unnamed": "3", **CONTACT, **second(ready.counter_seat)}
    assert "This is too small." in page(ready.returning.post(address, {**sent, "unnamed": "0"}))
    codes = codes_on(ready.returning.post(address, {**sent, **second(ready.counter_seat, ahead=1)}))
    assert len({*codes}) == 3
    entry = stored.entries()[-1]
    assert (entry.kind, entry.payload["unnamed"], entry.payload["second"]) == ("codes_issued", 3, "count officer")


def test_a_register_is_taken_in_whole_or_not_at_all(ready: Officers) -> None:
    from commonweal.web.store import models

    def take(data: bytes) -> Any:
        return ready.returning.post("/work/take-register/r1/", {"file": SimpleUploadedFile("r.csv", data)})

    header = b"number,name,address,area\n"
    before = models.RegisterRow.objects.count()
    for data, words in (
        (b"\xff\xfe", "this is not UTF-8 text"),
        (b"name,number\n", "the columns are name, number"),
        (header + b'20,"A', "the quoting is broken"),
        (header + b"20,A,B,\n20,C,D,\n0,E,F,\n3,,G,\n", "line 3"),
        (header + b"20,A,B,\n20,C,D,\n0,E,F,\n3,,G,\n", "line 5"),
        (header + b"1,A,B,\n", "somebody of this number is on the register already"),
        (header + "20,A\u202eB,C,\n".encode(), "line 2"),
    ):
        refused = take(data)
        assert refused.status_code == 409, data
        assert words in page(refused), data
    assert "Fill this in." in page(ready.returning.post("/work/take-register/r1/", {}))
    assert "This file is empty" in page(take(b""))
    assert models.RegisterRow.objects.count() == before
    assert take(header + f'21,"{HOSTILE}",=1+1,@area\n'.encode()).status_code == 302
    letter = page(issue(ready.returning, whom="named", numbers="21"))
    assert "<script>alert" not in letter
    assert "=cmd|" in letter
    assert "=1+1" in letter


def test_hostile_titles_and_words_stay_words_on_letters(place_on_sqlite: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    at(monkeypatch, officers.BEFORE)
    made = officers.reviewed(HOSTILE)
    with_ballot(made)
    answer = issue(made.returning, contact=HOSTILE)
    assert "<script>alert" not in page(answer)
    assert page(answer).count("&lt;script&gt;alert(1)") > 12
    for address in ("/work/round/r1/", "/work/round/r1/paper/", "/work/enter-paper/r1/", "/vote/r1/"):
        assert "<script>alert" not in page(made.returning.get(address)), address


@pytest.mark.parametrize(
    "act",
    [
        *("register-key", "take-register", "publish-ballot", "issue-codes", "check-in-paper", "extend-voting"),
        *("close-voting", "enter-paper", "adjudicate-paper", "draw-lot", "open-ballots", "count-round"),
        "destroy-secrets",
    ],
)
def test_each_act_is_for_its_roles_and_its_phase(ready: Officers, act: str, monkeypatch: pytest.MonkeyPatch) -> None:
    from commonweal.web.rights import REVIEW, RIGHTS, VOTING

    right = RIGHTS[act.replace("-", "_")]
    who = {
        "board secretary": ready.secretary,
        "returning officer": ready.returning,
        "count officer": ready.counter,
        "council officer": ready.council,
    }
    allowed = [client for role, client in who.items() if role in right.roles]
    for role, client in who.items():
        if role not in right.roles:
            assert client.get(f"/work/{act}/r1/").status_code == 403
            assert client.post(f"/work/{act}/r1/").status_code == 403
    assert Client().get(f"/work/{act}/r1/").status_code == 302
    assert allowed[0].get(f"/work/{act}/no-such-round/").status_code == 404
    for phase, moment in ((REVIEW, officers.BEFORE), (VOTING, OPEN)):
        at(monkeypatch, moment)
        answer = allowed[0].get(f"/work/{act}/r1/")
        assert answer.status_code == (200 if phase in right.phases else 409), phase
    at(monkeypatch, CLOSED)
    assert allowed[0].get(f"/work/{act}/r1/").status_code == (200 if "counting" in right.phases else 409)


@pytest.mark.parametrize(
    ("act", "moment"),
    [("register-key", officers.BEFORE), ("check-in-paper", OPEN), ("extend-voting", OPEN), ("draw-lot", CLOSED)],
)
def test_a_form_sent_empty_says_what_is_missing(
    ready: Officers, act: str, moment: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    at(monkeypatch, moment)
    answer = page(ready.returning.post(f"/work/{act}/r1/", {}))
    assert "Fill this in." in answer
    assert 'id="faults"' in answer


def test_voting_is_given_more_days_by_two(ready: Officers, monkeypatch: pytest.MonkeyPatch) -> None:
    at(monkeypatch, CLOSED)
    assert "Voting in this round is over." in page(Client().get("/vote/r1/"))
    confirmed(ready.returning, ready.counter, "extend-voting", {"closes": "2026-12-23", "reason": "outage"})
    assert "23 December 2026" in page(Client().get("/vote/r1/"))


def _to_the_opening(people: Officers, monkeypatch: pytest.MonkeyPatch) -> None:
    codes = codes_on(issue(people.returning))
    at(monkeypatch, OPEN)
    shown = page(Client().post("/vote/r1/", {"go": "open", "code": codes[0]}))
    cast(Client(), codes[0], re.findall(r'name="chosen" value="([^"]*)"', shown)[:1])
    at(monkeypatch, CLOSED)
    confirmed(people.returning, people.counter, "close-voting")


def test_ballots_are_opened_by_two_people_who_both_sign(ready: Officers, monkeypatch: pytest.MonkeyPatch) -> None:
    from commonweal.web.store import balloting, models

    _to_the_opening(ready, monkeypatch)
    shares = {"first": SHARES[0], "second": SHARES[1]}
    right = second(ready.counter_seat)
    returning_seat = models.RoleRow.objects.get(role="returning officer").person.seat
    secretary_seat = models.RoleRow.objects.get(role="board secretary").person.seat
    for wrong, words in (
        ({}, "Fill this in."),
        ({**right, "second-password": "another password"}, "no account with this address and this password"),
        ({**right, "second-code": "000000"}, "This code is not right"),
        (second(returning_seat), "takes two people"),
        (second(secretary_seat), "takes two people"),
        ({**right, "first": SHARES[0][:-1] + "?"}, "is not as it was written"),
    ):
        answer = ready.returning.post("/work/open-ballots/r1/", {**shares, **wrong})
        assert answer.status_code in {200, 409}
        assert words in page(answer), wrong
        assert officers.PASSWORD not in page(answer)
        assert balloting.payload_of("r1", "ballots_opened") is None
    # Each code works once: the one that was right a moment ago is none now.
    assert "This code is not right" in page(ready.returning.post("/work/open-ballots/r1/", {**shares, **right}))
    opened = ready.returning.post("/work/open-ballots/r1/", {**shares, **second(ready.counter_seat, ahead=1)})
    assert opened.status_code == 302
    for model in (models.WaitingActRow, models.EntryRow):
        assert SHARES[0] not in str(list(model.objects.values()))


def test_a_second_person_cannot_be_guessed_without_end(ready: Officers, monkeypatch: pytest.MonkeyPatch) -> None:
    _to_the_opening(ready, monkeypatch)
    sent = {"first": SHARES[0], "second": SHARES[1], **second(ready.counter_seat), "second-password": "wrong"}
    answers = [page(ready.returning.post("/work/open-ballots/r1/", sent)) for _ in range(12)]
    assert "There were too many tries." in answers[-1]


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"choices": "", "spoilt": ""}, "one of the two"),
        ({"choices": "1", "spoilt": "blank"}, "one of the two"),
        ({"choices": "3"}, "No project has the number 3."),
        ({"choices": "0 -1 ٣ 1e3 NaN"}, "No project has the number NaN."),
        ({"choices": "1=5"}, "This ballot takes no points"),
        ({"choices": "1 1"}, "it is named 2 times"),
        ({"choices": HOSTILE}, "No project has the number"),
        ({"choices": "1", "number": "2"}, "1 code(s) are checked in for it"),
        ({"choices": "1", "batch": "elsewhere"}, "Choose one of the answers."),
        ({"choices": "1", "number": "0"}, "This is too small."),
    ],
)
def test_a_paper_that_cannot_be_so_is_not_kept(
    ready: Officers, given: dict[str, str], words: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    from commonweal.web.store import models

    codes = codes_on(issue(ready.returning))
    at(monkeypatch, OPEN)
    ready.counter.post("/work/check-in-paper/r1/", {"batch": "hall", "code": codes[0]})
    at(monkeypatch, CLOSED)
    confirmed(ready.returning, ready.counter, "close-voting")
    answer = ready.counter.post("/work/enter-paper/r1/", {"batch": "hall", "number": "1", **given})
    assert words in page(answer)
    assert "<script>alert" not in page(answer)
    assert not models.PaperRow.objects.exists()


def test_a_paper_by_one_officer_alone_keeps_the_ballots_closed(
    ready: Officers, monkeypatch: pytest.MonkeyPatch
) -> None:
    codes = codes_on(issue(ready.returning))
    at(monkeypatch, OPEN)
    ready.counter.post("/work/check-in-paper/r1/", {"batch": "hall", "code": codes[0]})
    at(monkeypatch, CLOSED)
    confirmed(ready.returning, ready.counter, "close-voting")
    ready.counter.post("/work/enter-paper/r1/", {"batch": "hall", "number": "1", "spoilt": "blank"})
    sent = {"first": SHARES[0], "second": SHARES[1], **second(ready.counter_seat)}
    answer = ready.returning.post("/work/open-ballots/r1/", sent)
    assert answer.status_code == 409
    assert "entered by one person alone" in page(answer)


def test_the_steps_of_a_vote_are_for_those_who_act(ready: Officers) -> None:
    assert Client().get("/work/round/r1/").status_code == 302
    auditor = sign_in("auditor", at=rounds.hour(2).replace(month=12))
    shown = page(auditor.get("/work/round/r1/"))
    assert "Next: Issue codes to vote with." in shown
    assert "/work/issue-codes/" not in shown
    assert "/work/issue-codes/r1/" in page(ready.returning.get("/work/round/r1/"))
    assert auditor.get("/work/round/none/").status_code == 404
    assert auditor.get("/work/round/r1/paper/").status_code == 200
