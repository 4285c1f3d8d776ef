"""The pages of a board and of its fund: what they answer, to whom each figure leads, and what they never show."""

import csv
import io
import re
from datetime import date

import pytest
from django.test import Client

from commonweal.funding.fund.additionality import Additionality
from commonweal.terms import canon
from commonweal.terms.money import Pence
from commonweal.web.rights import actors_of
from tests.funding.fund.funds import TWENTY_MILLION, moved
from tests.web.pages.acting import text_of
from tests.web.pages.markup import faults_of
from tests.web.pages.worked import HOSTILE
from tests.web.procedures import boards, rounds


def page(address, status=200):
    answer = Client().get(address)
    assert answer.status_code == status
    return answer.content.decode()


def table_rows(address):
    return list(csv.DictReader(io.StringIO(Client().get(address).content.decode("utf-8"))))


def met(where="The library", agenda=("The budget", "Any other business")):
    from commonweal.web.procedures.call_meeting import Meeting, call_meeting
    from commonweal.web.procedures.publish_minutes import Minutes, publish_minutes

    one = Meeting("m1", rounds.FIRST_DAY, where, agenda=agenda)
    call_meeting(one, at=rounds.hour(3), actors=boards.SECRETARY)
    publish_minutes(
        Minutes("m1", "The chair opened.\n\nThe budget was agreed.", 2, 3), at=rounds.hour(3), actors=boards.SECRETARY
    )


def decided(title="Fund the library", reason="It helps.", name="d1"):
    from commonweal.web.procedures.take_decision import Decision, Votes, take_decision

    told = Decision(name, title, reason, Votes(2, 1))
    return take_decision(told, at=rounds.hour(3), actors=boards.SECRETARY)


def terms(words):
    from commonweal.web.procedures.publish_terms import publish_terms

    publish_terms("Harbour board", words, holds_from=rounds.FIRST_DAY, at=rounds.hour(3), actors=boards.SECRETARY)


def stated(before, now, new):
    from commonweal.web.procedures.state_additionality import Statement, state_additionality

    figures = Additionality(Pence(before), Pence(now), Pence(new))
    told = Statement(figures, "Revenue budget, table 3", "2026/27", "As voted in February.")
    return state_additionality("pride", told, at=rounds.hour(3), actors=actors_of("state_additionality"))


def whole_board():
    boards.board()
    boards.declared("p-1", "o-a")
    terms("We decide in public.\n\nWe meet twice a year.")
    met()
    return decided()


def whole_fund():
    rounds.opened()
    boards.constituted()
    stated(90_000_000, 60_000_000, 30_000_000)
    return [
        boards.move(one)
        for one in (
            moved("m1", "received", capital=1_000_000, revenue=500_001),
            moved("m2", "set aside", capital=600_000, round="r1"),
            moved("m3", "awarded", capital=500_000, round="r1", organisation="o-a"),
            moved("m4", "paid", capital=300_000, round="r1", organisation="o-a"),
            moved("m5", "carried over", revenue=500_001, to_period="p2"),
        )
    ]


def cells(html, anchor):
    row = re.search(rf'<tr id="{anchor}">(.*?)</tr>', html, re.DOTALL)
    assert row
    found = re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row[1], re.DOTALL)
    return [(text_of(cell), (re.findall(r'href="([^"]+)"', cell) or [""])[0]) for cell in found]


def test_a_board_stands_in_one_place_with_its_entries(place_on_sqlite):
    entry = whole_board()
    html = page("/board/")
    told = text_of(html)
    assert faults_of(html) == []
    for said in (
        "The member in seat p-2",
        "A trustee since May.",
        "We meet twice a year.",
        "Any other business",
        "The budget was agreed.",
        "Fund the library",
        "2 in favour, 1 against, 0 abstained, 0 took no part.",
        "It helps.",
    ):
        assert said in told, said
    assert cells(html, f"decision-{entry.number}")[1] == ("1 November 2026", f"/record/{entry.number}/")


