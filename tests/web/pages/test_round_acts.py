"""Drafting the rules of a round: what is left empty fits what was chosen, and what would never count is refused."""

import re
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from tests.web.pages.signed import sign_in
from tests.web.pages.test_work import OURS, RULES, page
from tests.web.procedures import rounds


@pytest.fixture
def opened(stored_place: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    from commonweal.web import clock

    rounds.opened()
    monkeypatch.setattr(clock, "now", lambda: rounds.hour(1))
    return stored_place


def drafted(**more: Any) -> dict[str, Any]:
    """Send a draft; give it as it is kept, and the page where it was refused."""
    from commonweal.web.reads import stored

    answer = sign_in("board secretary").post("/work/draft-round/", {**RULES, **more})
    return {"page": page(answer), **(stored.draft_of(RULES["round"]) or {})}


@pytest.mark.parametrize(
    ("ballot", "more", "utility"),
    [
        ("approval", {}, "cost"),
        ("knapsack", {}, "cost"),
        ("choose-1", {"most": "1"}, "cost"),
        ("cumulative", {"points": "5"}, "points"),
        ("ordinal", {}, "borda"),
    ],
)
def test_options_that_are_left_empty_fit_the_kind_of_ballot(
    opened: Path, ballot: str, more: dict[str, str], utility: str
) -> None:
    spec = drafted(ballot=ballot, **more)["spec"]
    assert (spec["utility"], spec["completion"], spec["step"]) == (utility, "add1", "1")
    own = drafted(ballot=ballot, options="minimum_support=2", **more)["spec"]
    assert (own["utility"], own["minimum_support"], own["completion"]) == (utility, "2", "none")


def test_an_option_that_does_not_fit_is_said_where_it_was_typed(opened: Path) -> None:
    told = drafted(ballot="ordinal", options="utility=votes")
    assert "spec" not in told
    assert "the utility votes does not fit ordinal ballots, which allow borda" in told["page"]
    assert "id_options" in told["page"].split('role="alert"')[1].split("</ul>")[0]


def test_options_stand_one_a_line_and_areas_may_have_names_of_two_words(opened: Path) -> None:
    options = "floors=area:Old Town=50;area:town of york=20\r\noverflow=stop"
    spec = drafted(rule="greedy", options=options)["spec"]
    assert (spec["floors"], spec["overflow"]) == ("area:Old Town=50;area:town of york=20", "stop")
    form = page(sign_in("board secretary").get("/work/change-draft/green-2027/"))
    assert "floors=area:Old Town=50;area:town of york=20\nminimum_support=0\n" in form
    one_line = drafted(rule="greedy", options="caps=area:Old Town=50 overflow=stop")["spec"]
    assert (one_line["caps"], one_line["overflow"]) == ("area:Old Town=50", "stop")
    slipped = drafted(rule="greedy", round="other", options="caps=area:Old Town=50 overfow=3")
    assert "holds an equals sign: write each option on a line of its own" in slipped["page"]


def test_questions_of_the_boards_own_stand_beside_ours_as_far_as_there_is_room(opened: Path) -> None:
    assert "questions" not in drafted(questions="")  # the whole catalogue, as rules say that name none
    two = "Who keeps the key?; a building left open\nWho will do it?; nobody might"
    crowded = drafted(round="other", questions=two)
    assert "9 questions are asked for 10,000 pounds; 8 is the most" in crowded["page"]
    fewer = [name for name in OURS if name != "after"]
    told = drafted(questions=two, ours=fewer)["questions"]
    assert [one["question"] for one in told[:-2]] == fewer
    form = page(sign_in("board secretary").get("/work/change-draft/green-2027/"))
    ticked = re.findall(r'name="ours" value="([a-z-]+)" id="[^"]+" checked', form)
    assert ticked == fewer
    assert "Who keeps the key?; a building left open\nWho will do it?; nobody might</textarea>" in form


@pytest.mark.parametrize(
    ("more", "says"),
    [
        ({"questions": f"{'w' * 201}; a risk"}, "Line 1 has 201 characters where 200 is the most."),
        ({"questions": f"Why?; {'w' * 201}"}, "Line 1 has 201 characters where 200 is the most."),
        ({"questions": "Why?; a risk\nwhy? ; another"}, "Line 2 asks what is asked already."),
        ({"questions": "What will you do?; a risk"}, "Line 1 asks what is asked already."),
        ({"questions": "Why?"}, "Line 1 gives no risk after a semicolon."),
        ({"questions": "", "ours": []}, "A form asks one question at least."),
    ],
)
def test_a_question_that_cannot_be_asked_is_said_by_its_line(opened: Path, more: dict[str, Any], says: str) -> None:
    told = drafted(**more)
    assert "spec" not in told
    assert says in told["page"]


def test_the_money_of_a_round_and_its_rule_are_said_whole(opened: Path) -> None:
    from commonweal.web.procedures.publish_rules import publish_rules
    from tests.web.procedures import boards, courses, voting

    boards.constituted(hour=1)
    settings = ["completion=add1u", "floors=area:Quayside=30", "caps=area:Old Town=200"]
    money = {"fund": "pride", "period": "p1", "money": "capital"}
    publish_rules(
        courses.rules("r1", "equal_shares", settings, **money),
        at=rounds.hour(2),
        actors=voting.pair("publish_rules"),
    )
    told = page(Client().get("/decide/r1/"))
    for words in (
        "It is capital: money for things that last",
        "The money comes from Harbour Fund, for the period p1.",
        "A project is worth what it costs to everybody who chose it.",
        "then the best supported that fit are added",
        "Each step gives every voter £1 more.",
        "At most £200 is spent on projects of the area Old Town.",
        "At least £30 goes to projects of the area Quayside",
        "the one that costs less, the one with more support, the lot.",
    ):
        assert words in told, words


def test_a_board_says_at_the_award_what_it_does_otherwise_than_advice(
    stored_place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from commonweal.web import clock
    from commonweal.web.reads import stored
    from tests.web.procedures import courses
    from tests.web.procedures.test_departures import confirmed

    rounds.opened()
    secretary, officer = sign_in("board secretary"), sign_in("council officer")
    _, trees, lights = confirmed(binding=False)
    monkeypatch.setattr(clock, "now", lambda: courses.noon(71))
    shown = page(secretary.get("/work/decide-awards/r1/"))
    assert "What stood on the ballot, and what the result says of it" in shown
    refused = page(secretary.post("/work/decide-awards/r1/", {"otherwise": f"{trees};"}))
    assert f"{trees} has no reason" in refused
    otherwise = f"{trees}; The site was sold.\n{lights}; It comes next."
    waiting = secretary.post("/work/decide-awards/r1/", {"otherwise": otherwise})["Location"]
    assert "The site was sold." in page(officer.get(waiting))
    assert officer.post(waiting, {"confirm": "yes"})["Location"] == "/work/?done=decide_awards"
    told = page(Client().get("/decide/r1/"))
    for words in ("What the board decided otherwise", "The site was sold.", "not awarded", "It comes next."):
        assert words in told, words
    number = next(one.number for one in stored.entries_of("awards_decided"))
    assert "and did otherwise with 2." in page(Client().get(f"/record/{number}/"))


def test_a_binding_result_leaves_nothing_to_fill_in(stored_place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from commonweal.web import clock
    from tests.web.procedures import courses
    from tests.web.procedures.test_departures import confirmed

    rounds.opened()
    secretary = sign_in("board secretary")
    confirmed(binding=True)
    monkeypatch.setattr(clock, "now", lambda: courses.noon(71))
    assert 'name="otherwise"' not in page(secretary.get("/work/decide-awards/r1/"))
