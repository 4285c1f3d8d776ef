"""The money in the browser: a fund is constituted and changed, its money moved, and floors switched off and on."""

from pathlib import Path
from typing import Any

from tests.web.pages.acting import HOSTILE, assert_escaped, confirmed, kept, newest, opened, page, sign_in
from tests.web.procedures import boards

__all__ = ["opened"]
FUND: dict[str, Any] = {
    "title": "Harbour Fund",
    "fund": "harbour-fund",
    "purpose": "To make Harbour a better place.",
    "accountable_body": "Harbour council",
    "first": "2027-04-01",
    "last": "31/3/2029",
    "carry_over": "1/3",
    "notice_months": "6",
    "uplift": "By the consumer price index",
    "periods-1-period": "2027-28",
    "periods-1-first": "2027-04-01",
    "periods-1-last": "2028-03-31",
    "periods-1-capital": "£1,000,000.50",
    "periods-1-revenue": "500000",
}
SECOND = {
    "periods-2-period": "2028-29",
    "periods-2-first": "2028-04-01",
    "periods-2-last": "2029-03-31",
    "periods-2-capital": "",
    "periods-2-revenue": "750000",
}
STREAM = {
    "protected-1-name": "Money that is not voted on",
    "protected-1-for_whom": "people whom a vote would leave out",
    "protected-1-share": "12.5 %",
    "protected-1-figure": "high",
    "protected-1-panel": "nurse\nhousing adviser",
}
GROUP = {"floors-1-name": "Quayside", "floors-1-kind": "area", "floors-1-share": "10"}
WHOLE = {**FUND, **SECOND, **STREAM, **GROUP}


def test_a_fund_is_constituted_by_two_people(opened: Path) -> None:
    from commonweal.web.reads import stored

    secretary, officer = sign_in("board secretary"), sign_in("council officer")
    assert 'value="Harbour council"' in page(secretary.get("/work/constitute-fund/"))
    begun = secretary.post("/work/constitute-fund/", WHOLE)["Location"]
    told = page(officer.get(begun))
    assert "Period 2, Revenue promised for it: £750000" in told
    assert officer.post(begun, {"confirm": "yes"})["Location"] == "/work/?done=constitute_fund"
    assert stored.constitution("harbour-fund") == {
        "fund": "harbour-fund",
        "title": "Harbour Fund",
        "accountable_body": "Harbour council",
        "from": "2027-04-01",
        "until": "2029-03-31",
        "periods": [
            {
                "period": "2027-28",
                "from": "2027-04-01",
                "until": "2028-03-31",
                "capital_pence": 100_000_050,
                "revenue_pence": 50_000_000,
            },
            {
                "period": "2028-29",
                "from": "2028-04-01",
                "until": "2029-03-31",
                "capital_pence": 0,
                "revenue_pence": 75_000_000,
            },
        ],
        "protected": [
            {
                "id": "money-that-is-not-voted-on",
                "name": "Money that is not voted on",
                "for_whom": "people whom a vote would leave out",
                "share": "1/8",
                "figure": "high",
                "panel": ["nurse", "housing adviser"],
            }
        ],
        "equity_floors": [{"kind": "area", "name": "Quayside", "share": "1/10"}],
        "carry_over": "1/3",
        "notice_months": 6,
        "uplift": "By the consumer price index",
    }
    assert kept("purpose") == "To make Harbour a better place."
    assert officer.get("/work/constitute-fund/").status_code == 403


def test_one_more_row_keeps_all_that_was_typed_and_finds_no_fault_yet(opened: Path) -> None:
    from commonweal.web.reads import who
    from tests.web.procedures import rounds

    secretary = sign_in("board secretary")
    sent = {"title": HOSTILE, "periods-1-period": "first", "protected-1-name": HOSTILE, "more": "periods"}
    answer = secretary.post("/work/constitute-fund/", sent)
    told = page(answer)
    assert_escaped(answer)
    assert (told.count("<legend>Period "), told.count("<legend>Protected stream ")) == (2, 1)
    assert 'value="first"' in told
    assert 'formaction="#periods-3"' in told
    assert "Something has to be put right" not in told
    more = page(secretary.post("/work/constitute-fund/", {**WHOLE, "more": "protected"}))
    assert (more.count("<legend>Period "), more.count("<legend>Protected stream ")) == (2, 2)
    assert "2028-03-31" in more
    assert who.all_waiting(rounds.hour(4)) == ()


