"""Workers share the tests out: each finds the same names, and tests that share what is slow to make stay together."""

import os

import pytest


@pytest.mark.xdist_group("kept together")
def test_tests_of_a_group_are_kept_together(request):
    if "PYTEST_XDIST_WORKER" in os.environ:
        assert request.node.nodeid.endswith("@kept together")


def test_no_test_is_named_by_a_long_value(request):
    """A value that a clock wrote gives each worker another name, and then none of them runs a test."""
    assert not [item.nodeid[:100] for item in request.session.items if len(item.nodeid) > 600]
