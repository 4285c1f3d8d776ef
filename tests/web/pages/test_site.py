"""Every page of a published place: it renders, is sound, opens to its sources, and leaves nothing out."""

import json
import re
from html import unescape
from posixpath import dirname, join, normpath
from urllib.parse import unquote

import pytest
from django.test import Client
from django.urls import get_resolver

from commonweal.cli.sample_folder import ROUND_ID
from commonweal.verifier.main import check_folder
from commonweal.verifier.reading import Folder
from commonweal.web.pages.words import GLOSSARY
from commonweal.web.reads import board_page, decide_page, fund_page, handover_page, needs_page, record_page
from commonweal.web.static_site import file_of, from_disk
from tests.published import one_place
from tests.web.pages.acting import text_of
from tests.web.pages.markup import faults_of

pytestmark = one_place
ANSWERS = {
    "index.html": "What happened lately",
    "needs/index.html": "Each service",
    "needs/youth/index.html": "Where people go without",
    "neighbourhoods/index.html": "They stand in the order of their names",
    "neighbourhoods/herring-hill/index.html": "Who to talk to",
    "decide/index.html": "Rounds",
    f"decide/{ROUND_ID}/index.html": "Each funded project, and why",
    "hand-over/index.html": "Each service in each neighbourhood",
    "board/index.html": "Who sits on the board",
    "funds/index.html": "No fund has been constituted yet",
    "record/index.html": "How to check it yourself",
    "record/1/index.html": "Fingerprint of this entry",
    "sources/index.html": "Fingerprint (SHA-256)",
    "how-it-works/index.html": "What this cannot do",
    "glossary/index.html": "Equal Shares",
    "accessibility/index.html": "no cookie",
}


@pytest.fixture(scope="module")
def pages(published_site):
    return {path: data.decode("utf-8") for path, data in published_site.items() if path.endswith(".html")}


def test_every_page_is_there_and_answers(pages):
    assert {path: answer in text_of(pages.get(path, "")) for path, answer in ANSWERS.items()} == dict.fromkeys(
        ANSWERS, True
    )
    entries = [path for path in pages if re.fullmatch(r"record/\d+/index\.html", path)]
    assert len(entries) > 25


def test_every_page_is_sound_markup(pages):
    assert {path: faults for path, html in pages.items() if (faults := faults_of(html))} == {}


def test_every_page_bears_the_checkpoint_it_was_made_from(pages, published_site):
    head = json.loads(published_site["bundle/record/checkpoint.json"])["head"]
    mark = " ".join(head[k : k + 4] for k in range(0, 16, 4))
    assert [path for path, html in pages.items() if mark not in text_of(html)] == []


def test_every_link_of_every_page_leads_to_a_file_or_an_anchor_that_is_there(pages, published_site):
    ids = {path: set(re.findall(r'\sid="([^"]+)"', html)) for path, html in pages.items()}
    broken = []
    for path, html in pages.items():
        for href in re.findall(r'\shref="([^"]+)"', html):
            target, _, anchor = unescape(href).partition("#")
            file = normpath(join(dirname(path), unquote(target))) if target else path
            if file not in published_site or (anchor and anchor not in ids.get(file, {anchor})):
                broken.append((path, href))
    assert broken == []


def test_every_figure_opens_to_its_source(pages):
    for path, html in pages.items():
        figures = re.findall(r"<dt>(.*?)</dt><dd>", html, re.DOTALL)
        inside = [figure for figure in figures if 'class="source"' in figure]
        assert html.count('<dl class="figures') <= 1
        if '<dl class="figures' in html:
            shown = html.split('<dl class="figures')[1].split("</dl>")[0].count("<div>")
            assert len(inside) == shown >= 2, path


def test_a_source_says_file_fingerprint_rows_and_method(pages):
    told = pages["sources/index.html"]
    row = re.search(r'<tr id="figure-youth-gap">.*?</tr>', told, re.DOTALL)
    assert row
    assert all(word in text_of(row[0]) for word in ("needs.csv", "sites.csv", "people in need times what is missing"))
    assert "people who lack it: it is too far away" in text_of(told)
    assert "From 0.020 in tenth 1 to 0.013 in tenth 10" in text_of(pages["needs/library/index.html"])
    contents = told.split('<h2 id="contents"')[1].split("</section>")[0]
    assert contents.count("<a ") == 12
    assert re.search(r'<tr id="file-needs-csv">.*?[0-9a-f]{64}.*?</tr>', told, re.DOTALL)


def test_every_project_of_the_poll_stands_with_its_reason(pages, published_site):
    told = json.loads(published_site[f"bundle/counts/{ROUND_ID}/explanation.json"])["projects"]
    page = text_of(pages[f"decide/{ROUND_ID}/index.html"])
    assert len(told) == 60
    assert [one["id"] for one in told if one["name"] not in page or one["sentences"][-1]["text"] not in page] == []


