"""Drawings that stand alone: the page's own daylight colours, and no token left."""

import re

import pytest

from commonweal.charts.standalone import LIGHT, standalone
from tests.charts.examples import DRAW, picture
from tests.conventions.sources import SOURCE


def test_the_colours_are_those_of_the_page_by_daylight():
    (sheet,) = (SOURCE / "web" / "pages" / "static").rglob("*.css")
    root = re.search(r":root \{(.*?)\}", sheet.read_text("utf-8"), re.DOTALL)[1]
    page = dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6})", root))
    assert {name: page[name] for name in LIGHT} == LIGHT


@pytest.mark.parametrize("name", DRAW)
def test_no_token_is_left(name):
    alone = standalone(picture(name).wide)
    assert "var(" not in alone
    assert "inherit" not in alone
