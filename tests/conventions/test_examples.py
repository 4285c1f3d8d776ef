"""The examples in docstrings run, of every room that needs no web."""

import doctest
import importlib

import pytest

from tests.conventions.sources import product_files

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
