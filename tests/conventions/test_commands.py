"""Promise 6: every command is in the docs with each of its options, and its examples run."""

import os
import re
import shlex
import subprocess
import sys

import pytest
import typer

from commonweal.cli.main import app
from commonweal.cli.sample_folder import sample_files
from commonweal.formats import pabulib
from commonweal.formats.folders import write_folder
from commonweal.samples.polls import sample_poll
from tests.conventions.sources import ROOT

COMMANDS = typer.main.get_command(app).commands  # type: ignore[attr-defined]
PROMISED = {"demo", "init", "profile", "count", "plan", "publish", "verify", "serve", "backup", "restore"}
ORDER = ["init", "profile", "count", "plan", "publish", "verify", "backup", "restore", "demo"]
"""An example may use what an earlier page's example made; `serve` stays and is tried by a journey."""

pytestmark = pytest.mark.xdist_group("commands")


def page(name):
    return (ROOT / "docs" / "cli" / f"{name}.md").read_text("utf-8")


def examples(text):
    """Every line of a fenced sh or console block that runs commonweal, continued lines joined."""
    blocks = re.findall(r"^```(?:sh|console|shell)\n(.*?)^```", text, re.DOTALL | re.MULTILINE)
    lines = "\n".join(blocks).replace("\\\n", " ").splitlines()
    return [line.removeprefix("$ ") for line in lines if line.removeprefix("$ ").startswith("commonweal ")]


def test_the_commands_are_those_that_were_promised():
    assert set(COMMANDS) == PROMISED


@pytest.mark.parametrize("name", sorted(PROMISED))
def test_every_command_has_a_page_that_names_each_option_and_says_how_it_is_used(name):
    told = page(name)
    assert examples(told), "no example"
    options = [option for parameter in COMMANDS[name].params for option in parameter.opts if option.startswith("--")]
    assert [option for option in options if option not in told and option != "--help"] == []
    assert COMMANDS[name].help


@pytest.mark.parametrize("name", sorted(PROMISED - {"serve"}))
def test_every_command_but_serve_answers_machines(name):
    assert "--json" in [option for parameter in COMMANDS[name].params for option in parameter.opts]


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    """A folder as the pages assume it: a poll, and the sample place."""
    folder = tmp_path_factory.mktemp("desk")
    (folder / "poll.pb").write_bytes(pabulib.write(sample_poll(1, 12, 80)))
    write_folder(folder / "place", sample_files(1))
    return folder


def test_every_example_runs(desk):
    """In one folder and in order, as somebody would who reads the pages from the first to the last."""
    failed = []
    for name in ORDER:
        for line in examples(page(name)):
            told = subprocess.run(
                [sys.executable, "-m", "commonweal.cli.main", *shlex.split(line)[1:]],
                cwd=desk,
                env={name: value for name, value in os.environ.items() if name != "DATABASE_URL"},
                capture_output=True,
                text=True,
                check=False,
            )
            if told.returncode != 0:
                failed.append(f"{line}\n  status {told.returncode}: {told.stderr.strip()[-600:]}")
    assert failed == [], "\n".join(failed)


def test_examples_are_found_in_pages():
    told = "x\n```sh\n$ commonweal count a.pb \\\n    --out b\nls\n```\n```python\ncommonweal nothing\n```\n"
    assert [shlex.split(line) for line in examples(told)] == [["commonweal", "count", "a.pb", "--out", "b"]]