def test_who_left_stands_apart_and_an_interest_that_ended_too(place_on_sqlite):
    from commonweal.web.procedures.end_interest import end_interest

    boards.board()
    boards.left("p-3")
    boards.declared("p-1", "o-a")
    end_interest("i1", at=rounds.hour(4), actors=boards.SECRETARY)
    html = page("/board/")
    assert faults_of(html) == []
    before = html.split("See who acted before")[-1].split("</details>")[0]
    assert re.findall(r"seat (p-\d)", before) == ["p-3"]
    assert "See the interests that ended" in html
    assert "Interests that are open" not in html
    assert "<dd>2</dd></div>" in html.split('<dl class="figures')[1].replace("\n", "")


def test_words_that_were_erased_are_said_to_be_gone_and_their_entry_stays(place_on_sqlite):
    from commonweal.web.procedures.erase_content import erase_content

    entry = whole_board()
    secret = [entry.number, 2]
    for number, field in zip(secret, ("reason", "name"), strict=True):
        erase_content(
            number, [field], reason="asked by the person", at=rounds.hour(4), actors=actors_of("erase_content")
        )
    told = text_of(page("/board/"))
    assert "It helps." not in told
    assert "The member in seat p-1" not in told
    assert told.count("These words were removed; the proof is kept.") >= 2
    assert table_rows("/board/decisions.csv")[0]["reason"] == "These words were removed; the proof is kept."


def test_the_log_of_decisions_is_a_table_that_no_spreadsheet_runs(place_on_sqlite):
    boards.board()
    decided("=HYPERLINK(1)", "+1 for all")
    row = table_rows("/board/decisions.csv")[0]
    assert (row["title"], row["reason"], row["in_favour"]) == ("'=HYPERLINK(1)", "'+1 for all", "2")
    assert row["day"] == "2026-11-01"


def test_a_place_without_a_board_says_what_comes_next(place_on_sqlite):
    rounds.opened()
    told = text_of(page("/board/"))
    assert "Nobody has been appointed yet." in told
    assert "No fund has been constituted yet." in told
    assert "The board calls a meeting and publishes its agenda." in told
    assert table_rows("/board/decisions.csv") == []


def test_the_next_meeting_is_what_comes_next(place_on_sqlite):
    from commonweal.web.procedures.call_meeting import Meeting, call_meeting

    rounds.opened()
    for name, on in (("m2", date(2026, 12, 9)), ("m1", date(2026, 11, 20))):
        call_meeting(Meeting(name, on, agenda=("The budget",)), at=rounds.hour(2), actors=boards.SECRETARY)
    assert "By when 20 November 2026" in text_of(page("/board/"))


def test_a_fund_says_first_whether_it_is_new_money(place_on_sqlite):
    rounds.opened()
    boards.constituted()
    before = page("/funds/pride/").split('<p class="lead">')[1]
    assert before.startswith("Nobody has stated yet what public money went to the same purpose")
    stated(90_000_000, 60_000_000, 30_000_000)
    for address in ("/funds/pride/", "/funds/", "/board/"):
        assert "This replaces public money: £900,000 a year" in page(address), address
    assert page("/funds/pride/").split('<p class="lead">')[1].startswith("This replaces public money")
    stated(90_000_000, 60_000_000, 30_000_001)
    assert page("/funds/pride/").split('<p class="lead">')[1].startswith("New money exceeds the cut")
    assert "Revenue budget, table 3, 2026/27" in text_of(page("/funds/pride/"))


def test_a_fund_prints_its_term_notice_and_uplift_on_its_front_page(place_on_sqlite):
    whole_fund()
    html = page("/funds/pride/")
    told = text_of(html)
    assert faults_of(html) == []
    for said in (
        "1 April 2026 to 31 March 2036",
        "6 months",
        "Each year by the consumer price index of September before.",
        "Harbour Council",
        "£20,000,000",
        "£3,000,000.01",
        "people whom a vote would leave out",
        "1/5 of its money",
        "Quayside",
        "To make Harbour a better place.",
        "What was given and what it became agree to the penny.",
    ):
        assert said in told, said


