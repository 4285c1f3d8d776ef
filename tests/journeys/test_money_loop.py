"""A round of the sample place, from an empty fund to a result that stands, by people at their own browsers."""

import re
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any
from wsgiref.simple_server import make_server

import pytest
from playwright.sync_api import BrowserContext

from commonweal.funding.box.keys import split
from tests.journeys.conftest import Quiet, Server, Visitor
from tests.journeys.desks import BEGUN, Clock, Desk, codes_on, signed
from tests.web.pages.voting.officers import second
from tests.web.procedures import voting

pytestmark = pytest.mark.browser
R = "green-2027"
SHARES = [share.text() for share in split(voting.SEED, R, bytes(range(50, 82)))]
REGISTER = b"number,name,address,area\n" + b"".join(f"{n},Voter {n},{n} High Street,\n".encode() for n in range(1, 8))


def on(day: int) -> str:
    """Give the date of a day of the journey."""
    return f"{BEGUN + timedelta(days=day):%Y-%m-%d}"


DAYS = {"ideas_from": on(9), "ideas_until": on(19), "opens": on(44), "closes": on(65), "due": on(250)}
RULES = {
    "round": R,
    "title": "Green round 2027",
    "budget": "6000",
    "money": "revenue",
    "money_from": "neighbourhood-fund/2026-28",
    "rule": "equal_shares",
    "ballot": "approval",
    "fewest": "1",
    **DAYS,
    "appeal_days": "7",
    "challenge_days": "7",
    "who": "Everybody of 16 or over who lives here",
    "lot": "A die is thrown three times in the hall",
    "binding": "binding",
}
FUND = {
    "title": "Neighbourhood Fund",
    "fund": "neighbourhood-fund",
    "purpose": "To make this a better place.",
    "first": on(-52),
    "last": on(678),
    "notice_months": "6",
    "uplift": "By the consumer price index",
    "periods-1-period": "2026-28",
    "periods-1-first": on(-52),
    "periods-1-last": on(678),
    "periods-1-capital": "10000",
    "periods-1-revenue": "20000",
    "protected-1-name": "Money that is not voted on",
    "protected-1-for_whom": "people whom a vote would leave out",
    "protected-1-share": "20 %",
    "protected-1-figure": "high",
    "protected-1-panel": "nurse\nhousing adviser",
}
QUESTIONS = ("what", "who-for", "where", "cost", "safe", "after", "account")
ANSWERS = {f"answer-{one}": "Answered as it is." for one in QUESTIONS}


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    from commonweal.web import clock as shell

    moved = Clock()
    monkeypatch.setattr(shell, "now", moved.now)
    return moved


@pytest.fixture
def address(sample_place: Path, clock: Clock) -> Iterator[str]:
    """Serve the sample place as it was published, before any fund of its own."""
    from django.core.cache import cache

    from commonweal.web.wsgi import application

    cache.clear()
    server = make_server("127.0.0.1", 0, application, server_class=Server, handler_class=Quiet)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()


Seat = Callable[..., Desk]


@pytest.fixture(params=["looked at with axe", "by keyboard without JavaScript"])
def seat(request: pytest.FixtureRequest, visitor: Visitor, address: str) -> Iterator[Seat]:
    """Makes somebody at a browser, who must find nothing that axe would object to.

    Without JavaScript the secretary and whoever has no account, such as voters, act by keyboard alone.
    """
    looks = request.param == "looked at with axe"
    wrong: dict[str, Any] = {}

    def make(role: str = "") -> Desk:
        context: BrowserContext = visitor(
            viewport={"width": 1280, "height": 900}, java_script_enabled=looks, locale="en-GB"
        )
        desk = Desk(address, context, looks, wrong, keyboard=not looks and role in {"", "board secretary"})
        return signed(desk, role) if role else desk

    yield make
    assert wrong == {}


def test_a_round_from_an_empty_fund_to_a_result_that_stands(seat: Seat, clock: Clock, tmp_path: Path) -> None:
    secretary, council = seat("board secretary"), seat("council officer")
    returning, counter = seat("returning officer"), seat("count officer")
    clock.day = 1
    _constituted(secretary, council)
    clock.day = 11
    tea, play, fence = (_put_forward(seat, secretary, *one) for one in PROPOSALS)
    clock.day = 20
    _reviewed(seat, secretary, council, clock, (tea, play, fence))
    _spoken_of(seat, tea)
    clock.day = 40
    _ballot_published(secretary, council, returning, counter, tmp_path)
    clock.day = 46
    receipts = _voted(seat, returning, counter, (tea, play, fence))
    clock.day = 66
    _opened(returning, counter, council)
    _challenged_and_confirmed(seat, returning, council, clock)
    _awarded(seat, secretary, council, tea)
    resident = seat()
    told = resident.go(f"/decide/{R}/").locator("main").inner_text()
    assert "Green round 2027: the result" in told
    assert "Tea on Tuesdays" in told
    resident.go(f"/vote/{R}/receipts/")
    resident.fill(receipt=receipts[0])
    resident.press()
    assert "is in the list" in resident.text()
    _checked(tmp_path)


