"""Tests that share what is slow to make run in one worker; where the runner ignores their marks, it is made twice."""

import os

import pytest


@pytest.mark.xdist_group("kept together")
def test_tests_of_a_group_are_kept_together(request):
    if "PYTEST_XDIST_WORKER" in os.environ:
        assert request.node.nodeid.endswith("@kept together")
