"""What Vega draws becomes an element that any page may hold."""

from xml.etree import ElementTree as ET

import pytest

from commonweal.charts.canvas import GREEN, Canvas, layered
from commonweal.charts.drawing import HOVER, drawn, hatched
from commonweal.charts.marks import boxes, dots, halo, line, words

CANVAS = Canvas("wide", 200, 100)
BOX = {"x": 10.04, "x2": 50.0, "y": 20.0, "y2": 60.0}
HOSTILE = "</title><script>alert(1)</script>"


def svg(*layers, name="name", said=("title", "desc"), extra=""):
    return drawn(name, CANVAS, layered(CANVAS, layers), said, extra)


def test_the_class_says_which_window_it_is_for_and_what_it_is():
    assert 'class="wide map" viewBox="0 0 200 100"' in svg(boxes([BOX], fill=GREEN), extra="map")


def test_numbers_are_kept_to_a_tenth():
    assert 'd="M10,20' in svg(boxes([BOX], fill=GREEN))


def test_what_is_said_when_pointed_at_is_the_title_of_its_mark():
    assert "<title>Harbour: 3</title>" in svg(boxes([{**BOX, "hover": f"{HOVER}Harbour: 3"}], fill=GREEN))


def test_vegas_own_words_are_left_out():
    text = svg(boxes([BOX], fill=GREEN))
    assert "aria-label=" not in text
    assert "graphics" not in text


def test_a_hatching_is_defined_once_under_the_pictures_own_name():
    text = svg(boxes([BOX, BOX], fill=hatched("green")), name="map-x")
    assert text.count("<pattern") == 1
    assert 'id="map-x-wide-hatch-green"' in text
    assert text.count('fill="url(#map-x-wide-hatch-green)"') == 2
    assert 'stroke="var(--green)"' in text


def test_a_drawing_without_hatching_defines_none():
    assert "<defs" not in svg(boxes([BOX], fill=GREEN))


def test_a_halo_is_painted_behind_its_letters():
    text = svg(halo([{"x": 1, "y": 2, "text": "Harbour"}]))
    assert 'paint-order="stroke"' in text
    assert 'paint-order="stroke"' not in svg(words([{"x": 1, "y": 2, "text": "Harbour"}]))


def test_lines_of_a_text_stand_under_one_another():
    root = ET.fromstring(svg(words([{"x": 1, "y": 2, "text": "one\ntwo"}])))
    spans = [node for node in root.iter() if node.tag.endswith("tspan")]
    assert [span.text for span in spans] == ["one", "two"]
    assert spans[1].get("dy") == "19"


@pytest.mark.parametrize("hostile", [HOSTILE, "url(#elsewhere)", "javascript:1", '" onload="x'])
def test_words_of_others_stay_words(hostile):
    text = svg(
        words([{"x": 1, "y": 2, "text": hostile}]),
        dots([{"x": 1, "y": 2, "hover": HOVER + hostile}]),
        said=(hostile, hostile),
    )
    root = ET.fromstring(text)
    assert {node.tag.rpartition("}")[2] for node in root.iter()} <= {"svg", "title", "desc", "g", "path", "text"}
    assert [node.text for node in root.iter() if node.text] == [hostile] * 4
    assert {"onload", "href"} & {key for node in root.iter() for key in node.attrib} == set()


@pytest.mark.parametrize("forbidden", ["\x00", "\x0b", "\x1f", "\ufffe", "\ud800"])
def test_what_xml_may_not_hold_is_shown_as_replaced(forbidden):
    name = f"Har{forbidden}bour"
    text = svg(
        words([{"x": 1, "y": 2, "text": name}]), dots([{"x": 1, "y": 2, "hover": HOVER + name}]), said=(name, name)
    )
    assert [node.text for node in ET.fromstring(text).iter() if node.text] == ["Har\ufffdbour"] * 4


def test_a_line_runs_through_its_points_in_their_order():
    text = svg(line([(10, 10), (30, 40), (20, 90)], stroke=GREEN))
    assert 'd="M10,10L30,40L20,90"' in text
