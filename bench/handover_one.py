"""One plan of one synthetic place, in a process of its own: how good, how long, how much memory. Prints JSON."""

import json
import resource
import sys
import time
from fractions import Fraction

from commonweal.formats.plans import plan_files
from commonweal.handover.search import Effort, certify, steps
from commonweal.samples.regions import CITY, TOWN, sample_region
from commonweal.verifier.published import check_published
from commonweal.verifier.reading import Folder

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
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / KIB
    folder = Folder(plan_files(problem, plan, certificate))
    began = time.perf_counter()
    findings = check_published(folder)
    verifying = time.perf_counter() - began
    if findings:
        message = f"the plan is not accepted: {findings[0]}"
        raise RuntimeError(message)
    return {
        "seconds": planning,
        "gap": float(certificate.gap_objective),
        "gap_value": float(certificate.gap_value),
        "megabytes": peak,
        "verifying": verifying,
    }


if __name__ == "__main__":
    print(json.dumps(measured(sys.argv[1], int(sys.argv[2]))))
