"""One command takes the sample place through its whole cycle, and what it publishes stands alone."""

import json
import shlex
import subprocess
import sys

import pytest

from tests.conventions.test_commands import examples, page

(EXAMPLE,) = examples(page("demo"))
_, *WORDS = shlex.split(EXAMPLE)
SITE = "sample-place/site"


def commonweal(*words, cwd):
    command = [sys.executable, "-m", "commonweal.cli.main", *words]
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True, encoding="utf-8", check=False)


@pytest.fixture(scope="module")
def run(tmp_path_factory):
    folder = tmp_path_factory.mktemp("demo")
    return folder, commonweal(*WORDS, "--json", cwd=folder)


def site(folder):
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


@pytest.mark.xdist_group("demo")
def test_it_publishes_a_site_whose_bundle_a_bare_python_accepts(run):
    folder, done = run
    assert (done.returncode, "Making the sample place" in done.stderr) == (0, True), done.stderr
    told = json.loads(done.stdout)
    assert told["accepted"] is True
    published = folder / SITE
    bare = [sys.executable, "-I", "-S", str(published / "verifier.pyz"), str(published / "bundle.zip")]
    checked = subprocess.run(bare, capture_output=True, text=True, encoding="utf-8", check=False)
    assert (checked.returncode, told["checkpoint"]["head"] in checked.stdout) == (0, True)
    assert "counts: 1, plans: 2" in checked.stdout


@pytest.mark.xdist_group("demo")
def test_again_it_goes_on_and_publishes_the_same_bytes_and_says_what_happened(run):
    folder, done = run
    before = site(folder / SITE)
    again = commonweal(*WORDS, cwd=folder)
    assert (again.returncode, "The record holds all of this already." in again.stderr) == (0, True), again.stderr
    assert site(folder / SITE) == before
    assert "22 projects" in again.stdout
    assert "The stand-alone verifier says: accepted" in again.stdout
    assert json.loads(done.stdout)["files"] == len(before)


@pytest.mark.xdist_group("demo")
@pytest.mark.parametrize("name", ["notes.txt", "place.toml"])
def test_a_folder_that_is_not_this_sample_is_left_alone(tmp_path, name):
    (tmp_path / name).write_text("mine", encoding="utf-8")
    done = commonweal("demo", "--folder", ".", "--no-serve", cwd=tmp_path)
    assert (done.returncode, "CW603" in done.stderr) == (1, True)
    assert site(tmp_path) == {name: b"mine"}
