"""The tables of ``step_in/``: written, read back as they were, and refused with every fault at once."""

import re
from dataclasses import replace

import pytest

from commonweal.errors import FileMissing, TableFaults
from commonweal.formats.step_in_tables import FILES, read_step_in, write_step_in
from commonweal.handover.step_in.tables import StepInTables
from commonweal.samples.step_ins import sample_step_in
from commonweal.terms.parties import Organisation

BODIES = [Organisation(f"b{k}", f"Body {k}", "charity", "Quay") for k in range(6)]
SERVICES, PLACES = ["library", "day-support"], ["Hill", "Quay"]


def tables():
    return sample_step_in(1, (BODIES[0], "Hill"), (BODIES[1], "Quay"), BODIES)


@pytest.fixture
def folder(tmp_path):
    inside = tmp_path / "step_in"
    inside.mkdir()
    for name, data in write_step_in(tables()).items():
        (inside / name).write_bytes(data)
    return inside


def read(folder):
    return read_step_in(folder, SERVICES, [one.id for one in BODIES], PLACES)


def lineless(found):
    return replace(
        found,
        **{name: tuple(replace(one, line=0) for one in getattr(found, name)) for name in ("reports", "acts", "cover")},
    )


def test_what_is_written_is_read_back(folder):
    assert lineless(read(folder)) == tables()
    assert write_step_in(read(folder)) == write_step_in(tables())
    assert set(write_step_in(tables())) == {f"{name}.csv" for name in FILES}


def test_each_report_act_and_day_of_cover_knows_its_line(folder):
    found = read(folder)
    assert [one.line for one in found.reports] == [2, 3]
    assert [one.line for one in found.acts] == [2, 3, 4, 5]
    assert found.cover[0].line == 2


def test_only_what_was_agreed_is_needed(folder):
    for name in ("reports", "acts", "cover", "successors"):
        (folder / f"{name}.csv").unlink()
    assert read(folder) == StepInTables(tables().agreements, tables().triggers)
    (folder / "triggers.csv").unlink()
    with pytest.raises(TableFaults) as refused:
        read(folder)
    assert [(one.file, one.what) for one in refused.value.faults] == [("step_in/triggers.csv", "the file is missing")]


def test_a_folder_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(FileMissing):
        read(tmp_path / "step_in")


def broken(folder, file, old, new):
    path = folder / f"{file}.csv"
    text = path.read_text("utf-8")
    changed = re.sub(old, new, text, count=1, flags=re.MULTILINE)
    assert changed != text
    path.write_text(changed, "utf-8")
    with pytest.raises(TableFaults) as refused:
        read(folder)
    return [(one.file, one.line, one.field) for one in refused.value.faults]


@pytest.mark.parametrize(
    ("file", "old", "new", "line", "field"),
    [
        ("agreements", ",library,", ",pottery,", 2, "service"),
        ("agreements", ",Hill,", ",Atlantis,", 2, "neighbourhood"),
        ("agreements", ",b0,", ",nobody,", 2, "organisation"),
        ("agreements", "2026-04-01", "1 April", 2, "signed_on"),
        ("agreements", "2026-04-01", "20260401", 2, "signed_on"),
        ("agreements", ",agreed,", ",perhaps,", 2, "duty"),
        ("agreements", ",8,8,8,8,8,4,0,0.5,", ",25,8,8,8,8,4,0,0.5,", 2, "hours_monday"),
        ("agreements", ",0,0.5,", ",0,1.5,", 2, "floor_share"),
        ("agreements", ",480,", ",0,", 2, "cover_cost_gbp_per_day"),
        ("agreements", ",3,8,8,", ",three,8,8,", 2, "notice_months"),
        ("triggers", "days_closed", "mood", 2, "measure"),
        ("triggers", "days_closed,3,", "days_closed,,", 2, "threshold"),
        ("triggers", "days_closed,3,", "days_closed,0,", 2, "threshold"),
        ("triggers", "hours_open_share,0.6", "hours_open_share,60", 3, "threshold"),
        ("triggers", "safeguarding_notice,,", "safeguarding_notice,1,", 5, "threshold"),
        ("triggers", "people who use it", "users", 2, "watched_by"),
        ("triggers", "^(library-2026,insolvency.*),5$", r"\1,0", 6, "days_to_answer"),
        ("triggers", "^(library-2026,volunteers.*),2026-04-01,", r"\1,2026-04-02,", 7, "days_to_answer"),
        ("triggers", "^library-2026,hours", "library-2026,closed", 3, "trigger"),
        ("triggers", "^library-2026,", "library-2025,", 2, "agreement"),
        ("reports", "2027-03-10", "2027-02-30", 3, "day"),
        ("reports", "^library-2026,closed", "gone,closed", 3, "agreement"),
        ("acts", "hand_on", "give_away", 5, "act"),
        ("acts", "council,b2", "council,b9", 5, "successor"),
        ("acts", "^(library-2026,step_in,[^,]*,council),", r"\1,b2", 4, "successor"),
        ("cover", "2027-03-11", "2027-03-10", 3, "day"),
        ("cover", ",both,", ",nobody,", 7, "run_by"),
        ("cover", ",organisation,0", ",organisation,-1", 2, "open_hours"),
        ("successors", "^b3,", "b2,", 3, "organisation"),
        ("successors", ",80,", ",many,", 2, "free_capacity_units"),
    ],
)
def test_a_bad_cell_is_refused_with_its_place(folder, file, old, new, line, field):
    assert (f"step_in/{file}.csv", line, field) in broken(folder, file, old, new)


def test_every_fault_of_every_table_is_named_at_once(folder):
    path = folder / "acts.csv"
    path.write_text(path.read_text("utf-8").replace("hand_on", "give_away"), "utf-8")
    path = folder / "successors.csv"
    path.write_text(path.read_text("utf-8").replace(",80,", ",many,"), "utf-8")
    files = {file for file, _, _ in broken(folder, "triggers", "days_closed", "mood")}
    assert files == {"step_in/acts.csv", "step_in/successors.csv", "step_in/triggers.csv"}


def test_two_agreements_on_one_service_in_one_place_signed_on_one_day_are_refused(folder):
    path = folder / "agreements.csv"
    text = path.read_text("utf-8")
    second = text.splitlines()[1].replace("library-2026", "library-2027", 1)
    path.write_text(f"{text}{second}\n", "utf-8")
    with pytest.raises(TableFaults) as refused:
        read(folder)
    assert [(one.line, one.field) for one in refused.value.faults] == [(4, "service")]
