"""Folders of one plan to tamper with, and a forger who repairs every hash afterwards."""

import json
import subprocess
import sys
from collections.abc import Callable
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from commonweal.formats.plans import plan_files
from commonweal.handover.replan import replan
from commonweal.handover.search import find_plan
from commonweal.verifier.manifests import canonical
from tests.handover.tiny import solved

Files = dict[str, bytes]


@cache
def _folder(seed: int, *, again: bool) -> tuple[tuple[str, bytes], ...]:
    problem, plan, certificate = solved(seed)
    if again:
        problem = replan(problem, plan, ["body-1"], 3)
        plan, certificate = find_plan(problem)
    return tuple(plan_files(problem, plan, certificate).items())


def folder(seed: int = 7, *, again: bool = False) -> Files:
    """Plan a tiny hand-over, or plan it again after a withdrawal, and give its folder."""
    return dict(_folder(seed, again=again))


def change(files: Files, name: str, how: Callable[[Any], object]) -> None:
    """Change a JSON file in place."""
    value = json.loads(files[name])
    how(value)
    files[name] = canonical(value)


def repair_manifest(files: Files) -> None:
    """Make the manifest right again, and no other hash."""
    stated = {name: sha256(data).hexdigest() for name, data in files.items() if name != "manifest.json"}
    change(files, "manifest.json", lambda value: value.update(files=stated))


def repair(files: Files) -> None:
    """Make every hash of the folder right again, as a careful forger would, and change no other byte."""
    told = json.loads(files["explanation.json"])
    for name in ("input.json", "plan.json"):
        stated, true = told[f"{name.removesuffix('.json')}_sha256"].encode(), sha256(files[name]).hexdigest().encode()
        for other in files:
            if other.endswith(".json"):
                files[other] = files[other].replace(stated, true)
    repair_manifest(files)


def verified_bare(folder: Path) -> list[str]:
    """Give what the verifier finds on a Python without any package, one line for each finding."""
    source = Path(__file__).parents[2] / "src" / "commonweal"
    program = (
        f"import sys; sys.path.insert(0, {str(source)!r}); from pathlib import Path; "
        f"from verifier.main import verify; [print(one) for one in verify(Path({str(folder)!r}))]"
    )
    command = [sys.executable, "-I", "-S", "-c", program]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.splitlines()