def test_each_figure_opens_to_its_entry(place_on_sqlite):
    received, aside, awarded, paid, carried = (f"/record/{entry.number}/" for entry in whole_fund())
    html = page("/funds/pride/")
    several = "/funds/pride/#moved"
    assert cells(html, "reconciled-p1-capital") == [
        ("p1, capital", ""),
        ("£10,000", received),
        ("£0", ""),
        ("£1,000", several),
        ("£2,000", several),
        ("£3,000", paid),
        ("£0", ""),
        ("£4,000", several),
        ("£0", ""),
    ]
    assert cells(html, "reconciled-p1-revenue")[6] == ("£5,000.01", carried)
    assert cells(html, "reconciled-p2-revenue")[2] == ("£5,000.01", carried)
    moves = re.findall(r'<tr id="movement-(\d+)">', html)
    assert [f"/record/{number}/" for number in moves] == [carried, paid, awarded, aside, received]


def test_what_was_written_around_the_ledger_stands_on_the_page(place_on_sqlite):
    from commonweal.web.procedures.acting import draft, one_act
    from commonweal.web.store import keep

    whole_fund()
    payload = {
        "fund": "pride",
        "movement": "m9",
        "how": "paid",
        "period": "p1",
        "capital_pence": 7,
        "organisation": "o",
    }
    with one_act():
        keep.keep_entry(draft("money_moved", rounds.hour(4), boards.two(), payload))
    told = text_of(page("/funds/pride/"))
    assert "1 thing in the movements of its money is wrong." in told
    assert "of capital there is £0.00 and not £0.07" in told


def test_the_ledger_and_the_constitution_can_be_taken_away(place_on_sqlite):
    entries = whole_fund()
    rows = table_rows("/funds/pride/ledger.csv")
    assert [row["movement"] for row in rows] == ["m1", "m2", "m3", "m4", "m5"]
    assert (rows[0]["capital_pence"], rows[0]["revenue_pence"]) == ("1000000", "500001")
    assert [int(row["entry"]) for row in rows] == [entry.number for entry in entries]
    assert Client().get("/funds/pride/constitution.json").content == canon.encode(TWENTY_MILLION)


def test_a_floor_that_is_switched_off_is_said_on_the_front_page_of_the_board(place_on_sqlite):
    from commonweal.web.procedures.switch_floor_off import Switch, switch_floor_off

    rounds.opened()
    switch = Switch("challenge_window", "We are few.", until=date(2027, 1, 1))
    switch_floor_off(switch, at=rounds.hour(2), actors=boards.two())
    told = text_of(page("/board/"))
    assert "A floor is switched off: challenge_window" in told
    assert "It asks that a result may be challenged for 7 days or more before it stands." in told
    assert "It is off until 1 January 2027." in told
    assert "The reason: We are few." in told


def test_hostile_words_stay_words(place_on_sqlite):
    rounds.opened()
    for seat in boards.MEMBERS:
        boards.appointed(seat, name=HOSTILE)
    terms(HOSTILE)
    met(agenda=(HOSTILE,))
    decided(reason=HOSTILE)
    boards.constituted(hour=3, uplift='<script>alert("x")</script>')
    stated(1, 1, 1)
    for address in ("/board/", "/funds/", "/funds/pride/", *(f"/record/{number}/" for number in range(1, 10))):
        html = page(address)
        assert faults_of(html) == [], address
        assert "<script" not in html
        assert "\u202e" not in html


def test_the_static_site_holds_the_fund_with_its_files(place_on_sqlite):
    from commonweal.web.static_site import site_files

    whole_fund()
    decided()
    files = site_files(["/board/", "/funds/pride/"])
    assert {
        "board/index.html",
        "board/decisions.csv",
        "funds/pride/index.html",
        "funds/pride/ledger.csv",
        "funds/pride/constitution.json",
    } <= set(files)


def test_the_place_bar_has_six_items_at_most(place_on_sqlite):
    rounds.opened()
    bar = page("/board/").split('aria-label="Place"')[1].split("</nav>")[0]
    assert bar.count("<a ") == 6
    assert '<a href="/board/" aria-current="page">Board and money</a>' in bar


@pytest.mark.parametrize("address", ["/board/", "/funds/", "/funds/pride/"])
def test_no_page_needs_a_script(place_on_sqlite, address):
    whole_fund()
    assert not re.search(r"<script|javascript:|\son\w+=", page(address))
