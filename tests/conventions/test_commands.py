"""Promise 6: every command is in the docs with each of its options, and its examples run."""

import contextlib
import json
import os
import re
import shlex
import socket
import subprocess
import sys
import time
import urllib.request

import pytest
import typer
from typer.testing import CliRunner

from commonweal.cli.main import app
from commonweal.formats import pabulib
from commonweal.formats.award_folder import AwardFolder
from commonweal.formats.award_writing import write_award
from commonweal.formats.bundle import bundle_zip
from commonweal.formats.folders import write_folder
from commonweal.formats.grants_placed import grants_of
from commonweal.formats.grants_write import grants_json
from commonweal.formats.libraries import write_placed_libraries
from commonweal.samples import open_data
from commonweal.samples.awards import sample_award
from commonweal.samples.funds import sample_fund
from commonweal.samples.grants import sample_grants
from commonweal.samples.libraries import sample_libraries
from commonweal.samples.places import sample_place
from commonweal.samples.polls import sample_poll
from commonweal.terms.money import Pence
from tests.cli.thin_place import thin_place
from tests.conventions.sources import ROOT
from tests.verifier.bundles import bundle

COMMANDS = typer.main.get_command(app).commands  # type: ignore[attr-defined]
PROMISED = {
    *("demo", "init", "profile", "libraries", "count", "compare", "simulate-poll", "plan", "step-in", "readiness"),
    *(
        "cost",
        "options",
        "stress",
        "experiment",
        "side-by-side",
        "import",
        "export",
        "displacement",
        "siting",
        "protect",
    ),
    *("publish", "verify", "serve", "backup", "restore", "keys", "check", "tidy", "worker", "invite"),
}
ORDER = [
    *(
        "init",
        "profile",
        "side-by-side",
        "protect",
        "libraries",
        "displacement",
        "siting",
        "count",
        "compare",
        "simulate-poll",
        "readiness",
        "plan",
        "stress",
        "step-in",
        "cost",
        "options",
        "experiment",
        "import",
    ),
    *("publish", "export", "verify", "serve", "check", "tidy", "worker", "invite", "backup", "restore", "keys"),
]
"""An example may use what an earlier page's example made: a backup is of a place that was served.

That of ``demo`` takes longest, stands alone, and is what ``tests/cli/test_demo.py`` runs.
"""

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
    parts = [COMMANDS[name], *getattr(COMMANDS[name], "commands", {}).values()]
    options = [option for part in parts for one in part.params for option in one.opts if option.startswith("--")]
    assert [option for option in options if option not in told and option != "--help"] == []
    assert all(part.help for part in parts)


SCHEME = """\
Code,tag,Category,Subcategory,Regular expression,Exclude regular expression
G1,Carers,Groups,,\\bcarers?\\b,
G2,Children,Groups,,\\bchild(ren)?\\b,
G3,Prisoners,Groups,,\\b(prison|probation)\\b,
G4,Anybody,Groups,,(a+)+b,
"""
TAGGED = """\
name,activities,UKCAT
The Hall,Keeps a hall,
Tea,Tea for carers,G1
Play,Play for children,G2
Gate,Meets people at the prison gate,G3
Rest,A rest for those who care,G1
"""
"""Words of named groups, and bodies that were tagged by hand."""

MISSING = {
    "demo": ["--folder", "poll.pb", "--no-serve"],
    "init": ["saltmarsh", "--name", "Saltmarsh", "--areas", "nowhere.csv"],
    "profile": ["nowhere", "--out", "out"],
    "side-by-side": ["nowhere", "nowhere else", "--out", "out"],
    "protect": ["nowhere.csv", "--out", "out"],
    "libraries": ["nowhere.csv", "--place", "Nowhere", "--out", "out"],
    "displacement": ["nowhere.csv"],
    "siting": ["nowhere", "--sites", "2", "--out", "out"],
    "count": ["nowhere.pb", "--rule", "greedy", "--out", "out"],
    "compare": ["nowhere.pb", "--out", "out"],
    "simulate-poll": ["--projects", "3", "--voters", "5", "--seed", "1", "--out", "poll.pb"],
    "plan": ["nowhere", "--out", "out"],
    "readiness": ["nowhere", "--out", "out"],
    "step-in": ["nowhere", "--as-at", "2026-03-09", "--out", "out"],
    "cost": ["nowhere", "--out", "out"],
    "options": ["nowhere", "--out", "out"],
    "stress": ["nowhere", "--out", "out"],
    "experiment": ["chronology", "--out", "poll.pb"],
    "import": ["grants", "nowhere.json", "--place", "nowhere"],
    "export": ["grants", "nowhere", "--to", "out.json"],
    "publish": ["nowhere", "--out", "out"],
    "verify": ["nowhere"],
    "serve": ["nowhere"],
    "backup": ["nowhere", "--out", "out"],
    "restore": ["nowhere", "out"],
    "check": ["nowhere"],
    "tidy": ["nowhere"],
    "worker": ["nowhere", "--once"],
    "invite": ["nowhere", "--name", "The secretary", "--email", "secretary@board.example"],
    "keys": ["check", "nowhere.txt", "--round", "r1"],
}
"""What each command is asked for that is not there, or in the way."""


