"""Pages of other places than the sample: empty, hostile, not yet counted, from official files, or failing."""

import json
from datetime import UTC, date, datetime
from fractions import Fraction

import pytest
from django.http import HttpResponse
from django.test import Client, RequestFactory
from typer.testing import CliRunner

from commonweal.errors import BadDatabaseUrl, FileMissing
from commonweal.funding.ballots import Ballot, grouped
from commonweal.funding.poll import Poll, Project
from commonweal.funding.rounds import RoundRules
from commonweal.funding.spec import read_spec
from commonweal.web.rights import actors_of
from tests.web.pages.markup import faults_of
from tests.web.pages.worked import HOSTILE

AT = datetime(2027, 3, 1, tzinfo=UTC)
MAIN = [
    "/",
    "/needs/",
    "/decide/",
    "/hand-over/",
    "/board/",
    "/funds/",
    "/record/",
    "/sources/",
    "/how-it-works/",
    "/glossary/",
]
LINE = '<script>alert("x")</script> & "quotes"\' onload=x'
"""As hostile as the record lets a line be: it refuses characters that hide."""


def page(address, status=200):
    answer = Client().get(address)
    assert answer.status_code == status
    return answer.content.decode()


def opened(**more):
    from commonweal.web.procedures.open_place import open_place

    known = {"name": "Test End", "board": "the board", "accountable_body": "the council", **more}
    open_place(known, at=AT, actors=actors_of("open_place"))


def ruled(round_id="r1", title="Round one"):
    from commonweal.web.procedures.publish_rules import publish_rules

    spec = read_spec("equal_shares", ["completion=add1u"])
    publish_rules(RoundRules(round_id, title, spec, date(2027, 3, 9)), at=AT, actors=actors_of("publish_rules"))


def counted(poll, round_id="r1"):
    from commonweal.web.procedures.close_round import close_round

    close_round(
        round_id,
        poll,
        challenge_until=date(2027, 4, 1),
        at=datetime(2027, 3, 9, tzinfo=UTC),
        actors=actors_of("close_round"),
    )


def poll_of(*names):
    projects = tuple(Project(f"p{k}", name, Fraction(100 * (k + 1))) for k, name in enumerate(names))
    ballots = [Ballot((0,)), Ballot((0, 1)), Ballot((1,)), Ballot((len(names) - 1,))]
    return Poll(projects, Fraction(250), "approval", grouped(ballots, "approval"))


@pytest.mark.parametrize("address", MAIN)
def test_an_empty_place_says_what_to_do_on_every_page(place_on_sqlite, address):
    html = page(address)
    assert faults_of(html) == []
    if address in {"/", "/needs/", "/decide/", "/hand-over/", "/board/", "/funds/", "/record/"}:
        assert "What happens next" in html
        assert "Who decides" in html
    assert "checkpoint" not in html.lower() or address in {"/glossary/", "/how-it-works/"}
    assert page("/bundle.zip", 404)


@pytest.mark.parametrize("address", MAIN)
def test_a_place_that_only_opened_says_what_comes_next(place_on_sqlite, address):
    opened()
    assert faults_of(page(address)) == []
    assert "Test End" in page(address)


def test_a_board_that_nobody_has_named_is_said_to_have_no_name(place_on_sqlite):
    opened(board="The board of Test End (write its name here)", accountable_body="The council (write its name here)")
    for address in [*MAIN, "/accessibility/"]:
        assert "write its name here" not in page(address), address
    assert "The board decides here, with the residents. It has not been named yet." in page("/")
    assert "Its board had not been named yet." in page("/record/")
    assert "Tell the board." in page("/accessibility/")
    assert "Who decides</dt><dd>The board. It has not been named yet." in page("/decide/")


def test_before_the_count_nothing_is_said_of_how_it_stands(place_on_sqlite):
    opened()
    ruled()
    html = page("/decide/r1/")
    assert faults_of(html) == []
    assert "Nothing has been counted yet" in html
    assert "Voting closes on 9 March 2027" in html
    assert "Equal Shares" in html


def test_while_a_count_may_be_challenged_the_page_says_until_when(place_on_sqlite):
    opened()
    ruled()
    counted(poll_of("Benches", "Lights", "Trees"))
    html = page("/decide/r1/")
    assert faults_of(html) == []
    assert "Challenge window" in html
    assert "until 1 April 2027" in html
    assert "Anyone may challenge the count" in html