def test_a_row_left_empty_is_left_out_and_one_half_filled_is_asked_for(opened: Path) -> None:
    secretary, officer = sign_in("board secretary"), sign_in("council officer")
    empty = dict.fromkeys((f"periods-3-{name}" for name in ("period", "first", "last", "capital")), "")
    half = page(secretary.post("/work/constitute-fund/", {**WHOLE, **empty, "periods-3-period": "third"}))
    assert 'href="#id_periods-3-first"' in half
    assert "Fill this in." in page(secretary.post("/work/constitute-fund/", {}))
    assert 'href="#id_periods-1-first"' in page(secretary.post("/work/constitute-fund/", {}))
    done = confirmed(secretary, officer, "/work/constitute-fund/", {**WHOLE, **empty})
    assert done["Location"] == "/work/?done=constitute_fund"


def test_what_is_wrong_with_a_constitution_is_all_said(opened: Path) -> None:
    secretary = sign_in("board secretary")
    bad = {**WHOLE, "periods-2-first": "2028-04-02", "fund": "no good", "carry_over": "150"}
    answer = secretary.post("/work/constitute-fund/", bad)
    told = page(answer)
    assert answer.status_code == 409
    assert 'href="#id_fund"' in told
    assert 'href="#id_carry_over"' in told
    assert "to leave no gap" in told
    assert "Write a part, such as 1/3, or 20 %." in page(
        secretary.post("/work/constitute-fund/", {**WHOLE, "carry_over": "a third"})
    )
    bare = {**FUND, **SECOND}
    assert "protected_stream" in page(secretary.post("/work/constitute-fund/", bare))


def test_a_constitution_is_changed_from_what_stands(opened: Path) -> None:
    from commonweal.web.reads import stored

    secretary, officer = sign_in("board secretary"), sign_in("council officer")
    confirmed(secretary, officer, "/work/constitute-fund/", WHOLE)
    before = stored.constitution("harbour-fund")
    form = page(secretary.get("/work/change-fund/harbour-fund/"))
    assert 'value="1000000.50"' in form
    assert 'value="harbour-fund" readonly' in form.replace("  ", " ")
    assert 'value="12.5 %"' in form
    assert 'value="1/3"' in form
    carried = {"protected-1-id": "money-that-is-not-voted-on", "protected-1-name": "Quiet money", "fund": "another"}
    done = confirmed(secretary, officer, "/work/change-fund/harbour-fund/", {**WHOLE, **carried})
    assert done["Location"] == "/work/?done=change_fund"
    after = stored.constitution("harbour-fund") or {}
    assert after["protected"][0]["name"] == "Quiet money"
    assert {**after, "protected": []} == {**(before or {}), "protected": []}
    assert after["protected"][0]["id"] == "money-that-is-not-voted-on"
    assert stored.fund_ids() == ("harbour-fund",)
    assert secretary.get("/work/change-fund/another/").status_code == 404


def test_whether_it_is_new_money_is_stated(opened: Path) -> None:
    boards.constituted()
    officer = sign_in("council officer")
    address = "/work/state-additionality/pride/"
    assert "Fill this in." in page(officer.post(address, {}))
    sent = {"before": "900,000", "now": "600000.50", "new": "300000", "year": "2027-28", "source": "budget, page 41"}
    assert officer.post(address, {**sent, "words": HOSTILE})["Location"] == "/work/?done=state_additionality"
    told = newest().payload
    assert (told["before_pence"], told["now_pence"]) == (90_000_000, 60_000_050)
    assert_escaped(officer.get("/funds/pride/"))
    assert officer.post(address, {**sent, "source": HOSTILE}).status_code == 409
    assert_escaped(officer.post(address, {**sent, "source": HOSTILE}))
    assert sign_in("auditor").get(address).status_code == 403
    assert officer.get("/work/state-additionality/nothing/").status_code == 404


