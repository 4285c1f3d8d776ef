"""Whether problems moved elsewhere: what became of every 100 cases, drawn only where every count may be shown."""

import pytest

from commonweal.web.reads.displacement_part import displacement
from tests.web.reads.shown_parts import bars, cells, holding, words


def figure(value, **more):
    return {"value": value, "unit": "cases", "sources": [], "rows": 3, **more}


def measured(gained, near, **counts):
    known = {"target": (200, 100), "buffer": (50, 60), "control": (100, 100)}
    figures = {
        f"{role}:{when}": figure(value)
        for role, both in {**known, **counts}.items()
        for when, value in zip(("before", "after"), both, strict=True)
    }
    figures |= {"quotient": figure(-0.1, low=-0.4, high=0.2), "gained": figure(gained), "near": figure(near)}
    return {"measure": "Alley gates", "buffers": [], "sentence": "It became less.", "figures": figures}


def shown(digest, one):
    (section,) = displacement(holding(digest, displacement=[one]))
    return section


@pytest.mark.parametrize(("near", "end"), [(-10, "about 10 more."), (15, "about 15 fewer.")])
def test_cases_are_told_against_how_it_would_have_gone_anyway(near, end):
    said = [words(one) for one in shown("7", measured(100, near)).said]
    assert said[0] == "It became less."
    assert said[1].startswith("Where it was tried there were about 100 cases fewer")
    assert said[1].endswith(end)


def test_what_became_of_every_100_cases_is_drawn_and_every_count_opens_to_its_source():
    section = shown("8", measured(100, -10))
    assert [row[1] for row in bars(section.pictures[0])] == ["50", "120", "100"]
    assert cells(section.tables[0])[1] == ["in the areas around", "50", "60"]
    href = section.tables[0].rows[1].cells[2].href
    assert href == "/sources/#figure-displacement-alley-gates-buffer-after"
    assert cells(section.folded[0])[0] == ["Displacement quotient", "-0.10 (-0.40 to 0.20)", "cases"]


def test_where_a_count_is_hidden_nothing_is_drawn_and_no_cases_are_told():
    section = shown("9", measured(None, None, buffer=(None, 60)))
    assert section.pictures == ()
    assert len(section.said) == 2
    assert cells(section.tables[0])[1][1].startswith("not known")


def test_where_nothing_was_counted_there_is_no_such_section():
    assert displacement(holding("a")) == ()
