"""What anyone may take away: the bundle, each of its files, and the program that checks it."""

from collections.abc import Mapping
from functools import lru_cache

from commonweal.formats.bundle import About, Published, bundle_files, bundle_zip, verifier_archive, withheld
from commonweal.funding.box.opening import opened_bytes
from commonweal.terms import canon
from commonweal.web.reads import grants, stored

_KEPT = 2
"""Bundles kept in memory: the newest checkpoint's, and the one before while it is still being asked for."""


def bundle() -> Mapping[str, bytes]:
    """Give the files of the bundle as the record stands, by path; none while the record is empty.

    Raises:
        RecordBroken: where the record's chain does not hold.
    """
    return _bundle(stored.checkpoint().head) if stored.place() else {}


def zipped() -> bytes | None:
    """Give the bundle as one file, or None while the record is empty."""
    return _zipped(stored.checkpoint().head) if stored.place() else None


def whole_bundle() -> Mapping[str, bytes]:
    """Give the bundle with the ballots of small rounds, which are given to auditors and are not published.

    Its record, and the manifest of each count in it, are those of :func:`bundle`.

    Raises:
        RecordBroken: where the record's chain does not hold.
    """
    return _files(whole=True) if stored.place() else {}


def whole_zipped() -> bytes:
    """Give the whole bundle as one file."""
    return bundle_zip(whole_bundle())


def is_withheld(path: str) -> bool:
    """Say whether a file of the bundle is not published, since it holds the ballots of a small round."""
    return path in withheld(stored.entries())


def program() -> bytes:
    """Give the stand-alone verifier."""
    return verifier_archive()


@lru_cache(maxsize=_KEPT)
def _bundle(head: str) -> Mapping[str, bytes]:
    # What is kept is only ever added to, each addition with an entry, so that the head stands for all of it.
    del head
    return _files(whole=False)


def _files(*, whole: bool) -> Mapping[str, bytes]:
    place = stored.place() or {}
    profile = stored.profile()
    published = Published(
        counts={count.name: count.files for count in stored.counts()},
        plans={plan.name: plan.files for plan in stored.plans()},
        profile=profile.files if profile else {},
        tables={"grants.csv": table} if (table := grants.as_table()) else {},
        rounds={one.id: _box(one.id) for one in stored.rounds()},
        schemes={one.id: one.scheme.files for one in stored.awards()},
        awards={one.id: one.folder.files for one in stored.awards() if one.folder},
        streams={one.folder.name: one.folder.files for one in stored.allocations()},
        funds={name: canon.encode(stored.constitution(name)) for name in stored.fund_ids()},
    )
    about = About(str(place["name"]), str(place["board"]), str(place["accountable_body"]))
    return bundle_files(about, stored.entries(), published, whole=whole)


def _box(round_id: str) -> Mapping[str, bytes]:
    """Give the box of a round as far as it is public: its receipts from the close on, its ballots once opened."""
    receipts = stored.published_receipts(round_id)
    box = {} if receipts is None else {"receipts.txt": receipts}
    if stored.payload_of(round_id, "ballots_opened") is not None:
        box["opened.jsonl"] = opened_bytes(stored.opened_of(round_id, stored.form_of(round_id)))
    return box


@lru_cache(maxsize=_KEPT)
def _zipped(head: str) -> bytes:
    return bundle_zip(_bundle(head))