def test_projects_that_are_not_funded_fold_behind_their_number(pages):
    section = pages[f"decide/{ROUND_ID}/index.html"].split('<h2 id="projects"')[1].split("</section>")[0]
    open_, folded = section.split("</figure>")[1].split("<details>")
    assert (open_.count('"tag yes"'), open_.count('"tag no"')) == (22, 0)
    assert (folded.count('"tag yes"'), folded.count('"tag no"')) == (0, 38)
    assert "See the 38 projects that are not funded, and why" in text_of(folded)


def test_the_round_list_says_what_comes_next(pages):
    page = text_of(pages["decide/index.html"])
    assert "The first promise is due on" in page
    assert "How to object" in page


def test_promises_of_one_day_are_summed_up_and_each_still_stands_beneath(pages):
    page = pages["record/index.html"]
    assert "22 promises were given, each with a date. Entry 8 to Entry 29, 21 April 2024" in text_of(page)
    inside = page.split("See each of them")[1].split("</details>")[0]
    assert re.findall(r">Entry (\d+)</a>", inside) == [str(number) for number in range(29, 7, -1)]


def test_a_plan_made_again_stands_after_the_first_one_where_it_fell(pages):
    steps = text_of(pages["hand-over/index.html"].split('<ol class="steps"')[1].split("</ol>")[0])
    order = [
        "Plan adopted",
        "15 November 2024",
        "First hand-over complete",
        "Plan made again",
        "29 May 2026",
        "Last hand",
    ]
    assert [steps.index(said) for said in order] == sorted(steps.index(said) for said in order)


def test_where_most_is_not_known_a_map_does_not_say_where_least_is_within_reach(pages):
    page = text_of(pages["needs/transport/index.html"])
    assert "Community transport: in 57 of 60 areas nobody knows what is within reach" in page
    assert "the least is within reach" not in page
    assert 'id="picture-deciles-' not in pages["needs/transport/index.html"]
    assert "the least is within reach in" in text_of(pages["needs/youth/index.html"])


def test_a_page_leads_to_the_meaning_of_its_words(pages):
    page = pages["hand-over/index.html"]
    line = page.split('class="on-page"')[1].split("</p>")[0]
    assert re.findall(r"glossary/index\.html#([a-z-]+)", line) == sorted(re.findall(r"#([a-z-]+)", line))
    assert {"floor", "step-in", "quarter"} <= set(re.findall(r"#([a-z-]+)", line))


def test_every_word_that_a_page_names_stands_in_the_glossary():
    used = set().union(
        *(page.WORDS for page in (handover_page, needs_page, record_page, decide_page, board_page, fund_page))
    )
    assert used - {word.anchor for word in GLOSSARY} == set()


def test_every_cell_of_the_plan_stands_with_its_reason(pages, published_site):
    plans = sorted(path for path in published_site if re.fullmatch(r"bundle/plans/[^/]+/explanation\.json", path))
    told = json.loads(published_site[plans[-1]])["cells"]
    table = pages["hand-over/index.html"].split('<h2 id="each"')[1].split("</section>")[0]
    assert table.count('<th scope="row">') == len(told) == 40
    assert [cell for cell in told if cell["sentences"][0]["text"] not in text_of(table)] == []


def test_a_councillors_three_questions_come_first_on_the_page_of_a_plan(pages, published_site):
    page = pages["hand-over/index.html"]
    assert re.findall(r'<h2 id="([a-z]+)"', page)[:3] == ["where", "when", "fails"]
    plans = sorted(path for path in published_site if re.fullmatch(r"bundle/plans/[^/]+/explanation\.json", path))
    moving = [cell for cell in json.loads(published_site[plans[-1]])["cells"] if cell["start"] is not None]
    table = page.split('<h2 id="where"')[1].split("</section>")[0]
    listed = re.findall(r'<th scope="row"[^>]*>(.*?)</th>', table)
    assert listed == sorted(cell["neighbourhood"] for cell in moving)
    unchanged = {cell["neighbourhood"] for cell in json.loads(published_site[plans[-1]])["cells"]} - set(listed)
    assert f"Nothing changes in {', '.join(sorted(unchanged))}." in text_of(table)
    fails = text_of(page.split('<h2 id="fails"')[1].split("</section>")[0])
    assert re.search(r"Up to £[1-9][\d,]* is kept for that", fails)


def test_the_body_that_withdrew_has_its_story(pages):
    page = text_of(pages["hand-over/index.html"])
    assert "Lanternfish Play withdrew from the hand-over" in page
    assert "What changed with the new plan" in page


def test_a_sensitive_service_has_no_map_and_says_why(pages):
    page = pages["needs/refuge/index.html"]
    assert "<svg" not in page
    assert "to protect the people who use it" in text_of(page)
    assert "<svg" in pages["needs/youth/index.html"]


