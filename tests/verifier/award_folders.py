"""Folders of one scored award to tamper with, and a forger who repairs every hash afterwards."""

import json
from collections.abc import Callable
from functools import cache
from hashlib import sha256
from typing import Any

from commonweal.formats.awards import award_files
from commonweal.funding.scored.award import award
from commonweal.funding.scored.explain import explain_award
from commonweal.samples.awards import sample_award
from commonweal.verifier.manifests import canonical
from tests.funding.scored.made import Made

Files = dict[str, bytes]


def files_of(made: Made, seed: str = "drawn") -> Files:
    """Work out an award and give its folder."""
    found = award(made.scheme, made.scheme.sha256(), made.bids, made.panel, seed)
    return dict(award_files(made.scheme, made.bids, made.panel, found, explain_award(*_parts(made), found)))


def _parts(made: Made) -> tuple[Any, Any, Any]:
    return made.scheme, made.bids, made.panel


@cache
def _folder(seed: int) -> tuple[tuple[str, bytes], ...]:
    return tuple(files_of(Made(*sample_award(seed))).items())


def folder(seed: int = 1) -> Files:
    """Give the folder of the sample's award."""
    return dict(_folder(seed))


def change(files: Files, name: str, how: Callable[[Any], object]) -> None:
    """Change a JSON file in place."""
    value = json.loads(files[name])
    how(value)
    files[name] = canonical(value)


def repair(files: Files) -> None:
    """Make every hash of the folder right again, as a careful forger would."""
    scheme = sha256(files["scheme.json"]).hexdigest()
    change(files, "input.json", lambda value: value.update(scheme=scheme))
    given = sha256(files["input.json"]).hexdigest()
    for name in ("certificate.json", "result.json", "explanation.json"):
        change(files, name, lambda value: value.update(scheme=scheme, input=given))
    certificate = sha256(files["certificate.json"]).hexdigest()
    change(files, "result.json", lambda value: value.update(certificate=certificate))
    listed = {name: sha256(data).hexdigest() for name, data in files.items() if name != "manifest.json"}
    change(files, "manifest.json", lambda value: value.update(files=listed))
