"""Refusals: every way commonweal says no to a person, with a stable code, what is wrong and what to do.

A refusal is raised; a finding (what a checker saw) is returned. A refusal of an input carries every fault of it.
The English here is the message key of the one gettext catalogue, as for :mod:`commonweal.terms.sentences`.
Codes: CW0 terms, CW1 evidence, CW2 funding, CW3 hand-over, CW4 delivery, CW5 record, CW6 formats, CW7 web,
CW8 command line.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong with an input, and where.

    Attributes:
        what: what is wrong, with ``{names}`` for the figures.
        figures: the value of each name in ``what``.
        file: the input's file name, as the person gave it.
        line: line number, the first line being 1.
        field: column, key or member name.
    """

    what: str
    figures: Mapping[str, object] = field(default_factory=dict)
    file: str = ""
    line: int | None = None
    field: str = ""

    def __str__(self) -> str:
        """Give the fault in English, with its place first."""
        place = ", ".join(
            part for part in (self.file, f"line {self.line}" if self.line is not None else "", self.field) if part
        )
        text = self.what.format(**self.figures)
        return f"{place}: {text}" if place else text


class CommonwealError(Exception):
    """A refusal that a person can meet.

    Args:
        faults: all that is wrong with the input, each with its place.
        figures: the value of each ``{name}`` in the class's ``what`` and ``remedy``.

    Examples:
        >>> print(UnknownName(kind="rule", name="equal_share", nearest="; the nearest is equal_shares"))
        CW001: There is no rule called equal_share; the nearest is equal_shares.
    """

    code: ClassVar[str] = ""
    what: ClassVar[str] = ""
    remedy: ClassVar[str] = ""

    def __init__(self, *faults: Fault, **figures: object) -> None:
        super().__init__(*faults)
        self.faults: tuple[Fault, ...] = faults
        self.figures: dict[str, object] = {"faults": len(faults), **figures}

    def __str__(self) -> str:
        """Give the refusal in English: the code, what is wrong, and each fault on a line of its own."""
        lines = [f"{self.code}: {self.what.format(**self.figures)}"]
        lines.extend(f"  {fault}" for fault in self.faults)
        return "\n".join(lines)


def nearest(name: str, known: object) -> str:
    """Give ``; the nearest is NAME`` for a misspelt name, or nothing when none is near.

    Args:
        name: what was given.
        known: the names that exist (any iterable of str).

    Examples:
        >>> nearest("utilities", ["utility", "step"])
        '; the nearest is utility'
    """
    found = get_close_matches(name, list(known), n=1, cutoff=0.5)  # type: ignore[call-overload]
    return f"; the nearest is {found[0]}" if found else ""


# CW0 is terms.


class UnknownName(CommonwealError):
    """A name that is not in the closed list it should come from."""

    code = "CW001"
    what = "There is no {kind} called {name}{nearest}."
    remedy = "Use one of the names that the documentation lists."


class NotCanonical(CommonwealError):
    """A value that has no canonical form: a float, a huge integer, a key that is not text."""

    code = "CW002"
    what = "A value cannot be hashed: {reason}."
    remedy = 'Use integers, text, or a fraction written "n/d".'


class BadPeriod(CommonwealError):
    """A period that is not written as it should be."""

    code = "CW003"
    what = "{text} is not a quarter."
    remedy = "Write a quarter as a year and a number, such as 2027-Q1."


# CW1 is evidence.


class NobodyLivesHere(CommonwealError):
    """A place without an area that has residents: there is nobody whose needs could be shown."""

    code = "CW101"
    what = "{place} has no area in which anybody lives."
    remedy = "Give at least one area with a population above 0 in areas.csv."


# CW2 is funding.


class PollFaults(CommonwealError):
    """A poll with unknown projects, duplicate voters, wrong costs, missing sections or ballots over their length."""

    code = "CW201"
    what = "{file} has {faults} fault(s); no ballot was counted."
    remedy = "Mend each line named below in the file, then run the command again."


class RuleFaults(CommonwealError):
    """A rule with an unknown option, a value outside its list, or options that contradict each other or the poll."""

    code = "CW202"
    what = "The rule {rule} cannot be used as it is set: {faults} fault(s)."
    remedy = "Set only what the rule's page in the documentation lists, and leave out what contradicts it."


