"""Findings: one line each, safe to print, and every code is on the page."""

import re
from importlib.resources import files as resources
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from commonweal.verifier.findings import LONGEST, Finding, printable

OWN = ("bundles", "chain", "guard", "layout", "live", "main", "manifests", "published", "since", "stated")


def test_every_code_of_the_record_is_on_the_page_and_no_other(repository: Path) -> None:
    folder = resources("commonweal").joinpath("verifier")
    sources = [folder.joinpath(f"{name}.py").read_text("utf-8") for name in OWN]
    sources.append(resources("commonweal").joinpath("web/reads/mismatch.py").read_text("utf-8"))
    used = {code for source in sources for code in re.findall(r'"(V1\d\d)"', source)}
    listed = re.findall(r"^\| (V1\d\d) \|", (repository / "docs" / "record.md").read_text("utf-8"), re.MULTILINE)
    assert listed == sorted(used)


def test_every_code_of_a_round_is_on_the_page_and_no_other(repository: Path) -> None:
    folder = resources("commonweal").joinpath("verifier")
    sources = [file.read_text("utf-8") for file in folder.iterdir() if file.name.endswith(".py")]
    used = {code for source in sources for code in re.findall(r'"(V6\d\d)"', source)}
    listed = re.findall(r"^\| (V6\d\d) \|", (repository / "docs" / "record.md").read_text("utf-8"), re.MULTILINE)
    assert listed == sorted(used)


@given(st.text(st.characters()), st.text(st.characters()))
def test_a_finding_is_one_line_that_any_terminal_can_show(where: str, what: str) -> None:
    line = str(Finding("V100", where, what))
    assert line.isprintable()
    assert line.encode("utf-8").startswith(b"V100 ")


def test_an_endless_text_is_cut() -> None:
    assert len(printable("x" * 10_000)) == LONGEST + 3
    assert printable("x" * LONGEST) == "x" * LONGEST
