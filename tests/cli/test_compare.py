"""``commonweal compare``: a folder that the verifier accepts, or a refusal that leaves nothing behind."""

import json

import pytest
from typer.testing import CliRunner

from commonweal.cli.main import app
from commonweal.formats import pabulib
from commonweal.samples.polls import sample_poll
from commonweal.verifier.main import verify


@pytest.fixture
def poll(tmp_path):
    path = tmp_path / "poll.pb"
    path.write_bytes(pabulib.write(sample_poll(1, 8, 60)))
    return path


def compare(*arguments):
    return CliRunner().invoke(app, ["compare", *map(str, arguments)])


def test_the_usual_rules_are_compared_and_the_folder_is_accepted(poll, tmp_path):
    told = compare(poll, "--set", "step=50", "--set", "seed=x7", "--out", tmp_path / "c")
    assert told.exit_code == 0, told.output
    assert "most votes for the money first" in told.stdout
    assert "The verifier accepts each count." in told.stdout
    assert "Counting 60 ballots on 8 projects" in told.stderr
    assert verify(tmp_path / "c") == []
    stated = json.loads((tmp_path / "c" / "comparison.json").read_text("utf-8"))
    assert {one["rule"]["spec"]["seed"] for one in stated["outcomes"]} == {"x7"}
    assert {one["rule"]["spec"].get("step") for one in stated["outcomes"]} == {None, "50"}
    for one in stated["outcomes"]:
        assert (tmp_path / "c" / "pictures" / f"groups-{one['name']}.svg").read_text("utf-8").startswith("<svg")
    assert "var(" not in (tmp_path / "c" / "comparison.html").read_text("utf-8")


@pytest.mark.parametrize("kind", ["choose-1", "cumulative", "ordinal"])
def test_every_kind_of_ballot_can_be_compared(poll, tmp_path, kind):
    poll.write_bytes(pabulib.write(sample_poll(4, 6, 40, kind)))
    told = compare(poll, "--set", "step=100", "--out", tmp_path / "c")
    assert told.exit_code == 0, told.output


def test_rules_can_be_named_with_their_options_and_machines_get_every_figure(poll, tmp_path):
    rules = ("--rule", "greedy overflow=stop", "--rule", "equal_shares utility=votes completion=add1 step=25")
    answer = json.loads(compare(poll, *rules, "--out", tmp_path / "c", "--json").stdout)
    assert [one["name"] for one in answer["outcomes"]] == ["1-greedy", "2-equal-shares"]
    assert answer["outcomes"][0]["rule"]["spec"]["overflow"] == "stop"
    assert answer["accepted"] is True
    stated = json.loads((tmp_path / "c" / "comparison.json").read_text("utf-8"))
    assert {name: answer[name] for name in stated} == stated


def test_a_poll_of_which_nothing_can_be_funded_is_compared_without_a_picture_of_purchases(poll, tmp_path):
    told = compare(poll, "--rule", "greedy minimum_support=999", "--out", tmp_path / "c")
    assert told.exit_code == 0, told.output
    assert sorted(path.name for path in (tmp_path / "c" / "pictures").iterdir()) == [
        "projects-by-rule.svg",
        "voters-reached.svg",
    ]


def test_areas_give_the_money_by_tenth(poll, tmp_path):
    (tmp_path / "areas.csv").write_text("area,tenth,population\nHarbour,1,900\n", "utf-8")
    told = compare(poll, "--rule", "greedy", "--areas", tmp_path / "areas.csv", "--out", tmp_path / "c", "--json")
    # The projects of this poll are all for the whole place.
    assert json.loads(told.stdout)["outcomes"][0]["areas"][0]["tenth"] == {
        "unknown": "the project is for the whole place"
    }


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("--rule", "equal_share"), "CW001"),
        (("--rule", ""), "CW001"),
        (("--rule", "greedy order=cost"), "CW202"),
        (("--rule", "greedy", "--set", "utility=cost"), "CW202"),
        (("--rule", "greedy overflow=stop", "--set", "overflow=skip"), "CW202"),
        (("--rule", "equal_shares utility=borda"), "CW202"),
        (("--set", "nonsense"), "CW202"),
        (("--areas", "none.csv"), "CW601"),
    ],
)
def test_what_cannot_be_compared_is_refused_and_nothing_is_written(poll, tmp_path, arguments, code):
    told = compare(poll, *arguments, "--out", tmp_path / "c")
    assert told.exit_code == 1
    assert code in told.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["poll.pb"]


def test_a_missing_poll_and_a_folder_in_the_way_are_refused(poll, tmp_path):
    assert "CW601" in compare(tmp_path / "none.pb", "--out", tmp_path / "c").stderr
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "notes.txt").write_text("mine", "utf-8")
    assert "CW603" in compare(poll, "--rule", "greedy", "--out", tmp_path / "mine").stderr
    assert [path.name for path in (tmp_path / "mine").iterdir()] == ["notes.txt"]
