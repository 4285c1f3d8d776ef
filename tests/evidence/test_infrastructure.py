from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from commonweal.evidence.infrastructure import (
    Carried,
    Closure,
    Support,
    carried,
    closure_sentence,
    closures,
    function_warnings,
    if_closed,
)
from commonweal.formats.prose import ENGLISH, prose

DAY = date(2026, 10, 1)
NAMES = {"cvs": "The CVS", "hub": "The Hub"}


def told(rows):
    return [prose(ENGLISH).text(one) for one in function_warnings(carried(rows, DAY), NAMES)]


def test_a_function_that_nobody_or_one_body_carries_is_warned_of():
    rows = [Support("Training", ""), Support("Advice", "cvs"), Support("Meeting", "cvs"), Support("Meeting", "hub")]
    assert told(rows) == ["Training: nobody does this here.", "Advice: The CVS alone does this."]


def test_what_has_ended_carries_nothing():
    assert carried([Support("Advice", "cvs", until=date(2026, 9, 30))], DAY)[0].bodies == ()
    assert carried([Support("Advice", "cvs", until=DAY)], DAY)[0].bodies == ("cvs",)


def test_a_function_that_will_rest_on_one_is_warned_of_with_the_day():
    rows = [Support("Advice", "cvs", "a grant", date(2027, 3, 31)), Support("Advice", "hub", "members")]
    assert told(rows) == ["Advice: 2 bodies do this; after 31 March 2027 it is sure of one at most."]
    assert told(rows[:1]) == ["Advice: The CVS alone does this, and what it rests on ends on 31 March 2027."]


def test_of_three_bodies_the_second_ending_is_what_counts():
    ends = [date(2028, 3, 31), date(2027, 3, 31), None]
    rows = [Support("Advice", name, "", end) for name, end in zip("abc", ends, strict=True)]
    (one,) = carried(rows, DAY)
    assert one.falls_on == date(2028, 3, 31)
    assert carried(rows[1:], DAY)[0].falls_on == date(2027, 3, 31)
    assert carried(rows[2:], DAY)[0].falls_on is None


def test_a_body_that_stands_on_two_things_stands_while_one_of_them_does():
    rows = [Support("Advice", "cvs", "a grant", date(2027, 3, 31)), Support("Advice", "cvs", "its members")]
    assert carried(rows, DAY)[0].ending == ()


def test_if_a_named_body_closed_what_falls_to_one_or_none_is_named():
    functions = [
        Carried("Advice", ("cvs", "hub"), ()),
        Carried("Training", ("cvs",), ()),
        Carried("Room", ("hub",), ()),
    ]
    assert if_closed(functions, "cvs") == Closure("cvs", ("Training",), ("Advice",))
    assert if_closed(functions, "nobody") == Closure("nobody", (), ())
    said = [prose(ENGLISH).text(closure_sentence(one, NAMES)) for one in closures(functions)]
    assert said == [
        "If The CVS closed, nobody would do: Training. One body alone would do: Advice.",
        "If The Hub closed, nobody would do: Room. One body alone would do: Advice.",
    ]


@given(st.lists(st.tuples(st.sampled_from("XYZ"), st.sampled_from(["", "a", "b", "c"])), max_size=12))
def test_closing_a_body_leaves_what_would_be_there_without_its_rows(pairs):
    rows = [Support(function, body) for function, body in pairs]
    before = carried(rows, DAY)
    for body in "abc":
        after = carried([row if row.organisation != body else Support(row.function, "") for row in rows], DAY)
        assert [one.without(body) for one in before] == [one.bodies for one in after]
