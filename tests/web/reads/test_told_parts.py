"""A part of a profile that has no file of its own still shows every sentence and figure, and where each is from."""

from commonweal.formats.prose import prose
from commonweal.terms.sentences import say
from commonweal.web.reads.profiled import Profiled
from commonweal.web.reads.told_parts import Part, part_section, sentences_in, stated_in
from commonweal.web.store.read import Stored

FIGURE = {"value": 0.25, "low": 0.1, "high": 0.4, "unit": "index", "sources": [], "rows": 3}
MOVED = {
    "caveat": "Read with care.",
    "measures": [
        {"measure": "Lights", "sentence": "It moved.", "figures": {"quotient": FIGURE, "target:before": FIGURE}},
        {"sentences": ["One.", "Two."], "count": {**FIGURE, "value": None, "unknown_because": "not asked"}},
    ],
}


def shown(value):
    profile = Profiled(Stored("profile", "0" * 64, {}, 0), {"moved": value})
    return part_section(profile, Part("moved", say("Did it move?")))


def test_every_sentence_is_found_in_order():
    assert list(sentences_in(MOVED)) == ["Read with care.", "It moved.", "One.", "Two."]


def test_every_figure_is_found_by_what_leads_to_it():
    assert [(one.label, one.figure["value"]) for one in stated_in("moved", MOVED)] == [
        ("measures: Lights: quotient", 0.25),
        ("measures: Lights: target, before", 0.25),
        ("measures: 2: count", None),
    ]


def test_a_part_is_a_section_whose_figures_open_to_their_source():
    (section,) = shown(MOVED)
    cells = [
        [prose().text(c.text) if not isinstance(c.text, str) else c.text for c in row.cells]
        for row in section.tables[0].rows
    ]
    assert cells[0] == ["measures: Lights: quotient", "0.25 (0.10 to 0.40)", "index"]
    assert cells[2][1] == "not known: not asked"
    assert section.tables[0].rows[0].cells[1].href == "/sources/#figure-moved-measures-lights-quotient"


def test_many_figures_are_folded_and_nothing_is_no_section():
    (section,) = shown({"figures": {f"f{k}": FIGURE for k in range(20)}})
    assert (len(section.tables), len(section.folded)) == (0, 1)
    assert shown(None) == shown([]) == ()
