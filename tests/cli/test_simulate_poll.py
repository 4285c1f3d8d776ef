"""``commonweal simulate-poll``: the same poll from the same seed, and never over a file that is there."""

import json

import pytest
from typer.testing import CliRunner

from commonweal.cli.main import app
from commonweal.formats import pabulib
from commonweal.samples.polls import sample_poll


def simulate(*arguments):
    return CliRunner().invoke(app, ["simulate-poll", *map(str, arguments)])


@pytest.mark.parametrize("kind", ["approval", "choose-1", "cumulative", "ordinal"])
def test_a_poll_is_written_that_reads_back(tmp_path, kind):
    out = tmp_path / "new" / "poll.pb"
    told = simulate("--projects", 9, "--voters", 50, "--type", kind, "--seed", 3, "--out", out)
    assert told.exit_code == 0, told.output
    assert "50 ballots on 9 projects" in told.stdout
    assert pabulib.read(out.read_bytes()) == sample_poll(3, 9, 50, kind)


def test_the_same_seed_gives_the_same_bytes_and_machines_their_hash(tmp_path):
    first, again, other = (
        json.loads(simulate("--projects", 5, "--voters", 9, "--seed", seed, "--out", tmp_path / name, "--json").stdout)
        for seed, name in ((1, "a.pb"), (1, "b.pb"), (2, "c.pb"))
    )
    assert first["sha256"] == again["sha256"] != other["sha256"]
    assert (tmp_path / "a.pb").read_bytes() == (tmp_path / "b.pb").read_bytes()


def test_what_has_the_name_already_is_left_alone(tmp_path):
    (tmp_path / "a.pb").write_text("mine", "utf-8")
    told = simulate("--projects", 5, "--voters", 9, "--seed", 1, "--out", tmp_path / "a.pb")
    assert (told.exit_code, "CW606" in told.stderr) == (1, True)
    assert (tmp_path / "a.pb").read_text("utf-8") == "mine"


def test_a_place_that_cannot_be_written_and_an_unknown_type_are_refused(tmp_path):
    (tmp_path / "file").write_text("x", "utf-8")
    told = simulate("--projects", 5, "--voters", 9, "--seed", 1, "--out", tmp_path / "file" / "a.pb")
    assert (told.exit_code, "CW60" in told.stderr) == (1, True)
    told = simulate("--projects", 5, "--voters", 9, "--type", "aproval", "--seed", 1, "--out", tmp_path / "a.pb")
    assert "the nearest is approval" in told.stderr
    assert not (tmp_path / "a.pb").exists()


@pytest.mark.parametrize("wrong", [("--projects", 0), ("--voters", -1), ("--seed", -1), ("--voters", "many")])
def test_wrong_numbers_are_wrong_usage(tmp_path, wrong):
    usual = {"--projects": 5, "--voters": 9, "--seed": 1, "--out": tmp_path / "a.pb", **dict([wrong])}
    assert simulate(*[part for pair in usual.items() for part in pair]).exit_code == 2
