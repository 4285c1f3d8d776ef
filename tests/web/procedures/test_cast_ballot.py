"""One person, one ballot, one receipt: whatever is sent, however often, and however many at once."""

import threading
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from commonweal.errors import (
    BallotNotKept,
    BallotRefused,
    CodeMistyped,
    CodeNotValid,
    CodeUsed,
    FormRunOut,
    NoBox,
    NotAllowed,
    NotNow,
)
from commonweal.funding.box.codes import nullifier
from commonweal.web.rights import Actors
from tests.web.procedures import rounds, voting

AT_ONCE = 16


def rows() -> tuple[int, int]:
    from commonweal.web.store import models

    return models.CastRow.objects.count(), models.SealedRow.objects.count()


def at_once(act: Any) -> list[Any]:
    """Do an act in sixteen threads at the same moment; give what each returned or raised."""
    from django.db import connections

    ready, answers = threading.Barrier(AT_ONCE), []

    def one(number: int) -> None:
        ready.wait()
        try:
            answers.append(act(number))
        except Exception as bad:  # noqa: BLE001 - whatever fails is what the test asks about
            answers.append(bad)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=one, args=(number,)) for number in range(AT_ONCE)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


def with_one_code(number: int) -> str:
    return voting.cast(CODE[0], "a" if number % 2 else "b", nonce=bytes([number] * 32))


CODE: list[str] = []


def test_of_sixteen_ballots_with_one_code_exactly_one_is_cast(stored_place: Path) -> None:
    CODE[:] = voting.voting(1)
    answers = at_once(with_one_code)
    assert sorted(type(answer).__name__ for answer in answers) == ["CodeUsed"] * 15 + ["str"]
    assert rows() == (1, 1)


