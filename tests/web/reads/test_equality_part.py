"""The equality assessment on the page of a plan: what it leaves for people, and who answers."""

from dataclasses import replace
from types import SimpleNamespace

from commonweal.formats.equality_table import FILE, write_equality
from commonweal.formats.prose import prose
from commonweal.samples.equality import sample_equality
from commonweal.web.reads.equality_part import assessed, equality


def words(said):
    return said if isinstance(said, str) else prose().text(said)


def shown(impacts):
    files = {FILE: write_equality(impacts)} if impacts else {}
    return equality(SimpleNamespace(folder=SimpleNamespace(files=files), source=lambda name: f"/plans/p/{name}"))


def test_a_plan_that_nobody_assessed_says_so():
    section = shown(())
    assert words(section.said[0]).startswith("Nobody has written down")
    assert section.folded == ()


def test_each_characteristic_stands_with_what_it_rests_on_and_who_answers():
    (table,) = shown(sample_equality()).folded
    rows = [[words(cell.text) for cell in row.cells] for row in table.rows]
    assert len(rows) == 10
    assert rows[2] == [
        "gender reassignment",
        "not known yet",
        "nobody has asked",
        "ask a specialist charity",
        "council officer",
        "30 June 2025",
    ]
    assert {row.cells[1].href for row in table.rows} == {f"/plans/p/{FILE}"}


def test_who_is_left_worse_off_is_said_first_and_marked():
    first, *rest = sample_equality()
    answered = replace(first, effect="worse", overridden_by="board", override_reason="no other body can run it")
    section = shown((answered, *rest))
    assert "the board answers for that" in words(section.said[0])
    assert section.folded[0].rows[0].cells[1].tone == "harm"


def test_a_profile_shows_the_assessment_that_its_place_keeps_and_nothing_where_it_keeps_none():
    def kept(files):
        return assessed(SimpleNamespace(folder=SimpleNamespace(files=files)))

    (section,) = kept({FILE: write_equality(sample_equality())})
    assert "hand-over of services" in words(section.said[-1])
    assert {row.cells[1].href for row in section.folded[0].rows} == {"/sources/#file-equality-csv"}
    assert kept({}) == ()
