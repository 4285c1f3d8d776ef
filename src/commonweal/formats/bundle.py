"""Bundles: the published folder with everything that a stranger needs to re-check a place's decisions."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from importlib.resources import files as resources
from typing import Any

from commonweal.errors import RecordBroken
from commonweal.formats.archives import verifier_archive, zip_bytes
from commonweal.formats.entry_schema import entry_schema
from commonweal.formats.folders import FORMAT, Kind, with_manifest
from commonweal.record.chain import Checkpoint, checkpoint, faults
from commonweal.record.entries import Entry
from commonweal.terms import canon

__all__ = [
    "FEWEST",
    "About",
    "Published",
    "bundle_files",
    "bundle_zip",
    "checkpoint_bytes",
    "entries_bytes",
    "verifier_archive",
    "withheld",
]

FEWEST = 50
"""Of a round with fewer ballots the result is published and the ballots are not: they could tell who chose what."""


@dataclass(frozen=True, slots=True)
class About:
    """What a bundle's README says of its place.

    Attributes:
        place: the place's name.
        board: the body that decides.
        accountable_body: the organisation legally answerable for the money.
    """

    place: str
    board: str
    accountable_body: str


@dataclass(frozen=True, slots=True)
class Published:
    """The folders that a bundle carries, as they were published.

    Attributes:
        counts: the files of each count by its id.
        plans: the files of each plan by its id.
        profile: the files of the profile, or nothing where none was published.
        tables: CSV tables by file name.
        rounds: the box of each round whose votes came in here, by the round's id: ``receipts.txt``, the sorted list of
            receipts of the close, and ``opened.jsonl``, the opened ballots.
        funds: the constitution of each fund that holds, as canonical JSON, by the fund's id.
        streams: the files of each allocation of protected money by its id.
        schemes: the scheme of each scored award as it was locked, by the award's id.
        awards: the files of each scored award that was decided, by its id.
    """

    counts: Mapping[str, Mapping[str, bytes]]
    plans: Mapping[str, Mapping[str, bytes]]
    profile: Mapping[str, bytes]
    tables: Mapping[str, bytes]
    rounds: Mapping[str, Mapping[str, bytes]] = field(default_factory=dict)
    funds: Mapping[str, bytes] = field(default_factory=dict)
    streams: Mapping[str, Mapping[str, bytes]] = field(default_factory=dict)
    schemes: Mapping[str, Mapping[str, bytes]] = field(default_factory=dict)
    awards: Mapping[str, Mapping[str, bytes]] = field(default_factory=dict)


def bundle_files(
    about: About, entries: Sequence[Entry], published: Published, *, whole: bool = False
) -> dict[str, bytes]:
    """Give every file of a bundle, its manifest among them.

    Args:
        about: the place.
        entries: the whole record; only commitments of personal fields are in it, never the fields.
        published: every count, plan, stream and profile that an entry names, the boxes of rounds, and the funds.
        whole: whether it holds the few ballots of small rounds too: for those alone whom the rules name.

    Returns:
        The bytes of each file by its path; the same inputs give the same bytes.

    Raises:
        RecordBroken: where the record's chain does not hold.
    """
    broken = faults(entries)
    if broken:
        raise RecordBroken(*broken)
    files = {
        "README.txt": _readme(about, checkpoint(entries)),
        "record/entries.jsonl": entries_bytes(entries),
        "record/checkpoint.json": checkpoint_bytes(checkpoint(entries)),
        "verifier.pyz": verifier_archive(),
        **_schemas(),
        **_folders("counts", "count", published.counts),
        **_folders("plans", "plan", published.plans),
        **_folders("streams", "stream", published.streams),
        **_folders("schemes", "scheme", published.schemes),
        **_folders("awards", "award", published.awards),
        **{f"tables/{name}": data for name, data in published.tables.items()},
        **{f"rounds/{id_}/{name}": data for id_, box in published.rounds.items() for name, data in box.items()},
        **{f"funds/{id_}.json": data for id_, data in published.funds.items()},
    }
    if published.profile:
        profile = with_manifest("profile", published.profile)
        files.update({f"profile/{name}": data for name, data in profile.items()})
    kept_back = frozenset[str]() if whole else withheld(entries)
    return with_manifest("bundle", {name: data for name, data in files.items() if name not in kept_back})


def withheld(entries: Sequence[Entry]) -> frozenset[str]:
    """Give the files of ballots that are not published, since so few ballots could tell who chose what.

    Their hashes stand in the record and in the manifest of the count, so that whoever is given them can check them.

    Args:
        entries: the whole record.
    """
    small = {
        entry.payload["round"]
        for entry in entries
        if entry.kind == "ballots_opened" and entry.payload["ballots"] < FEWEST
    }
    counts = (one.payload for one in entries if one.kind == "result_provisional" and one.payload["round"] in small)
    polls = {f"{payload['folder']}/poll.pb" for payload in counts}
    return frozenset(polls | {f"rounds/{id_}/opened.jsonl" for id_ in small})


def bundle_zip(files: Mapping[str, bytes]) -> bytes:
    """Give a bundle as one zip, whose bytes depend on its files alone (and on the zlib that packs them)."""
    return zip_bytes(files)


def entries_bytes(entries: Sequence[Entry]) -> bytes:
    """Write entries, one canonical JSON object a line."""
    return b"".join(canon.encode(entry.public()) + b"\n" for entry in entries)


def checkpoint_bytes(at: Checkpoint) -> bytes:
    """Write a checkpoint as canonical JSON."""
    return canon.encode({"format": FORMAT, "count": at.count, "head": at.head})


def _folders(name: str, kind: Kind, folders: Mapping[str, Mapping[str, bytes]]) -> dict[str, bytes]:
    return {
        f"{name}/{id_}/{file}": data
        for id_, files in folders.items()
        for file, data in with_manifest(kind, files).items()
    }


def _schemas() -> dict[str, bytes]:
    folder = resources("commonweal.formats").joinpath("schemas")
    shipped = {f"schemas/{file.name}": file.read_bytes() for file in folder.iterdir() if file.name.endswith(".json")}
    return {**shipped, "schemas/entry.json": _pretty(entry_schema())}


def _pretty(value: Any) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=2) + "\n").encode("utf-8")


def _readme(about: About, at: Checkpoint) -> bytes:
    return f"""\
{about.place}: the public record, and everything needed to check it

