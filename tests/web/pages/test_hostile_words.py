"""Hostile words in every field that people fill in, on every page, in every file and in every form that bears them."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from commonweal.proposals.ideas import Idea
from commonweal.proposals.review import Found
from tests.web.pages import standing
from tests.web.pages.crawl import Seen, crawled, unsound, with_every_role
from tests.web.procedures import boards, proposing, rounds

LINE = """=cmd|' /C calc'!A0<script>alert(1)</script>"><b onmouseover=alert(2)> javascript:alert(3) {{ 7*7 }} [x](http://evil.example)"""
"""As hostile as the record lets a line be: it refuses what hides or turns letters round."""
WORDS = f"{LINE}\n\n+1\n-1\n@SUM(1)"
HIDING = f"{LINE}\u202egnp\u200b\u2066"
"""Words that turn a line round; only what is never recorded as a line takes them."""
SHOWN = "&lt;script&gt;alert(1)&lt;/script&gt;"


@pytest.fixture
def stood(place_on_sqlite: Path, monkeypatch: pytest.MonkeyPatch) -> standing.Stood:
    """A place with a round at every phase, in which everything that anybody wrote is hostile."""
    from commonweal.web import clock

    del place_on_sqlite
    _written_by_hostile_people(monkeypatch)
    stood = standing.built()
    _around(stood)
    monkeypatch.setattr(clock, "now", lambda: standing.NOW)
    return stood


def _written_by_hostile_people(patch: pytest.MonkeyPatch) -> None:
    submission, held_rules, constituted = proposing.submission, rounds.held_rules, boards.constituted

    def hostile_submission(title: str = "", pence: int = 250_000, **more: Any) -> Any:
        told = submission(f"{LINE} {title}"[:200], pence, **more)
        return replace(told, words=WORDS, group=LINE, answers=dict.fromkeys(told.answers, WORDS))

    def hostile_rules(round_id: str = "r1", **days: int) -> Any:
        rules = held_rules(round_id, **days)
        assert rules.held is not None
        return replace(rules, title=LINE, held=replace(rules.held, who=LINE, lot=LINE))

    patch.setattr(rounds, "PLACE", dict.fromkeys(rounds.PLACE, LINE) | {"organisations": [{"id": "o-a", "name": LINE}]})
    patch.setattr(rounds, "PB", rounds.PB.replace(b"Benches", b"=1+1<script>alert(1)</script>"))
    patch.setattr(rounds, "held_rules", hostile_rules)
    patch.setattr(proposing, "IDEA", Idea(LINE, WORDS, "web", "residents", "", LINE[:100].strip()))
    patch.setattr(proposing, "submission", hostile_submission)
    patch.setattr(standing, "_SENT_BACK", Found("eligibility", "returned", "cost-unclear", WORDS))
    patch.setattr(boards, "constituted", lambda **named: constituted(**{"title": LINE, "uplift": LINE, **named}))


def _around(stood: standing.Stood) -> None:
    """Add what the round at every phase does not hold: a board, and words about everything."""
    from commonweal.funding.fund.additionality import Additionality
    from commonweal.proposals.statements import Statement
    from commonweal.terms.money import Pence
    from commonweal.web.procedures.add_statement import add_statement
    from commonweal.web.procedures.appeal_review import appeal_review
    from commonweal.web.procedures.call_meeting import Meeting, call_meeting
    from commonweal.web.procedures.declare_interest import Declared, declare_interest
    from commonweal.web.procedures.make_challenge import make_challenge
    from commonweal.web.procedures.publish_minutes import Minutes, publish_minutes
    from commonweal.web.procedures.publish_terms import publish_terms
    from commonweal.web.procedures.raise_urgent import raise_urgent
    from commonweal.web.procedures.state_additionality import Statement as Stated
    from commonweal.web.procedures.state_additionality import state_additionality
    from commonweal.web.procedures.switch_floor_off import Switch, switch_floor_off
    from commonweal.web.procedures.take_decision import Decision, Votes, take_decision
    from commonweal.web.rights import Actors, actors_of

    at, secretary = standing.NOW, boards.SECRETARY
    _appointed("p-1")
    _appointed("p-2")
    declare_interest(
        Declared("i1", "p-1", "o-z", "trustee or officer", WORDS), at=at, actors=Actors("board member", person="p-1")
    )
    publish_terms(LINE, WORDS, holds_from=at.date(), at=at, actors=secretary)
    call_meeting(Meeting("m1", at.date(), LINE, agenda=(LINE,)), at=at, actors=secretary)
    publish_minutes(Minutes("m1", WORDS, 2, 2), at=at, actors=secretary)
    take_decision(Decision("d1", LINE, WORDS, Votes(2, 0)), at=at, actors=secretary)
    stated = Stated(Additionality(Pence(1), Pence(1), Pence(1)), LINE, LINE[:100].strip(), WORDS)
    state_additionality("pride", stated, at=at, actors=actors_of("state_additionality"))
    switch_floor_off(Switch("challenge_window", WORDS), at=at, actors=boards.two())
    raise_urgent(HIDING, place=LINE, contact=HIDING, at=at, actors=Actors("resident"))
    make_challenge("result-provisional", grounds=WORDS, at=at, actors=Actors("resident"))
    reviewed = stood.of("proposal", "review")
    add_statement("review", reviewed[3], Statement("argument against", WORDS), at=at, actors=proposing.SECRETARY)
    appeal_review("review", reviewed[1], WORDS, at=at, actors=proposing.SECRETARY)


