"""The measures on the page of a result: shown where they are published, and only what is published."""

import json
from functools import cache

import pytest

from commonweal.formats.counts import count_files
from commonweal.formats.prose import prose
from commonweal.funding.ballots import Ballot
from commonweal.funding.measures import measures
from commonweal.samples.polls import sample_poll
from commonweal.terms.canon import encode
from commonweal.web.reads.counted import counted as read_back
from commonweal.web.reads.measured import files, measured
from commonweal.web.reads.stored import Stored
from tests.funding.polls import counted, poll_of

# Six take all; four, who like only the desk, have its cost as their share.
UNFAIR = poll_of([60, 40, 40], [Ballot((0, 2), voters=6), Ballot((1,), voters=4)], 100)


@cache
def folder(kind="approval", *, with_measures=True):
    poll = UNFAIR if kind == "unfair" else sample_poll(2, 8, 60, kind)
    result = counted(poll, "greedy")
    return count_files(poll, result, made=measures(poll, result, draws=10, recounts=60) if with_measures else None)


def shown(files_, name="r"):
    return {section.id: section for section in measured(read_back(Stored(name, name, files_, 1)))}


def words(section):
    cells = [cell.text for table in (*section.tables, *section.folded) for row in table.rows for cell in row.cells]
    return [text if isinstance(text, str) else prose().text(text) for text in (*section.said, *cells)]


def test_a_count_without_measures_shows_none():
    count = read_back(Stored("r", "plain", folder(with_measures=False), 1))
    assert measured(count) == ()
    assert files(count) == ()


@pytest.mark.parametrize("kind", ["approval", "choose-1", "cumulative", "ordinal"])
def test_each_measure_has_its_section(kind):
    sections = shown(folder(kind), kind)
    claimed = [] if kind in {"cumulative", "ordinal"} else ["claims"]
    assert list(sections) == ["money", *claimed, "rules", "firm"]
    assert [picture.name for picture in sections["money"].pictures] == ["groups", "purchases"]
    assert len(sections["firm"].folded[0].rows) == 8


def test_a_claim_names_the_project_and_who_could_claim_it():
    said = words(shown(folder("unfair"), "unfair")["claims"])
    assert "1 project that is not funded could be claimed so." in said
    assert said[-5:] == ["Project 1", "4", "£40", "£40", "£0"]


def test_the_rules_stand_under_each_other_with_this_one_first():
    told = json.loads(folder()["measures.json"])["others"]
    (table,) = shown(folder())["rules"].tables
    labels = [row.cells[0].text for row in table.rows]
    assert [prose().text(label) for label in labels] == ["This rule", *(one["label"] for one in told)]


def test_the_figures_are_those_of_the_file_and_no_other():
    told = json.loads(folder()["measures.json"])
    told["robustness"]["projects"][0]["funded"] = 3
    said = words(shown({**folder(), "measures.json": encode(told)}, "changed")["firm"])
    assert "30%" in said


def test_the_file_of_the_measures_can_be_opened():
    (link,) = files(read_back(Stored("r", "open", folder(), 1)))
    assert link.href == "/bundle/counts/r/measures.json"