Who decides: {about.board}
Who answers for the money: {about.accountable_body}
Checkpoint: {at.count} entries, written COUNT:HASH
{at}

WHAT IS HERE
record/entries.jsonl    what happened, in order, one entry a line
record/checkpoint.json  how many entries, and the hash of the newest
counts/                 each count: unordered ballots, rule, result, certificate
rounds/                 each round voted on here: receipts, opened ballots
funds/                  the constitution of each fund
streams/                protected money: needs, panel's order, who is given what
schemes/                each scored award: what was locked before anybody bid
awards/                 each scored award: bids, scores, who is awarded
plans/                  each hand-over plan: inputs, plan, certificate
profile/, tables/       the evidence of need, as tables
schemas/                what each file may hold (JSON Schema)
manifest.json           the hash of every file here
verifier.pyz            checks all of this

HOW TO CHECK IT
With Python 3.11 or newer, and nothing else, in this folder:

    python3 verifier.pyz .

It says "accepted", or names every fault. It needs no network and asks us
nothing. Better still, run a verifier.pyz that you got from somewhere else:
whoever could forge this folder could forge the checker in it.

WHAT THAT SHOWS, AND WHAT IT CANNOT
Accepted means: nothing here was altered after it was packed, every entry
follows the one before, every count and plan is what its published rule and
inputs give. It cannot show that this is the record everybody else was shown:
somebody who rewrites the whole record can pack a new, sound bundle. For that,
compare with a checkpoint that you, a neighbour or a library kept earlier:

    python3 verifier.pyz . --since EARLIER-BUNDLE
    python3 verifier.pyz . --since COUNT:HASH

So keep this bundle, or write down the checkpoint above. That is what makes
the record hard to change.

FEW BALLOTS
Of a round with fewer than {FEWEST} ballots the result and its certificate are
here, and the ballots are not: they could tell who chose what. Their hashes
are here, so that an auditor who is given the ballots can check them.

PERSONAL WORDS
No person's name, address or own words are in here. Where an entry has any,
it holds only a fingerprint that nobody can turn back into words; when they
are removed, the fingerprint stays: content removed, proof kept.
""".encode()
