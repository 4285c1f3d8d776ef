"""How a place is: each thing that must hold, what to do where it does not, and what would be wise besides."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import chain
from pathlib import Path
from typing import Final, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from commonweal.record.chain import Checkpoint, disagreements, faults
from commonweal.record.entries import Entry
from commonweal.terms.sentences import Sentence, say
from commonweal.web import environment, kept_files, timetable
from commonweal.web.reads.beside import mismatches
from commonweal.web.reads.retained import overdue
from commonweal.web.retention import CLOCKS
from commonweal.web.rights import COUNTING, IDEAS, PROVISIONAL, REVIEW, RULES, VOTING
from commonweal.web.store import condition, people, read

Level = Literal["good", "advice", "fault"]
GOOD: Final = "good"
ADVICE: Final = "advice"
FAULT: Final = "fault"
NEEDED = ("board secretary", "returning officer", "count officer", "council officer")
"""The roles without which a round cannot go on."""
SUSPICIOUS_SECONDS = 0.000_05
"""A sync that takes less than this has hardly reached a disk."""
BACKUP_DAYS = 7
"""After so many days without a backup it is said."""
MOST_ROWS = 20
"""How many rows that do not agree with the record are named; the rest are counted."""
_OPEN = frozenset({RULES, IDEAS, REVIEW, VOTING, COUNTING, PROVISIONAL})


@dataclass(frozen=True, slots=True)
class Seen:
    """One thing that was looked at.

    Attributes:
        check: what was looked at, a short name for machines.
        level: "good", "advice" (it works, and could be better) or "fault".
        said: what was seen, and what to do.
    """

    check: str
    level: Level
    said: Sentence


def health(place: Path, at: datetime) -> tuple[Seen, ...]:
    """Look at everything that must hold of the place whose database is open; nothing that is kept is changed.

    Args:
        place: the place folder.
        at: now.
    """
    entries = read.entries()
    return tuple(
        chain(
            _chain(entries),
            _rows(),
            _guards(),
            _sureness(),
            _discretion(),
            _disk(place),
            _clock(entries, at),
            _days(at),
            _mail(place),
            _backups(place, at),
            _second_home(entries),
        )
    )


def behind(steps: int) -> Seen:
    """Say that the tables are of another release; nothing else can be looked at then."""
    said = say(
        "The tables are of another release: {steps} step(s) lie between. Run commonweal serve of this release once.",
        steps=steps,
    )
    return Seen("tables", FAULT, said)


def ahead(newest: str) -> Seen:
    """Say that the tables are of a later release; nothing else can be looked at then."""
    said = say(
        "The tables are of a later release than this one: they are at {newest}. Install that release again, or restore "
        "the backup that was taken before the upgrade.",
        newest=newest,
    )
    return Seen("tables", FAULT, said)


def _chain(entries: tuple[Entry, ...]) -> Iterator[Seen]:
    yield Seen("tables", GOOD, say("The tables are of this release."))
    broken = faults(entries)
    if broken:
        said = say(
            "The record is broken at entry {entry} ({faults} fault(s)). Run commonweal verify --live, and tell "
            "everybody who keeps a checkpoint.",
            entry=broken[0].line or 0,
            faults=len(broken),
        )
        yield Seen("chain", FAULT, said)
    else:
        yield Seen("chain", GOOD, say("The record holds together: {count} entries.", count=len(entries)))


def _rows() -> Iterator[Seen]:
    found = mismatches()
    for one in found[:MOST_ROWS]:
        yield Seen("rows", FAULT, say("{where}: {what}", where=one.where, what=one.what))
    if len(found) > MOST_ROWS:
        more = len(found) - MOST_ROWS
        said = say("There are {more} more rows of this sort: commonweal verify --live names them all.", more=more)
        yield Seen("rows", FAULT, said)
    if not found:
        yield Seen("rows", GOOD, say("What is kept beside the record is what the record says of it."))


def _guards() -> Iterator[Seen]:
    gone = condition.missing_guards()
    if gone:
        said = say(
            "{count} guard(s) of the database do not stand: {names}. Somebody lifted them: ask who, and restore a "
            "backup.",
            count=len(gone),
            names=", ".join(gone),
        )
        yield Seen("guards", FAULT, said)
    else:
        yield Seen("guards", GOOD, say("The database refuses to change or lose what is decided."))


def _sureness() -> Iterator[Seen]:
    for one in condition.sureness():
        named = {"name": one.name, "value": one.value}
        if one.holds:
            yield Seen("durability", GOOD, say("The database keeps what it was given: {name} is {value}.", **named))
        else:
            said = say(
                "What was acknowledged may be lost in a power cut: {name} is {value}, and must be {wanted}.",
                wanted=one.wanted[0],
                **named,
            )
            yield Seen("durability", FAULT, said)


def _discretion() -> Iterator[Seen]:
    settings = condition.discretion()
    loose = [one for one in settings if not one.holds]
    for one in loose:
        said = say(
            "The log of the database may quote what people wrote: {name} is {value}, and should be {wanted}. The page "
            "on deployment says how to set it.",
            name=one.name,
            value=one.value,
            wanted=one.wanted[0],
        )
        yield Seen("log", ADVICE, said)
    if settings and not loose:
        yield Seen("log", GOOD, say("The log of the database quotes nothing that people wrote."))


def _disk(place: Path) -> Iterator[Seen]:
    try:
        took = kept_files.sync_seconds(place)
    except OSError as bad:
        said = say(
            "The folder {folder} cannot be written: {reason}.", folder=environment.KEPT, reason=bad.strerror or ""
        )
        yield Seen("disk", FAULT, said)
        return
    microseconds = round(took * 1_000_000)
    if took < SUSPICIOUS_SECONDS:
        said = say(
            "The disk says it kept a small write after {microseconds} microseconds. That is very fast: see that it is "
            "no disk in memory, and that it does not lie about syncing.",
            microseconds=microseconds,
        )
        yield Seen("disk", ADVICE, said)
    else:
        said = say("The disk keeps a small write for good in {microseconds} microseconds.", microseconds=microseconds)
        yield Seen("disk", GOOD, said)


def _clock(entries: tuple[Entry, ...], at: datetime) -> Iterator[Seen]:
    newest = entries[-1].at if entries else ""
    if newest and datetime.fromisoformat(newest) > at:
        said = say(
            "The clock says {now}, but the newest entry was made at {newest}. Set the clock of this machine.",
            now=at.isoformat(timespec="seconds"),
            newest=newest,
        )
        yield Seen("clock", FAULT, said)
    else:
        yield Seen("clock", GOOD, say("The clock is not before the newest entry."))


def _days(at: datetime) -> Iterator[Seen]:
    """Look at all that hangs on the days of the place, which are not known where its time zone is not."""
    zone = (read.place() or {}).get("time_zone") or timetable.ZONE
    if not _is_known(zone):
        said = say(
            "Nobody here knows the time zone {zone}. Install the time zone data of the system, or the package tzdata.",
            zone=zone,
        )
        yield Seen("time zone", FAULT, said)
        return
    yield Seen("time zone", GOOD, say("The days of the place are those of {zone}.", zone=zone))
    yield from _kept_too_long(at)
    yield from _people(at)


def _is_known(zone: str) -> bool:
    try:
        ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError):
        return False
    return True


def _mail(place: Path) -> Iterator[Seen]:
    if environment.mail(place) is None:
        said = say(
            "No mail is sent: invitations are passed on by hand, and nobody can choose a new password by themself. Set "
            "COMMONWEAL_MAIL to change that."
        )
        yield Seen("mail", ADVICE, said)
    else:
        yield Seen("mail", GOOD, say("Mail is sent."))


def _backups(place: Path, at: datetime) -> Iterator[Seen]:
    newest = kept_files.last_backup(place)
    if newest is None:
        yield Seen("backup", ADVICE, say("No backup was ever taken here. Run commonweal backup."))
    else:
        days = (at - newest.at).days
        said = say("The newest backup is {days} day(s) old.", days=days)
        yield Seen("backup", GOOD if days <= BACKUP_DAYS else ADVICE, said)
    kept = CLOCKS["backups"].days
    old = kept_files.old_backups(place, at - timedelta(days=kept))
    if old:
        said = say(
            "{count} backup(s) in {folder} are older than {days} days, and hold people's own words. Throw them away: "
            "{names}.",
            count=len(old),
            folder=f"{environment.KEPT}/backups",
            days=kept,
            names=", ".join(old),
        )
        yield Seen("old backups", ADVICE, said)


def _second_home(entries: tuple[Entry, ...]) -> Iterator[Seen]:
    lodged = [entry for entry in entries if entry.kind == "checkpoint_lodged"]
    if not lodged:
        said = say(
            "No checkpoint was lodged with a second body. Give one to somebody outside, and record that you did: only "
            "they can say one day that the record was rewritten."
        )
        yield Seen("second home", ADVICE, said)
        return
    newest = lodged[-1]
    kept = Checkpoint(newest.payload["count"], newest.payload["head"])
    told = {"keeper": newest.payload["with"], "day": newest.at[:10], "checkpoint": str(kept)}
    if disagreements(entries, kept):
        said = say(
            "The record does not agree with the checkpoint {checkpoint} that {keeper} was given on {day}.", **told
        )
        yield Seen("second home", FAULT, said)
    else:
        said = say(
            "The record agrees with the checkpoint that {keeper} was given on {day}: {checkpoint}. Ask them now and "
            "then whether theirs is the same.",
            **told,
        )
        yield Seen("second home", GOOD, said)


def _kept_too_long(at: datetime) -> Iterator[Seen]:
    late = overdue(at)
    for clock, (count, rounds) in late.items():
        said = say(
            "Kept too long: {what} ({count}{rounds}). Run commonweal tidy, and see why it does not run every day.",
            what=CLOCKS[clock].what,
            count=count,
            rounds=f": {', '.join(rounds)}" if rounds else "",
        )
        yield Seen(clock, FAULT, said)
    if not late:
        yield Seen("retention", GOOD, say("Nothing of people's own is kept longer than it should be."))


def _people(at: datetime) -> Iterator[Seen]:
    today = timetable.local_day(at, read.place())
    for round_id, _ in read.titles():
        rules = read.standing(round_id).rules
        if rules is not None and "opens" in rules and timetable.phase(read.standing(round_id), today) in _OPEN:
            yield _people_for(round_id, today)


def _people_for(round_id: str, today: date) -> Seen:
    holders = {role: set(people.holders(role, today)) for role in NEEDED}
    nobody = [role for role, seats in holders.items() if not seats]
    if nobody:
        said = say(
            "The round {round} is open, and nobody is {roles}. Invite somebody now.",
            round=round_id,
            roles=", ".join(nobody),
        )
        return Seen("people", FAULT, said)
    if len(set().union(*holders.values())) < 2:
        said = say("The round {round} is open, and one person holds every role: it takes two.", round=round_id)
        return Seen("people", FAULT, said)
    return Seen("people", GOOD, say("The round {round} has everybody it needs.", round=round_id))
