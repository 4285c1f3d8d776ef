"""The folder of a comparison of rules: each count in it checked whole, and what it says of them held against them."""

import re
from collections.abc import Iterable
from typing import Any

from .findings import Finding
from .guard import guarded
from .layout import layout
from .manifests import FORMAT, MANIFEST, is_canonical, kind_of
from .published import check_published
from .reading import Folder

FILE = "comparison.json"
FILES = {FILE, "comparison.csv", "comparison.txt", "comparison.html", MANIFEST}
_KIND = "rule comparison"
_PLACES = re.compile(r"counts/[a-z0-9-]{1,100}/[^/]+|pictures/[a-z0-9-]{1,200}\.svg")


def check_comparison(folder: Folder) -> list[Finding]:
    """Check a comparison's layout, every count in it, and what it says of each.

    The manifest itself is checked by :func:`commonweal.verifier.manifests.check_manifest`.
    """
    return [finding for part in (_layout, _inside, _stated) for finding in guarded(part, folder)]


def _layout(folder: Folder) -> list[Finding]:
    return layout(folder, FILES, _PLACES.fullmatch)


def _counts(folder: Folder) -> list[str]:
    return sorted({name.split("/")[1] for name in folder.names if name.startswith("counts/") and name.count("/") > 1})


def _inside(folder: Folder) -> list[Finding]:
    findings = []
    for name in _counts(folder):
        inner = folder.inside(f"counts/{name}")
        findings.extend(check_published(inner, f"counts/{name}"))
        if kind_of(inner) not in {"", "count"}:
            findings.append(Finding("V132", f"counts/{name}", f"a {kind_of(inner)} does not belong here"))
    return findings


def _stated(folder: Folder) -> list[Finding]:
    told = folder.read_json(FILE)
    if not isinstance(told, dict) or (told.get("format"), told.get("kind")) != (FORMAT, _KIND):
        return [Finding("V210", FILE, f"this is not a {_KIND} of the form {FORMAT}")]
    findings = []
    if not is_canonical(told, folder.read(FILE)):
        findings.append(Finding("V210", FILE, "it is not written in the one canonical form"))
    if sorted(str(one["name"]) for one in told["outcomes"]) != _counts(folder):
        findings.append(Finding("V210", FILE, "it does not speak of each count once"))
        return findings
    for one in told["outcomes"]:
        findings.extend(_outcome(folder.inside(f"counts/{one['name']}"), told, one))
    findings.extend(_projects(told))
    return findings


def _outcome(count: Folder, told: Any, one: Any) -> Iterable[Finding]:
    result, explained = count.read_json("result.json"), count.read_json("explanation.json")
    if result["poll"] != told["poll"]:
        yield Finding("V210", FILE, f"{one['name']} was counted on other ballots than it states")
    wrong = [name for name in ("rule", "selected", "spent") if one[name] != result[name]]
    wrong += [name for name in ("with_nothing", "mean_funded") if one[name] != explained[name]]
    wrong += [name for name in ("voters", "budget", "currency") if told[name] != result[name]]
    for name in wrong:
        yield Finding("V210", FILE, f"of {one['name']} it states another {name} than the count")


def _projects(told: Any) -> Iterable[Finding]:
    for project in told["projects"]:
        if project["funded_by"] != [one["name"] for one in told["outcomes"] if project["id"] in one["selected"]]:
            yield Finding("V210", FILE, f"project {project['id']} is not funded by the rules that it states")
