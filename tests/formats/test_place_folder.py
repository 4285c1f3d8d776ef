"""A place folder is read whole, or refused with every fault of every file."""

import json
from fractions import Fraction

import pytest

from commonweal.errors import FileMissing, PlaceFaults
from commonweal.formats.place_folder import read_place

TOML = """\
[place]
name = "Saltmarsh"
board = "Saltmarsh Neighbourhood Board"
accountable_body = "Saltmarsh Council"
as_at = 2026-10-01

[sources."areas.csv"]
publisher = "A ministry"

[[rounds]]
id = "fund-2026"
title = "Saltmarsh Fund 2026"
file = "polls/fund-2026.pb"
rule = "greedy"
rules_published = 2026-05-01
closed = 2026-06-30
confirmed = 2026-07-14
due = 2027-09-30
"""
POLL = """\
META
key;value
description;Saltmarsh Fund
num_projects;1
num_votes;1
budget;100
vote_type;approval
PROJECTS
project_id;cost
1;60
VOTES
voter_id;vote
a;1
"""
FILES = {
    "place.toml": TOML,
    "areas.csv": "code,name,neighbourhood,population,"
    "deprivation_rank,deprivation_decile,deprivation_score,easting,northing\n"
    "S1,Saltmarsh 1,North,100,500,1,50.5,1000,1000\n"
    "S2,Saltmarsh 2,South,300,9000,3,20.5,2000,1000\n",
    "organisations.csv": "id,name,kind,home,summary\n"
    "council,Saltmarsh Council,council,,\no1,Saltmarsh Friends,charity,North,\n",
    "proposals.csv": "id,title,summary,organisation,neighbourhood,group,cost_pounds\n1,A warm room,,o1,North,,60\n",
    "polls/fund-2026.pb": POLL,
}

SERVICES = (
    "id,name,unit,criticality,floor,statutory,sensitive,standard_per_person_in_need,up_for_transfer\n"
    "youth,Youth clubs,places,1,0.5,yes,no,1,yes\n"
)


def folder(tmp_path, **changes):
    for name, text in {**FILES, **{name.replace("__", "/"): text for name, text in changes.items()}}.items():
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return tmp_path


def test_a_place_is_read_whole(tmp_path):
    place = read_place(folder(tmp_path))
    assert [area.code for area in place.areas] == ["S1", "S2"]
    assert [(n.name, n.deprivation_rank) for n in place.neighbourhoods] == [("North", 1), ("South", 2)]
    assert place.evidence.sources["areas.csv"].publisher == "A ministry"
    assert place.polls["fund-2026"].budget == Fraction(100)
    assert place.proposals[0].organisation == "o1"
    assert (place.handover, place.boundaries, place.evidence.libraries) == (None, {}, None)


def test_faults_of_every_file_come_at_once(tmp_path):
    bad = folder(
        tmp_path,
        **{
            "areas.csv": FILES["areas.csv"].replace("300", "many"),
            "organisations.csv": FILES["organisations.csv"].replace("charity", "sect"),
            "proposals.csv": FILES["proposals.csv"].replace("60", "free"),
            "services.csv": SERVICES.replace("yes,no,", "perhaps,no,"),
            "needs.csv": "area,service,group,people,low,high,basis\nS2,youth,young people,5,6,7,count\n",
            "sites.csv": "id,name,service,organisation,easting,northing,capacity\ny1,Hall,youth,o1,here,1000,20\n",
            "handover__funds.csv": "quarter,statutory_budget_gbp,devolved_grant_gbp\n2027-Q1,plenty,0\n",
            "place.toml": TOML + "[handover]\nadopted = 2026-11-01\n",
            "polls__fund-2026.pb": POLL.replace("a;1", "a;7"),
        },
    )
    with pytest.raises(PlaceFaults) as refused:
        read_place(bad)
    seen = {(fault.file, fault.line, fault.field) for fault in refused.value.faults}
    assert seen >= {
        ("areas.csv", 3, "population"),
        ("organisations.csv", 3, "kind"),
        ("proposals.csv", 2, "cost_pounds"),
        ("services.csv", 2, "statutory"),
        ("needs.csv", 2, "people"),
        ("sites.csv", 2, "easting"),
        ("handover/funds.csv", 2, "statutory_budget_gbp"),
        ("polls/fund-2026.pb", 13, "vote"),
    }


def test_what_a_file_at_fault_still_names_is_known_to_the_files_that_refer_to_it(tmp_path):
    bad = folder(
        tmp_path,
        **{
            "areas.csv": FILES["areas.csv"].replace("300", "many"),
            "organisations.csv": FILES["organisations.csv"].replace("charity", "sect"),
        },
    )
    with pytest.raises(PlaceFaults) as refused:
        read_place(bad)
    assert {(fault.file, fault.line) for fault in refused.value.faults} == {("areas.csv", 3), ("organisations.csv", 3)}


def test_a_file_that_names_nothing_takes_those_that_refer_to_it_with_it(tmp_path):
    bad = folder(tmp_path, **{"areas.csv": "name\nSaltmarsh\n"})
    with pytest.raises(PlaceFaults) as refused:
        read_place(bad)
    assert {fault.file for fault in refused.value.faults} == {"areas.csv"}


def test_a_file_that_place_toml_names_and_nobody_has_is_a_fault(tmp_path):
    bad = folder(tmp_path, **{"place.toml": TOML.replace("areas.csv", "needs.csv") + HANDOVER})
    (bad / "polls/fund-2026.pb").unlink()
    with pytest.raises(PlaceFaults) as refused:
        read_place(bad)
    assert {(fault.file, fault.field) for fault in refused.value.faults} == {
        ("polls/fund-2026.pb", ""),
        ("place.toml", "sources.needs.csv"),
        ("place.toml", "withdrawals"),
        ("handover", ""),
    }


HANDOVER = """
[handover]
adopted = 2026-11-01

[[withdrawals]]
organisation = "nobody"
from_quarter = "2028-Q1"
on = 2027-12-01
reason = "lost its main funder"
"""


def test_boundaries_that_do_not_match_the_areas_are_refused(tmp_path):
    ring = [[0, 0], [1, 0], [1, 1], [0, 0]]
    shape = {"type": "Feature", "properties": {"code": "S9"}, "geometry": {"type": "Polygon", "coordinates": [ring]}}
    folder(tmp_path, **{"boundaries.geojson": json.dumps({"type": "FeatureCollection", "features": [shape]})})
    with pytest.raises(PlaceFaults) as refused:
        read_place(tmp_path)
    assert {fault.file for fault in refused.value.faults} == {"boundaries.geojson"}
    assert "S1" in str(refused.value)


def test_no_folder_and_no_place_toml_are_refused(tmp_path):
    with pytest.raises(FileMissing):
        read_place(tmp_path / "nowhere")
    with pytest.raises(FileMissing, match=r"place\.toml"):
        read_place(tmp_path)
