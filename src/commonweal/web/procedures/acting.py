"""What every procedure shares: one transaction that holds the record, and the verifier before anything is published."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from django.db import transaction

from commonweal.errors import Fault, NotAccepted
from commonweal.record.entries import Draft
from commonweal.record.forms import stamp
from commonweal.verifier.findings import Finding
from commonweal.verifier.main import check_folder
from commonweal.verifier.manifests import MANIFEST, kind_of
from commonweal.verifier.reading import Folder
from commonweal.web.rights import Actors
from commonweal.web.store import keep


@contextmanager
def one_act() -> Iterator[None]:
    """Do all that is inside, or nothing of it, while nobody else adds to the record."""
    with transaction.atomic():
        keep.hold_the_record()
        yield


def draft(
    kind: str, at: datetime, actors: Actors, payload: Mapping[str, Any], personal: Mapping[str, Any] | None = None
) -> Draft:
    """Write what is to be recorded; the second person's role goes into the payload."""
    second = {"second": actors.second} if actors.second else {}
    return Draft(kind, stamp(at), actors.role, {**payload, **second}, personal or {})


def require_accepted(kind: str, name: str, files: Mapping[str, bytes]) -> None:
    """Let a folder through only when the verifier finds nothing wrong in it, and it is of the kind it should be.

    Args:
        kind: "count", "plan" or "profile".
        name: its identifier, to say in a refusal.
        files: its files, the manifest among them.

    Raises:
        NotAccepted: with every finding.
    """
    folder = Folder(files)
    findings = check_folder(folder)
    if kind_of(folder) != kind:
        findings.append(Finding("V101", MANIFEST, f"this is not the folder of a {kind}"))
    if findings:
        faults = [Fault("{code} {what}", {"code": found.code, "what": found.what}, found.where) for found in findings]
        raise NotAccepted(*faults, subject=f"the {kind} {name}")


def published(folder: str, files: Mapping[str, bytes]) -> dict[str, str]:
    """Give the payload fields that name a published folder and its hash."""
    return {"folder": folder, "manifest": keep.folder_hash(files)}
