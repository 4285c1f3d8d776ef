"""What holds for every picture, whatever it shows."""

import re
import subprocess
import sys
from collections import Counter
from xml.etree import ElementTree as ET

import pytest

from tests.charts.examples import DRAW, TEXT, picture

SVG = "{http://www.w3.org/2000/svg}"
TOKENS = {"ink", "quiet", "line", "card", "green", "ochre", "brick", "green-tint", "ochre-tint"}
PAINT = re.compile(rf"none|currentColor|var\(--({'|'.join(TOKENS)})\)|url\(#([\w-]+)\)")
FORMS = [(name, form) for name in DRAW for form in ("wide", "narrow")]


def drawing(name: str, form: str) -> ET.Element:
    return ET.fromstring(getattr(picture(name), form))


@pytest.mark.parametrize(("name", "form"), FORMS)
def test_it_is_an_image_with_a_name_and_a_description(name, form):
    root, shown = drawing(name, form), picture(name)
    assert (root.tag, root.get("role")) == (f"{SVG}svg", "img")
    said = {node.get("id"): node.text for node in root}
    title, desc = root.get("aria-labelledby").split()
    assert (said[title], said[desc]) == (TEXT(shown.title), TEXT(shown.description))


@pytest.mark.parametrize(("name", "form"), FORMS)
def test_its_class_and_width_fit_the_window(name, form):
    root = drawing(name, form)
    assert form in root.get("class").split()
    left, top, width, height = map(float, root.get("viewBox").split())
    assert (left, top) == (0, 0)
    assert width == {"wide": 960, "narrow": 360}[form] or "map" in root.get("class").split()
    assert width <= 960
    assert height > 0


@pytest.mark.parametrize(("name", "form"), FORMS)
def test_only_tokens_colour_it(name, form):
    paints = [node.get(kind) for node in drawing(name, form).iter() for kind in ("fill", "stroke") if node.get(kind)]
    assert paints
    assert [paint for paint in paints if not PAINT.fullmatch(paint)] == []


@pytest.mark.parametrize(("name", "form"), FORMS)
def test_it_asks_for_nothing_outside_and_no_policy_forbids_it(name, form):
    text = getattr(picture(name), form)
    attributes = {key for node in ET.fromstring(text).iter() for key in node.attrib}
    assert attributes & {"style", "href", "src", "onclick", "onload", "{http://www.w3.org/1999/xlink}href"} == set()
    assert "http" not in text.replace('xmlns="http://www.w3.org/2000/svg"', "")
    assert {node.tag.removeprefix(SVG) for node in ET.fromstring(text).iter()} <= {
        *("svg", "title", "desc", "defs", "pattern", "g", "path", "line", "rect", "text", "tspan"),
    }


@pytest.mark.parametrize(("name", "form"), FORMS)
def test_it_has_the_type_of_the_page(name, form):
    root = drawing(name, form)
    assert {node.get("font-family") for node in root.iter()} == {None, "inherit"}
    sizes = {float(node.get("font-size").removesuffix("px")) for node in root.iter() if node.get("font-size")}
    assert all(size >= 13 for size in sizes), "a narrow drawing is never a shrunken wide one"


def test_no_id_stands_twice_on_a_page_of_every_picture():
    roots = [drawing(name, form) for name, form in FORMS]
    ids = Counter(node.get("id") for root in roots for node in root.iter() if node.get("id"))
    assert [name for name, times in ids.items() if times > 1] == []
    for root in roots:
        own = {node.get("id") for node in root.iter()}
        used = {found for node in root.iter() for found in re.findall(r"url\(#([\w-]+)\)", node.get("fill") or "")}
        assert used <= own


@pytest.mark.parametrize(("name", "form"), FORMS)
def test_nothing_is_written_outside_the_drawing(name, form):
    root = drawing(name, form)
    _, _, width, height = map(float, root.get("viewBox").split())
    for node in root.iter(f"{SVG}text"):
        x, y = map(float, re.match(r"translate\(([-\d.]+),([-\d.]+)\)", node.get("transform")).groups())
        longest = max(len(line) for line in [node.text or "", *(part.text or "" for part in node)])
        room = longest * 15 * 0.5
        left = {"middle": x - room / 2, "end": x - room}.get(node.get("text-anchor"), x)
        assert left >= -3, ET.tostring(node)
        assert left + room <= width + 3, ET.tostring(node)
        assert 0 <= y <= height, ET.tostring(node)


@pytest.mark.parametrize("name", DRAW)
def test_the_table_has_a_cell_for_every_column(name):
    table = picture(name).table
    assert table.rows
    assert {len(row) for row in table.rows} == {len(table.columns)}


@pytest.mark.parametrize("name", DRAW)
def test_its_swatches_are_hidden_and_coloured_by_tokens(name):
    for entry in picture(name).key:
        if entry.swatch:
            root = ET.fromstring(entry.swatch)
            assert root.get("aria-hidden") == "true"
            assert all(PAINT.fullmatch(node.get(kind, "none")) for node in root.iter() for kind in ("fill", "stroke"))
            assert "style" not in entry.swatch


def test_the_same_values_give_the_same_bytes_in_another_run():
    ask = "from tests.charts.examples import DRAW; print([(p.wide, p.narrow) for p in (f() for f in DRAW.values())])"
    other = {"PYTHONHASHSEED": "7", "PYTHONUTF8": "1"}
    run = subprocess.run([sys.executable, "-c", ask], check=True, capture_output=True, env=other)
    assert run.stdout.decode().strip() == str([(picture(name).wide, picture(name).narrow) for name in DRAW])
