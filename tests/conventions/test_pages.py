"""Decisions and news keep their form, so that they can be read years later and released by a tool."""

import re

import pytest

from tests.conventions.sources import ROOT

DECISIONS = sorted((ROOT / "decisions").glob("[0-9]*.md"))
NEWS = sorted(path for path in (ROOT / "news").glob("*.md") if path.name != "template.md")


@pytest.mark.parametrize("path", DECISIONS, ids=lambda path: path.stem)
def test_a_decision_says_why_and_what_would_change_our_mind(path):
    text = path.read_text("utf-8")
    number = int(path.name[:4])
    assert re.match(rf"# {number}\. \S", text) or re.match(rf"# {number:04}[ .:]", text), text.splitlines()[0]
    for part in ("Context", "Decision", "Why", "What would change our mind"):
        assert re.search(rf"(?:\*\*|## ){part}\b", text), part
    assert len(text.splitlines()) <= 60


def test_every_decision_has_a_number_of_its_own():
    numbers = [path.name[:4] for path in DECISIONS]
    assert len(set(numbers)) == len(numbers)


@pytest.mark.parametrize("path", NEWS, ids=lambda path: path.stem)
def test_news_is_a_sentence_or_two_for_people(path):
    text = path.read_text("utf-8").strip()
    assert re.fullmatch(r"[a-z0-9-]+\.(?:added|changed|fixed)\.md", path.name)
    assert text.endswith(".")
    assert "\n" not in text
    assert len(text) <= 400


def test_there_is_news():
    assert NEWS


def test_the_release_tool_takes_the_news(tmp_path):
    import subprocess
    import sys

    told = subprocess.run(
        [sys.executable, "-m", "towncrier", "build", "--draft", "--version", "next"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert told.returncode == 0, told.stderr
    for path in NEWS:
        assert path.read_text("utf-8").strip().split(".")[0] in " ".join(told.stdout.split())


def test_no_host_that_packages_come_from_is_named():
    import subprocess

    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False).stdout.split()
    files = [ROOT / name for name in listed] or [path for path in ROOT.rglob("*.toml") if ".venv" not in path.parts]
    hosts = re.compile("|".join(("python" + r"hosted\.org", r"pypi" + r"\.org", r"registry\.npm" + r"js")))
    assert [path.name for path in files if path.name.endswith(("uv.lock", "poetry.lock", "package-lock.json"))] == []
    texts = [path for path in files if path.suffix in {".toml", ".md", ".py", ".html", ".css", ""} and path.is_file()]
    assert [path.name for path in texts if hosts.search(path.read_text("utf-8", errors="ignore"))] == []
