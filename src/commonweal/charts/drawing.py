"""Drawing: a Vega-Lite specification to an SVG element that fits any page.

What comes out holds the page's tokens for colours and the page's own type, no style attribute and no script (the site's
content security policy allows neither), no reference to anything outside, and ids that no other picture has.
"""

import json
import re
from functools import lru_cache
from typing import Any
from xml.etree import ElementTree as ET

from commonweal.charts.canvas import Canvas
from commonweal.charts.labels import drawable

VEGA_LITE = "6.1"
HOVER = "hover: "
"""Begins the ``description`` of a mark that says its name when pointed at."""
LEADS = "\ue000"
"""Parts what such a description says from the address that the mark leads to; no name is shown with it."""

_KEPT = frozenset(
    {
        "cx",
        "cy",
        "d",
        "dy",
        "fill",
        "fill-opacity",
        "font-size",
        "font-weight",
        "height",
        "opacity",
        "r",
        "rx",
        "stroke",
    }
    | {"stroke-dasharray", "stroke-linecap", "stroke-linejoin", "stroke-opacity", "stroke-width", "text-anchor"}
    | {"transform", "width", "x", "x1", "x2", "y", "y1", "y2"}
)
_PLAIN = frozenset({("opacity", "1"), ("stroke-width", "1"), ("fill-opacity", "1"), ("text-anchor", "start")})
_PLACED = frozenset({"cx", "cy", "d", "dy", "height", "r", "transform", "width", "x", "x1", "x2", "y", "y1", "y2"})
_DECIMAL = re.compile(r"-?\d+\.\d+(?:e-?\d+)?|-?\d+e-\d+")
_ADDRESS = re.compile(r"/(?!/)[\w./%-]*")
"""An address of our own site; a name that holds the sign above leads nowhere else."""
_HATCH = re.compile(r"url\(#(hatch-(\w+))\)")
_SPACES = re.compile(r"\{[^}]*\}")


def hatched(token: str) -> str:
    """Give the fill of a hatching in a token's colour, such as ``hatched("quiet")``."""
    return f"url(#hatch-{token})"


def drawn(name: str, canvas: Canvas, spec: dict[str, Any], said: tuple[str, str], extra: str = "") -> str:
    """Draw a specification as an SVG element.

    Args:
        name: the picture's name, with which its ids begin.
        canvas: what it is drawn on.
        spec: Vega-Lite.
        said: the picture's title and description.
        extra: a further class, such as "map".

    Returns:
        The element; the same input gives the same bytes.
    """
    prefix = f"{name}-{canvas.form}"
    # What Vega drew is our own text, never a stranger's file.
    root = ET.fromstring(_converted(json.dumps(spec, sort_keys=True)))  # noqa: S314
    svg = ET.Element(
        "svg",
        {
            "xmlns": "http://www.w3.org/2000/svg",
            "class": f"{canvas.form} {extra}".strip(),
            "viewBox": f"0 0 {canvas.width} {canvas.height}",
            "role": "img",
            "aria-labelledby": f"{prefix}-title {prefix}-desc",
        },
    )
    for part, words in zip(("title", "desc"), said, strict=True):
        ET.SubElement(svg, part, {"id": f"{prefix}-{part}"}).text = drawable(words)
    body = ET.Element("g", {"font-family": "inherit", "fill": "none"})
    for child in root:
        body.extend(_cleaned(child, prefix))
    hatches = sorted({found for node in body.iter() for found in _HATCH.findall(node.get("data-fill", ""))})
    for node in body.iter():
        if node.attrib.pop("data-fill", ""):
            node.set("fill", _HATCH.sub(rf"url(#{prefix}-\1)", node.get("fill", "")))
    if hatches:
        definitions = ET.SubElement(svg, "defs")
        for hatch, token in hatches:
            definitions.append(_pattern(f"{prefix}-{hatch}", token))
    if body.find(".//a") is not None:
        svg.set("role", "group")  # what is an image has nothing in it to press
    svg.append(body)
    return ET.tostring(svg, encoding="unicode")


@lru_cache(maxsize=128)
def _converted(spec: str) -> str:
    import vl_convert  # as Altair: loaded once something is drawn

    svg: str = vl_convert.vegalite_to_svg(spec, vl_version=VEGA_LITE)
    return svg


def _cleaned(node: ET.Element, prefix: str) -> list[ET.Element]:
    tag = _SPACES.sub("", node.tag)
    if tag not in {"g", "path", "line", "rect", "text", "tspan", "circle"} or _nothing(tag, node):
        return []
    clean = ET.Element(tag, _attributes(node))
    clean.text = node.text
    hover = node.get("aria-label", "")
    said, _, address = hover.removeprefix(HOVER).partition(LEADS)
    if hover.startswith(HOVER) and said:
        ET.SubElement(clean, "title").text = said
    for child in node:
        clean.extend(_cleaned(child, prefix))
    if _HATCH.fullmatch(clean.get("fill", "")):
        clean.set("data-fill", clean.get("fill", ""))
    if tag == "text" and "stroke" in clean.attrib:
        clean.set("paint-order", "stroke")  # the stroke is a halo behind the letters
        clean.set("stroke-linejoin", "round")
    if tag == "g":
        return _ungrouped(clean)
    return [_leading(clean, address)] if _ADDRESS.fullmatch(address) else [clean]


def _leading(mark: ET.Element, address: str) -> ET.Element:
    """Make a mark lead somewhere: a name for everybody, a shape for pointers alone, since names lead there too."""
    only_pointed_at = {} if mark.tag == "text" else {"tabindex": "-1", "aria-hidden": "true"}
    link = ET.Element("a", {"href": address, **only_pointed_at})
    link.append(mark)
    return link


def _nothing(tag: str, node: ET.Element) -> bool:
    if tag in {"path", "rect"} and not {"fill", "stroke"} & node.attrib.keys():
        return True
    return node.get("display") == "none" or (tag == "path" and not node.get("d"))


def _attributes(node: ET.Element) -> dict[str, str]:
    kept = {}
    for name, value in sorted(node.attrib.items()):
        if name not in _KEPT or (name, value) in _PLAIN:
            continue
        short = _DECIMAL.sub(_rounded, value) if name in _PLACED else value
        if (name, short) != ("transform", "translate(0,0)"):
            kept[name] = short
    return kept


def _rounded(number: re.Match[str]) -> str:
    short = f"{float(number[0]):.1f}".removesuffix(".0")
    return "0" if short == "-0" else short


def _ungrouped(group: ET.Element) -> list[ET.Element]:
    if not len(group):
        return []
    return [group] if group.attrib.keys() - {"fill"} else list(group)


def _pattern(name: str, token: str) -> ET.Element:
    pattern = ET.Element(
        "pattern",
        {
            "id": name,
            "width": "6",
            "height": "6",
            "patternUnits": "userSpaceOnUse",
            "patternTransform": "rotate(45)",
        },
    )
    ET.SubElement(
        pattern, "line", {"x1": "1.5", "x2": "1.5", "y2": "6", "stroke": f"var(--{token})", "stroke-width": "2"}
    )
    return pattern
