"""Drafting the rules of a round: what is left empty fits what was chosen, and what would never count is refused."""

from pathlib import Path
from typing import Any

import pytest

from tests.web.pages.signed import sign_in
from tests.web.pages.test_work import RULES, page
from tests.web.procedures import rounds


@pytest.fixture
def opened(stored_place: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    from commonweal.web import clock

    rounds.opened()
    monkeypatch.setattr(clock, "now", lambda: rounds.hour(1))
    return stored_place


def drafted(**more: str) -> dict[str, Any]:
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
