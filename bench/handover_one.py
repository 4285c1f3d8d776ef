"""One plan of one synthetic place, in a process of its own: how good, how long, how much memory. Prints JSON."""

import json
import re
import subprocess
import sys
import time
from collections.abc import Mapping
from fractions import Fraction
from pathlib import Path
from tempfile import TemporaryDirectory

from commonweal.formats.folders import write_folder
from commonweal.formats.plans import plan_files
from commonweal.handover.search import Effort, certify, steps
from commonweal.samples.regions import CITY, TOWN, sample_region

SOURCE = Path(__file__).parents[1] / "src" / "commonweal"

SIZES = {"town": (TOWN, Fraction("0.015")), "city": (CITY, Fraction("0.02"))}
KIB = 1024


def measured(size: str, seed: int) -> dict[str, float]:
    """Plan a place, certify it, and have the verifier check it.

    Raises:
        RuntimeError: where the plan is not accepted, so that times would mean nothing.
    """
    shape, gap = SIZES[size]
    problem = sample_region(seed, shape)
    began = time.perf_counter()
    *_, last = steps(problem, Effort(gap=gap), lambda _: None)
    plan, certificate = certify(problem, last)
    planning = time.perf_counter() - began
    peak = most_memory()
    verifying = verified(plan_files(problem, plan, certificate))
    return {
        "seconds": planning,
        "gap": float(certificate.gap_objective),
        "gap_value": float(certificate.gap_value),
        "megabytes": peak,
        "verifying": verifying,
    }


def most_memory() -> float:
    """Give the most memory that this program held so far, in MB.

    The kernel's own account of it: what ``getrusage`` tells of a program begins with what its parent held.
    """
    told = re.search(r"VmHWM:\s*(\d+) kB", Path("/proc/self/status").read_text("ascii"))
    assert told is not None
    return int(told[1]) / KIB


def verified(files: Mapping[str, bytes]) -> float:
    """Have the verifier read and check a folder on a Python without any package, and give the seconds that took.

    Raises:
        RuntimeError: where the plan is not accepted, so that times would mean nothing.
    """
    program = f"import sys; sys.path.insert(0, {str(SOURCE)!r}); from verifier.__main__ import main; sys.exit(main())"
    with TemporaryDirectory() as folder:
        written = Path(folder, "plan")
        write_folder(written, files)
        began = time.perf_counter()
        done = subprocess.run(
            [sys.executable, "-I", "-S", "-c", program, str(written)], check=False, capture_output=True, text=True
        )
        took = time.perf_counter() - began
    if done.returncode:
        message = f"the plan is not accepted: {done.stdout} {done.stderr}"
        raise RuntimeError(message)
    return took


if __name__ == "__main__":
    print(json.dumps(measured(sys.argv[1], int(sys.argv[2]))))
