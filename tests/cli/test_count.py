"""``commonweal count``: a folder that the verifier accepts, or a refusal that leaves nothing behind."""

import json

import pytest
from typer.testing import CliRunner

from commonweal.cli.main import app
from commonweal.formats import pabulib
from commonweal.samples.polls import sample_poll
from commonweal.verifier.published import check_published
from commonweal.verifier.reading import open_folder


@pytest.fixture
def poll(tmp_path):
    path = tmp_path / "poll.pb"
    path.write_bytes(pabulib.write(sample_poll(1, 8, 60)))
    return path


def count(*arguments):
    return CliRunner().invoke(app, ["count", *map(str, arguments)])


def test_a_count_says_what_happened_and_leaves_a_folder_that_is_accepted(poll, tmp_path):
    told = count(
        poll, "--rule", "equal_shares", "--set", "completion=add1u", "--set", "step=5", "--out", tmp_path / "c"
    )
    assert told.exit_code == 0, told.output
    assert "60 people voted on 8 projects" in told.stdout
    assert "The verifier accepts this count." in told.stdout
    assert "Counting 60 ballots" in told.stderr
    assert check_published(open_folder(tmp_path / "c")) == []


def test_machines_get_the_result(poll, tmp_path):
    told = count(poll, "--rule", "greedy", "--out", tmp_path / "c", "--json")
    answer = json.loads(told.stdout)
    assert answer["accepted"] is True
    assert answer["voters"] == 60
    assert answer["rule"]["name"] == "greedy"
    result = json.loads((tmp_path / "c" / "result.json").read_text("utf-8"))
    assert {name: answer[name] for name in result} == result


def test_the_same_count_again_replaces_the_folder_with_the_same_bytes(poll, tmp_path):
    first = [count(poll, "--rule", "greedy", "--out", tmp_path / "c").exit_code]
    before = {path.name: path.read_bytes() for path in (tmp_path / "c").iterdir()}
    assert [*first, count(poll, "--rule", "greedy", "--out", tmp_path / "c").exit_code] == [0, 0]
    assert {path.name: path.read_bytes() for path in (tmp_path / "c").iterdir()} == before


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("--rule", "equal_share"), "CW001"),
        (("--rule", "greedy", "--set", "order=cost"), "CW202"),
        (("--rule", "greedy", "--set", "utility=cost"), "CW202"),
        (("--rule", "equal_shares", "--set", "utility=borda"), "CW202"),
    ],
)
def test_a_rule_that_cannot_be_used_is_refused_and_nothing_is_written(poll, tmp_path, arguments, code):
    told = count(poll, *arguments, "--out", tmp_path / "c")
    assert told.exit_code == 1
    assert code in told.stderr
    assert sorted(path.name for path in tmp_path.iterdir()) == ["poll.pb"]


def test_a_poll_with_faults_is_refused_with_every_line_and_nothing_is_written(poll, tmp_path):
    text = poll.read_text("utf-8").replace("\n2;", "\n1;", 1)
    poll.write_text(text.rstrip("\n") + ",99\n", "utf-8")
    told = count(poll, "--rule", "greedy", "--out", tmp_path / "c", "--json")
    refused = json.loads(told.stdout)["refused"]
    assert told.exit_code == 1
    assert refused["code"] == "CW201"
    assert refused["remedy"]
    assert len(refused["faults"]) >= 2
    assert {fault["file"] for fault in refused["faults"]} == {"poll.pb"}
    assert not (tmp_path / "c").exists()


def test_a_missing_poll_and_a_folder_in_the_way_are_refused(poll, tmp_path):
    assert "CW601" in count(tmp_path / "none.pb", "--rule", "greedy", "--out", tmp_path / "c").stderr
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "notes.txt").write_text("mine", "utf-8")
    told = count(poll, "--rule", "greedy", "--out", tmp_path / "mine")
    assert (told.exit_code, "CW603" in told.stderr) == (1, True)
    assert [path.name for path in (tmp_path / "mine").iterdir()] == ["notes.txt"]


def test_wrong_usage_is_status_two(poll):
    assert count(poll, "--rule", "greedy").exit_code == 2


def test_a_measured_count_says_what_would_have_funded_a_project_and_is_accepted(poll, tmp_path):
    told = count(poll, "--rule", "greedy", "--set", "seed=1", "--measures", "--out", tmp_path / "c")
    assert told.exit_code == 0, told.output
    assert "Counting again, many times" in told.stderr
    assert check_published(open_folder(tmp_path / "c")) == []
    assert json.loads((tmp_path / "c" / "measures.json").read_text("utf-8"))["robustness"]["recounts"] == 40
    assert "would have funded it" in (tmp_path / "c" / "explanation.txt").read_text("utf-8")


def test_what_is_no_vote_cannot_be_measured(tmp_path):
    assert count(tmp_path, "--rule", "need_and_panel", "--measures", "--out", tmp_path / "c").exit_code == 2
