"""What anyone may take away: the bundle, each of its files, and the program that checks it."""

from collections.abc import Mapping
from functools import lru_cache

from commonweal.formats.bundle import About, Published, bundle_files, bundle_zip, verifier_archive
from commonweal.web.reads import grants, stored

_KEPT = 2
"""Bundles kept in memory: the newest checkpoint's, and the one before while it is still being asked for."""


def bundle() -> Mapping[str, bytes]:
    """Give the files of the bundle as the record stands, by path; none while the record is empty.

    Raises:
        RecordBroken: where the record's chain does not hold.
    """
    place = stored.place()
    return _bundle(stored.checkpoint().head) if place else {}


def zipped() -> bytes | None:
    """Give the bundle as one file, or None while the record is empty."""
    return _zipped(stored.checkpoint().head) if stored.place() else None


def program() -> bytes:
    """Give the stand-alone verifier."""
    return verifier_archive()


@lru_cache(maxsize=_KEPT)
def _bundle(head: str) -> Mapping[str, bytes]:
    # What is kept is only ever added to, each addition with an entry, so that the head stands for all of it.
    del head
    place = stored.place() or {}
    profile = stored.profile()
    published = Published(
        counts={count.name: count.files for count in stored.counts()},
        plans={plan.name: plan.files for plan in stored.plans()},
        profile=profile.files if profile else {},
        tables={"grants.csv": table} if (table := grants.as_table()) else {},
    )
    about = About(str(place["name"]), str(place["board"]), str(place["accountable_body"]))
    return bundle_files(about, stored.entries(), published)


@lru_cache(maxsize=_KEPT)
def _zipped(head: str) -> bytes:
    return bundle_zip(_bundle(head))
