"""The one template of every page, filled in every part."""

import re
from types import SimpleNamespace

import pytest
from django.template.loader import render_to_string

from commonweal.terms.sentences import say
from tests.web.pages.markup import faults_of
from tests.web.pages.worked import worked_page

ITEMS = (("place", "/", "Our place"), ("needs", "/needs/", "Needs"), ("decide", "/decide/", "Decide"))


@pytest.fixture(scope="module")
def html() -> str:
    nav = [SimpleNamespace(key=key, href=href, label=say(label)) for key, href, label in ITEMS]
    checkpoint = SimpleNamespace(head="9f3c51e077ab2d19" * 4, count=214, when="8 May 2027")
    site = SimpleNamespace(name="<Alder & brook>", board="the board", nav=nav, checkpoint=checkpoint)
    context = {"page": worked_page(), "here": "decide", "ours": site, "lang": "en-GB"}
    return render_to_string("pages/page.html", {**context, "request": SimpleNamespace(path="/decide/fair/")})


def test_the_page_is_sound_markup(html: str) -> None:
    assert faults_of(html) == []


def test_hostile_names_stay_words(html: str) -> None:
    assert "<script" not in html
    assert "onload='" not in html
    assert "\u202e" not in html
    assert "<Alder" not in html


def test_the_answer_comes_before_the_method_and_the_proof_last(html: str) -> None:
    marks = [
        "You are here",
        "<h1",
        'class="lead"',
        'class="steps"',
        'class="figures',
        "<figure",
        "<table",
        'class="next"',
        'class="act"',
        'class="proof"',
        "<footer",
    ]
    assert [html.index(mark) for mark in marks] == sorted(html.index(mark) for mark in marks)


def test_every_figure_opens_to_its_source(html: str) -> None:
    figures = re.findall(r"<dt>.*?</dt><dd>", html, re.DOTALL)
    assert len([figure for figure in figures if 'href="/sources/#' in figure]) == 4


def test_the_place_bar_says_where_we_are(html: str) -> None:
    assert re.search(r'href="/decide/" aria-current="true"', html)
    assert html.count('aria-current="step"') == 1
