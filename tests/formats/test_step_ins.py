"""The folder of a step-in case: the first page first, every day once, and nothing in it that would judge a body."""

import json
from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from commonweal.formats.folders import MANIFEST, sha256_of
from commonweal.formats.step_ins import case_text, step_in_files, successors_text
from commonweal.handover.step_in.agreement import Report
from commonweal.handover.step_in.successors import successors
from commonweal.terms.canon import encode
from commonweal.terms.sentences import say
from tests.handover.step_in.cases import AGREEMENT, ASK, CANDIDATES, FIRED, HANDED_ON, STEPPED_IN, account, row

ROWS = (row(FIRED, 0, "organisation"), row(STEPPED_IN, "7.5", line=3))


def files(found=None, picture=""):
    return step_in_files(found or account(STEPPED_IN, *ROWS), picture)


def test_the_folder_lists_what_is_in_it():
    made = files(picture="<svg/>")
    assert set(made) == {"case.txt", "cover.csv", "case.json", "cover.svg", MANIFEST}
    listed = json.loads(made[MANIFEST])
    assert listed["kind"] == "step-in"
    assert listed["files"] == {name: sha256_of(data) for name, data in made.items() if name != MANIFEST}
    assert "cover.svg" not in files()


def test_the_same_case_gives_the_same_bytes():
    assert files() == files()


def test_the_text_begins_with_what_people_ask_first():
    lines = case_text(account(STEPPED_IN, *ROWS)).splitlines()
    assert lines[0] == "Libraries, Herring Hill, as at 9 March 2026: step-in"
    assert lines[3] == "What happens to people who use it today"
    assert lines[5] == "Today it is open 7.50 of 8 agreed hours."


def test_every_day_stands_once_in_the_table_and_a_day_not_known_is_blank():
    assert files()["cover.csv"].decode().splitlines() == [
        "day,state,run_by,open_hours,agreed_hours,floor_hours,floor_kept,told",
        "2026-03-06,triggered,the organisation,0,8,4,no,yes",
        "2026-03-07,triggered,the organisation,,4,2,,no",
        "2026-03-08,triggered,the organisation,,0,0,,no",
        "2026-03-09,step-in,the council,7.5,8,4,yes,yes",
    ]


def test_the_values_are_canonical_and_hold_what_the_page_says():
    made = files()["case.json"]
    value = json.loads(made)
    assert encode(value) == made
    assert (value["state"], value["as_at"], value["duty"]) == ("step-in", "2026-03-09", "agreed")
    assert value["cases"][0]["moves"] == [
        {"day": "2026-03-06", "state": "triggered"},
        {"day": "2026-03-09", "state": "step-in"},
    ]
    assert value["cover"][3] == {
        "agreed_hours": "8/1",
        "day": "2026-03-09",
        "floor_hours": "4/1",
        "floor_kept": True,
        "open_hours": "15/2",
        "run_by": "council",
        "state": "step-in",
    }
    assert value["reserve"]["held_gbp"] == "5000/1"
    assert [(one["task"], one["day"], one["overdue"]) for one in value["due"]] == [
        ("answer", "2026-03-11", False),
        ("end", "2026-09-05", False),
    ]
    assert value["told"][0]["sentences"][0]["text"] == "Today it is open 7.50 of 8 agreed hours."


def test_a_notice_that_ends_and_an_asking_are_in_the_values():
    value = json.loads(files(account(FIRED, reports=(), acts=(ASK,)))["case.json"])
    assert (value["cases"][0]["asked"], value["notice_ends"]) == ("2026-03-06", "2026-06-06")


@pytest.mark.parametrize("notice", ["volunteer", "care", "books"])
def test_no_file_tells_which_notice_came(notice):
    found = account(FIRED, reports=(Report("A1", notice, FIRED, None, "council"),), acts=())
    whole = b"".join(files(found).values()).decode().lower()
    assert json.loads(files(found)["case.json"])["cases"][0]["fired"][0]["measure"] == "notice"
    told = ("safeguarding", "insolvency", "volunteer", f"clause {notice}", "clause care", "clause books")
    assert [word for word in told if word in whole] == []


def test_no_file_holds_a_bodys_own_figure():
    found = account(FIRED, reports=(Report("A1", "reserves", FIRED, Fraction(77, 100), "council"),), acts=())
    whole = b"".join(files(found).values()).decode()
    assert "77" not in json.dumps(json.loads(files(found)["case.json"])["cases"])
    assert "0.77" not in whole


def test_no_file_says_who_could_not_take_over():
    whole = b"".join(files(account(STEPPED_IN, *ROWS)).values()).decode().lower()
    assert [
        one.organisation for one in CANDIDATES if one.organisation in whole.split() and one.organisation != "mill"
    ] == []
    assert not [word for word in ("willing", "readiness", "quay", "weir") if word in whole]


def listed(candidates=CANDIDATES, away=None):
    names = {"friends": "Friends", "quay": "Quay Trust", "weir": "Weir Group", "mill": "Mill Society"}
    found = successors(AGREEMENT, candidates, date(2026, 6, 1), {"Fathom Rise": 1250} if away is None else away, names)
    return successors_text(found, say("A case"), names)


def test_the_private_list_says_who_could_and_why_every_other_could_not():
    assert listed().splitlines()[4:] == [
        "1. Friends, 1,250 metres away",
        "",
        "Mill Society",
        "  its readiness check does not say that it is ready",
        "  it is willing only from 1 July 2026 on",
        "  it has 5 units free, and the service needs 20",
        "",
        "Quay Trust",
        "  its readiness check ran out on 28 February 2026",
        "",
        "Weir Group",
        "  it has not recorded that it is willing",
    ]
    assert listed().splitlines()[1].startswith("Not to be published")


def test_it_says_where_a_body_is_or_that_nobody_knows_and_when_there_is_none():
    assert "1. Friends, at a distance that is not known" in listed(away={})
    here = replace(CANDIDATES[0], neighbourhood="Herring Hill")
    assert "1. Friends, in the neighbourhood itself" in listed([here])
    assert "Nobody on the readiness list could take it over on this day." in listed(CANDIDATES[1:])


def test_who_took_over_is_told_once_it_did():
    assert "Friends of the Library" in files(account(HANDED_ON, *ROWS))["case.txt"].decode()
