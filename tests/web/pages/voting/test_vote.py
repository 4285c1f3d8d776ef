"""Voting in the browser: code, ballot, a look once more, receipt; without an account, a session or JavaScript."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from tests.web.pages.markup import faults_of
from tests.web.pages.voting.voter import ADDRESS, at, ballot, cast, page, receipt, review, sent_on
from tests.web.procedures import voting

HOSTILE = "<script>alert(1)</script>\u202eevil =cmd|' /C calc'!A0"


@pytest.fixture
def codes(stored_place: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    at(monkeypatch, voting.OPEN)
    return voting.voting(3)


def test_a_ballot_is_cast_and_its_receipt_is_in_the_list(codes: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    voter = Client()
    asked = voter.get(ADDRESS)
    assert asked.status_code == 200
    assert "14 March 2027" in page(asked)
    shown = ballot(voter, codes[0].lower().replace("-", " "))
    for words in ("Benches", "£200", "Choose 1 to 2 projects."):
        assert words in page(shown)
    looked = review(voter, codes[0], ("a", "c"))
    assert "A cast ballot is final" in page(looked)
    assert "2 projects, together £300." in page(looked)
    assert "Trees" not in page(looked)
    done = voter.post(ADDRESS, {**sent_on(looked), "go": "cast"})
    found = receipt(done)
    assert len(found) == 64
    again = Client().post(ADDRESS, {**sent_on(looked), "go": "cast"})
    assert receipt(again) == found
    assert "published when voting is closed" in page(voter.get(f"{ADDRESS}receipts/?receipt={found}"))
    assert voter.get(f"{ADDRESS}receipts.txt").status_code == 404
    voting.close()
    at(monkeypatch, voting.CLOSED)
    groups = " ".join(found[k : k + 8] for k in range(0, 64, 8)).upper()
    assert "It is in the list" in page(voter.get(f"{ADDRESS}receipts/", {"receipt": groups}))
    assert "It is not in the list" in page(voter.get(f"{ADDRESS}receipts/", {"receipt": "0" * 64}))
    assert "no whole receipt" in page(voter.get(f"{ADDRESS}receipts/", {"receipt": HOSTILE}))
    assert "<script>alert" not in page(voter.get(f"{ADDRESS}receipts/", {"receipt": HOSTILE}))
    assert voter.get(f"{ADDRESS}receipts.txt").content == f"{found}\n".encode()
    assert "Voting in this round is over." in page(voter.get(ADDRESS))


def test_nothing_is_stored_by_a_browser_or_a_session(codes: list[str]) -> None:
    voter = Client()
    for answer in (voter.get(ADDRESS), ballot(voter, codes[0]), review(voter, codes[0]), cast(voter, codes[0])):
        assert "no-store" in answer["Cache-Control"]
        assert codes[0] not in str(answer.cookies)
        assert set(answer.cookies) <= {"csrftoken"}
        assert faults_of(page(answer)) == []


def test_every_page_of_voting_needs_the_token_of_its_form(codes: list[str]) -> None:
    voter = Client(enforce_csrf_checks=True)
    assert voter.post(ADDRESS, {"go": "open", "code": codes[0]}).status_code == 403


def test_what_is_wrong_with_a_code_is_said_before_the_ballot(codes: list[str]) -> None:
    voter = Client()
    cast(voter, codes[0])
    other = voting.codes  # a code of another round, below
    voting.with_ballot("r2")
    foreign = other(1, "r2")[0]
    told = {
        codes[0]: "a cast ballot is final",
        foreign: "not issued for this round",
        codes[1][:-1] + ("0" if codes[1][-1] != "0" else "1"): "not as it was printed",
        "1": "letters, and a code has 11",
        HOSTILE: "not as it was printed",
    }
    for code, words in told.items():
        answer = page(ballot(voter, code))
        assert words in answer, code
        assert "Choose 1 to 2 projects." not in answer
        assert "<script>alert" not in answer
    assert "Fill this in." in page(ballot(voter, ""))


def test_a_replaced_code_says_so_and_the_choices_stay(codes: list[str]) -> None:
    from commonweal.web.procedures.issue_codes import issue_codes

    voter = Client()
    looked = review(voter, codes[1], ("b",))
    new = issue_codes(voting.ROUND, by="desk", numbers=[2], at=voting.OPEN, actors=voting.pair("issue_codes"))[1][0]
    refused = voter.post(ADDRESS, {**sent_on(looked), "go": "cast"})
    assert refused.status_code == 409
    assert "It was replaced by another" in page(refused)
    kept = voter.post(ADDRESS, {**sent_on(refused), "go": "open", "code": new.code})
    assert sent_on(kept)["chosen"] == ["b"]
    assert "replaced by another" in page(ballot(voter, codes[1]))


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ({"chosen": []}, "it names 0 project(s), and 1 is the fewest"),
        ({"chosen": ["a", "b", "c"]}, "it names 3 projects, and 2 is the most"),
        ({"chosen": ["a", "a"]}, "it is named 2 times"),
        ({"chosen": ["a", "z"]}, "there is no such project on this ballot"),
        ({"chosen": [HOSTILE * 9]}, "there is no such project on this ballot"),
    ],
)
def test_a_wrong_ballot_is_shown_again_with_all_that_was_ticked(
    codes: list[str], sent: dict[str, Any], words: str
) -> None:
    voter = Client()
    answer = review(voter, codes[0], **sent)
    assert answer.status_code == 400
    assert words in page(answer)
    assert "<script>alert" not in page(answer)
    ticked = sent_on(answer).get("chosen", [])
    assert set(ticked) == set(sent["chosen"]) & {"a", "b", "c"}
    # The same, past the page that would have said so.
    form = sent_on(ballot(voter, codes[0]))
    assert voter.post(ADDRESS, {**form, **sent, "go": "cast"}).status_code == 400
    assert receipt(cast(voter, codes[0]))


def test_a_cost_that_is_sent_along_changes_nothing(codes: list[str]) -> None:
    voter = Client()
    looked = review(voter, codes[0], ("a",), cost="1", **{"cost.a": "1", "points.a": "9", "budget": "10**9"})
    assert "1 project, together £200." in page(looked)
    assert receipt(voter.post(ADDRESS, {**sent_on(looked), "go": "cast", "cost": "1"}))


def test_change_it_shows_the_ballot_with_what_was_chosen(codes: list[str]) -> None:
    voter = Client()
    changed = voter.post(ADDRESS, {**sent_on(review(voter, codes[0], ("a", "c"))), "go": "change"})
    assert sent_on(changed)["chosen"] == ["a", "c"]
    assert voter.post(ADDRESS, {**sent_on(changed), "go": "review"}).status_code == 200


def test_a_form_that_ran_out_is_shown_again_and_then_cast(codes: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    voter = Client()
    looked = review(voter, codes[0], ("a", "c"))
    at(monkeypatch, voting.OPEN + timedelta(hours=1, minutes=1))
    shown = voter.post(ADDRESS, {**sent_on(looked), "go": "cast"})
    assert "This form had run out" in page(shown)
    assert sent_on(shown)["chosen"] == ["a", "c"]
    assert sent_on(shown)["nonce"] != sent_on(looked)["nonce"]
    assert receipt(voter.post(ADDRESS, {**sent_on(shown), "go": "cast"}))


def test_two_browsers_with_one_code_cast_one_ballot(codes: list[str]) -> None:
    one, other = Client(), Client()
    first, second = review(one, codes[0], ("a",)), review(other, codes[0], ("b",))
    assert receipt(one.post(ADDRESS, {**sent_on(first), "go": "cast"}))
    refused = other.post(ADDRESS, {**sent_on(second), "go": "cast"})
    assert refused.status_code == 409
    assert "a cast ballot is final" in page(refused)
    assert receipt(refused) == ""


def test_the_last_second_counts_and_the_next_does_not(codes: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    voter = Client()
    at(monkeypatch, voting.LAST)
    late = review(voter, codes[1])
    assert receipt(cast(voter, codes[0]))
    at(monkeypatch, voting.CLOSED)
    answer = voter.post(ADDRESS, {**sent_on(late), "go": "cast"})
    assert answer.status_code == 409
    assert "Voting in this round is over." in page(answer)
    assert "Nothing was cast" in page(answer)
    for go in ("open", "review", "change"):
        assert voter.post(ADDRESS, {**sent_on(late), "go": go}).status_code == 409


def test_before_voting_opens_the_page_says_when(codes: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    at(monkeypatch, voting.PLANNED)
    assert "Voting opens on 1 March 2027" in page(Client().get(ADDRESS))
    assert ballot(Client(), codes[0]).status_code == 409
    for address in ("/vote/no-such-round/", "/vote/no%00such/", "/vote/no-such-round/receipts/"):
        assert Client().get(address).status_code == 404


def test_a_project_withdrawn_while_ballots_are_open_is_said_to_be(codes: list[str]) -> None:
    voter = Client()
    looked = review(voter, codes[0], ("a", "c"))
    assert "Withdrawn" not in page(looked)
    voting.withdraw("a")
    shown = ballot(voter, codes[1])
    assert "Withdrawn" in page(shown)
    assert 'value="a"' not in page(shown)
    assert "Withdrawn" in page(voter.post(ADDRESS, {**sent_on(looked), "go": "review"}))
    assert receipt(voter.post(ADDRESS, {**sent_on(looked), "go": "cast"}))


def test_whoever_helps_is_named_by_role_alone(codes: list[str]) -> None:
    from commonweal.web.store import models

    voter = Client()
    form = sent_on(ballot(voter, codes[0], helper="CVS worker"))
    looked = voter.post(ADDRESS, {**form, "go": "review", "chosen": ["a"]})
    assert "Somebody helps: CVS worker." in page(looked)
    assert receipt(voter.post(ADDRESS, {**sent_on(looked), "go": "cast"}))
    row = models.CastRow.objects.get()
    assert (row.channel, row.helper) == ("assisted", "CVS worker")
    assert "Choose one of the answers." in page(ballot(voter, codes[1], helper="voter"))
    forged = {**sent_on(review(voter, codes[1])), "helper": ["voter"], "go": "cast"}
    assert voter.post(ADDRESS, forged).status_code == 403


def test_while_the_database_is_out_of_reach_everything_typed_is_kept(
    codes: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from django.db import OperationalError

    from commonweal.errors import BallotNotKept
    from commonweal.web.pages.voting import views
    from commonweal.web.reads import voting as reads

    voter = Client()
    looked = review(voter, codes[0], ("a", "c"))

    def fails(kind: type[Exception]) -> Any:
        def failing(*_: object, **__: object) -> object:
            raise kind

        return failing

    for where, name, kind in (
        (views, "cast_ballot", BallotNotKept),
        (reads, "door", OperationalError),
    ):
        with monkeypatch.context() as patch:
            patch.setattr(where, name, fails(kind))
            answer = voter.post(ADDRESS, {**sent_on(looked), "go": "cast"})
        assert answer.status_code == 503
        assert sent_on(answer)["chosen"] == ["a", "c"]
        assert 'name="go" value="cast"' in page(answer)
    assert receipt(voter.post(ADDRESS, {**sent_on(answer), "go": "cast"}))


def test_guessing_codes_is_stopped_and_only_where_it_comes_from(
    codes: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from commonweal.funding.box.codes import make_code
    from commonweal.web.pages.voting import guesses, views

    counted = guesses.Guesses()
    monkeypatch.setattr(views, "GUESSES", counted)
    guesser = Client(REMOTE_ADDR="192.0.2.1")
    for number in range(guesses.MOST):
        assert ballot(guesser, make_code(number.to_bytes(7, "big"))).status_code == 200
    stopped = ballot(guesser, codes[0])
    assert stopped.status_code == 429
    assert codes[0] in page(stopped)
    form = {**sent_on(review(Client(REMOTE_ADDR="198.51.100.7"), codes[0])), "go": "cast"}
    assert guesser.post(ADDRESS, form).status_code == 429
    assert ballot(Client(REMOTE_ADDR="198.51.100.7"), codes[0]).status_code == 200
    assert "192.0.2.1" not in repr(vars(counted))
    at(monkeypatch, voting.OPEN + timedelta(minutes=guesses.MINUTES))
    assert ballot(guesser, codes[0]).status_code == 200


KINDS: list[tuple[dict[str, Any], dict[str, str], dict[str, str], str]] = [
    ({"ballot": "choose-1"}, {"chosen": "b"}, {}, "Choose one project."),
    ({"ballot": "cumulative", "points": 10}, {"points.a": "7", "points.c": "3"}, {}, "You have 10 points"),
    ({"ballot": "ordinal"}, {"place.c": "1", "place.a": "2"}, {}, "Put 1 to 2 projects in order"),
    ({"ballot": "knapsack"}, {"chosen": "c"}, {}, "Together they may cost up to £300"),
]


@pytest.mark.parametrize(("rules", "sent", "_unused", "words"), KINDS, ids=lambda one: str(one)[:30])
def test_every_kind_of_ballot_is_shown_cast_and_opened(
    place_on_sqlite: Path,
    monkeypatch: pytest.MonkeyPatch,
    rules: dict[str, Any],
    sent: dict[str, str],
    _unused: object,
    words: str,
) -> None:
    from commonweal.web.store import balloting

    at(monkeypatch, voting.OPEN)
    code = voting.voting(1, **rules)[0]
    voter = Client()
    shown = ballot(voter, code)
    assert words in page(shown)
    assert faults_of(page(shown)) == []
    looked = voter.post(ADDRESS, {**sent_on(shown), **sent, "go": "review"})
    changed = voter.post(ADDRESS, {**sent_on(looked), "go": "change"})
    for name, value in sent.items():
        assert value in sent_on(changed)[name]
    assert receipt(voter.post(ADDRESS, {**sent_on(looked), "go": "cast"}))
    voting.close()
    voting.open_up()
    opened = balloting.opened_of(voting.ROUND, balloting.form_of(voting.ROUND))
    chosen = {"choose-1": ("b",), "cumulative": ("a", "c"), "ordinal": ("c", "a"), "knapsack": ("c",)}
    assert opened[0].choices.chosen == chosen[rules["ballot"]]
    assert opened[0].choices.points == ((7, 3) if rules["ballot"] == "cumulative" else ())


@pytest.mark.parametrize("points", ["-1", "0", "1.5", "NaN", "1e3", "9" * 40, "٣", "=1+1", "11", "<b>"])
def test_points_that_are_none_are_refused_at_their_project(
    place_on_sqlite: Path, monkeypatch: pytest.MonkeyPatch, points: str
) -> None:
    at(monkeypatch, voting.OPEN)
    code = voting.voting(1, ballot="cumulative", points=10)[0]
    voter = Client()
    form = sent_on(ballot(voter, code))
    answer = voter.post(ADDRESS, {**form, "points.a": points, "points.b": "1", "go": "review"})
    assert answer.status_code == 400
    assert ("whole number of points" in page(answer)) == (points != "11")
    assert sent_on(answer)["points.a"] == [points]
    assert sent_on(answer)["points.b"] == ["1"]
    assert voter.post(ADDRESS, {**form, "points.a": points, "points.b": "1", "go": "cast"}).status_code == 400


@pytest.mark.parametrize(
    ("places", "words"),
    [
        ({"place.a": "1", "place.b": "1"}, "place 1 is given more than once"),
        ({"place.a": "2", "place.b": "3"}, "nothing has place 1"),
        ({"place.a": "1", "place.b": "3"}, "nothing has place 2"),
        ({"place.a": "first"}, "first is not a place"),
        ({"place.a": "-1"}, "-1 is not a place"),
        ({"place.z": "1"}, "there is no such project on this ballot"),
    ],
)
def test_places_are_each_given_once(
    place_on_sqlite: Path, monkeypatch: pytest.MonkeyPatch, places: dict[str, str], words: str
) -> None:
    at(monkeypatch, voting.OPEN)
    code = voting.voting(1, ballot="ordinal")[0]
    voter = Client()
    answer = voter.post(ADDRESS, {**sent_on(ballot(voter, code)), **places, "go": "review"})
    assert answer.status_code == 400
    assert words in page(answer)


def test_a_knapsack_over_the_budget_says_by_how_much(place_on_sqlite: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    at(monkeypatch, voting.OPEN)
    code = voting.voting(1, ballot="knapsack")[0]
    assert "£50 more than the £300" in page(review(Client(), code, ("a", "b")))


def test_hostile_titles_stay_words_on_ballot_and_review(place_on_sqlite: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    at(monkeypatch, voting.OPEN)
    monkeypatch.setattr(voting, "PROJECTS", [{"project": "a", "title": HOSTILE.replace("\u202e", ""), "pence": 100}])
    code = voting.voting(1)[0]
    voter = Client()
    for answer in (ballot(voter, code), review(voter, code), cast(voter, code)):
        assert "<script>alert" not in page(answer)
        assert "\u202e" not in page(answer)


def test_the_page_of_the_round_leads_here_and_the_site_on_disk_does_not(
    codes: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from commonweal.web.pages.context import FROM_DISK

    address = f"/decide/{voting.ROUND}/"
    assert f'href="{ADDRESS}"' in page(Client().get(address))
    to_disk: Any = {FROM_DISK: "1"}
    assert "/vote/" not in page(Client(**to_disk).get(address))
    voting.close()
    at(monkeypatch, voting.CLOSED)
    assert f'href="{ADDRESS}receipts/"' in page(Client().get(address))


def test_the_first_page_says_that_people_can_vote_now(codes: list[str]) -> None:
    home = page(Client().get("/"))
    assert "A small round: You can vote until the end of 14 March 2027." in home
    assert "No round has been opened yet." not in home
