import re

from commonweal.charts.spread_curves import spread_chart
from tests.charts.examples import SPREAD, TEXT, cells, picture


def test_both_curves_are_drawn_beside_the_line_of_even_shares():
    shown = picture("spread")
    for drawing in (shown.wide, shown.narrow):
        lines = re.findall(r'stroke="var\(--(ochre|green|quiet)\)"', drawing)
        assert {"ochre", "green", "quiet"} == set(lines)
        assert drawing.count("stroke-dasharray") == 2  # the line of even shares, and its sign beside its name


def test_each_line_has_its_name_with_its_index():
    for drawing in (picture("spread").wide, picture("spread").narrow):
        words = " ".join(re.findall(r">([^<>]+)<", drawing))
        assert "0.125" in words
        assert "0.250" in words


def test_the_table_holds_what_each_share_of_residents_has():
    rows = cells(picture("spread"))
    assert len(rows) == 10
    assert rows[4] == ["50%", "37.5%", "25.0%"]
    assert rows[9] == ["100%", "100.0%", "100.0%"]


def test_the_same_curves_give_the_same_bytes():
    assert spread_chart(SPREAD, TEXT) == picture("spread")
