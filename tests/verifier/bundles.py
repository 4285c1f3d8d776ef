"""Bundles to mutate: a small sound one, and the ways somebody might tamper with it."""

import json
from collections.abc import Mapping
from fractions import Fraction
from functools import cache
from typing import Any

from commonweal.formats.bundle import About, Published, bundle_files
from commonweal.formats.counts import count_files
from commonweal.formats.folders import sha256_of, with_manifest
from commonweal.formats.plans import plan_files
from commonweal.funding.ballots import Ballot, grouped
from commonweal.funding.poll import Poll, Project
from commonweal.funding.rules import RULES
from commonweal.funding.spec import read_spec
from commonweal.record.entries import Entry, append
from commonweal.verifier.findings import Finding
from commonweal.verifier.main import check_folder
from commonweal.verifier.manifests import canonical
from commonweal.verifier.reading import Folder
from tests.handover.tiny import solved
from tests.record.records import draft, moment, small

ABOUT = About("Harbour", "Harbour board", "Harbour council")
PROFILE = with_manifest("profile", {"profile.json": b"{}", "tables/areas.csv": b"code\nA1\n"})
SPEC = read_spec("equal_shares", ["completion=add1", "seed=0"])
HASH_OF_NOTHING = sha256_of(b"")
ENTRIES = "record/entries.jsonl"
CHECKPOINT = "record/checkpoint.json"


def added(entries: list[Entry], kind: str, payload: Mapping[str, Any]) -> list[Entry]:
    """Give a record with one more entry."""
    entry, _ = append(entries[-1] if entries else None, draft(kind, dict(payload), moment(len(entries) + 1)), {})
    return [*entries, entry]


def names(folder: str, files: Mapping[str, bytes]) -> dict[str, str]:
    """Give the payload fields by which an entry names a folder."""
    return {"folder": folder, "manifest": sha256_of(files["manifest.json"])}


@cache
def count() -> Mapping[str, bytes]:
    """Count a small poll and give its folder."""
    projects = tuple(Project(id_, f"Project {id_}", Fraction(cost)) for id_, cost in (("1", 40), ("2", 30), ("3", 50)))
    ballots = (Ballot((0,), voters=3), Ballot((0, 1), voters=2), Ballot((1, 2), voters=3), Ballot((2,), voters=2))
    poll = Poll(projects, Fraction(100), "approval", grouped(ballots, "approval"))
    return count_files(poll, RULES[SPEC.name](poll, SPEC))


@cache
def plan() -> Mapping[str, bytes]:
    """Solve a tiny hand-over and give the folder of its plan."""
    return plan_files(*solved(1))


def with_plan() -> dict[str, bytes]:
    """Give the files of a sound bundle with a plan besides."""
    entries = added(told(), "plan_adopted", {**names("plans/handover-1", plan()), "plan": "handover-1"})
    return bundle_files(ABOUT, entries, published(plans={"handover-1": plan()}))


def told() -> list[Entry]:
    """Give a record that names the profile and one count."""
    result = json.loads(count()["result.json"])
    named = names("counts/green", count())
    entries = added(small()[0], "profile_published", names("profile", PROFILE))
    rules = {"round": "green", "rule": SPEC.name, "version": SPEC.version, "spec": dict(SPEC.options)}
    entries = added(entries, "rules_published", {**rules, "second": "council officer"})
    figures = {name: result[name] for name in ("selected", "spent", "budget", "voters")}
    entries = added(entries, "result_provisional", {"round": "green", **named, **figures})
    return added(entries, "result_confirmed", {"round": "green", **named})


def published(**changed: Any) -> Published:
    """Give what the record of :func:`told` names."""
    whole = {"counts": {"green": count()}, "plans": {}, "profile": PROFILE, "tables": {"areas.csv": b"code\n"}}
    return Published(**{**whole, **changed})


@cache
def _bundle() -> Mapping[str, bytes]:
    return bundle_files(ABOUT, told(), published())


def bundle() -> dict[str, bytes]:
    """Give the files of a sound bundle with a record, a profile and a count."""
    return dict(_bundle())


def repacked(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """Mend the manifest after tampering, as somebody would who knows the format."""
    return with_manifest("bundle", {name: data for name, data in files.items() if name != "manifest.json"})


def lines(files: Mapping[str, bytes]) -> list[Any]:
    """Give the entries of a bundle as JSON objects."""
    return [json.loads(line) for line in files[ENTRIES].splitlines()]


def with_lines(files: Mapping[str, bytes], entries: list[Any]) -> dict[str, bytes]:
    """Put other entries into a bundle and mend its manifest, but not its checkpoint."""
    return repacked({**files, ENTRIES: b"".join(canonical(entry) + b"\n" for entry in entries)})


def rehashed(entry: dict[str, Any], **members: Any) -> dict[str, Any]:
    """Change members of an entry and mend its hash."""
    bare = {**entry, **members}
    del bare["hash"]
    return {**bare, "hash": sha256_of(canonical(bare))}


def rewritten(entries: list[dict[str, Any]], place: int, **members: Any) -> list[dict[str, Any]]:
    """Change an entry and mend every hash from there on, those of lodged checkpoints too."""
    out = [dict(entry) for entry in entries]
    for k in range(place - 1, len(out)):
        previous = out[k - 1]["hash"] if k else "0" * 64
        if out[k]["kind"] == "checkpoint_lodged" and k >= place:
            lodged = out[k]["payload"]
            out[k]["payload"] = {**lodged, "head": out[min(lodged["count"], k) - 1]["hash"]}
        out[k] = rehashed(out[k], **{"previous": previous, **members})
        members = {}
    return out


def with_checkpoint(files: Mapping[str, bytes], entries: list[dict[str, Any]]) -> dict[str, bytes]:
    """Put other entries into a bundle and mend everything, checkpoint and all."""
    head = entries[-1]["hash"] if entries else "0" * 64
    stated = canonical({"format": "commonweal/1", "count": len(entries), "head": head})
    return repacked({**with_lines(files, entries), CHECKPOINT: stated})


def found(files: Mapping[str, bytes]) -> list[Finding]:
    """Check files as the verifier would."""
    return check_folder(Folder(files))


def codes(files: Mapping[str, bytes]) -> set[str]:
    return {finding.code for finding in found(files)}
