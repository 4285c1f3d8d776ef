"""Every figure of a part of a profile is found, however deep, by what leads to it."""

from commonweal.web.reads.told_parts import stated_in

FIGURE = {"value": 0.25, "low": 0.1, "high": 0.4, "unit": "index", "sources": [], "rows": 3}
MOVED = {
    "caveat": "Read with care.",
    "measures": [
        {"measure": "Lights", "sentence": "It moved.", "figures": {"quotient": FIGURE, "target:before": FIGURE}},
        {"sentences": ["One.", "Two."], "count": {**FIGURE, "value": None, "unknown_because": "not asked"}},
    ],
}


def test_every_figure_is_found_by_what_leads_to_it():
    assert [(one.label, one.figure["value"]) for one in stated_in("moved", MOVED)] == [
        ("measures: Lights: quotient", 0.25),
        ("measures: Lights: target, before", 0.25),
        ("measures: 2: count", None),
    ]
