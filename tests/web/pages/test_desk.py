"""The desk: what comes first in a new place, and acts under headings, without those that nothing could be done with."""

import re
from pathlib import Path
from types import SimpleNamespace

import pytest

from tests.web.pages.acting import opened, page, sign_in
from tests.web.procedures import boards

__all__ = ["opened"]


def headings(told: str) -> list[str]:
    """Give the headings of a page's sections in order."""
    return re.findall(r"<h2[^>]*>(.*?)</h2>", told.split("<main")[1])


def now(told: str) -> str:
    """Give the step at which the desk says that a place is."""
    found = re.search(r'aria-current="step"><a href="([^"]+)"', told)
    return found[1] if found else ""


def test_a_new_place_sees_what_to_do_first_step_by_step(opened: Path) -> None:
    secretary = sign_in("board secretary")
    told = page(secretary.get("/work/"))
    assert headings(told)[0] == "What comes first in a new place"
    steps = told.split('<ol class="steps"')[1].split("</ol>")[0]
    assert [step in steps for step in ("Terms of the board", "People", "Fund", "First round")] == [True] * 4
    assert now(told) == "/work/publish-terms/"
    sent = {"board": "Harbour board", "holds_from": "2026-11-01", "words": "We decide."}
    assert "The terms are published." in page(secretary.get(secretary.post("/work/publish-terms/", sent)["Location"]))
    told = page(secretary.get("/work/"))
    assert now(told) == "/work/invite-person/"
    assert "still missing: council officer." in told
    officer = sign_in("council officer")
    assert now(page(secretary.get("/work/"))) == "/work/constitute-fund/"
    boards.constituted(hour=4)
    assert now(page(secretary.get("/work/"))) == "/work/draft-round/"
    from tests.web.pages.test_work import RULES

    secretary.post("/work/draft-round/", RULES)
    told = page(secretary.get("/work/"))
    assert 'class="steps"' not in told
    assert "What comes first" not in told
    assert "What comes first" not in page(officer.get("/work/"))


def test_acts_stand_under_headings_what_waits_before_them(opened: Path) -> None:
    from tests.web.pages.test_work import RULES

    secretary, officer = sign_in("board secretary"), sign_in("council officer")
    boards.constituted(hour=4)
    secretary.post("/work/draft-round/", RULES)
    secretary.post("/work/move-money/pride/", {"how": "received", "period": "p1", "capital": "10"})
    assert headings(page(officer.get("/work/")))[:2] == ["Urgent", "Waiting for you"]
    told = headings(page(secretary.get("/work/")))
    assert told.index("You began") < told.index("Green round") < told.index("Board and people")
    assert told.index("Board and people") < told.index("Money") < told.index("Record")
    money = page(secretary.get("/work/")).split('id="money"')[1].split("</section>")[0]
    assert re.findall(r'href="/work/([a-z-]+)/', money) == [
        "move-money",
        "open-award",
        "state-additionality",
        "constitute-fund",
        "change-fund",
        "switch-floor-off",
    ]
    assert headings(page(sign_in("steward").get("/work/")))[-2:] == ["Board and people", "Record"]


def test_only_the_secretary_is_told_how_an_answer_about_sites_is_made(
    opened: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from commonweal.web.reads import siting_part

    bare = SimpleNamespace(folder=SimpleNamespace(files={}))
    monkeypatch.setattr(siting_part, "newest", lambda: bare)
    command = "commonweal siting PLACE --sites 3 --out PLACE/siting"
    assert command in page(sign_in("board secretary").get("/work/"))
    assert command not in page(sign_in("council officer").get("/work/"))
