"""The checker of markup itself: each unsound page is named, and a sound one is not."""

import pytest

from tests.web.pages.markup import faults_of

SOUND = (
    '<!doctype html><html lang="en"><head><title>A</title></head><body><header></header><main id="main">'
    "<h1>A</h1>{}</main><footer></footer></body></html>"
)


def test_a_sound_page_has_no_fault() -> None:
    assert faults_of(SOUND.format('<p><a href="#main">up</a></p>')) == []


@pytest.mark.parametrize(
    ("body", "fault"),
    [
        ('<p style="color:red">x</p>', "<p style>"),
        ('<p onclick="x">x</p>', "<p onclick>"),
        ("<script></script>", "<script>"),
        ('<p id="main">x</p>', "id main stands twice"),
        ('<p aria-labelledby="gone">x</p>', "nothing has the id gone"),
        ('<svg viewBox="0 0 1 1"></svg>', "an svg without role and name"),
        ("<table><tr><td>x</td></tr></table>", "a table without caption"),
        ("<table><caption>c</caption><tr><th>x</th></tr></table>", "a th without scope"),
        ("<h3>x</h3>", "h3 follows h1"),
        ("<p><em>x</p></em>", "</p> closes ['em']"),
        ('<a href="https://elsewhere.example/">x</a>', "href leads away: https://elsewhere.example/"),
        ('<p class="a" class="b">x</p>', "an attribute stands twice on <p>"),
        ("<h1>again</h1>", "2 <h1>"),
    ],
)
def test_each_unsound_page_is_named(body: str, fault: str) -> None:
    assert fault in faults_of(SOUND.format(body))


def test_a_page_without_language_is_named() -> None:
    assert "no language" in faults_of(SOUND.format("").replace(' lang="en"', ""))
