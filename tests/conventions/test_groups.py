"""Workers share the tests out: each finds the same names, and tests that share what is slow to make stay together."""

import os

import pytest


@pytest.mark.xdist_group("kept together")
def test_tests_of_a_group_are_kept_together(request):
    if "PYTEST_XDIST_WORKER" in os.environ:
        assert request.node.nodeid.endswith("@kept together")


@pytest.fixture(scope="module")
def made_for_the_file():
    """Something that is slow to make, as it were."""


def test_tests_that_ask_for_what_is_made_once_for_their_file_are_kept_together(request, made_for_the_file):
    if "PYTEST_XDIST_WORKER" in os.environ:
        assert request.node.nodeid.endswith("@tests/conventions/test_groups.py")


def test_no_test_is_named_by_a_long_value(request):
    """A value that a clock wrote gives each worker another name, and then none of them runs a test."""
    assert not [item.nodeid[:100] for item in request.session.items if len(item.nodeid) > 600]
