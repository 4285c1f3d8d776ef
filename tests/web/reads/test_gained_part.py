"""Who gained and who lost, on the page of a result and of a plan: from what was published alone."""

from dataclasses import replace
from types import SimpleNamespace

import pytest

from commonweal.formats.prose import prose
from commonweal.web.reads import gained_part
from commonweal.web.reads.counted import counted as read_back
from commonweal.web.reads.gained_part import gained_by_plan, gained_by_round
from commonweal.web.reads.profiled import Profiled
from commonweal.web.reads.stored import Stored, StoredRound
from tests.handover.tiny import solved
from tests.web.reads.test_who_part import AREAS, files_of

PROFILE = Profiled(Stored("p", "digest of areas", {"tables/areas.csv": AREAS}, 2), {})
TENTHS = {"by_tenth": [{"group": "2", "used": 20}, {"group": "9", "used": "too few"}, {"group": "", "used": 5}]}


def words(said):
    return said if isinstance(said, str) else prose().text(said)


def round_of(name, files=None):
    return StoredRound(name, {"round": name}, 1, Stored(name, name, files or files_of(), 3), None, None)


@pytest.fixture
def stored(monkeypatch):
    """What the site keeps: two rounds with the same result, and the groups of their proposals."""
    kept = SimpleNamespace(rounds=[round_of("r1"), round_of("r2")], stopped=set(), closed={}, groups={})
    monkeypatch.setattr(gained_part.stored, "rounds", lambda: tuple(kept.rounds))
    monkeypatch.setattr(gained_part.stored, "standing", lambda name: SimpleNamespace(stopped=name in kept.stopped))
    monkeypatch.setattr(gained_part.balloting, "payload_of", lambda name, _kind: kept.closed.get(name))
    monkeypatch.setattr(
        gained_part.proposed,
        "put_forward",
        lambda _name: [SimpleNamespace(id=one, group=group) for one, group in kept.groups.items()],
    )
    return kept


def shown(one, profile=PROFILE):
    return gained_by_round(one, read_back(one.count), profile)


def rows(table):
    return [[words(cell.text) for cell in row.cells] for row in table.rows]


def test_the_first_round_begins_at_nothing(stored):
    (section,) = shown(stored.rounds[0])
    # Quay has £40 for 80 people in tenth 2, Hill £40 for 120 in tenth 9: £80 for 200 people.
    assert words(section.said[0]) == (
        "This round gave £0.40 for each person. More than that went to tenths of deprivation with 80 people, and less "
        "to tenths with 120 people."
    )
    (table,) = section.folded
    assert rows(table) == [["2", "80", "£0", "£0.50"], ["9", "120", "£0", "£0.33"]]


def test_a_later_round_begins_with_what_those_before_it_gave(stored):
    (section,) = shown(stored.rounds[1])
    assert rows(section.folded[0]) == [["2", "80", "£0.50", "£1"], ["9", "120", "£0.33", "£0.67"]]
    stored.stopped.add("r1")
    (section,) = shown(stored.rounds[1])
    assert rows(section.folded[0])[0] == ["2", "80", "£0", "£0.50"]


def test_a_round_that_was_not_measured_is_said_and_not_taken_for_nothing(stored):
    files = {name: data for name, data in files_of().items() if name != "measures.json"}
    stored.rounds[0] = round_of("r1", files)
    (section,) = shown(stored.rounds[1])
    assert any("not all of their counts were measured" in words(said) for said in section.said)


def test_ballots_stand_beside_where_codes_named_areas_and_hidden_ones_stay_hidden(stored):
    stored.closed = {"r1": TENTHS, "r2": TENTHS}
    (section,) = shown(stored.rounds[0])
    assert [row[-1] for row in rows(section.folded[0])] == ["25.0", "not known"]
    (section,) = shown(stored.rounds[1])
    assert [row[-1] for row in rows(section.folded[0])] == ["25.0 (before: 25.0)", "not known"]


def test_the_money_of_each_community_group_stands_apart(stored):
    project = read_back(stored.rounds[0].count).result["selected"][0]
    stored.groups = {project: "refugees"}
    (section,) = shown(stored.rounds[0])
    unsaid = "not known: nobody has said how many people are in this group"
    assert rows(section.folded[1]) == [["refugees", "£10", unsaid, unsaid]]
    sizes = {"refugees": {"value": 40}, "parents": {"value": None, "unknown_because": "not asked"}}
    (section,) = shown(stored.rounds[0], replace(PROFILE, told={"group_sizes": sizes}))
    assert rows(section.folded[1]) == [["refugees", "£10", "£0", "£0.25"]]


def test_groups_that_the_poll_itself_names_share_what_is_for_them_in_equal_parts(stored):
    files = dict(files_of())
    lines = files["poll.pb"].decode().split("\n")
    at = lines.index("PROJECTS") + 1
    column = lines[at].split(";").index("target")
    chosen = read_back(stored.rounds[0].count).result["selected"]
    for k in range(at + 1, at + 5):
        cells = lines[k].split(";")
        cells[column] = "refugees,parents" if cells[0] == chosen[0] else ""
        lines[k] = ";".join(cells)
    files["poll.pb"] = "\n".join(lines).encode()
    stored.rounds[0] = round_of("r1", files)
    (section,) = shown(stored.rounds[0])
    assert [row[:2] for row in rows(section.folded[1])] == [["parents", "£5"], ["refugees", "£5"]]


def test_without_a_profile_nothing_is_said(stored):
    assert shown(stored.rounds[0], None) == ()


def test_every_count_of_people_opens_to_its_source(stored):
    (section,) = shown(stored.rounds[0])
    assert {row.cells[1].href for row in section.folded[0].rows} == {"/bundle/profile/tables/areas.csv"}


def test_a_plan_says_what_is_met_in_each_tenth():
    problem, plan, _ = solved(7)
    table = "code,name,neighbourhood,population,deprivation_decile\n" + "".join(
        f"a{k},A,{place.name},{100 * (k + 1)},{k + 1}\n" for k, place in enumerate(problem.neighbourhoods)
    )
    profile = Profiled(Stored("p", f"digest of {table}", {"tables/areas.csv": table.encode()}, 2), {})
    found = SimpleNamespace(problem=problem, plan=plan)
    (section,) = gained_by_plan(found, profile)
    assert len(section.said) == 2
    assert [row[0] for row in rows(section.folded[0])] == [str(k + 1) for k in range(len(problem.neighbourhoods))]
    assert gained_by_plan(found, None) == ()
