"""A place's decisions from rules to result: each round that is held here, whoever acts, and the money of its funds."""

from functools import partial

from .allocated import check_allocated
from .awarded import check_awarded
from .boxes import check_box, opened_file, receipts_file
from .chain import ENTRIES, read_entries
from .contested import check_contested
from .findings import Finding
from .funds import check_funds
from .guard import guarded
from .held import OF_ROUND, Round, held_rounds
from .people import check_pairs, check_seats
from .reading import Folder
from .shortlists import check_shortlist
from .stepped import check_stepped
from .tallies import check_tally
from .timetables import check_timetable


def check_proofs(folder: Folder) -> list[Finding]:
    """Check every round that is held here, who acts, what is stepped in for, and the funds of a bundle."""
    parts = (_rounds, _people, check_funds, check_allocated, check_awarded)
    return [one for part in parts for one in guarded(part, folder)]


def _rounds(folder: Folder) -> list[Finding]:
    rounds, findings = held_rounds(folder)
    known = {file(one.id) for one in rounds for file in (receipts_file, opened_file)}
    findings.extend(
        Finding("V604", name, "no round of the record has this file")
        for name in folder.names
        if name.startswith("rounds/") and name not in known
    )
    for one in rounds:
        findings.extend(guarded(partial(_round, one), folder))
    return findings


def _round(one: Round, folder: Folder) -> list[Finding]:
    return [
        *check_timetable(one),
        *check_shortlist(one),
        *check_box(folder, one),
        *check_tally(folder, one),
        *check_contested(one),
    ]


def _people(folder: Folder) -> list[Finding]:
    entries = read_entries(folder.read(ENTRIES))[0] if ENTRIES in folder else []
    here = {one.id for one in held_rounds(folder)[0]}
    acts = [one for one in entries if one["kind"] not in OF_ROUND or str(one["payload"].get("round")) in here]
    return [*check_pairs(acts), *check_seats(entries), *check_stepped(entries)]