@pytest.mark.parametrize("name", sorted(PROMISED))
def test_every_command_refuses_with_status_1_in_words_or_for_machines_and_writes_nothing(name, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "poll.pb").write_bytes(b"META\n")
    words = CliRunner().invoke(app, [name, *MISSING[name]])
    machine = CliRunner().invoke(app, [name, *MISSING[name], "--json"])
    assert (words.exit_code, machine.exit_code) == (1, 1)
    told = json.loads(machine.stdout)
    codes = [told["refused"]["code"]] if "refused" in told else [finding["code"] for finding in told["findings"]]
    assert codes
    assert all(code in words.output for code in codes)
    assert [path.name for path in tmp_path.iterdir()] == ["poll.pb"]


@pytest.mark.parametrize("name", sorted(PROMISED))
def test_every_command_takes_a_word_it_does_not_know_for_wrong_usage(name):
    assert CliRunner().invoke(app, [name, *MISSING[name], "--nonsense"]).exit_code == 2


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    """A folder as the pages assume it: a poll, its fund, bids, libraries, a place, and a published bundle."""
    folder = tmp_path_factory.mktemp("desk")
    poll = sample_poll(1, 12, 80)
    (folder / "poll.pb").write_bytes(pabulib.write(poll))
    (folder / "libraries.csv").write_bytes(write_placed_libraries(sample_libraries(1)))
    write_folder(folder / "fund", sample_fund(1, for_the_vote=Pence(int(poll.budget * 100))))
    (folder / "bundle.zip").write_bytes(bundle_zip(bundle()))
    thin_place(folder / "place")
    place = sample_place(1)
    given = sample_grants(1, place.areas, place.organisations)
    (folder / "grants.json").write_bytes(grants_json(grants_of(given, "GBP")))
    codes = list(open_data.sample_postcodes(place.areas))
    (folder / "services.json").write_bytes(open_data.sample_directory(1, place.areas))
    (folder / "releases.json").write_bytes(open_data.sample_releases(1, f"{place.name} Council"))
    (folder / "spending.csv").write_bytes(open_data.sample_spending(1))
    (folder / "charities.csv").write_bytes(open_data.sample_charities(1, place.organisations, codes))
    (folder / "onspd.csv").write_bytes(open_data.sample_postcode_table(place.areas))
    (folder / "scheme.csv").write_text(SCHEME, encoding="utf-8")
    (folder / "tagged.csv").write_text(TAGGED, encoding="utf-8")
    (folder / "needs-by-age.csv").write_text(
        "area,neighbourhood,age,count\n"
        + "".join(
            f"{area},{where},{age},{count}\n"
            for area, where, counts in (
                ("Quay Street", "Quayside", (3, 31)),
                ("Rope Walk", "Quayside", (12, 44)),
                ("Mill Lane", "Mill Hill", (0, 26)),
                ("Hill Top", "Mill Hill", (19, 8)),
            )
            for age, count in zip(("under 25", "25 or over"), counts, strict=True)
        )
    )
    scheme, bids, panel = sample_award(1)
    write_folder(folder / "bids", write_award(AwardFolder(scheme, scheme.sha256(), "", bids, panel)))
    return folder


def test_every_example_runs(desk):
    """In one folder and in order, as somebody would who reads the pages from the first to the last."""
    failed = []
    for name in ORDER:
        for line in examples(page(name)):
            status, told = served(desk, line) if name == "serve" else ran(desk, line)
            if status != 0:
                failed.append(f"{line}\n  status {status}: {told.strip()[-600:]}")
    assert failed == [], "\n".join(failed)


def ran(desk, line):
    told = subprocess.run(program(line), cwd=desk, env=surroundings(), capture_output=True, text=True, check=False)
    return told.returncode, told.stdout + told.stderr


def served(desk, line):
    """Serve at a free port until the place can be opened, then stop it; status 0 where its first page was seen."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    line = re.sub(r" --port \d+", "", line) + f" --port {port}"
    log = desk / "serve.log"
    with (
        log.open("w") as out,
        subprocess.Popen(program(line), cwd=desk, env=surroundings(), stdout=out, stderr=out) as one,
    ):
        try:
            for _ in range(300):
                if one.poll() is not None:
                    break
                with (
                    contextlib.suppress(OSError),
                    urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=5) as page,
                ):
                    return (0 if page.status == 200 else 1), log.read_text("utf-8")
                time.sleep(0.2)
        finally:
            one.terminate()
    return 1, log.read_text("utf-8")


def program(line):
    return [sys.executable, "-m", "commonweal.cli.main", *shlex.split(line)[1:]]


def surroundings():
    return {name: value for name, value in os.environ.items() if name not in {"DATABASE_URL", "DJANGO_SETTINGS_MODULE"}}


def test_examples_are_found_in_pages():
    told = "x\n```sh\n$ commonweal count a.pb \\\n    --out b\nls\n```\n```python\ncommonweal nothing\n```\n"
    assert [shlex.split(line) for line in examples(told)] == [["commonweal", "count", "a.pb", "--out", "b"]]
