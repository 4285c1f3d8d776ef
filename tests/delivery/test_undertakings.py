import json
from datetime import date
from typing import get_args

from commonweal.delivery.undertakings import State, Undertaking
from commonweal.record.forms import DATE, ID, LINE, WHOLE
from commonweal.record.kinds import KINDS
from commonweal.terms import canon
from commonweal.terms.money import Pence

PROMISE = Undertaking("u1", "o1", "the board", "Tea on Tuesdays", Pence(250_000), date(2027, 3, 31))


def test_a_promise_begins_as_given():
    assert PROMISE.state == "given"
    assert "given" in get_args(State)


def test_it_has_a_canonical_form_without_floats():
    kept = json.loads(canon.encode(PROMISE.as_json()))
    assert (kept["award_pence"], kept["due"], kept["state"]) == (250_000, "2027-03-31", "given")


def test_what_the_record_asks_of_an_undertaking_is_what_it_gives():
    kept = PROMISE.as_json()
    entry = KINDS["undertaking_given"]
    shared = {name: form for name, form in {**entry.fields, **entry.may}.items() if name in kept}
    assert set(entry.fields) <= set(kept)
    assert all(form.holds(kept[name]) for name, form in shared.items())
    assert {ID, LINE, DATE, WHOLE} <= set(shared.values())
