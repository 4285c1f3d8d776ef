"""Awards by scores in the browser: the scheme locked and public, then the scores shown, decided and told to bidders."""

import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from commonweal.formats.award_folder import MOST_BYTES
from tests.web.pages.acting import (
    HOSTILE,
    assert_escaped,
    confirmed,
    newest,
    opened,
    page,
    sign_in,
    text_of,
    told_and_waiting,
)
from tests.web.pages.markup import faults_of
from tests.web.procedures import rounds, scored

__all__ = ["opened"]
OPEN = "/work/open-award/pride/"


@pytest.fixture
def fund(opened: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A place with a fund that has received money."""
    from commonweal.web import clock

    monkeypatch.setattr(clock, "now", lambda: rounds.hour(3))
    scored.fund_with_money()
    return opened


def pasted(text: str | None = None, **more: Any) -> dict[str, Any]:
    return {"period": "p1", "money": "revenue", "text": scored.written() if text is None else text, **more}


def as_file(data: bytes) -> dict[str, Any]:
    return {"period": "p1", "money": "revenue", "file": SimpleUploadedFile("scheme.toml", data)}


@pytest.mark.parametrize("sent", [pasted(), as_file(b"\xef\xbb\xbf" + scored.written().encode())])
def test_two_people_open_an_award_and_the_second_sees_all_that_is_locked(fund: Path, sent: dict[str, Any]) -> None:
    secretary, officer = sign_in("board secretary"), sign_in("council officer")
    asks = page(secretary.get(OPEN))
    assert 'enctype="multipart/form-data"' in asks
    if "file" in sent:
        sent["file"].seek(0)
    begun = secretary.post(OPEN, sent)
    assert begun.status_code == 302, text_of(page(begun))
    answer = officer.get(begun["Location"])
    told = text_of(page(answer))
    for part in (
        "This will be published, and locked",
        "Saltmarsh Council awards, and promises are made to it.",
        "£90,000 is set aside for it.",
        "Criteria and their weights, 100 points together",
        "People who use it shape it quality 40 a mean score of 2",
        "Shown fully, and people who use it were asked",
        "Where bids have the same points, the greater number of points for quality decides.",
    ):
        assert part in told, told
    shown = re.search(r"its fingerprint is ([0-9a-f]{64})", told)
    assert shown
    assert faults_of(page(answer)) == []
    assert officer.post(begun["Location"], {"confirm": "yes"})["Location"] == "/work/?done=open_award"
    assert newest().payload["how"] == "set aside"
    from commonweal.web.reads import stored

    assert stored.award_of("ferry-2027").opened.payload["settings"] == shown[1]  # type: ignore[union-attr]


def test_a_council_officer_can_begin_it_too(fund: Path) -> None:
    secretary, officer = sign_in("board secretary"), sign_in("council officer")
    confirmed(officer, secretary, OPEN, pasted())
    assert newest().role == "council officer"


def test_bidders_find_the_whole_scheme_before_they_bid(fund: Path) -> None:
    assert "Decided by scores" not in page(Client().get("/funds/pride/"))
    entry = scored.opened()
    fund_page = page(Client().get("/funds/pride/"))
    assert 'href="/awards/ferry-2027/"' in fund_page
    assert "£90,000 of revenue was set aside for Keeping the waterside open." in text_of(fund_page)
    html = page(Client().get("/awards/ferry-2027/"))
    told = text_of(html)
    for part in (
        "£90,000 of revenue is awarded by scores. What counts was locked on 1 November 2026, before anybody bid.",
        "Keeping the waterside open",
        "What it does for the place besides social value 10 nothing",
        "Price: the points are the weight times this: lowest price / price.",
        "Where that is the same too, a lot that is drawn in public decides.",
        "3 bids are awarded at most, in their order, while the money lasts.",
        str(entry.payload["settings"]),
    ):
        assert part in told, told
    assert f'href="/record/{entry.number}/"' in html
    assert Client().get("/bundle/schemes/ferry-2027/scheme.json").status_code == 200
    assert faults_of(html) == []
    entry_page = text_of(page(Client().get(f"/record/{entry.number}/")))
    assert "Harbour Fund: Keeping the waterside open was opened for bids, with £90,000." in entry_page
    assert "So every bidder knows what counts" in entry_page


def test_the_static_site_holds_the_page_and_the_scheme(fund: Path) -> None:
    from commonweal.web.static_site import whole_site

    scored.opened()
    files = whole_site()
    assert "bundle/schemes/ferry-2027/scheme.json" in files
    assert b"bundle/schemes/ferry-2027/scheme.json" in files["awards/ferry-2027/index.html"]


def _with(old: str, new: str) -> str:
    text = scored.written()
    assert old in text
    return text.replace(old, new, 1)


@pytest.mark.parametrize(
    ("sent", "told"),
    [
        ({"period": "p1", "money": "revenue"}, "Choose the scheme as a file, or paste it below."),
        (pasted("", period="p9"), "Choose one of the answers."),
        (pasted("[scheme"), "scheme.toml: this is not TOML"),
        (pasted(_with("weight = 40", "weight = 45")), "the weights add up to 105, not to 100"),
        (pasted(_with("weight = 40", "weight = 40.5")), "this must be a whole number, 1 or more"),
        (pasted(scored.written() + "\n[opening]\non = 2027-01-11\n"), "the day, the hash and a lot come later"),
        (pasted(scored.written() + '\n[lot]\nseed = "1"\n'), "the day, the hash and a lot come later"),
        (pasted(scored.written() + "\n[lottery]\n"), "there is no table lottery"),
        (pasted(_with("budget_pounds = 90000", "budget_pounds = 9000000")), "of revenue there is £3,000,000.01"),
        (pasted(_with('title = "Keeping', 'title = "Keep\\u202eing')), "the record takes at most 200 characters"),
        (as_file(b"\xff\xfe"), "this is not TOML"),
        (as_file(b"#" * (MOST_BYTES + 1)), f"this is longer than {MOST_BYTES:,} bytes"),
    ],
)
def test_a_scheme_at_fault_is_told_and_nothing_waits(fund: Path, sent: dict[str, Any], told: str) -> None:
    secretary = sign_in("board secretary")
    before = told_and_waiting()
    if "file" in sent:
        sent["file"].seek(0)
    found = text_of(page(secretary.post(OPEN, sent)))
    assert told in found, found
    assert told_and_waiting() == before


def test_every_fault_of_a_scheme_is_told_at_once(fund: Path) -> None:
    text = _with("weight = 40", "weight = -4").replace('overflow = "skip"', 'overflow = "jump"') + "\n[lot]\n"
    told = text_of(page(sign_in("board secretary").post(OPEN, pasted(text))))
    for part in ("this must be skip or stop", "this must be a whole number, 1 or more", "a lot come later"):
        assert part in told, told


def test_a_file_and_pasted_words_are_not_both_taken(fund: Path) -> None:
    both = {**pasted(), **as_file(scored.written().encode())}
    assert "Choose a file or paste the scheme; not both." in page(sign_in("board secretary").post(OPEN, both))


def test_hostile_words_of_a_scheme_stay_words(fund: Path) -> None:
    secretary, officer = sign_in("board secretary"), sign_in("council officer")
    words = HOSTILE.replace("\u202e", "\\u202e")
    begun = secretary.post(OPEN, pasted(_with("Shown fully, and people", f"{words} and people")))
    assert begun.status_code == 302, text_of(page(begun))
    assert_escaped(officer.get(begun["Location"]))
    officer.post(begun["Location"], {"confirm": "yes"})
    assert_escaped(Client().get("/awards/ferry-2027/"))


def test_what_was_opened_meanwhile_is_not_opened_twice(fund: Path) -> None:
    secretary, officer = sign_in("board secretary"), sign_in("council officer")
    begun = secretary.post(OPEN, pasted())["Location"]
    scored.opened()
    answer = officer.post(begun, {"confirm": "yes"})
    assert answer.status_code == 409
    assert "its scheme cannot change" in text_of(page(answer))


DECIDE = "/work/decide-scored-award/ferry-2027/"


@pytest.fixture
def award(fund: Path) -> Path:
    """A place with an award that was opened."""
    scored.opened()
    return fund


def zipped(data: bytes | None = None, **more: Any) -> dict[str, Any]:
    return {"file": SimpleUploadedFile("scores.zip", scored.zipped() if data is None else data), **more}


def test_two_people_decide_it_and_the_second_sees_first_what_has_to_be_looked_at(award: Path) -> None:
    secretary, officer = sign_in("board secretary"), sign_in("council officer")
    asks = page(secretary.get(DECIDE))
    assert 'enctype="multipart/form-data"' in asks
    assert "Keeping the waterside open" in asks
    begun = secretary.post(DECIDE, zipped())
    assert begun.status_code == 302, text_of(page(begun))
    answer = officer.get(begun["Location"])
    told = text_of(page(answer))
    for part in (
        "This will be published",
        "body-quay-menders: A repair bench and a tool library To look at: it asks for less than its work costs",
        "It asks for £22,000; by the bidder's own figures its work costs",
        "Who was left out for an interest",
        "is a trustee of the bidder",
        "assessor-1 People who use it shape it 4 It is shown well, with examples.",
        "It is compared with the lowest bid that is awarded: body-ferry-friends:",
        "What was promised, and is now an undertaking",
    ):
        assert part in told, (part, told)
    assert told.index("To look at: it asks for less") < told.index("Every bid, in order")
    assert faults_of(page(answer)) == []
    assert officer.post(begun["Location"], {"confirm": "yes"})["Location"] == "/work/?done=decide_scored_award"
    assert newest().kind == "undertaking_given"


def test_every_bidder_finds_scores_reasons_comparison_and_promises(award: Path) -> None:
    entry = scored.decided()
    html = page(Client().get("/awards/ferry-2027/"))
    told = text_of(html)
    for part in (
        "3 bids of 5 were awarded on 1 November 2026, for",
        "What counts was locked on 1 November 2026, before anybody bid.",
        "Not awarded: rank",
        "More or fewer points than that bid",
        "To look at: it asks for less than its work costs in full. Who pays the rest?",
        "Every score, with its reason",
        "What was promised, and is now an undertaking",
        "30 September 2027",
        str(entry.payload["settings"]),
    ):
        assert part in told, (part, told)
    headings = re.findall(r"<h2[^>]*>(.*?)</h2>", html)
    assert len(headings) == len(set(headings))
    for link in ("explanation.txt", "scores.csv", "certificate.json", "manifest.json"):
        address = f"/bundle/awards/ferry-2027/{link}"
        assert f'href="{address}"' in html
        assert Client().get(address).status_code == 200
    assert f'href="/record/{entry.number}/"' in html
    assert faults_of(html) == []
    entry_page = text_of(page(Client().get(f"/record/{entry.number}/")))
    assert "Harbour Fund: Keeping the waterside open was decided by scores. 3 bids are awarded, for" in entry_page
    assert "with a reason for each score" in entry_page
    fund_page = text_of(page(Client().get("/funds/pride/")))
    assert "was awarded to body-reading-boats." in fund_page
    assert "Keeping the waterside open 3 bids of 5 were awarded on 1 November 2026, for" in fund_page


def test_what_is_below_its_full_cost_comes_before_everything_else_that_is_flagged(award: Path) -> None:
    held = scored.named()
    unknown = tuple(
        replace(one, full_cost=replace(one.full_cost, overheads=None)) if one.id == "reading-boats" else one
        for one in held.bids
    )
    scored.decided(scored.scores(replace(held, bids=unknown)))
    told = text_of(page(Client().get("/awards/ferry-2027/")))
    assert told.index("it asks for less than its work costs") < told.index("its full cost is not known")
    assert told.index("body-reading-boats: Books", told.index("Every bid, in order")) < told.rindex(
        "body-quay-menders:"
    )


def test_the_static_site_holds_the_decision_and_its_folder(award: Path) -> None:
    from commonweal.web.static_site import whole_site

    scored.decided()
    files = whole_site()
    assert "bundle/awards/ferry-2027/certificate.json" in files
    assert b"bundle/awards/ferry-2027/explanation.txt" in files["awards/ferry-2027/index.html"]


def test_whoever_may_decide_it_finds_the_act_on_its_page_until_it_is_decided(award: Path) -> None:
    secretary = sign_in("board secretary")
    assert DECIDE in page(secretary.get("/awards/ferry-2027/"))
    assert DECIDE in page(secretary.get("/work/"))
    assert DECIDE not in page(Client().get("/awards/ferry-2027/"))
    scored.decided()
    assert DECIDE not in page(secretary.get("/awards/ferry-2027/"))
    assert secretary.get("/work/decide-scored-award/nothing/").status_code == 404
    answer = secretary.post(DECIDE, zipped())
    assert answer.status_code == 409
    assert "it was decided by entry" in text_of(page(answer))


def everything_stored() -> str:
    """Give all that stands in the database, as text."""
    from django.apps import apps

    rows = (row for model in apps.get_app_config("store").get_models() for row in model._default_manager.all().values())
    return "\n".join(str(value) for row in rows for value in row.values())


def test_a_zip_with_faults_is_refused_with_each_of_them_and_nothing_is_kept(award: Path) -> None:
    secretary = sign_in("board secretary")
    tables = scored.tables()
    broken = {
        **tables,
        "bids.csv": tables["bids.csv"].replace(b"body-quay-menders", b"Quay Menders Ltd"),
        "promises.csv": tables["promises.csv"].replace(b"2027-09-30", b"soon", 1),
        "scores.csv": tables["scores.csv"].replace(b",people,4,", b",people,9,", 1),
        "scheme.toml": b"",
    }
    before, stored = told_and_waiting(), everything_stored()
    answer = secretary.post(DECIDE, zipped(scored.zipped(broken)))
    told = text_of(page(answer))
    assert answer.status_code == 409
    for part in (
        "scheme.toml: the scheme is taken from the public record, never from a file: leave this out",
        "due: soon is not a date such as 2027-03-31",
        "points: 9 is not on the scale from 0 to 5",
        "Mend each thing named below, zip the tables again",
    ):
        assert part in told, told
    assert (told_and_waiting(), everything_stored()) == (before, stored)


@pytest.mark.parametrize(
    ("what", "told"),
    [
        ({}, "Fill this in."),
        (zipped(b"no zip"), "this is not a whole zip that can be read, without a password"),
        (zipped(seed="a seed"), "Write up to 64 letters, digits, dots, hyphens and underscores."),
        ({"scores": "forged:text"}, "Fill this in."),
    ],
)
def test_what_cannot_be_used_is_said_and_nothing_waits(award: Path, what: dict[str, Any], told: str) -> None:
    secretary = sign_in("board secretary")
    before = told_and_waiting()
    if "file" in what:
        what["file"].seek(0)
    assert told in text_of(page(secretary.post(DECIDE, what)))
    assert told_and_waiting() == before


def test_a_tie_asks_for_a_seed_and_is_decided_with_one(award: Path) -> None:
    secretary, officer = sign_in("board secretary"), sign_in("council officer")
    data = scored.zipped(scored.tables(scored.tied()))
    answer = secretary.post(DECIDE, zipped(data))
    assert answer.status_code == 409
    assert "are equal in all that decides" in text_of(page(answer))
    confirmed(secretary, officer, DECIDE, zipped(data, seed="2027-03-01-4711"))
    told = text_of(page(Client().get("/bundle/awards/ferry-2027/explanation.txt")))
    assert "with the seed 2027-03-01-4711" in told


def test_of_what_a_bid_costs_nothing_but_the_total_waits(award: Path) -> None:
    from commonweal.web.reads import who

    secretary, officer = sign_in("board secretary"), sign_in("council officer")
    begun = secretary.post(DECIDE, zipped())["Location"]
    [waits] = [one.begun.form for one in who.all_waiting(rounds.hour(3))]
    from django.core import signing

    from commonweal.web.pages.work.award_acts import Decided
    from commonweal.web.procedures.decide_scored_award import prepare

    kept = signing.loads(json.loads(waits)["scores"][0], salt=Decided.salt)
    told = kept["tables"]
    assert kept["seen"] == prepare("ferry-2027", scored.scores()).digest
    cost = scored.named().bids[2].full_cost
    assert str(cost.total) in told
    assert str(cost.direct) not in told + page(officer.get(begun))


def test_an_act_whose_award_was_decided_meanwhile_is_told_so(award: Path) -> None:
    secretary, officer = sign_in("board secretary"), sign_in("council officer")
    begun = secretary.post(DECIDE, zipped())["Location"]
    scored.decided(hour=3)
    answer = officer.post(begun, {"confirm": "yes"})
    assert answer.status_code == 409
    assert "it was decided by entry" in text_of(page(answer))


def test_hostile_words_of_bids_and_reasons_stay_words(award: Path) -> None:
    secretary, officer = sign_in("board secretary"), sign_in("council officer")
    tables = {
        name: data.decode().replace("It is shown well, with examples.", HOSTILE).replace("A repair bench", HOSTILE)
        for name, data in scored.tables().items()
    }
    begun = secretary.post(DECIDE, zipped(scored.zipped({name: text.encode() for name, text in tables.items()})))
    assert begun.status_code == 302, text_of(page(begun))
    assert_escaped(officer.get(begun["Location"]))
    officer.post(begun["Location"], {"confirm": "yes"})
    assert_escaped(Client().get("/awards/ferry-2027/"))
