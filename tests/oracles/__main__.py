"""``python -m tests.oracles``: the long comparisons with published results and independent tools (``just oracles``)."""

import os
import sys

import pytest

os.environ["COMMONWEAL_ORACLES"] = "all"
sys.exit(pytest.main(["tests/oracles", "tests/funding/rules", "tests/verifier/test_plans_mutated.py", *sys.argv[1:]]))