def _appointed(seat: str) -> None:
    from commonweal.web.procedures.acting import draft, one_act
    from commonweal.web.store import keep

    with one_act():
        payload = {"seat": seat, "appointed": "board member"}
        keep.keep_entry(draft("person_appointed", standing.NOW, boards.SECRETARY, payload, {"name": HIDING}))


def shown_on(pages: dict[str, Seen]) -> Iterator[str]:
    """Give the addresses of the pages that show the hostile words, as words."""
    return (address for address, seen in pages.items() if SHOWN in seen.text)


def test_hostile_words_stay_words_on_every_page_that_anybody_can_reach(stood: standing.Stood) -> None:
    pages = crawled(Client())
    assert [*unsound(pages)] == []
    assert {seen.status for seen in pages.values()} <= {200, 302, 404, 409}
    assert {seen.kind for seen in pages.values()} >= {"text/html", "text/csv", "application/json", "application/zip"}
    shown = {address.strip("/").split("/")[0] for address in shown_on(pages)}
    assert shown >= {"", "decide", "ideas", "proposals", "board", "funds", "record", "vote"}
    assert sum(1 for _ in shown_on(pages)) > 100
    for seen in pages.values():
        if seen.kind == "application/json":
            json.loads(seen.body)


def test_hostile_words_stay_words_on_every_desk_queue_and_act(stood: standing.Stood) -> None:
    everybody = with_every_role(standing.NOW)
    from commonweal.web.pages.work.acts import href
    from commonweal.web.pages.work.every_act import ACTS

    beginnings = ["/work/", "/work/urgent/", *(href(act) for act in ACTS.values() if not act.about)]
    for phase, name in standing.standings():
        del phase
        beginnings += [f"/work/queue/{name}/", f"/work/round/{name}/", f"/work/round/{name}/paper/"]
    pages = crawled(everybody, beginnings, within="/work/")
    assert [*unsound(pages)] == []
    assert sum(1 for _ in shown_on(pages)) > 40


def test_hostile_words_stay_words_behind_private_links(stood: standing.Stood) -> None:
    addresses = [f"/mine/{token}/" for token in stood.links.values()]
    pages = {address: Seen(200, "text/html", Client().get(address).content) for address in addresses}
    assert [*unsound(pages)] == []
    assert sum(1 for _ in shown_on(pages)) > 30


def test_hostile_words_stay_words_in_every_file_that_is_published(stood: standing.Stood) -> None:
    from commonweal.web.reads import downloads
    from commonweal.web.static_site import site_files

    kinds = {"csv": "text/csv", "html": "text/html"}
    files = {**downloads.whole_bundle(), **site_files()}
    seen = {name: Seen(200, kinds.get(name.rpartition(".")[2], ""), data) for name, data in files.items()}
    assert [*unsound({name: one for name, one in seen.items() if one.kind})] == []
    assert {one.kind for one in seen.values()} >= {"text/csv", "text/html"}
