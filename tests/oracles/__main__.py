"""``python -m tests.oracles``: the long comparisons with published results and independent tools (``just oracles``)."""

import os
import sys

import pytest

os.environ["COMMONWEAL_ORACLES"] = "all"
sys.exit(pytest.main(["tests/oracles", "tests/funding/rules", *sys.argv[1:]]))