def test_hostile_names_stay_words_on_every_page(place_on_sqlite):
    opened(name=LINE, board=LINE, summary=HOSTILE, organisations=[{"id": "o1", "name": HOSTILE}])
    ruled(title=LINE)
    counted(poll_of(LINE, "Lights", "=HYPERLINK(1)"))
    for address in [*MAIN, "/decide/r1/", *(f"/record/{number}/" for number in range(1, 5))]:
        html = page(address)
        assert faults_of(html) == [], address
        assert "<script" not in html
        assert "\u202e" not in html
    assert "&lt;script&gt;" in page("/decide/r1/")


@pytest.mark.parametrize("round_id", ["a b", "ä&<b>", "100%", "a?b#c"])
def test_an_identifier_of_any_letters_has_a_page_of_its_own(place_on_sqlite, round_id):
    from urllib.parse import quote

    opened()
    ruled(round_id)
    assert f'href="/decide/{quote(round_id)}/"' in page("/decide/")
    assert faults_of(page(f"/decide/{quote(round_id)}/")) == []


def test_a_refusal_is_a_page_with_its_code_and_what_to_do(place_on_sqlite):
    from commonweal.web.pages.refusals import Refusals

    telling = Refusals(lambda _: HttpResponse())
    for refused, status in ((FileMissing(kind="file", path=LINE), 400), (BadDatabaseUrl(reason="none"), 409)):
        answer = telling.process_exception(RequestFactory().get("/"), refused)
        html = answer.content.decode()
        assert answer.status_code == status
        assert faults_of(html) == []
        assert refused.code in html
        assert "What you can do" in html
    assert telling.process_exception(RequestFactory().get("/"), ValueError("ours")) is None


def test_a_failure_of_ours_is_told_without_asking_the_database():
    from commonweal.web.pages.refusals import failed

    answer = failed(RequestFactory().get("/"))
    assert answer.status_code == 500
    assert faults_of(answer.content.decode()) == ["0 <footer>"]
    assert "The fault is ours" in answer.content.decode()


def test_a_site_with_a_page_that_fails_is_refused_whole(place_on_sqlite, monkeypatch):
    from commonweal.errors import PageFailed
    from commonweal.web.reads import decide_page
    from commonweal.web.static_site import site_files

    opened()
    monkeypatch.setattr(decide_page, "rounds", lambda: None)
    with pytest.raises(PageFailed, match="/decide/"):
        site_files()


def test_a_bundle_that_the_verifier_refuses_is_never_published(place_on_sqlite, monkeypatch):
    from commonweal.errors import NotAccepted
    from commonweal.web.reads import downloads
    from commonweal.web.static_site import whole_site

    opened()
    files = dict(downloads.bundle())
    entries = files["record/entries.jsonl"].replace(b"the board", b"the crown")
    monkeypatch.setattr(downloads, "bundle", lambda: {**files, "record/entries.jsonl": entries})
    with pytest.raises(NotAccepted):
        whole_site()


@pytest.mark.real_data
def test_liverpool_is_shown_from_official_files(place_on_sqlite, data_folder):
    from commonweal.cli.main import app
    from commonweal.formats.place_folder import read_place
    from commonweal.web.procedures.take_in import take_in

    place = place_on_sqlite.parent / "liverpool"
    given = {
        "areas": "places/liverpool_lsoa21.csv",
        "boundaries": "places/liverpool_lsoa21.geojson",
        "libraries": "libraries/libraries_england_2010_2023.csv",
    }
    options = [part for name, file in given.items() for part in (f"--{name}", str(data_folder / file))]
    assert CliRunner().invoke(app, ["init", str(place), "--name", "Liverpool", *options]).exit_code == 0
    take_in(read_place(place), at=datetime(2100, 1, 1, tzinfo=UTC))
    html = page("/needs/")
    assert faults_of(html) == []
    for told in ("486,093", "111", "of 302 areas", "of 23 libraries", "See each of the 23 libraries", "Norris Green"):
        assert told in html
    assert html.count('<svg class="wide') + html.count('class="wide map"') >= 1
    assert "Arts Council England" in page("/sources/")
    assert json.loads(page("/bundle/profile/profile.json"))["figures"]["areas"]["value"] == 302