def test_no_page_holds_a_script_or_an_address_of_somebody_else(pages, published_site):
    for path, html in [*pages.items(), ("look.css", published_site["static/pages/look.css"].decode())]:
        assert not re.search(r"<script|javascript:|@import|url\(\s*['\"]?(?:https?:)?//", html), path
        assert "http" not in re.sub(r'xmlns(:\w+)?="http://www\.w3\.org/[^"]+"', "", html), path


def test_the_verifier_accepts_the_bundle_in_the_site(published_site):
    bundle = {path.removeprefix("bundle/"): data for path, data in published_site.items() if path.startswith("bundle/")}
    assert check_folder(Folder(bundle)) == []
    assert "verifier.pyz" in published_site
    assert published_site["bundle.zip"][:2] == b"PK"


def test_the_same_record_gives_the_same_site(published_site, published_place):
    from commonweal.web.reads import downloads, drawn
    from commonweal.web.static_site import site_files

    drawn._PICTURES.clear()
    downloads._bundle.cache_clear()
    again = site_files([f"/decide/{ROUND_ID}/", "/glossary/"])
    assert {path: data for path, data in again.items() if published_site[path] != data} == {}


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/", 200),
        ("/needs/nothing/", 404),
        ("/decide/nothing/", 404),
        ("/funds/nothing/", 404),
        ("/funds/nothing/ledger.csv", 404),
        ("/funds/nothing/constitution.json", 404),
        ("/record/0/", 404),
        ("/record/9999/", 404),
        ("/bundle/nothing.json", 404),
        ("/bundle/../manifest.json", 404),
        ("/bundle/manifest.json", 200),
        ("/bundle.zip", 200),
        ("/verifier.pyz", 200),
        ("/nothing", 404),
    ],
)
def test_what_is_not_there_is_said_to_be_missing(published_place, address, status):
    answer = Client().get(address)
    assert answer.status_code == status
    if status == 404:
        html = answer.content.decode()
        assert faults_of(html) == []
        assert "There is no such page" in html
        assert "What you can do" in html


def test_answers_bear_a_strict_policy_and_set_no_cookie(published_place):
    for address in ("/", f"/decide/{ROUND_ID}/", "/nothing", "/bundle/manifest.json"):
        answer = Client().get(address)
        policy = answer["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "style-src 'self'" in policy
        assert "unsafe" not in policy
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert not answer.cookies


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_pages_only_tell(published_place, method):
    assert getattr(Client(), method)("/").status_code in {403, 405}


def test_every_address_of_the_app_was_asked_for(pages, published_site):
    names = {pattern.name for pattern in get_resolver("commonweal.web.pages.urls").url_patterns}
    files = {
        "bundle-zip": "bundle.zip",
        "bundle-file": "bundle/manifest.json",
        "grants": "grants.json",
        "verifier": "verifier.pyz",
    }
    shown = {"place", "needs", "service", "decide", "round", "hand-over", "record", "entry", "sources"}
    shown |= {"neighbourhoods", "neighbourhood"}
    in_test_plan_pages = {"hand-over-check"}
    prose = {"how", "glossary", "accessibility"}
    in_test_easy_read = {"easy-vote", "easy-result"}
    boards = {"board", "funds"}
    in_test_board_and_fund = {"fund", "decisions-csv", "ledger-csv", "constitution-json"}
    in_test_award_acts = {"award"}
    in_test_own_proposals = {"proposals", "proposal", "review-log"}
    elsewhere = (
        in_test_plan_pages | in_test_board_and_fund | in_test_award_acts | in_test_own_proposals | in_test_easy_read
    )
    assert names == shown | prose | boards | elsewhere | set(files)
    assert all(path in published_site for path in files.values())


def test_the_place_of_an_address_on_disk():
    assert [file_of(address) for address in ("/", "/needs/a%20b/", "/bundle.zip")] == [
        "index.html",
        "needs/a b/index.html",
        "bundle.zip",
    ]
    html = '<a class="x" href="/needs/a%20b/#gap">a</a><link href="/static/pages/look.css"><p>href="/not/a/link"</p>'
    assert from_disk(html, "record/3/index.html") == (
        '<a class="x" href="../../needs/a%20b/index.html#gap">a</a>'
        '<link href="../../static/pages/look.css"><p>href="/not/a/link"</p>'
    )


def test_the_edge_of_the_map_is_said(pages):
    assert "What lies beyond the boundary is not counted" in pages["needs/index.html"]


def test_the_page_of_a_sensitive_service_speaks_of_the_whole_place_alone(pages, published_site):
    places = {row.split(",")[2] for row in published_site["bundle/profile/tables/areas.csv"].decode().splitlines()[1:]}
    page = text_of(pages["needs/refuge/index.html"])
    assert "never of a part of it" in page
    assert len(places) == 10
    assert not [name for name in places if name in page]
    assert [name for name in places if name in text_of(pages["needs/youth/index.html"])], (
        "another service is shown by part"
    )


def test_every_row_beside_the_record_of_a_published_place_is_what_its_entry_says(published_place):
    from commonweal.web.reads.beside import mismatches

    assert mismatches() == ()
