"""``commonweal count`` with a fund: protected streams allocated, and the poll held to what the constitution leaves."""

import json

import pytest
from typer.testing import CliRunner

from commonweal.cli.main import app
from commonweal.formats import pabulib
from commonweal.formats.folders import write_folder
from commonweal.samples.funds import FOR_THE_VOTE, hostile_poll, sample_fund
from commonweal.terms.money import Pence


@pytest.fixture
def desk(tmp_path):
    write_folder(tmp_path / "fund", sample_fund(1))
    (tmp_path / "poll.pb").write_bytes(pabulib.write(hostile_poll(1, FOR_THE_VOTE)))
    (tmp_path / "other.pb").write_bytes(pabulib.write(hostile_poll(1, Pence(FOR_THE_VOTE + 1000))))
    return tmp_path


def count(*arguments):
    return CliRunner().invoke(app, ["count", *map(str, arguments)])


def test_a_fund_is_allocated_and_its_folder_verifies(desk):
    told = count(desk / "fund", "--rule", "need_and_panel", "--out", desk / "stream")
    assert told.exit_code == 0, told.output
    assert "£160,000 of it was set aside before the vote" in told.stdout
    assert CliRunner().invoke(app, ["verify", str(desk / "stream")]).exit_code == 0


def test_a_machine_is_told_the_published_allocation(desk):
    answer = json.loads(count(desk / "fund", "--rule", "need_and_panel", "--out", desk / "s", "--json").stdout)
    published = json.loads((desk / "s" / "allocation.json").read_text("utf-8"))
    assert answer["accepted"] is True
    assert {name: answer[name] for name in published} == published


def test_a_poll_with_the_budget_that_the_fund_leaves_is_counted(desk):
    told = count(desk / "poll.pb", "--rule", "greedy", "--fund", desk / "fund", "--out", desk / "c", "--json")
    assert told.exit_code == 0, told.output
    count(desk / "fund", "--rule", "need_and_panel", "--out", desk / "s")
    published = json.loads((desk / "s" / "allocation.json").read_text("utf-8"))
    assert json.loads(told.stdout)["constitution"] == published["constitution"]


def test_a_poll_over_another_sum_is_refused_with_both_and_nothing_is_written(desk):
    told = count(desk / "other.pb", "--rule", "greedy", "--fund", desk / "fund", "--out", desk / "c")
    assert told.exit_code == 1
    assert "CW221" in told.stderr
    assert "£400,010" in told.stderr
    assert "£400,000 for the vote: £560,000, of which £160,000 is set aside" in told.stderr
    assert not (desk / "c").exists()


def test_a_poll_in_another_currency_is_refused(desk):
    text = (desk / "poll.pb").read_text("utf-8")
    assert "currency;GBP" in text
    (desk / "poll.pb").write_text(text.replace("currency;GBP", "currency;EUR"), "utf-8")
    told = count(desk / "poll.pb", "--rule", "greedy", "--fund", desk / "fund", "--out", desk / "c")
    assert (told.exit_code, "CW221" in told.stderr) == (1, True)


@pytest.mark.parametrize(
    ("name", "options", "code"),
    [
        ("fund", ("--rule", "greedy"), "CW222"),
        ("fund", ("--rule", "need_and_panel", "--set", "seed=1"), "CW222"),
        ("fund", ("--rule", "need_and_panel", "--fund", "fund"), "CW222"),
        ("poll.pb", ("--rule", "need_and_panel"), "CW601"),
        ("nowhere", ("--rule", "need_and_panel"), "CW601"),
        ("poll.pb", ("--rule", "greedy", "--fund", "nowhere"), "CW601"),
    ],
)
def test_what_does_not_fit_together_is_refused_and_nothing_is_written(desk, name, options, code):
    told = count(desk / name, *options, "--out", desk / "c")
    assert told.exit_code == 1
    assert code in told.stderr
    assert not (desk / "c").exists()


def test_a_fund_with_faults_is_refused_with_every_line_for_machines(desk):
    file = desk / "fund" / "stream_needs.csv"
    file.write_text(file.read_text("utf-8").replace(",140,", ",,").replace(",35,", ",x,"), "utf-8")
    told = count(desk / "fund", "--rule", "need_and_panel", "--out", desk / "c", "--json")
    refused = json.loads(told.stdout)["refused"]
    assert refused["code"] == "CW220"
    assert [(fault["file"], fault["line"], fault["field"]) for fault in refused["faults"]] == [
        ("stream_needs.csv", 2, "low"),
        ("stream_needs.csv", 3, "low"),
    ]