def test_money_moves_by_two_people_who_see_what_each_pot_holds(opened: Path) -> None:
    from commonweal.web.reads import stored

    boards.constituted()
    secretary, officer = sign_in("board secretary"), sign_in("council officer")
    address = "/work/move-money/pride/"
    shown = page(secretary.get(address)).split("What each pot of Harbour Fund holds")[1].split("</table>")[0]
    assert "£4,000,000" in shown
    assert "£3,000,000.01" in shown
    assert "promised, and still to come" in shown
    assert "Fill this in." in page(secretary.post(address, {}))
    sent = {"how": "received", "period": "p1", "capital": "1000", "revenue": "2000.01"}
    assert confirmed(secretary, officer, address, sent)["Location"] == "/work/?done=move_money"
    assert newest().payload["movement"] == "m1"
    assert "£2,000.01" in page(secretary.get(address))
    for more in ({"capital": "1001"}, {"organisation": "", "other": HOSTILE}, {"capital": ""}):
        bad = {"how": "awarded", "period": "p1", "capital": "1000", "other": "o-a", **more}
        assert secretary.post(address, bad).status_code == 409, more
    assert_escaped(secretary.post(address, {"how": "awarded", "period": "p1", "capital": "1", "other": HOSTILE}))
    award = {"how": "awarded", "period": "p1", "capital": "10.01", "other": "o-a", "entry": "1"}
    assert confirmed(secretary, officer, address, award)["Location"] == "/work/?done=move_money"
    told = newest().payload
    assert (told["movement"], told["capital_pence"], told["organisation"], told["entry"]) == ("m2", 1001, "o-a", 1)
    assert (newest().role, told["second"]) == ("board secretary", "council officer")
    paid = {"how": "paid", "period": "p1", "capital": "10.01", "organisation": "o-a"}
    assert confirmed(secretary, officer, address, paid)["Location"] == "/work/?done=move_money"
    assert len((stored.fund_of("pride") or []) and stored.fund_of("pride").ledger.movements) == 3  # type: ignore[union-attr]
    assert officer.get(address).status_code == 403


def test_a_floor_is_switched_off_and_on_by_two_people(opened: Path) -> None:
    from commonweal.web.reads import stored

    secretary, officer = sign_in("board secretary"), sign_in("council officer")
    assert "some money is protected" in page(secretary.get("/work/switch-floor-off/"))
    assert "switch-floor-on" not in page(secretary.get("/work/"))
    assert "Fill this in." in page(secretary.post("/work/switch-floor-off/", {}))
    sent = {"floor": "protected_stream", "reason": HOSTILE, "until": "2027-01-01"}
    assert secretary.post("/work/switch-floor-off/", {**sent, "until": "2025-01-01"}).status_code == 409
    done = confirmed(secretary, officer, "/work/switch-floor-off/", sent)
    assert done["Location"] == "/work/?done=switch_floor_off"
    assert newest().payload["until"] == "2027-01-01"
    assert_escaped(secretary.get("/work/switch-floor-off/"))
    number = newest().number
    assert f'value="{number}"' in page(secretary.get("/work/switch-floor-on/"))
    assert "Fill this in." in page(secretary.post("/work/switch-floor-on/", {}))
    done = confirmed(secretary, officer, "/work/switch-floor-on/", {"entry": str(number)})
    assert done["Location"] == "/work/?done=switch_floor_on"
    assert stored.switches() == ()
    for name in ("switch-floor-off", "switch-floor-on"):
        assert officer.get(f"/work/{name}/").status_code == 403


def test_the_pages_of_the_money_lead_to_acts_only_those_who_may(opened: Path) -> None:
    from django.test import Client

    boards.constituted()
    secretary, officer = sign_in("board secretary"), sign_in("council officer")
    shown = page(secretary.get("/funds/pride/"))
    assert all(f"/work/{name}/pride/" in shown for name in ("move-money", "state-additionality", "change-fund"))
    assert "/work/constitute-fund/" not in shown
    assert "/work/constitute-fund/" in page(secretary.get("/funds/"))
    told = page(officer.get("/funds/pride/"))
    assert "/work/state-additionality/pride/" in told
    assert "/work/move-money/" not in told
    assert "/work/" not in page(Client().get("/funds/pride/")).split("<main")[1].split("</main>")[0]
