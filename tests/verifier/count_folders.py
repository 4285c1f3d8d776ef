"""Folders of one count to tamper with, and a forger who repairs every hash afterwards."""

import json
from collections.abc import Callable
from functools import cache
from hashlib import sha256
from typing import Any

from commonweal.formats.counts import count_files
from commonweal.funding.rules import RULES
from commonweal.funding.spec import read_spec
from commonweal.samples.polls import sample_poll
from commonweal.verifier.manifests import canonical

Files = dict[str, bytes]


@cache
def _folder(rule: str, settings: tuple[str, ...], kind: str) -> tuple[tuple[str, bytes], ...]:
    poll = sample_poll(5, 9, 80, kind)  # type: ignore[arg-type]
    return tuple(count_files(poll, RULES[rule](poll, read_spec(rule, ("seed=0", *settings)))).items())


def folder(rule: str = "equal_shares", *settings: str, kind: str = "approval") -> Files:
    """Count a sample poll and give its folder."""
    return dict(_folder(rule, settings, kind))


def change(files: Files, name: str, how: Callable[[Any], object]) -> None:
    """Change a JSON file in place."""
    value = json.loads(files[name])
    how(value)
    files[name] = canonical(value)


def lines(files: Files, how: Callable[[list[str]], object]) -> None:
    """Change the lines of the ballots' file in place."""
    text = files["poll.pb"].decode().split("\n")
    how(text)
    files["poll.pb"] = "\n".join(text).encode()


def repair(files: Files) -> None:
    """Make every hash of the folder right again, as a careful forger would."""
    poll = sha256(files["poll.pb"]).hexdigest()
    for name in ("certificate.json", "result.json", "explanation.json"):
        if name in files:
            change(files, name, lambda value: value.update(poll=poll))
    certificate = sha256(files["certificate.json"]).hexdigest()
    change(files, "result.json", lambda value: value.update(certificate=certificate))
    listed = {name: sha256(data).hexdigest() for name, data in files.items() if name != "manifest.json"}
    change(files, "manifest.json", lambda value: value.update(files=listed))
