"""Restoring a backup: what came after it is lost here, and the record says so."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from django.db import DatabaseError, connection, transaction

from commonweal.errors import BackupRefused, Fault, RecordBroken
from commonweal.record.chain import checkpoint, faults
from commonweal.record.entries import Entry, read_entry
from commonweal.record.forms import stamp
from commonweal.record.redaction import erased
from commonweal.terms.sentences import Sentence, say
from commonweal.web import environment
from commonweal.web.opening import migrate_to, migrations, point_at, prepare_folder
from commonweal.web.procedures.acting import draft
from commonweal.web.procedures.take_backup import take_backup
from commonweal.web.rights import Actors, check_right
from commonweal.web.store import keep, people, read
from commonweal.web.store.archive import Archive, drop_tables, load_rows, read_archive, without_rounds

_OPENED = frozenset({"ballots_opened"})
_ENDED = frozenset({"result_confirmed", "round_stopped"})


def restore_backup(
    file: Path,
    place: Path,
    *,
    replace: bool,
    at: datetime,
    actors: Actors,
    told: Callable[[Sentence], None] = lambda _: None,
) -> Entry:
    """Put a backup where a place stores its work, and record that this was done.

    The backup and its record are checked before anything is touched. Where something stands already it goes only with
    ``replace``, after a backup of it. What was destroyed since the backup was taken is not brought back: words that
    were erased, the sealed ballots of a round that was opened, and the secrets, codes and register of one that is over,
    as the record that stood and the record in the backup tell. Every invitation that was open is withdrawn: nothing
    but its own row would tell that one was withdrawn or taken since. No server may be running on the place meanwhile.

    Args:
        file: the backup.
        place: the place folder; it may be new.
        replace: whether what stands may go.
        at: when.
        actors: who.
        told: is told of what has to be done again.

    Returns:
        The entry ``backup_restored``, which names the checkpoint of the backup.

    Raises:
        NotAllowed: where the role may not.
        BackupRefused: where the backup is damaged, of a later release, or something stands that may not go.
        RecordBroken: where the record in the backup does not hold together.
    """
    check_right("restore_backup", actors)
    archive = read_archive(file)
    restored = _record_of(archive, file)
    stands = _make_room(file, place, replace=replace, at=at)
    gone = _erased_since(stands)
    opened, ended = _rounds(stands, restored, _OPENED), _rounds(stands, restored, _ENDED)
    prepare_folder(place)
    _write_place(archive.place, place)

    closed: list[int] = []

    def fill() -> Entry:
        migrate_to(archive.newest)
        load_rows(without_rounds(archive, opened=opened, ended=ended))
        migrate_to(None)
        _forget(gone)
        closed.append(people.close_invitations())
        now = checkpoint(restored)
        payload = {"count": now.count, "head": now.head, "taken": stamp(datetime.fromisoformat(archive.at))}
        when = max([stamp(at), *(entry.at for entry in restored[-1:])])
        return keep.keep_entry(draft("backup_restored", datetime.fromisoformat(when), actors, payload))

    entry = _on_sqlite(place, fill) if connection.vendor == "sqlite" else _on_postgresql(fill)
    if any(closed):
        told(_closed(sum(closed)))
    return entry


def _closed(invitations: int) -> Sentence:
    return say(
        "{invitations} invitation was open in the backup, and is withdrawn: it may have been withdrawn since. Invite "
        "again whoever still is to come.",
        plural="{invitations} invitations were open in the backup, and are withdrawn: some may have been withdrawn "
        "since. Invite again whoever still is to come.",
        by="invitations",
        invitations=invitations,
    )


def _record_of(archive: Archive, file: Path) -> tuple[Entry, ...]:
    """Give the record in a backup, when it holds together."""
    if not set(archive.newest.items()) <= migrations():
        raise BackupRefused(Fault("it was made by a later release of commonweal"), path=str(file))
    rows = archive.tables.get("store_entryrow", ())
    entries = tuple(read_entry(read.public_of(row)) for row in sorted(rows, key=lambda row: int(row["number"])))
    broken = faults(entries)
    if broken:
        raise RecordBroken(*broken)
    return entries


def _make_room(file: Path, place: Path, *, replace: bool, at: datetime) -> tuple[Entry, ...]:
    """Back up what stands, where it may go, and give its record."""
    stands, files = _standing(), (place / "place.toml").exists()
    if not stands and not files:
        return ()
    if not replace:
        raise BackupRefused(Fault("{place} holds a place already", {"place": str(place)}), path=str(file))
    prepare_folder(place)
    backups = environment.kept_folder(place) / "backups"
    take_backup(backups / f"before-restore-{at:%Y%m%dT%H%M%S%fZ}.zip", place, at=at)
    return stands


def _rounds(stands: Sequence[Entry], restored: Sequence[Entry], kinds: frozenset[str]) -> frozenset[str]:
    """Give the rounds of the backup of which either record tells something of these kinds.

    A round is the same one where its rules were published by the same entry.
    """
    here, there = _rules(stands), _rules(restored)
    same = {name for name, entry in here.items() if there.get(name) == entry}
    told = [entry for entry in stands if entry.payload.get("round") in same]
    return frozenset(entry.payload["round"] for entry in (*told, *restored) if entry.kind in kinds)


def _rules(entries: Sequence[Entry]) -> dict[str, str]:
    return {entry.payload["round"]: entry.hash for entry in entries if entry.kind == "rules_published"}


def _erased_since(stands: Sequence[Entry]) -> Mapping[str, frozenset[str]]:
    """Give what the record that stood says was erased, by the hash of the entry."""
    hashes = {entry.number: entry.hash for entry in stands}
    return {hashes[number]: fields for number, fields in erased(stands).items() if number in hashes}


def _standing() -> tuple[Entry, ...]:
    """Give the record of the database that is open, or nothing where it has no tables."""
    name = str(connection.settings_dict["NAME"])
    if connection.vendor == "sqlite" and not Path(name).is_file():
        return ()
    try:
        with transaction.atomic():
            return read.entries()
    except DatabaseError:
        return ()


def _forget(gone: Mapping[str, frozenset[str]]) -> None:
    """Destroy what was erased after the backup was taken, if the backup brought it back."""
    for entry in read.entries():
        keep.erase(entry.number, gone.get(entry.hash, frozenset()))


def _write_place(files: Mapping[str, bytes], place: Path) -> None:
    for name, data in files.items():
        target = place / name
        target.parent.mkdir(parents=True, exist_ok=True)
        fresh = target.with_name(f".{target.name}.new")
        fresh.write_bytes(data)
        fresh.replace(target)


def _on_sqlite(place: Path, fill: Callable[[], Entry]) -> Entry:
    """Fill a new file beside the database, and let it take the database's name when it is whole."""
    old = Path(str(connection.settings_dict["NAME"]))
    fresh = old.with_name(f"{old.name}.restoring")
    for part in _parts(fresh):
        part.unlink(missing_ok=True)
    connection.close()
    point_at(environment.sqlite(fresh), place)
    entry = fill()
    _settle()
    point_at(environment.sqlite(old), place)
    if old.is_file():
        with suppress(DatabaseError):  # what goes was backed up
            _settle()
    for part in _parts(old)[1:]:
        part.unlink(missing_ok=True)
    fresh.replace(old)
    return entry


def _on_postgresql(fill: Callable[[], Entry]) -> Entry:
    """Drop the tables and fill new ones in one transaction."""
    with transaction.atomic():
        drop_tables()
        return fill()


def _settle() -> None:
    """Bring all of the write-ahead log into the file, or fail, and let the file go."""
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA journal_mode=DELETE")
    connection.close()


def _parts(file: Path) -> list[Path]:
    return [file, *(file.with_name(f"{file.name}-{part}") for part in ("wal", "shm"))]
