"""``python -m tests.crash``: every crash and race as often as the figures say (``just crash``)."""

import os
import sys

import pytest

os.environ["COMMONWEAL_CRASHES"] = "all"
sys.exit(pytest.main(["tests/crash", "-n", "0", *sys.argv[1:]]))