class CountNotAccepted(CommonwealError):
    """A count that the verifier does not accept; it is never written or published."""

    code = "CW203"
    what = "The verifier does not accept this count: {faults} finding(s). Nothing was written."
    remedy = "Report this with the poll and the command: the count or the verifier is wrong."


class TieOpen(CommonwealError):
    """A tie between projects that nothing in the rule decides; no program decides it for people."""

    code = "CW204"
    what = "A tie is open: the rule does not say which of the projects comes first."
    remedy = "Draw a lot in public and count again with its seed (seed=TEXT), or state an order of ties that decides."


class FloorsNotMet(CommonwealError):
    """Floors that nothing which can be funded meets together."""

    code = "CW205"
    what = "The floors of the rule {rule} cannot be met together; no ballot was counted."
    remedy = "Lower a floor as named below, or change the budget, the caps or the exclusive sets, before anyone votes."


class FloorsUndecided(CommonwealError):
    """Floors that share so many projects that it cannot be told in reasonable time whether they can be met."""

    code = "CW206"
    what = "Whether the floors can be met was not found in {steps} steps; the count was given up."
    remedy = "Let fewer projects count towards two floors at once, or towards a floor and another limit."


class FundFaults(CommonwealError):
    """A fund whose constitution or tables cannot be used, or whose published words would say where somebody is safe."""

    code = "CW220"
    what = "The fund in {file} has {faults} fault(s); nothing was allocated or written."
    remedy = "Mend each line named below, then run the command again; the page on protected streams lists every column."


class BudgetNotOfFund(CommonwealError):
    """A poll over another sum than the one that the fund's constitution leaves for the vote."""

    code = "CW221"
    what = (
        "The poll has a budget of {budget}, but the fund leaves {left} for the vote: {total}, of which {set_aside} is "
        "set aside for protected streams. No ballot was counted."
    )
    remedy = "Put the sum that the constitution leaves into the poll; what is set aside is not voted on."


class RuleNotOfFund(CommonwealError):
    """A fund's folder with another rule than that of protected streams, or with what only a poll takes."""

    code = "CW222"
    what = "A protected stream is allocated by the rule need_and_panel alone, not by {asked}."
    remedy = "Use --rule need_and_panel without options for a fund's folder; name a poll's file to count votes."


# CW3 is hand-over.


class TooManyStarts(CommonwealError):
    """A hand-over with more start choices than the exact form can solve."""

    code = "CW301"
    what = "The hand-over has {choices} start choices; at most {most} can be solved exactly."
    remedy = "Plan fewer services at once, or keep fewer offers for each service in each neighbourhood."


class HandoverFaults(CommonwealError):
    """Hand-over data that make no sound problem, such as a keeping that nobody can afford."""

    code = "CW302"
    what = "The hand-over data have {faults} fault(s); no plan was made."
    remedy = "Mend each figure named below in the tables of the handover folder, then plan again."


class NoPlan(CommonwealError):
    """The solver ended without a plan that is good enough to publish."""

    code = "CW303"
    what = "No plan was found: {reason}."
    remedy = "Plan fewer services at once, or look at what was adopted before that can no longer be kept."


class PlanNotAccepted(CommonwealError):
    """A plan that an independent check does not accept; it is not published."""

    code = "CW304"
    what = "The plan breaks {faults} row(s) of the model and was not published."
    remedy = "Report this as a fault of the software, with the handover folder; nothing was written."


class DemandUnknown(CommonwealError):
    """Somebody's need for a service that may be handed over is not known, so no plan can be judged."""

    code = "CW309"
    what = "The need that a hand-over plan would have to meet is not known in {faults} place(s)."
    remedy = "Fill in each figure named below, or take the service off the list of those up for transfer."


# CW4 is delivery.


class AwardWithoutProposal(CommonwealError):
    """A count funded a project that no proposal describes."""

    code = "CW401"
    what = "{faults} funded project(s) of the round {round} have no proposal."
    remedy = "Add each project named below to proposals.csv, with the body that will do it."


# CW5 is record.


class EntryRefused(CommonwealError):
    """An entry that the record does not take: an unknown kind, a wrong field, a time that runs backwards."""

    code = "CW501"
    what = "The record does not take this {kind} entry: {faults} fault(s)."
    remedy = "Mend each field named below; the documentation lists every kind of entry with its fields."


