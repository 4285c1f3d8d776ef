"""Folders of one plan to tamper with, and a forger who repairs every hash afterwards."""

import json
from collections.abc import Callable
from functools import cache
from hashlib import sha256
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
    """Make every hash of the folder right again, as a careful forger would."""
    data = sha256(files["input.json"]).hexdigest()
    change(files, "plan.json", lambda value: value.update(input_sha256=data))
    plan = sha256(files["plan.json"]).hexdigest()
    for name in ("certificate.json", "explanation.json"):
        change(files, name, lambda value: value.update(input_sha256=data, plan_sha256=plan))
    repair_manifest(files)
