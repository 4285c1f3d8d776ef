"""Protected money in the browser: begun with a zip, shown to the second person as it will be published, and told."""

from html import unescape
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from commonweal.formats.fund_tables import PANEL, PROPOSALS
from commonweal.formats.prose import prose
from commonweal.samples.funds import sample_fund
from commonweal.terms.money import Amount, Pence
from commonweal.terms.sentences import say
from tests.funding.fund.funds import moved
from tests.harms.test_stream_harms import secrets
from tests.web.pages.acting import assert_escaped, newest, opened, page, sign_in, text_of, told_and_waiting
from tests.web.pages.markup import faults_of
from tests.web.procedures import boards, rounds, streams

__all__ = ["opened"]
ADDRESS = "/work/allocate-stream/pride/"
NOT_NAMED = "not named, since its address may never be shown"
MONEY = '["protected", "p1", "revenue"]'


@pytest.fixture
def fund(opened: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A place with a fund whose protected money stands set aside."""
    from commonweal.web import clock

    monkeypatch.setattr(clock, "now", lambda: rounds.hour(3))
    streams.fund_with_money()
    return opened


def sent(data: bytes | None = None, money: str = MONEY, **more: Any) -> dict[str, Any]:
    file = SimpleUploadedFile("tables.zip", streams.zipped() if data is None else data)
    return {"aside": money, "file": file, **more}


def pounds(pence: int) -> str:
    return prose().text(say("{sum}", sum=Amount.of_pence(Pence(pence))))


def everything_stored() -> str:
    """Give all that stands in the database, as text."""
    from django.apps import apps

    rows = (row for model in apps.get_app_config("store").get_models() for row in model._default_manager.all().values())
    return "\n".join(
        str(value) if not isinstance(value, bytes | memoryview) else bytes(value).decode("utf-8")
        for row in rows
        for value in row.values()
    )


def test_two_people_allocate_it_and_the_second_sees_what_will_be_published(fund: Path) -> None:
    secretary, officer = sign_in("board secretary"), sign_in("council officer")
    asks = page(secretary.get(ADDRESS))
    assert "Money that is not voted on, p1, revenue: £195,000" in unescape(asks)
    assert 'enctype="multipart/form-data"' in asks
    begun = secretary.post(ADDRESS, sent())
    assert begun.status_code == 302, text_of(page(begun))
    answer = officer.get(begun["Location"])
    told = text_of(page(answer))
    assert "This will be published" in told
    assert f"A key kept at the door people who have left prison {NOT_NAMED} (in the record: s8) £9,700" in told
    assert "Travel buddies people with a learning disability body-5 £27,000" in told
    assert "people who use drugs: between 140 and 310 people are in need" in told
    assert "Letters about benefits are not understood, and appeals are lost." in told
    assert faults_of(page(answer)) == []
    assert officer.post(begun["Location"], {"confirm": "yes"})["Location"] == "/work/?done=allocate_stream"
    assert newest().kind == "money_moved"


def test_what_waits_and_what_is_kept_holds_no_word_of_where_a_sensitive_service_is(fund: Path) -> None:
    secretary, officer = sign_in("board secretary"), sign_in("council officer")
    words = {word for word in secrets(sample_fund(1)) if word != "Quayside"}
    begun = secretary.post(ADDRESS, sent())["Location"]
    waits = everything_stored()
    shown = page(officer.get(begun)) + page(secretary.get(begun))
    officer.post(begun, {"confirm": "yes"})
    public = "".join(page(Client().get(address)) for address in ("/funds/pride/", "/record/", f"/record/{number()}/"))
    for word in words:
        assert word not in waits + everything_stored() + shown + public, word


def number() -> int:
    """Give the number of the entry that allocated."""
    from commonweal.web.reads import stored

    return int(stored.entries_of("stream_allocated")[-1].number)


def test_the_page_of_the_fund_tells_what_was_set_aside_given_to_whom_and_left(fund: Path) -> None:
    before = text_of(page(Client().get("/funds/pride/")))
    assert "Protected: Money that is not voted on" in before
    assert "£195,000 (revenue of p1) stands set aside for it now." in before
    assert "Nothing has been allocated yet." in before
    entry = streams.allocated()
    html = page(Client().get("/funds/pride/"))
    told = text_of(html)
    given = pounds(entry.payload["pence"])
    left = entry.payload["set_aside_pence"] - entry.payload["pence"]
    assert f"{pounds(left)} (revenue of p1) stands set aside for it now." in told
    assert f"Allocated on 1 November 2026 from revenue of p1: {given} of £195,000" in told
    assert f"Carried over {pounds(left)}" in told
    assert "Travel buddies people with a learning disability body-5 £27,000" in told
    assert "£195,000 of revenue was set aside for Money that is not voted on." in told
    assert f'href="/record/{entry.number}/"' in html
    for link in ("/bundle/streams/pride-1/explanation.txt", "/bundle/streams/pride-1/manifest.json"):
        assert f'href="{link}"' in html
        assert Client().get(link).status_code == 200
    assert faults_of(html) == []
    entry_page = text_of(page(Client().get(f"/record/{entry.number}/")))
    assert "It was divided by need, and in the order of a specialist panel" in entry_page
    assert f"Harbour Fund: {given} of £195,000 of protected money" in entry_page


def test_the_static_site_holds_the_folder_and_a_page_of_the_entry(fund: Path) -> None:
    from commonweal.web.static_site import whole_site

    entry = streams.allocated()
    files = whole_site()
    assert "bundle/streams/pride-1/allocation.json" in files
    assert f"record/{entry.number}/index.html" in files
    assert b"bundle/streams/pride-1/explanation.txt" in files["funds/pride/index.html"]


def test_a_zip_with_faults_is_refused_with_each_of_them_and_nothing_of_it_is_kept(fund: Path) -> None:
    secretary = sign_in("board secretary")
    panel = streams.tables()[PANEL].replace(b"protected,1,", b"protected,first,")
    proposals = streams.tables()[PROPOSALS].replace(b",16700,", b",lots,")
    before, stored = told_and_waiting(), everything_stored()
    data = streams.zipped({**streams.tables(), PANEL: panel, PROPOSALS: proposals, "fund.toml": b""})
    answer = secretary.post(ADDRESS, sent(data))
    told = text_of(page(answer))
    assert answer.status_code == 409
    for part in (
        "panel.csv, line 2, place: first is not a whole number, 0 or more",
        "stream_proposals.csv, line 3, cost: lots is not a sum above 0 with at most two decimals",
        "fund.toml: the constitution is taken from the public record, never from a file: leave this out",
        "Mend each thing named below, zip the three tables again",
    ):
        assert part in told, told
    assert (told_and_waiting(), everything_stored()) == (before, stored)


@pytest.mark.parametrize(
    ("what", "told"),
    [
        ({"aside": MONEY}, "Fill this in."),
        (sent(money='["protected", "p2", "revenue"]'), "Choose one of the answers."),
        (sent(b"no zip"), "this is not a whole zip that can be read, without a password"),
        ({"aside": MONEY, "requests": "forged:text"}, "Fill this in."),
    ],
)
def test_what_cannot_be_used_is_said_and_nothing_waits(fund: Path, what: dict[str, Any], told: str) -> None:
    secretary = sign_in("board secretary")
    before = told_and_waiting()
    if "file" in what:
        what["file"].seek(0)
    assert told in text_of(page(secretary.post(ADDRESS, what)))
    assert told_and_waiting() == before


def test_hostile_words_of_the_tables_stay_words(fund: Path) -> None:
    secretary, officer = sign_in("board secretary"), sign_in("council officer")
    hostile = "<script>alert(1)</script>\u202egnp =cmd|' /C calc'!A0"
    proposals = streams.tables()[PROPOSALS].decode().replace("Travel buddies", hostile)
    begun = secretary.post(ADDRESS, sent(streams.zipped({**streams.tables(), PROPOSALS: proposals.encode()})))
    assert_escaped(officer.get(begun["Location"]))
    officer.post(begun["Location"], {"confirm": "yes"})
    assert_escaped(Client().get("/funds/pride/"))


def test_an_act_whose_money_has_gone_in_the_meantime_is_told_so(fund: Path) -> None:
    secretary, officer = sign_in("board secretary"), sign_in("council officer")
    begun = secretary.post(ADDRESS, sent())["Location"]
    boards.move(moved("m3", "released", revenue=streams.HELD, round="protected"))
    assert officer.get(begun).status_code == 200
    answer = officer.post(begun, {"confirm": "yes"})
    assert answer.status_code == 409
    assert "does not fit any more what stands now" in text_of(page(answer))


def test_an_act_that_would_give_other_sums_than_were_shown_is_refused(fund: Path) -> None:
    secretary, officer = sign_in("board secretary"), sign_in("council officer")
    begun = secretary.post(ADDRESS, sent())["Location"]
    streams.set_aside("m3", revenue=100)
    answer = officer.post(begun, {"confirm": "yes"})
    assert answer.status_code == 409
    assert "changed since it was shown" in text_of(page(answer))
