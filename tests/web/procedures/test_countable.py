"""Rounds are counted to the end, whatever rule and ballot they have; what could not be counted is refused before."""

from pathlib import Path

import pytest

from commonweal.errors import BallotUncountable, RoundFaults
from commonweal.funding.electorate import UTILITIES
from tests.web.procedures import courses, rounds, voting
from tests.web.procedures.courses import Put

TEA, TREES, LIGHTS = (
    Put("Tea", 12_000, "Quayside"),
    Put("Trees", 15_000, "Old Town"),
    Put("Lights", 10_000, "Quayside"),
)


@pytest.mark.parametrize("ballot", ["approval", "choose-1", "cumulative", "ordinal", "knapsack"])
@pytest.mark.parametrize("rule", ["equal_shares", "greedy", "phragmen"])
def test_every_rule_counts_every_kind_of_ballot_to_a_result_that_the_verifier_accepts(
    stored_place: Path, rule: str, ballot: str
) -> None:
    from commonweal.web.procedures.draft_round import draft_round

    utility = UTILITIES["approval" if ballot == "knapsack" else ballot][0]  # type: ignore[index]
    own = ["completion=add1", f"utility={utility}"] if rule == "equal_shares" else []
    of = courses.rules("r1", rule, own, ballot)
    rounds.opened()
    draft_round(of, at=rounds.hour(1), actors=voting.pair("draft_round"))
    if ballot == "choose-1":
        courses.with_one_choice()
    tea, trees, lights = courses.published(of, TEA, TREES, LIGHTS)
    courses.on_ballot()
    chosen = [(tea,), (tea, lights), (lights, trees), (lights,)]
    if ballot == "choose-1":
        chosen = [one[:1] for one in chosen]
    courses.voted("r1", [courses.filled(ballot, *one) for one in chosen])
    assert set(courses.counted().payload["selected"]) == {tea, lights}
    assert courses.findings() == []


@pytest.mark.parametrize("ballot", ["cumulative", "ordinal"])
def test_what_the_rule_could_not_count_is_neither_drafted_nor_frozen(stored_place: Path, ballot: str) -> None:
    from commonweal.web.procedures.draft_round import draft_round
    from commonweal.web.procedures.publish_rules import publish_rules
    from commonweal.web.reads import stored

    of = courses.rules("r1", "equal_shares", [], ballot)
    rounds.opened()
    with pytest.raises(RoundFaults, match="utility: the utility cost does not fit"):
        draft_round(of, at=rounds.hour(1), actors=voting.pair("draft_round"))
    with pytest.raises(RoundFaults, match="utility: the utility cost does not fit"):
        publish_rules(of, at=rounds.hour(1), actors=voting.pair("publish_rules"))
    assert stored.draft_of("r1") is None
    assert stored.round_of("r1") is None


@pytest.mark.parametrize(
    ("settings", "held", "says"),
    [
        ([], {"fewest": 3}, "a ballot names 3 projects or more, and 2 can stand on it"),
        ([], {"ballot": "knapsack", "fewest": 2, "budget": 25_000}, "its 2 cheapest projects cost"),
        (["floors=area:Northside=50"], {}, "no project of the poll is of the area Northside"),
        (["caps=category:play=50"], {}, "no project of the poll is of the category play"),
        (["floors=area:Quayside=121"], {}, "area:Quayside has a floor of 121"),
    ],
)
def test_a_ballot_that_could_never_be_counted_is_not_published(
    stored_place: Path, settings: list[str], held: dict[str, object], says: str
) -> None:
    from commonweal.web.reads import stored

    rounds.opened()
    courses.published(courses.rules("r1", "greedy", settings, **held), TEA, TREES)  # type: ignore[arg-type]
    with pytest.raises(BallotUncountable, match=says):
        courses.on_ballot()
    assert stored.entries()[-1].kind != "ballot_published"


def test_a_floor_of_the_fund_is_kept_from_the_rules_to_a_result_that_the_verifier_accepts(stored_place: Path) -> None:
    from commonweal.errors import FloorNotKept
    from commonweal.web.reads import counted, stored, who_part
    from tests.web.procedures import boards

    rounds.opened()
    boards.constituted()
    money = {"fund": "pride", "period": "p1"}
    with pytest.raises(FloorNotKept, match="equity_floors"):
        courses.published(courses.rules("r1", **money))
    of = courses.rules("r1", "greedy", ["floors=area:Quayside=30"], **money)
    far = Put("A far path", 14_000, "Old Town", "green", "walkers, riders")
    tea, trees, path = courses.published(of, Put("Tea", 3_000, "Quayside"), TREES, far)
    on = courses.on_ballot().payload["projects"]
    assert [(one.get("neighbourhood"), one.get("category"), one.get("group")) for one in on] == [
        ("Quayside", None, None),
        ("Old Town", None, None),
        ("Old Town", "green", "walkers, riders"),
    ]
    courses.voted("r1", [courses.filled("approval", trees, path) for _ in range(4)])
    result = courses.counted().payload["selected"]
    assert result[0] == tea, "nobody voted for it, and the floor pays for it beforehand"
    assert len(result) == 2
    assert courses.findings() == []
    found = stored.round_of("r1")
    assert found is not None
    assert found.count is not None
    (section,) = who_part.who_gets(counted.counted(found.count), None)
    assert [str(row.cells[0].text) for row in section.tables[0].rows] == ["Old Town", "Quayside"]


def test_a_title_written_with_wide_spaces_is_counted_and_read_back_as_one(stored_place: Path) -> None:
    from commonweal.formats.pabulib import read
    from commonweal.web.reads import stored

    rounds.opened()
    wide, trees = courses.published(courses.rules(), Put("Tea   for  all", 3_000), TREES)
    courses.on_ballot()
    on_it = stored.form_of("r1").projects
    courses.voted("r1", [courses.filled("approval", wide, trees)])
    courses.counted()
    found = stored.round_of("r1")
    assert found is not None
    assert found.count is not None
    assert [one.name for one in on_it] == ["Tea for all", TREES.title]
    assert read(found.count.files["poll.pb"]).projects == on_it
    assert courses.findings() == []
