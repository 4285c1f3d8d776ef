"""The tables of options: ranges, sources, and years are checked between rows, and every fault is named."""

import re

import pytest

from commonweal.errors import TableFaults
from tests.formats.costing import read, written
from tests.formats.test_costing_tables import spoil


@pytest.fixture
def folder(tmp_path):
    return written(tmp_path)


COST = r"^hub,keep,full cost,.*$"
HARM = r"^hub,keep,failure demand,.*$"
MOVED = r"^hub,keep,displaced cost,.*$"
UNMET = r"^hub,keep,unmet need,,Old Town.*$"
HOURS = r"^hub,keep,volunteer hours,.*$"
TRUST = r"^hub,trust,.*$"
BAD = [
    ("comparisons.csv", r",2026,2$", ",2026,0", "years", "0 is not a number of years from 1 to 60"),
    ("comparisons.csv", r",2026,2$", ",20260,2", "first_year", "20260 is not a year such as 2026"),
    ("comparisons.csv", r"^hub", "pool", "service", "pool is not known"),
    ("options.csv", r"^hub,keep,keep", "hub,keep,close", "service", "keeping the service is always an option"),
    ("options.csv", r",earlier budgets", ",", "budget_range_source", "a budget says how far it may be out"),
    ("options.csv", r",0.9,1.2,", ",1.1,1.2,", "budget_low_share", "at most 1 and at least 1"),
    ("options.csv", r"^(hub,keep,keep,Keep it,),", r"\1,0.9", "budget_low_share", "without a budget there is nothing"),
    (
        "options.csv",
        r",10000,6000,3000,",
        ",10000,,3000,",
        "public_money_after_pounds_per_year",
        "a transfer says what",
    ),
    ("options.csv", r"^hub,close", "hub,keep", "service", "hub, keep stands already at line 2"),
    ("option_figures.csv", COST, "hub,keep,full cost,,,,,9,8,12,accounts", "low", "not in order: low, central, high"),
    ("option_figures.csv", COST, "hub,keep,full cost,,,,,9,9.999,12,x", "central", "at most two decimals"),
    ("option_figures.csv", COST, "hub,keep,full cost,,,,,9,10,12,", "source", "name the source, or write: a guess"),
    ("option_figures.csv", COST, "hub,keep,full cost,,Harbour,,,9,10,12,x", "area", "only unmet need is told by area"),
    (
        "option_figures.csv",
        COST,
        "hub,keep,full cost,2031,,,,9,10,12,x",
        "year",
        "2031 is not a year of the comparison",
    ),
    ("option_figures.csv", COST, "hub,keep,full cost,2026,,,,9,10,12,x", "year", "there is no row for 2027"),
    ("option_figures.csv", COST, "hub,kept,full cost,,,,,9,10,12,x", "option", "kept is no option for hub"),
    ("option_figures.csv", COST, "", "budget", "keep for hub has neither a budget nor rows of full cost"),
    ("option_figures.csv", COST, "hub,trust,full cost,,,,,9,10,12,x", "what", "has a budget, so its full cost"),
    ("option_figures.csv", HARM, "hub,keep,failure demand,,,,,9,9,9,a guess", "low", "never known to the pound"),
    ("option_figures.csv", HARM, "hub,keep,failure demand,,,,,0,0,0,a guess", "source", "needs a source, not a guess"),
    (
        "option_figures.csv",
        MOVED,
        "hub,keep,displaced cost,,,,,1,2,3,a guess",
        "falls_on",
        "say on whom the cost falls",
    ),
    ("option_figures.csv", UNMET, "hub,keep,unmet need,,,young people,,1,2,3,x", "area", "or by area, not both"),
    ("option_figures.csv", UNMET, "hub,keep,unmet need,,Harbour,,,1,2,3,x", "group", "or by group, not both"),
    (
        "option_figures.csv",
        UNMET,
        "hub,keep,unmet need,,Harbour,young people,,1,2,3,x",
        "year",
        "has this figure for 2026",
    ),
    ("option_figures.csv", HOURS, "hub,keep,volunteer hours,,,,,1,2.5,3,x", "central", "whole numbers"),
]


@pytest.mark.parametrize("bad", BAD, ids=[f"{bad[0]} {bad[3]}: {bad[4]}" for bad in BAD])
def test_a_fault_is_named_with_its_file_and_column(folder, bad):
    file, find, put, field, what = bad
    spoil(folder / file, find, put)
    with pytest.raises(TableFaults) as refused:
        read(folder)
    said = [fault for fault in refused.value.faults if what in str(fault)]
    assert said, str(refused.value)
    assert said[0].field == field
    assert said[0].file.startswith("costing/")


def test_a_budget_needs_every_year_that_is_compared_and_an_index_of_prices(folder):
    spoil(folder / "comparisons.csv", r",2026,2$", ",2026,4")
    with pytest.raises(TableFaults) as refused:
        read(folder)
    said = str(refused.value)
    assert "the budget club has no year 2028" in said
    assert "prices has no row for 2029, without which" in said


def test_keeping_alone_is_no_comparison(folder):
    path = folder / "options.csv"
    path.write_text("".join(path.read_text().splitlines(keepends=True)[:2]))
    figures = folder / "option_figures.csv"
    figures.write_text(re.sub(r"^hub,(trust|close),.*\n", "", figures.read_text(), flags=re.MULTILINE))
    with pytest.raises(TableFaults, match="nothing to compare with keeping"):
        read(folder)


def test_that_there_is_none_may_be_said_with_a_source(folder):
    spoil(folder / "option_figures.csv", MOVED, "hub,keep,displaced cost,,,,nobody,0,0,0,the review of 2025")
    [keep, *_] = read(folder).comparisons[0].options
    assert [one.range.high for one in keep.figures if one.what == "displaced cost"] == [0]


def test_a_saving_may_lack_a_source_and_is_then_not_counted(folder):
    [hub] = read(folder).comparisons
    [saving] = [one for one in hub.options[2].figures if one.what == "saving"]
    assert (saving.source, saving.counts) == ("", False)


def test_options_without_a_comparison_are_refused(folder):
    (folder / "comparisons.csv").write_text("service,title,first_year,years\n")
    with pytest.raises(TableFaults, match="hub is not known"):
        read(folder)
    (folder / "comparisons.csv").unlink()
    for name in ("options", "option_figures"):
        path = folder / f"{name}.csv"
        path.write_text(path.read_text().splitlines(keepends=True)[0])
    with pytest.raises(TableFaults, match="the file is missing, and options"):
        read(folder)
