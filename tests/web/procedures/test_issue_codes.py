"""Keys, registers and codes: whole or not at all, every fault at once, and no code is kept."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from commonweal.errors import CodesNotIssued, KeyUnusable, NoBox, NotAllowed, NotNow, RegisterFaults
from commonweal.funding.box.codes import read_code
from commonweal.funding.box.keys import public_key
from commonweal.web.rights import Actors
from tests.web.procedures import rounds, voting

HEAD = ["number", "name", "address", "area"]


def issue(**named: Any) -> Any:
    from commonweal.web.procedures.issue_codes import issue_codes

    return issue_codes(voting.ROUND, **{"at": voting.PLANNED, "actors": voting.pair("issue_codes"), **named})


def take(rows: list[list[str]], **named: Any) -> int:
    from commonweal.web.procedures.take_register import take_register

    return take_register(voting.ROUND, rows, **{"at": voting.PLANNED, "actors": voting.pair("take_register"), **named})


def register(key: str, **named: Any) -> str:
    from commonweal.web.procedures.register_key import register_key

    return register_key(voting.ROUND, key, **{"at": voting.PLANNED, "actors": voting.pair("register_key"), **named})


def people() -> list[tuple[Any, ...]]:
    from commonweal.web.store import models

    return list(models.RegisterRow.objects.order_by("number").values_list("number", "name", "address", "area"))


def test_codes_are_told_once_and_only_what_stands_for_them_is_kept(stored_place: Path) -> None:
    from commonweal.web.store import models

    rounds.opened()
    voting.with_ballot()
    entry, codes = issue(by="post", numbers=[1, 2, 3])
    assert entry.kind == "codes_issued"
    assert entry.payload == {"round": "r1", "codes": 3, "by": "post"}
    assert [one.number for one in codes] == [1, 2, 3]
    assert len({read_code(one.code) for one in codes}) == 3
    kept = str(list(models.CredentialRow.objects.values())) + str(entry)
    assert not any(one.code in kept or one.code.replace("-", "") in kept for one in codes)


def test_everything_that_stands_in_the_way_of_a_code_is_said_at_once(stored_place: Path) -> None:
    from commonweal.web.store import models

    codes = voting.voting(2)
    voting.cast(codes[0], "a")
    with pytest.raises(CodesNotIssued) as refused:
        issue(by="pigeon", numbers=[1, 2, 2, 77], at=voting.OPEN)
    assert [str(fault) for fault in refused.value.faults] == [
        "pigeon is no way in which codes are given; the ways are post, desk, event",
        "2 is named more than once",
        "nobody on the register has the number 77",
        "1 has cast a ballot already",
    ]
    with pytest.raises(CodesNotIssued, match="nobody is named"):
        issue(by="post", numbers=[])
    assert models.CredentialRow.objects.filter(voided="").count() == 2


def test_codes_for_nobody_in_particular_take_two_people_and_their_number_is_told_twice(stored_place: Path) -> None:
    from commonweal.web.procedures.issue_event_codes import issue_event_codes
    from commonweal.web.store import models

    rounds.opened()
    voting.with_ballot()
    two = voting.pair("issue_event_codes")
    alone = (Actors("count officer", person="p-1"), Actors("returning officer", person="p-1"))
    same = Actors("returning officer", "count officer", "p-1", "p-1")
    for actors in (*alone, same):
        with pytest.raises(NotAllowed):
            issue_event_codes(voting.ROUND, 5, at=voting.OPEN, actors=actors)
    for number in (-1, 0, 5001):
        with pytest.raises(CodesNotIssued):
            issue_event_codes(voting.ROUND, number, at=voting.OPEN, actors=two)
    assert not models.CredentialRow.objects.exists()
    entry, codes = issue_event_codes(voting.ROUND, 5, at=voting.OPEN, actors=two)
    assert entry.payload == {"round": "r1", "codes": 5, "by": "event", "unnamed": 5, "second": "council officer"}
    assert len({read_code(code) for code in codes}) == 5
    assert not any(code in str(list(models.CredentialRow.objects.values())) for code in codes)
    issue_event_codes(voting.ROUND, 2, at=voting.OPEN, actors=two)
    issue(by="post", numbers=[1], at=voting.OPEN)
    voting.cast(codes[0], "a")
    payload = voting.close().payload
    assert (payload["issued"], payload["unnamed"], payload["ballots"]) == (8, 7, 1)


def test_codes_are_issued_while_the_ballot_is_prepared_or_voted_on(stored_place: Path) -> None:
    voting.voting(1)
    with pytest.raises(NotNow):
        issue(by="post", numbers=[2], at=voting.CLOSED)
    with pytest.raises(NotAllowed):
        issue(by="post", numbers=[2], actors=Actors("steward"))


def test_a_register_is_taken_in_whole(stored_place: Path) -> None:
    rounds.opened()
    voting.with_key()
    assert take([HEAD, ["7", " Ann ", "1 Quay", "North"], ["", "", "", " "], ["8", "Bo", "2 Quay", ""]]) == 2
    assert people() == [(7, "Ann", "1 Quay", "North"), (8, "Bo", "2 Quay", "")]
    assert take([[" Number", "NAME", "address", "area"], ["9", "Cy", "3 Quay", ""]]) == 1


def test_every_fault_of_a_register_is_said_with_its_line_and_nobody_is_taken_in(stored_place: Path) -> None:
    rounds.opened()
    voting.with_key()
    take([HEAD, ["1", "Ann", "1 Quay", ""]])
    with pytest.raises(RegisterFaults) as refused:
        take(
            [
                HEAD,
                ["1", "Bo", "2 Quay", ""],
                ["2", "", " ", ""],
                ["x", "Cy", "3 Quay", "y" * 101],
                ["0", "Di\u202e", "4 Quay", ""],
                ["3", "Ed"],
                ["4", "Flo", "5 Quay", ""],
                ["4", "Gus", "6 Quay", ""],
                ["1234567890", "Hal", "7 Quay", ""],
                ["٣", "Ida", "8 Quay", ""],
            ]
        )
    assert [str(fault) for fault in refused.value.faults] == [
        "line 2, number: somebody of this number is on the register already",
        "line 3, name: it is empty",
        "line 3, address: it is empty",
        "line 4, number: x is not a whole number from 1 to 999,999,999",
        "line 4, area: it has more than 100 characters, or one that hides",
        "line 5, number: 0 is not a whole number from 1 to 999,999,999",
        "line 5, name: it has more than 200 characters, or one that hides",
        "line 6: there are 2 cells, and must be 4",
        "line 8, number: the number stands on line 7 too",
        "line 9, number: 1234567890 is not a whole number from 1 to 999,999,999",
        "line 10, number: ٣ is not a whole number from 1 to 999,999,999",
    ]
    assert len(people()) == 1


@pytest.mark.parametrize("rows", [[], [["number", "name"]], [["name", "number", "address", "area"]], [HEAD]])
def test_a_register_without_its_columns_or_people_is_refused(place_on_sqlite: Path, rows: list[list[str]]) -> None:
    rounds.opened()
    voting.with_key()
    with pytest.raises(RegisterFaults):
        take(rows)


def test_a_key_may_be_changed_until_the_ballot_is_published_and_codes_survive_it(stored_place: Path) -> None:
    from commonweal.web.store import balloting, models

    rounds.opened()
    voting.with_key()
    secret = balloting.secret_of(voting.ROUND)
    assert len(secret) == 32
    other = public_key(bytes(16))
    assert register(other) == other
    assert models.KeyRow.objects.get().public == other
    assert balloting.secret_of(voting.ROUND) == secret
    register(voting.KEY)
    with pytest.raises(KeyUnusable):
        register("0" * 64)
    voting.publish_ballot()
    with pytest.raises(NoBox, match="stays"):
        register(other)
    with pytest.raises(NotNow):
        register(other, at=voting.OPEN)
    assert balloting.key_of(voting.ROUND) == models.KeyRow.objects.get().public == voting.KEY
    assert balloting.key_of("none") == ""


def test_the_secrets_of_two_rounds_differ(place_on_sqlite: Path) -> None:
    from commonweal.web.store import balloting

    rounds.opened()
    voting.with_key()
    voting.with_key("r2")
    assert balloting.secret_of("r1") != balloting.secret_of("r2")


def test_a_key_takes_two_people_and_rules(place_on_sqlite: Path) -> None:
    rounds.opened()
    with pytest.raises(NotNow):
        register(voting.KEY, at=voting.PLANNED - timedelta(days=1))
    voting.with_key()
    with pytest.raises(NotAllowed):
        register(voting.KEY, actors=Actors("returning officer"))
