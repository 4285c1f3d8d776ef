"""The tables of readiness: written, read back as they were, documented, and refused with every fault at once."""

import re
from pathlib import Path

import pytest

from commonweal.errors import PlaceFaults, TableFaults
from commonweal.formats.place_folder import read_place
from commonweal.formats.readiness_tables import FILES, columns, is_kept, read_readiness, write_readiness
from commonweal.formats.wanted_table import COLUMNS as WANTED_COLUMNS
from tests.formats.test_place_folder import folder as place_folder

PAGE = (Path(__file__).parents[2] / "docs" / "readiness.md").read_text(encoding="utf-8")
BODIES = ("council", "cvs", "hall", "friends")
TABLES = {
    "readiness.csv": "organisation,criterion,state,date,evidence,checked\n"
    "hall,money-two-sign,in progress,2026-03-01,,\n"
    "hall,money-budget,complete,2026-03-01,budget 2026,2026-04-01\n"
    "friends,money-budget,not started,2026-03-01,,\n",
    "willingness.csv": "organisation,date,willing,share_with_funder,evidence\n"
    "hall,2026-04-01,yes,no,minutes 2026-04\n"
    "friends,2026-04-01,,yes,\n",
    "development.csv": "action,organisation,criterion,what,support_from,hours,quarters,due,capacity_units,done\n"
    "hall-1,hall,money-two-sign,Train somebody,cvs,6,2,2027-Q1,2.5,\n"
    "hall-2,hall,check,Look at the evidence,cvs,1,1,,,2026-05-01\n",
    "infrastructure_hours.csv": "organisation,quarter,hours\ncvs,2026-Q4,20\ncvs,2027-Q1,20\n",
    "development_sessions.csv": "date,organisation,action,hours\n2026-05-02,hall,hall-1,1.5\n",
    "sustainability.csv": "organisation,date,reserves_gbp,monthly_spending_gbp,largest_funder_share,lead_volunteers,"
    "reason\nhall,2026-03-31,-4500,3000,0.62,2,The roof was mended.\n",
}


@pytest.fixture
def folder(tmp_path):
    for name, text in TABLES.items():
        (tmp_path / name).write_text(text)
    return tmp_path


def read(folder):
    return read_readiness(folder, BODIES)


def test_what_is_read_is_written_again_byte_for_byte(folder):
    assert {name: data.decode() for name, data in write_readiness(read(folder)).items()} == TABLES


def test_only_the_first_table_is_needed(folder):
    for name in FILES[1:]:
        (folder / name).unlink()
    found = read(folder)
    assert len(found.statements) == 3
    assert (found.consents, found.actions, found.hours, found.sessions, found.sustainability) == ((), (), (), (), ())


def test_another_table_without_the_first_is_refused(folder):
    (folder / "readiness.csv").unlink()
    assert is_kept(folder)
    with pytest.raises(TableFaults, match=r"readiness\.csv: the file is missing"):
        read(folder)


def test_a_folder_without_any_table_keeps_none(tmp_path):
    assert not is_kept(tmp_path)


BAD = [
    ("readiness.csv", "hall,money-two", "hell,money-two", 2, "organisation", "hell is not known"),
    ("readiness.csv", "money-two-sign", "money-2-sign", 2, "criterion", "nearest is money-two-sign"),
    ("readiness.csv", "in progress", "halfway", 2, "state", "halfway is not known"),
    ("readiness.csv", "in progress,2026-03-01", "in progress,1 March", 2, "date", "is not a date such as 2027-03-31"),
    ("readiness.csv", "budget 2026", "", 3, "evidence", "complete needs a reference to its evidence"),
    ("readiness.csv", "budget 2026", "budget of Mrs Someone", 3, "evidence", "names a person"),
    ("readiness.csv", "budget 2026", "chair@hall.example", 3, "evidence", "names a person"),
    ("readiness.csv", "budget 2026", "x" * 201, 3, "evidence", "this has 201 characters; 200 on one line"),
    ("readiness.csv", "2026-04-01", "2026-02-01", 3, "checked", "checked before the day of the row"),
    (
        "readiness.csv",
        "in progress,2026-03-01,,",
        "in progress,2026-03-01,,2026-04-01",
        2,
        "checked",
        "of what is complete",
    ),
    ("readiness.csv", "hall,money-budget", "hall,money-two-sign", 3, "organisation", "stands already at line 2"),
    ("willingness.csv", "yes,no,minutes", "maybe,no,minutes", 2, "willing", "maybe is not yes or no"),
    ("willingness.csv", "minutes 2026-04", "", 2, "evidence", "willingness needs a reference"),
    ("willingness.csv", ",,yes,", ",,,", 3, "willing", "says neither"),
    ("willingness.csv", "friends,2026", "hall,2026", 3, "organisation", "stands already at line 2"),
    ("development.csv", "hall,money-two-sign", "hall,", 2, "criterion", "the cell is blank"),
    (
        "development.csv",
        "hall,money-two-sign",
        "hall,money-sign",
        2,
        "criterion",
        "there is no criterion called money-sign",
    ),
    ("development.csv", "cvs,6,2", "cvs,-6,2", 2, "hours", "-6 is not a decimal number, 0 or more"),
    ("development.csv", "cvs,6,2", "cvs,6,0", 2, "quarters", "0 is not a whole number, 1 or more"),
    ("development.csv", "cvs,6,2", "council,6,2", 2, "support_from", "council has no row in infrastructure_hours.csv"),
    ("development.csv", "2027-Q1", "2025-Q4", 2, "due", "due before the check was opened, on 2026-03-01"),
    ("development.csv", "2026-05-01", "2025-05-01", 3, "done", "done before the check was opened"),
    ("development.csv", "hall-2,hall", "hall-1,hall", 3, "action", "hall-1 stands already at line 2"),
    ("development.csv", "hall-2,hall", "hall-2,council", 3, "organisation", "council has no row in readiness.csv"),
    ("development.csv", "Train somebody", "Train Dr Someone", 2, "what", "names a person"),
    ("infrastructure_hours.csv", "2026-Q4,20", "2026-Q4,-20", 2, "hours", "-20 is not a decimal number"),
    ("infrastructure_hours.csv", "2027-Q1,20", "2026-Q4,20", 3, "organisation", "stands already at line 2"),
    ("infrastructure_hours.csv", "cvs,2026", "svc,2026", 2, "organisation", "svc is not known"),
    ("development_sessions.csv", "hall-1", "hall-9", 2, "action", "hall-9 is not an action of development.csv"),
    (
        "development_sessions.csv",
        "hall,hall-1",
        "friends,hall-1",
        2,
        "organisation",
        "hall-1 is not an action of friends",
    ),
    ("development_sessions.csv", "2026-05-02", "2026-01-02", 2, "date", "held before the check was opened"),
    ("development_sessions.csv", "1.5", "-1.5", 2, "hours", "-1.5 is not a decimal number, 0 or more"),
    ("sustainability.csv", "The roof was mended.", "", 2, "reason", "the cell is blank"),
    ("sustainability.csv", "The roof was mended.", "Ask Mr Someone", 2, "reason", "names a person"),
    ("sustainability.csv", "0.62", "62", 2, "largest_funder_share", "62 is not a share from 0 to 1"),
    ("sustainability.csv", "hall,2026", "council,2026", 2, "organisation", "council has no row in readiness.csv"),
]


