"""What the README promises: its commands are those of the issue, its example runs, its links lead somewhere."""

import contextlib
import io
import re

import pytest

from commonweal.formats import pabulib
from commonweal.samples.polls import sample_poll
from tests.conventions.sources import ROOT

README = (ROOT / "README.md").read_text("utf-8")
COMMANDS = (
    "python3 -m venv .uv && .uv/bin/pip install uv && .uv/bin/uv run --no-dev commonweal demo",
    "uv run --no-dev commonweal demo",
    ".uv/bin/uv run pytest",
    "uv run pytest",
)


@pytest.mark.parametrize("command", COMMANDS)
def test_the_commands_stand_there_as_promised(command):
    assert any(line.strip() == command for line in README.splitlines()) or f"`{command}`" in README


def test_the_example_reads_a_poll_counts_it_and_verifies_it(tmp_path, monkeypatch):
    [code] = re.findall(r"```python\n(.*?)```", README, re.DOTALL)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "poll.pb").write_bytes(pabulib.write(sample_poll(1, 12, 60)))
    told = io.StringIO()
    with contextlib.redirect_stdout(told):
        exec(compile(code, "README.md", "exec"), {})
    first, second = told.getvalue().splitlines()
    assert re.fullmatch(r"\d+ of 12 projects are funded for \d+", first)
    assert second == "[]"
    assert (tmp_path / "counted" / "certificate.json").is_file()
    lines = [line for line in code.splitlines() if line and not line.startswith(("from", "import"))]
    assert len(lines) == 5


@pytest.mark.parametrize("page", ["README.md", "CONTRIBUTING.md", "decisions/README.md"])
def test_every_link_leads_somewhere(page):
    text = re.sub(r"```.*?```", "", (ROOT / page).read_text("utf-8"), flags=re.DOTALL)
    targets = re.findall(r"\]\(([^)#]+)[^)]*\)", text)
    here = (ROOT / page).parent
    assert [target for target in targets if "://" not in target and not (here / target).exists()] == []


def test_it_is_short():
    assert len(README.splitlines()) <= 80
