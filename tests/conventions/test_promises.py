"""Promises 1, 2, 9 and 10; the others have files of their own here: 4 refusals, 5 names, 6 commands, 7 purity."""

import subprocess
import sys
from dataclasses import replace
from fractions import Fraction

import pytest
from typer.testing import CliRunner

from commonweal.cli.main import app
from commonweal.formats import counts, pabulib
from commonweal.formats.archives import verifier_archive
from commonweal.formats.folders import write_folder
from commonweal.funding.explain import explain
from commonweal.funding.rules import RULES
from commonweal.funding.spec import read_spec
from commonweal.samples.polls import sample_poll
from commonweal.verifier import published
from commonweal.verifier.findings import Finding
from tests.conventions.sources import ROOT

SPECS = [("greedy", []), ("equal_shares", ["utility=cost", "completion=add1", "step=100"])]


def counted(rule, settings, poll):
    result = RULES[rule](poll, read_spec(rule, settings))
    return counts.count_files(poll, result, explain(poll, result))


# Promise 1: the same inputs and seed give byte-identical outputs.

MAKE = """
import hashlib, sys
from pathlib import Path
from tests.conventions.test_promises import SPECS, counted, sample_poll
from commonweal.cli.sample_folder import sample_files
from commonweal.evidence.profile import profile
from commonweal.formats.folders import write_folder
from commonweal.formats.place_folder import read_place
from commonweal.formats.profiles import profile_files
from tests.verifier.award_folders import folder

place = sample_files(3)
write_folder(Path(sys.argv[1]), place)
made = {"place": place, "profile": profile_files(profile(read_place(Path(sys.argv[1])).evidence))}
made |= {rule: counted(rule, settings, sample_poll(5, 14, 120)) for rule, settings in SPECS}
made["award"] = folder(3)
for what, files in made.items():
    for name, data in sorted(files.items()):
        print(what, name, hashlib.sha256(data).hexdigest())
"""


def test_1_the_same_seed_and_inputs_give_the_same_bytes_in_any_zone_language_and_order_of_sets(tmp_path):
    told = {
        subprocess.run(
            [sys.executable, "-c", MAKE, str(tmp_path / seed / "place")],
            cwd=ROOT,
            env={"PYTHONHASHSEED": seed, "PATH": "", "TZ": zone, "LANG": language},
            check=True,
            capture_output=True,
            text=True,
        ).stdout
        for seed, zone, language in [("0", "UTC", "C.UTF-8"), ("1", "Asia/Tokyo", "de_DE.UTF-8")]
    }
    assert len(told) == 1
    assert len(told.pop().splitlines()) >= 30


# Promise 2: no result is published before the verifier accepts it.


@pytest.fixture
def doubtful(monkeypatch):
    """A verifier that finds fault with every folder."""
    seen = [Finding("V200", "certificate.json", "it was doubted")]
    monkeypatch.setattr(published, "check_published", lambda *_args, **_named: seen)


@pytest.mark.usefixtures("doubtful")
def test_2_a_count_that_the_verifier_doubts_is_not_written(tmp_path):
    poll = tmp_path / "poll.pb"
    poll.write_bytes(pabulib.write(sample_poll(1, 8, 40)))
    told = CliRunner().invoke(app, ["count", str(poll), "--rule", "greedy", "--out", str(tmp_path / "out")])
    assert told.exit_code == 1
    assert "CW203" in told.output
    assert "it was doubted" in told.output
    assert [path.name for path in tmp_path.iterdir()] == ["poll.pb"]


# Promise 9: erasing a person never changes a result.


@pytest.mark.parametrize(("rule", "settings"), SPECS)
def test_9_what_is_said_of_voters_beside_their_choices_changes_nothing(rule, settings):
    """Names, ages and the order of ballots are dropped on reading: what is counted holds no person to erase."""
    poll = sample_poll(3, 10, 80)
    head, _, votes = pabulib.write(poll).decode("utf-8").partition("VOTES\n")
    columns, *ballots = votes.splitlines()
    told = [f"{columns};age;sex", *(f"p{k}{line[line.index(';') :]};{20 + k % 60};F" for k, line in enumerate(ballots))]
    named = (head + "VOTES\n" + "\n".join([told[0], *reversed(told[1:])]) + "\n").encode("utf-8")
    assert counted(rule, settings, pabulib.read(named)) == counted(rule, settings, poll)


# Promise 10: the verifier runs on a bare Python.


@pytest.fixture(scope="module")
def verifier(tmp_path_factory):
    archive = tmp_path_factory.mktemp("alone") / "verifier.pyz"
    archive.write_bytes(verifier_archive())
    return archive


def bare(*arguments):
    """Run a Python that sees no site packages, no environment and no folder but the archive's own."""
    return subprocess.run(
        [sys.executable, "-I", "-S", *map(str, arguments)], capture_output=True, text=True, check=False, cwd="/"
    )


@pytest.mark.parametrize(("rule", "settings"), SPECS)
def test_10_the_verifier_accepts_and_refuses_on_a_bare_python(verifier, tmp_path, rule, settings):
    files = counted(rule, settings, sample_poll(2, 9, 50))
    write_folder(tmp_path / "count", files)
    assert bare(verifier, tmp_path / "count").returncode == 0
    (tmp_path / "count" / "certificate.json").write_bytes(files["certificate.json"].replace(b"1", b"2", 1))
    refused = bare(verifier, tmp_path / "count")
    assert (refused.returncode, "certificate.json" in refused.stdout + refused.stderr) == (1, True)


def test_10_wrong_usage_is_status_2(verifier):
    assert bare(verifier).returncode == 2


def test_10_the_archive_is_the_same_bytes_each_time():
    assert verifier_archive() == verifier_archive()


def test_a_changed_poll_changes_the_result_folder():
    """So that the comparisons above can fail."""
    poll = sample_poll(3, 10, 80)
    richer = replace(poll, budget=poll.budget + Fraction(10**6))
    assert counted("greedy", [], poll) != counted("greedy", [], richer)
