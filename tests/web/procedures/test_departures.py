"""An advisory result that the board does not follow to the letter: what is recorded, shown and verified."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from commonweal.cycle.departures import Departure
from commonweal.errors import DepartureRefused, InterestDeclared
from commonweal.web.rights import Actors
from tests.verifier import whole_rounds as forged
from tests.verifier.bundles import found, lines
from tests.web.procedures import courses, rounds, voting
from tests.web.procedures.courses import Put


def confirmed(*, binding: bool) -> list[str]:
    """Bring a round of the open place to a result that funds the first two of three projects; give their names."""
    from commonweal.web.procedures.confirm_result import confirm_result

    put = (Put("Tea", 12_000), Put("Trees", 15_000), Put("Lights", 10_000))
    tea, trees, lights = courses.published(courses.rules("r1", binding=binding), *put)
    courses.on_ballot()
    courses.voted("r1", [courses.filled("approval", *one) for one in [(tea, trees), (tea, trees), (tea, lights)]])
    assert courses.counted().payload["selected"] == [tea, trees]
    confirm_result("r1", at=courses.noon(70), actors=voting.pair("confirm_result"))
    return [tea, trees, lights]


def award(*departures: Departure) -> Any:
    from commonweal.web.procedures.decide_awards import decide_awards
    from commonweal.web.reads import proposed

    return decide_awards(
        "r1",
        proposed.put_forward("r1"),
        receiver="Harbour board",
        due=date(2027, 6, 30),
        at=courses.noon(71),
        actors=voting.pair("decide_awards"),
        departures=departures,
    )


def test_a_board_does_otherwise_than_advice_in_public_and_the_verifier_accepts_it(stored_place: Path) -> None:
    from commonweal.web.reads import stored
    from commonweal.web.reads.departed import choices, departed

    rounds.opened()
    tea, trees, lights = confirmed(binding=False)
    (listed,) = choices("r1")
    assert [[str(cell.text) for cell in row.cells][:2] for row in listed.tables[0].rows] == [
        [tea, "Tea"],
        [trees, "Trees"],
        [lights, "Lights"],
    ]
    decided, *promises = award(Departure(trees, "The site was sold."), Departure(lights, "It comes next."))
    assert [one["project"] for one in decided.payload["awards"]] == [tea, lights]
    assert decided.payload["departures"] == [
        {"project": trees, "board": "left out", "reason": "The site was sold."},
        {"project": lights, "board": "awarded", "reason": "It comes next."},
    ]
    assert [one.payload["promise"] for one in promises] == ["Tea", "Lights"]
    assert courses.findings() == []
    assert courses.findings(whole=False) == []
    one = stored.round_of("r1")
    assert one is not None
    (section,) = departed(one)
    assert [[str(cell.text) for cell in row.cells][3] for row in section.tables[0].rows] == [
        "The site was sold.",
        "It comes next.",
    ]


def test_a_binding_result_is_awarded_as_it_is(stored_place: Path) -> None:
    from commonweal.web.reads import stored
    from commonweal.web.reads.departed import choices, departed

    rounds.opened()
    tea, trees, _ = confirmed(binding=True)
    assert choices("r1") == ()
    with pytest.raises(DepartureRefused, match="its rules bind the board to the result"):
        award(Departure(trees, "We like it less."))
    assert stored.entries()[-1].kind == "result_confirmed"
    decided = award()[0]
    assert [one["project"] for one in decided.payload["awards"]] == [tea, trees]
    assert "departures" not in decided.payload
    one = stored.round_of("r1")
    assert one is not None
    assert departed(one) == ()


def test_whoever_has_an_interest_in_what_is_left_out_or_taken_in_decides_neither(stored_place: Path) -> None:
    from commonweal.web.procedures.declare_interest import Declared, declare_interest

    rounds.opened()
    _, _, lights = confirmed(binding=False)
    declared = Declared("i1", "p-1", lights, "employment", "Works there.")
    declare_interest(declared, at=courses.noon(70), actors=Actors("board secretary", person="p-1"))
    with pytest.raises(InterestDeclared):
        award(Departure(lights, "It comes next."))


def rows(change: Callable[[list[dict[str, str]]], list[dict[str, str]]]) -> Callable[[dict[str, Any]], dict[str, Any]]:
    return lambda said: {"departures": change([dict(one) for one in said["departures"]])}


FORGERIES: list[tuple[str, Callable[[dict[str, Any]], dict[str, Any]], str]] = [
    ("rules_published", lambda _: {"binding": "binding"}, "does otherwise than a result that binds the board"),
    ("rules_published", lambda _: {"budget_pence": 21_999}, "awards more than there is to spend"),
    ("awards_decided", lambda _: {"departures": None}, "which the result does not fund"),
    ("awards_decided", rows(lambda told: told[1:]), "which the result funds"),
    ("awards_decided", rows(lambda told: [{**told[0], "board": "awarded"}, told[1]]), "which the result funds"),
    ("awards_decided", rows(lambda told: [{**told[0], "project": "p9"}, told[1]]), "did not stand at the end"),
    ("awards_decided", rows(lambda told: [{**told[0], "reason": ""}, told[1]]), "and says no reason"),
]


def test_each_departure_that_was_not_so_is_found(stored_place: Path) -> None:
    from commonweal.web.reads import downloads

    rounds.opened()
    _, trees, lights = confirmed(binding=False)
    award(Departure(trees, "The site was sold."), Departure(lights, "It comes next."))
    files = dict(downloads.whole_bundle())
    for kind, change, says in FORGERIES:
        number = forged.place_of(files, kind)
        said = lines(files)[number - 1]["payload"]
        told = found(forged.retold(files, number, **change(said)))
        assert [one for one in told if one.code == "V134" and says in one.what], (kind, says, told)