@pytest.mark.parametrize("bad", BAD, ids=[f"{bad[0]} {bad[5]}" for bad in BAD])
def test_a_fault_is_named_with_its_file_line_and_column(folder, bad):
    file, find, put, line, field, what = bad
    text = (folder / file).read_text()
    assert find in text
    (folder / file).write_text(text.replace(find, put, 1))
    with pytest.raises(TableFaults) as refused:
        read(folder)
    said = [(fault.file, fault.line, fault.field) for fault in refused.value.faults if what in str(fault)]
    assert said == [(file, line, field)], str(refused.value)


def test_all_faults_of_all_tables_are_told_at_once(folder):
    for file, find, put, *_ in (BAD[0], BAD[12], BAD[17], BAD[25], BAD[31], BAD[34]):
        path = folder / file
        path.write_text(path.read_text().replace(find, put, 1))
    with pytest.raises(TableFaults) as refused:
        read(folder)
    assert {fault.file for fault in refused.value.faults} == set(TABLES)


def test_a_title_inside_a_word_names_nobody(folder):
    path = folder / "readiness.csv"
    path.write_text(path.read_text().replace("budget 2026", "the Dr office rota; misshapen 2026 forms"))
    with pytest.raises(TableFaults):
        read(folder)
    path.write_text(path.read_text().replace("the Dr office rota; misshapen", "Drum and Missal"))
    assert read(folder).statements[1].evidence == "Drum and Missal 2026 forms"


def test_a_place_is_read_with_its_tables_or_refused_with_its_faults(tmp_path):
    text = TABLES["readiness.csv"].replace("hall", "council").replace("friends", "o1")
    place = read_place(place_folder(tmp_path, **{"readiness.csv": text}))
    assert place.readiness is not None
    assert [one.organisation for one in place.readiness.statements] == ["council", "council", "o1"]
    assert place.wanted == ()
    assert "readiness.csv" not in place.evidence.sources, "published with every figure"
    with pytest.raises(PlaceFaults, match="line 2, organisation: hall is not known"):
        read_place(place_folder(tmp_path, **{"readiness.csv": TABLES["readiness.csv"]}))


def test_a_place_without_the_tables_has_none(tmp_path):
    assert read_place(place_folder(tmp_path)).readiness is None


def test_wanted_transfers_need_a_plan(tmp_path):
    with pytest.raises(PlaceFaults, match=r"wanted\.csv: the place has no \[handover\] in its place\.toml"):
        read_place(place_folder(tmp_path, **{"wanted.csv": ",".join(WANTED_COLUMNS) + "\n"}))


@pytest.mark.parametrize("file", [*FILES, "wanted.csv"])
def test_every_column_is_on_the_page(file):
    section = PAGE.split(f"\n### {file}\n")[1].split("\n## ")[0].split("\n### ")[0]
    named = set(re.findall(r"`([a-z_]+)`", section))
    shapes = {name: [column.name for column in shape] for name, shape in columns(()).items()}
    assert set({**shapes, "wanted.csv": WANTED_COLUMNS}[file]) - named == set()