SAID = "Older people who meet each week see a doctor less."
PROPOSALS = (("Tea on Tuesdays", "2500"), ("A play street", "2000"), ("A mended fence", "1500"))


@dataclass
class Put:
    """A proposal in the journey: its identifier, its proposer's browser and private link."""

    id: str
    by: Desk
    link: str


def _constituted(secretary: Desk, council: Desk) -> None:
    """Publish the board's terms, constitute the fund, and publish the rules of a round."""
    secretary.act("publish-terms", holds_from=on(4), words="We decide with the residents, in public.")
    secretary.with_second(council, "constitute-fund", more="protected", **FUND)
    stated = {
        "year": "2026-27",
        "source": "The council's budget book",
        "before": "50000",
        "now": "50000",
        "new": "30000",
        "words": "Nothing was cut for it.",
    }
    council.act("state-additionality/neighbourhood-fund", **stated)
    assert "30,000" in secretary.go("/funds/neighbourhood-fund/").locator("main").inner_text()
    received = {"how": "received", "period": "2026-28", "capital": "", "revenue": "9000"}
    secretary.with_second(council, "move-money/neighbourhood-fund", **received)
    secretary.act("draft-round", **RULES)
    secretary.with_second(council, f"publish-rules/{R}")
    aside = {"how": "set aside", "period": "2026-28", "revenue": "6000", "round": R}
    secretary.with_second(council, "move-money/neighbourhood-fund", **aside)


def _put_forward(seat: Seat, secretary: Desk, title: str, pounds: str) -> Put:
    """Have a resident put an idea forward and make it a costed proposal; the secretary reads and publishes both."""
    from commonweal.web.store import proposed, unread

    resident = seat()
    resident.go(f"/ideas/{R}/new/")
    resident.fill(title=title, words="For everybody who lives here.")
    resident.press()
    link = resident.link("/mine/")
    idea = next(one.id for one in proposed.waiting_ideas(R) if one.idea.title == title)
    secretary.act(f"publish-idea/{R}/{idea}", was_read=True)
    resident.go(f"{link}submit-proposal/")
    resident.fill(pence=pounds, other=f"body-{idea}")
    resident.press()
    resident.fill(title=title, words="For everybody who lives here.", **ANSWERS)
    resident.press()
    link = resident.link("/mine/")
    name = next(one.name for one in unread.unread(R) if one.told.title == title)
    secretary.act(f"publish-proposal/{R}/{name}", was_read=True)
    return Put(next(one.proposal.id for one in proposed.proposals(R) if one.proposal.title == title), resident, link)


def _reviewed(seat: Seat, secretary: Desk, council: Desk, clock: Clock, put: tuple[Put, Put, Put]) -> None:
    """Review all three: one is found ineligible, appeals and is let in; somebody with an interest is kept out."""
    from commonweal.web.store import proposed

    tea, play, fence = put
    other = seat("council officer")
    body = proposed.proposal(R, tea.id).proposal.organisation
    other.act("declare-interest", other=body, because="employment", words="I work there.")
    other.go(f"/work/review-proposal/{R}/{tea.id}/")
    assert "declared an interest" in other.text()
    for one in (tea, play):
        council.act(f"review-proposal/{R}/{one.id}", finding="eligible")
        council.act(f"review-proposal/{R}/{one.id}", finding="feasible")
    against = {"finding": "ineligible", "code": "outside-place", "words": "The fence lies beyond the boundary."}
    council.act(f"review-proposal/{R}/{fence.id}", **against)
    clock.day = 22
    fence.by.go(fence.link)
    assert "The fence lies beyond the boundary." in fence.by.text()
    fence.by.go(f"{fence.link}appeal-review/")
    fence.by.fill(grounds="It stands on our side: see the map.")
    fence.by.press()
    member = seat("board member")
    secretary.with_second(member, f"decide-appeal/{R}/{fence.id}", decision="upheld", reason="It lies within.")
    council.act(f"review-proposal/{R}/{fence.id}", finding="feasible")


def _spoken_of(seat: Seat, put: Put) -> None:
    """Have a CVS worker add what a specialist says of a proposal, to be read beside the choices."""
    statement = {"of": "specialist statement", "text": SAID, "other": "o-health"}
    seat("CVS worker").act(f"add-statement/{R}/{put.id}", **statement)