def test_without_the_unique_constraint_one_code_casts_many(stored_place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The test above shows something: the constraint is what holds it, and nothing before it."""
    from django.db import connection

    from commonweal.web.store import models

    CODE[:] = voting.voting(1)
    [constraint] = models.CastRow._meta.constraints
    # SQLite makes the table anew from what its model says.
    monkeypatch.setattr(models.CastRow._meta, "constraints", [])
    with connection.schema_editor() as editor:
        editor.remove_constraint(models.CastRow, constraint)
    answers = at_once(with_one_code)
    assert [type(answer).__name__ for answer in answers] == ["str"] * AT_ONCE
    assert rows() == (AT_ONCE, AT_ONCE)


def test_sixteen_people_at_once_are_all_kept(stored_place: Path) -> None:
    rounds.opened()
    voting.with_ballot()
    from commonweal.web.procedures.issue_event_codes import issue_event_codes

    actors = voting.pair("issue_event_codes")
    _, codes = issue_event_codes(voting.ROUND, AT_ONCE, at=voting.PLANNED, actors=actors)
    answers = at_once(lambda number: voting.cast(codes[number], "a"))
    assert len({answer for answer in answers if isinstance(answer, str)}) == AT_ONCE
    assert rows() == (AT_ONCE, AT_ONCE)


def test_the_same_form_sent_again_gives_the_same_receipt_and_keeps_nothing_new(stored_place: Path) -> None:
    [code] = voting.voting(1)
    receipt = voting.cast(code, "a", "b")
    assert voting.cast(code.lower(), "b", "a") == receipt
    assert rows() == (1, 1)


def test_the_same_form_twice_in_one_batch_is_kept_once_and_both_are_told_so(stored_place: Path) -> None:
    from commonweal.web.store.ballot_writer import Cast, Door, _commit

    codes = voting.voting(2)
    voting.cast(codes[0], "a")
    from commonweal.web.store import balloting

    mark = nullifier(balloting.secret_of(voting.ROUND), voting.ROUND, codes[1])
    one = Cast(voting.ROUND, mark, "1" * 64, b"x", "online", "", voting.OPEN, voting.VOTER)
    another = replace(one, receipt="2" * 64)
    answers = _commit([one, one, another, another], lambda casts: [Door("2027-03-02")] * len(casts))
    kept = "1" * 64 if answers[0] is None else "2" * 64
    assert [answer is None for answer in answers] == [(c.receipt == kept) for c in (one, one, another, another)]
    assert rows() == (2, 2)


def test_a_form_that_was_cast_in_the_last_second_gives_its_receipt_after_it(stored_place: Path) -> None:
    codes = voting.voting(2)
    receipt = voting.cast(codes[0], "a", at=voting.LAST)
    assert voting.cast(codes[0], "a", shown=voting.LAST, at=voting.CLOSED) == receipt
    with pytest.raises(NotNow):
        voting.cast(codes[1], "a", shown=voting.LAST, at=voting.CLOSED)
    assert rows() == (1, 1)


def test_a_form_runs_out_so_that_it_proves_nothing_later(stored_place: Path) -> None:
    """While a form may be sent again, its receipt tells whoever holds it how it was filled in: for an hour."""
    codes = voting.voting(2)
    hour = timedelta(hours=1)
    receipt = voting.cast(codes[0], "a")
    assert voting.cast(codes[0], "a", shown=voting.OPEN, at=voting.OPEN + hour) == receipt
    for shown, at in [
        (voting.OPEN, voting.OPEN + hour + timedelta(seconds=1)),
        (voting.OPEN + timedelta(minutes=6), voting.OPEN),
    ]:
        with pytest.raises(FormRunOut):
            voting.cast(codes[0], "a", shown=shown, at=at)
        with pytest.raises(FormRunOut):
            voting.cast(codes[1], "a", shown=shown, at=at)
    assert rows() == (1, 1)


def test_a_form_that_was_shown_for_another_round_or_made_up_casts_nothing(stored_place: Path) -> None:
    from commonweal.funding.box.choices import Filled
    from commonweal.web.procedures.cast_ballot import CastForm, cast_ballot
    from commonweal.web.reads.voting import new_form

    [code] = voting.voting(1)
    voting.with_ballot("r2")
    own, other = (new_form(name, at=voting.OPEN) for name in (voting.ROUND, "r2"))
    for nonce in (other, "", "xx", "00" * 56, own[:-2], own + "00", own[:-2] + ("00" if own[-2:] != "00" else "11")):
        with pytest.raises(FormRunOut):
            cast_ballot(voting.ROUND, CastForm(code, Filled(("a",)), nonce), at=voting.OPEN, actors=voting.VOTER)
    assert rows() == (0, 0)
    cast_ballot(voting.ROUND, CastForm(code, Filled(("a",)), own), at=voting.OPEN, actors=voting.VOTER)
    assert new_form(voting.ROUND, at=voting.OPEN) != own


def test_the_same_form_sent_sixteen_times_at_once_gives_one_receipt(stored_place: Path) -> None:
    [code] = voting.voting(1)
    assert len(set(at_once(lambda _: voting.cast(code, "a")))) == 1
    assert rows() == (1, 1)


@pytest.mark.parametrize(("chosen", "nonce"), [(("b",), voting.NONCE), (("a",), bytes([1] * 32))])
def test_a_cast_ballot_is_final(stored_place: Path, chosen: tuple[str, ...], nonce: bytes) -> None:
    [code] = voting.voting(1)
    voting.cast(code, "a")
    with pytest.raises(CodeUsed):
        voting.cast(code, *chosen, nonce=nonce)
    assert rows() == (1, 1)


def test_voting_begins_and_ends_with_its_days_in_the_places_own_time(stored_place: Path) -> None:
    codes = voting.voting(3)
    first = datetime(2027, 3, 1, tzinfo=UTC)
    for early_or_late in (first - timedelta(seconds=1), voting.CLOSED):
        with pytest.raises(NotNow):
            voting.cast(codes[0], "a", at=early_or_late)
    assert rows() == (0, 0)
    voting.cast(codes[0], "a", at=first)
    voting.cast(codes[1], "a", at=voting.LAST)
    assert rows() == (2, 2)


def test_no_ballot_comes_in_after_two_people_closed_even_with_an_earlier_clock(stored_place: Path) -> None:
    codes = voting.voting(2)
    voting.cast(codes[0], "a")
    voting.close()
    with pytest.raises(NotNow, match="voting was closed"):
        voting.cast(codes[1], "a", at=voting.LAST)
    assert rows() == (1, 1)


def test_voting_that_was_extended_lasts_until_the_end_of_the_new_day(stored_place: Path) -> None:
    from commonweal.web.procedures.extend_voting import extend_voting

    codes = voting.voting(2)
    extended: dict[str, Any] = {"reason": "outage", "at": voting.CLOSED, "actors": voting.pair("extend_voting")}
    with pytest.raises(NotNow, match="not later"):
        extend_voting(voting.ROUND, date(2027, 3, 14), **{**extended, "at": voting.OPEN})
    extend_voting(voting.ROUND, date(2027, 3, 16), **extended)
    voting.cast(codes[0], "a", at=voting.CLOSED + timedelta(days=1))
    with pytest.raises(NotNow):
        voting.close(at=voting.CLOSED + timedelta(days=1))
    voting.close(at=voting.CLOSED + timedelta(days=2))
    with pytest.raises(NotNow, match="voting was closed"):
        extend_voting(voting.ROUND, date(2027, 4, 16), **{**extended, "at": voting.CLOSED + timedelta(days=2)})


def test_a_code_of_another_round_a_guessed_and_a_replaced_one_cast_nothing(stored_place: Path) -> None:
    from commonweal.web.procedures.issue_codes import issue_codes

    [code] = voting.voting(1)
    voting.with_ballot("r2")
    with pytest.raises(CodeNotValid, match="not issued for this round"):
        voting.cast(code, "a", round_id="r2")
    with pytest.raises(CodeNotValid, match="not issued"):
        voting.cast("0000-0000-000", "a")
    again: dict[str, Any] = {"by": "desk", "numbers": [1], "at": voting.OPEN, "actors": voting.pair("issue_codes")}
    entry, [instead] = issue_codes(voting.ROUND, **again)
    assert entry.payload == {"round": "r1", "codes": 1, "by": "desk", "instead": 1}
    with pytest.raises(CodeNotValid, match="replaced by another on 2027-03-02"):
        voting.cast(code, "a")
    assert rows() == (0, 0)
    voting.cast(instead.code, "a")
    assert rows() == (1, 1)


def test_codes_guessed_one_after_another_cast_nothing(place_on_sqlite: Path) -> None:
    from commonweal.funding.box.codes import make_code

    voting.voting(1)
    for number in range(60):
        with pytest.raises(CodeNotValid):
            voting.cast(make_code(number.to_bytes(7, "big")[::-1]), "a")
    assert rows() == (0, 0)


def test_what_cannot_be_cast_is_refused_before_anything_is_kept(stored_place: Path) -> None:
    [code] = voting.voting(1)
    for bad, refusal in [
        (lambda: voting.cast("12", "a"), CodeMistyped),
        (lambda: voting.cast(code), BallotRefused),
        (lambda: voting.cast(code, "a", "b", "c"), BallotRefused),
        (lambda: voting.cast(code, "z"), BallotRefused),
        (lambda: voting.cast(code, "a", actors=Actors("steward")), NotAllowed),
        (lambda: voting.cast(code, "a", nonce=bytes(32), shown=voting.PLANNED), FormRunOut),
        (lambda: voting.cast(code, "a", helper="steward"), NotAllowed),
        (lambda: voting.cast(code, "a", helper="somebody"), NotAllowed),
        (lambda: voting.cast(code, "a", round_id="none"), NotNow),
    ]:
        with pytest.raises(refusal):
            bad()
    assert rows() == (0, 0)


def test_an_assisted_ballot_names_the_helpers_role_and_nobody(stored_place: Path) -> None:
    from commonweal.web.store import models

    codes = voting.voting(2)
    voting.cast(codes[0], "a", helper="CVS worker")
    voting.cast(codes[1], "a")
    told = models.CastRow.objects.order_by("channel").values_list("channel", "helper", "batch", "day")
    assert list(told) == [("assisted", "CVS worker", "", "2027-03-02"), ("online", "", "", "2027-03-02")]


def test_nothing_kept_of_a_ballot_counts_up_or_joins_a_voter_to_a_choice(stored_place: Path) -> None:
    from commonweal.web.store import models

    codes = voting.voting(3)
    for code in codes:
        voting.cast(code, "a")
    cast = {field.name for field in models.CastRow._meta.get_fields()}
    sealed = {field.name for field in models.SealedRow._meta.get_fields()}
    assert cast & sealed == {"round"}
    assert not any(field.is_relation for row in (models.CastRow, models.SealedRow) for field in row._meta.get_fields())
    assert {type(row._meta.pk).__name__ for row in (models.CastRow, models.SealedRow)} == {"CharField"}
    values = [str(value) for row in models.SealedRow.objects.values() for value in row.values()]
    marks = models.CastRow.objects.values_list("id", "nullifier")
    assert not any(mark in value for pair in marks for mark in pair for value in values)


def test_a_round_without_its_secret_takes_no_ballot(stored_place: Path) -> None:
    from commonweal.web.store import models

    [code] = voting.voting(1)
    models.RoundSecretRow.objects.all().delete()
    with pytest.raises(NoBox):
        voting.cast(code, "a")


def test_a_ballot_that_the_database_refuses_is_told_so_and_does_not_stop_the_others(
    stored_place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from django.db import DatabaseError

    from commonweal.web.store import in_batches

    codes = voting.voting(9)
    real = in_batches.keep_sealed

    def failing(kept: Any) -> None:
        kept = list(kept)
        if any(receipt in refused for receipt, _, _ in kept):
            raise DatabaseError("the disk is full")
        real(kept)

    refused = {voting.cast(codes[0], "a")}
    from commonweal.web.store import models

    models.SealedRow.objects.all().delete()
    models.CastRow.objects.all().delete()
    monkeypatch.setattr(in_batches, "keep_sealed", failing)
    answers = at_once(lambda number: voting.cast(codes[number % 9], "a"))
    failed = [answer for answer in answers if isinstance(answer, Exception)]
    assert {type(one) for one in failed} == {BallotNotKept}
    assert "the disk is full" in str(failed[0])
    assert rows() == (8, 8)
    monkeypatch.undo()
    assert {voting.cast(codes[0], "a")} == refused
    assert rows() == (9, 9)


def test_a_ballot_is_not_cast_inside_another_act(place_on_sqlite: Path) -> None:
    from django.db import transaction

    [code] = voting.voting(1)
    with pytest.raises(transaction.TransactionManagementError), transaction.atomic():
        voting.cast(code, "a")


def test_the_close_waits_for_a_ballot_that_is_coming_in(stored_place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Otherwise a ballot of the last second could be kept after the list of receipts was made, and be lost."""
    from django.db import connections

    from commonweal.web.procedures import cast_ballot as module

    [code] = voting.voting(1)
    real, inside, go_on = module._doors, threading.Event(), threading.Event()
    told: list[Any] = []

    def slow(casts: Any) -> Any:
        inside.set()
        go_on.wait(20)
        return real(casts)

    def run(act: Any) -> threading.Thread:
        def whole() -> None:
            try:
                told.append(act())
            finally:
                connections.close_all()

        thread = threading.Thread(target=whole)
        thread.start()
        return thread

    monkeypatch.setattr(module, "_doors", slow)
    casting = run(lambda: voting.cast(code, "a", at=voting.LAST))
    assert inside.wait(20)
    closing = run(voting.close)
    closing.join(0.5)
    assert closing.is_alive()
    go_on.set()
    casting.join(20)
    closing.join(20)
    assert told[1].payload["ballots"] == 1
    voting.open_up()
    assert voting.opened() == {("a",): 1}