class RecordBroken(CommonwealError):
    """A record whose chain does not hold together."""

    code = "CW502"
    what = "The record is broken in {faults} place(s); nothing was added to it or published from it."
    remedy = "Restore the newest backup that verifies, and ask whoever keeps a checkpoint to compare."


# CW6 is formats.


class FileMissing(CommonwealError):
    """A file or folder that was named is not there."""

    code = "CW601"
    what = "There is no {kind} at {path}."
    remedy = "Check the path, or make the file first."


class TableFaults(CommonwealError):
    """A table with missing columns, wrong types, duplicate or unknown keys."""

    code = "CW602"
    what = "{file} cannot be read as it stands; nothing was taken from it."
    remedy = "Mend each line named below in the file, then run the command again."


class FolderInTheWay(CommonwealError):
    """An output folder that already holds something else."""

    code = "CW603"
    what = "{path} already holds files that were not made by this command."
    remedy = "Name a new or empty folder."


class PlaceFaults(CommonwealError):
    """A place.toml that cannot be read, or holds a key, value or name that it may not."""

    code = "CW604"
    what = "{file} cannot be read as it stands; nothing was taken from it."
    remedy = "Mend each line named below, then run the command again; the documentation lists every key."


class FolderNotWritten(CommonwealError):
    """An output folder that the disk would not take."""

    code = "CW605"
    what = "{path} could not be written: {reason}."
    remedy = "Free space or choose a folder that you may write to, then run the command again."


class FileInTheWay(CommonwealError):
    """A file to write whose name is taken already."""

    code = "CW606"
    what = "There is something called {path} already."
    remedy = "Give another name, or move what is there away."


class BoundaryFaults(CommonwealError):
    """A file of boundaries that is not GeoJSON, holds a broken shape, or does not match the areas."""

    code = "CW611"
    what = "{file} does not fit the areas of the place; nothing was taken from it."
    remedy = "Give exactly one closed shape for each code in areas.csv, then run the command again."


# CW7 is web.


class BadDatabaseUrl(CommonwealError):
    """A DATABASE_URL that names no database that commonweal can use."""

    code = "CW701"
    what = "DATABASE_URL names no database that commonweal can use."
    remedy = "Write postgresql://USER:PASSWORD@HOST:PORT/NAME, or leave it out to use SQLite in the place folder."


class DatabaseBehind(CommonwealError):
    """A database whose tables are not those of this release."""

    code = "CW702"
    what = "The database was made by another release of commonweal: {steps} step(s) lie between."
    remedy = "Run commonweal serve of this release once: it takes a backup and then brings the tables up to date."


class NotAllowed(CommonwealError):
    """An act that the role may not do, or that needs a second person."""

    code = "CW703"
    what = "The role {role} may not {act}."
    remedy = "Ask someone who holds one of these roles: {allowed}."


class NotNow(CommonwealError):
    """An act whose time has passed or has not come."""

    code = "CW704"
    what = "This is not the time to {act} ({subject})."
    remedy = "Look at the record to see where it stands, and do the step that comes next."


class NotAccepted(CommonwealError):
    """A count or plan that the verifier does not accept; nothing of it was kept."""

    code = "CW705"
    what = "The verifier found {faults} fault(s) in {subject}; it was not published and nothing was kept."
    remedy = "Make the folder again from its inputs, and report this if the faults stay."


class BackupRefused(CommonwealError):
    """A backup that is damaged or of a later release, or that would overwrite what stands."""

    code = "CW706"
    what = "The backup {path} cannot be used."
    remedy = "Name another file. A restore over what stands takes --replace; a backup of that is taken first."


class PortTaken(CommonwealError):
    """A port that another program listens on."""

    code = "CW707"
    what = "Port {port} of this machine is in use by another program."
    remedy = "Stop that program, or name another port with --port."


class DatabaseFailed(CommonwealError):
    """A database that does not answer, or a folder of one that cannot be written."""

    code = "CW708"
    what = "The database of the place could not be opened."
    remedy = "See that it runs, that DATABASE_URL is right, and that its folder may be written to."


class PageFailed(CommonwealError):
    """A page of the site that cannot be made, or a link on it that leads nowhere; no site was written."""

    code = "CW750"
    what = "The page {address} could not be made (status {status}); nothing was written."
    remedy = "Open the same address with commonweal serve to see it, and report this with the terminal's last lines."


# CW8 is command line.