def _ballot_published(secretary: Desk, council: Desk, returning: Desk, counter: Desk, folder: Path) -> None:
    """Register the key and the voters, and publish the ballot."""
    register = folder / "register.csv"
    register.write_bytes(REGISTER)
    returning.with_second(counter, f"register-key/{R}", public=voting.KEY)
    returning.act(f"take-register/{R}", file=str(register))
    secretary.with_second(council, f"publish-ballot/{R}")


def _voted(seat: Seat, returning: Desk, counter: Desk, put: tuple[Put, Put, Put]) -> list[str]:
    """Issue codes, vote online and on paper, and withdraw one proposal while ballots are cast; give the receipts."""
    tea, play, fence = put
    returning.act(f"issue-codes/{R}", whom="everybody", by="post", contact="Ring the town hall.")
    codes = list(codes_on(returning.page))
    assert len(codes) == 7
    receipts = [
        _vote(seat(), code, chosen)
        for code, chosen in zip(codes, ([tea.id, fence.id], [tea.id], [play.id]), strict=False)
    ]
    play.by.go(f"{play.link}withdraw-proposal/")
    play.by.press()
    receipts.append(_vote(seat(), codes[3], [fence.id]))
    for code in codes[4:6]:
        counter.act(f"check-in-paper/{R}", batch="hall", code=code)
    counter.go(f"/work/check-in-paper/{R}/")
    counter.fill(batch="hall", code=codes[0])
    counter.press()
    assert "has voted online" in counter.text()
    return receipts


def _vote(voter: Desk, code: str, chosen: list[str]) -> str:
    """Vote as somebody with a letter does; give the receipt."""
    voter.go(f"/decide/{R}/")
    voter.follow("Vote")
    voter.fill(code=code)
    voter.press()
    assert SAID in (voter.page.locator("main").text_content() or "")
    voter.fill(chosen=chosen)
    voter.press()
    voter.press("Cast it")
    return "".join(re.findall(r"\b[0-9a-f]{8}\b", voter.text()))


def _opened(returning: Desk, counter: Desk, council: Desk) -> None:
    """Close voting, enter the papers twice, draw the lot, open the ballots and count them."""
    returning.with_second(counter, f"close-voting/{R}")
    for desk, second_paper in ((returning, "1 2"), (counter, "2")):
        for number, read in ((1, "1"), (2, second_paper)):
            desk.act(f"enter-paper/{R}", batch="hall", number=str(number), choices=read)
    returning.with_second(counter, f"adjudicate-paper/{R}", paper="hall/2", reason="the first entry is right")
    returning.with_second(counter, f"draw-lot/{R}", seed="4-1-6", how="Three dice in the hall")
    returning.go(f"/work/open-ballots/{R}/")
    returning.fill(first=SHARES[0], second=SHARES[2], **second(counter.seat))
    returning.press()
    assert "?done=open_ballots" in returning.page.url, returning.text()
    returning.with_second(council, f"count-round/{R}")


def _challenged_and_confirmed(seat: Seat, returning: Desk, council: Desk, clock: Clock) -> None:
    """Have a resident challenge the result, count again, answer, and confirm it when the window has ended."""
    resident = seat()
    resident.go(f"/decide/{R}/")
    resident.follow("Challenge the result")
    resident.fill(grounds="My ballot is not in it.")
    resident.press()
    assert "Your challenge was taken" in resident.text()
    clock.day = 75
    returning.go(f"/work/confirm-result/{R}/")
    returning.press()
    assert "waits for an answer" in returning.text()
    answer = {"challenges": f"{R}-c1", "answer": "the same", "reason": "We counted again: it is the same."}
    returning.with_second(council, f"answer-challenge/{R}", **answer)
    returning.with_second(council, f"confirm-result/{R}")


def _awarded(seat: Seat, secretary: Desk, council: Desk, put: Put) -> None:
    """Award the money, move it in the fund, and read of it where the fund and the proposal are."""
    from commonweal.web.store import proposed

    secretary.with_second(council, f"decide-awards/{R}")
    body = proposed.proposal(R, put.id).proposal.organisation
    moved = {"period": "2026-28", "revenue": "2500", "other": body}
    secretary.with_second(council, "move-money/neighbourhood-fund", how="awarded", round=R, **moved)
    secretary.with_second(council, "move-money/neighbourhood-fund", how="paid", round=R, **moved)
    resident = seat()
    told = resident.go("/funds/neighbourhood-fund/").locator("main").inner_text()
    assert [sum_ in told for sum_ in ("£9,000", "£3,500", "£2,500")] == [True] * 3


def _checked(folder: Path) -> None:
    """Take the bundle away and check it with the program inside it, on a bare Python."""
    from commonweal.formats.folders import write_folder
    from commonweal.web.reads import downloads

    write_folder(folder / "bundle", dict(downloads.bundle()))
    done = subprocess.run(
        [sys.executable, "-I", "-S", str(folder / "bundle" / "verifier.pyz"), str(folder / "bundle")],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout
