"""The examples in docstrings run, of every room that needs no web; and those in the pages of the documentation."""

import doctest
import importlib
import re

import pytest

from tests.conventions.sources import ROOT, product_files

MODULES = [
    file.module
    for file in product_files()
    if ">>> " in file.text and "__main__" not in file.module and file.room != "web"
]


@pytest.mark.parametrize("module", MODULES)
def test_examples_give_what_they_say(module):
    outcome = doctest.testmod(importlib.import_module(module), extraglobs={}, verbose=False)
    assert outcome.attempted > 0
    assert outcome.failed == 0


def blocks(text):
    """The fenced blocks of a page that hold a Python session."""
    return [block for block in re.findall(r"^```[^\n]*\n(.*?)^```", text, re.DOTALL | re.MULTILINE) if ">>> " in block]


PAGES = [
    path
    for path in sorted((ROOT / "docs").rglob("*.md"))
    if not {"_build", "reference"} & set(path.parts) and blocks(path.read_text("utf-8"))
]


@pytest.mark.parametrize("page", PAGES, ids=[path.stem for path in PAGES])
def test_a_session_on_a_page_gives_what_it_says(page):
    session = "\n".join(blocks(page.read_text("utf-8")))
    outcome = doctest.DocTestRunner().run(doctest.DocTestParser().get_doctest(session, {}, page.name, str(page), 0))
    assert outcome.attempted > 0
    assert outcome.failed == 0


def test_a_wrong_session_is_seen():
    [session] = blocks("words\n\n```python\n>>> 1 + 1\n3\n```\n")
    told = []
    outcome = doctest.DocTestRunner().run(
        doctest.DocTestParser().get_doctest(session, {}, "x", None, 0), out=told.append
    )
    assert (outcome.attempted, outcome.failed) == (1, 1)
