"""Funds: the list of them, and the front page of one, reconciled to the penny with each figure opening to its entry."""

from collections.abc import Mapping, Sequence
from urllib.parse import quote

from commonweal.formats.tables import write_table
from commonweal.funding.fund.constitution import Constitution
from commonweal.funding.fund.ledger import Movement
from commonweal.record.entries import Entry
from commonweal.terms import canon
from commonweal.terms.money import Amount, Pence
from commonweal.terms.sentences import Sentence, say
from commonweal.web.reads import award_page, cuts_part, stored
from commonweal.web.reads.fund_parts import about, beside, parted, reconciled
from commonweal.web.reads.naming import Names
from commonweal.web.reads.personal import Kept
from commonweal.web.reads.shown import Cell, Choice, Column, Figure, Link, Next, Page, Proof, Row, Section, Table
from commonweal.web.reads.site import day, names
from commonweal.web.reads.stored import StoredFund
from commonweal.web.reads.stream_part import streams
from commonweal.web.reads.telling import name_of
from commonweal.web.reads.telling_funds import moved
from commonweal.web.reads.way import NO_DAY, council, decider, objection

WORDS = frozenset(
    {
        "accountable-body",
        "additionality",
        "board",
        "capital",
        "entry",
        "floor",
        "fund",
        "protected-stream",
        "revenue",
        "round",
    }
)
BOARD = Link(say("Board and money"), "/board/")
FUNDS = Link(say("Funds"), "/funds/")
_NOT_STATED = say("Nobody has stated yet what public money went to the same purpose before and goes to it now.")
_NONE_YET = say("No fund has been constituted yet.")
_LEDGER = (
    "entry",
    "day",
    "movement",
    "how",
    "period",
    "to_period",
    "round",
    "organisation",
    "capital_pence",
    "revenue_pence",
)


def funds() -> Page:
    """Show every fund."""
    place = stored.place() or {}
    board, found = name_of(place, "board"), stored.fund_ids()
    return Page(
        here="board",
        trail=(BOARD,),
        title=say("Funds"),
        lead=say("A fund is set up once, for years: with its rules, its money, and what no vote can take away."),
        answer="" if found else _NONE_YET,
        sections=(Section("funds", say("Each fund"), choices=choices()),) if found else (),
        next=Next(
            say("The board and the council constitute a fund, and every movement of its money is recorded."),
            NO_DAY,
            decider(board),
            objection(board),
        ),
        words=frozenset({"board", "fund"}),
    )


def choices() -> tuple[Choice, ...]:
    """Say what each fund is, in a sentence each; where there is none, say that."""
    found = [one for name in stored.fund_ids() if (one := stored.fund_of(name))]
    if not found:
        return (Choice(FUNDS, _NONE_YET),)
    return tuple(Choice(Link(one.constitution.title, _address(one.constitution)), _lead(one)) for one in found)


def fund(fund_id: str) -> Page | None:
    """Show a fund, or None where there is none of this name."""
    one = stored.fund_of(fund_id)
    if one is None:
        return None
    place, kept, entries = stored.place() or {}, Kept(), stored.entries()
    constitution, board = one.constitution, name_of(place, "board")
    made = entries[one.entry - 1]
    return Page(
        here="board",
        trail=(BOARD, FUNDS),
        title=constitution.title,
        lead=_lead(one),
        answer=_answer(one),
        figures=_figures(one),
        sections=(
            *beside(one, kept, entries),
            cuts_part.replaced(),
            about(constitution, made, kept),
            *parted(constitution, one.entry),
            *streams(one, names(place)),
            *award_page.part(fund_id),
            reconciled(one),
            _moved(one, names(place), entries),
        ),
        next=Next(
            say("Each further movement of money is proposed by one person and approved by another."),
            say("The term ends on {day}.", day=constitution.last),
            say("{body} answers for the money.", body=constitution.accountable_body or council(place)),
            objection(board),
        ),
        act=Link(say("Download every movement as a table"), f"{_address(constitution)}ledger.csv"),
        beside=say("One line for each movement, in whole pence, with the number of its entry."),
        proof=Proof(
            (
                say("The sums of this page are added up from the entries of the record whenever it is shown."),
                say("The fingerprint of the constitution, which its entry bears, is {hash}.", hash=_digest(one)),
            ),
            (Link(say("The constitution, exactly as it was hashed"), f"{_address(constitution)}constitution.json"),),
            Link(say("Entry {number:plain}", number=one.entry), f"/record/{one.entry}/"),
        ),
        words=WORDS,
    )


def ledger_csv(fund_id: str) -> bytes | None:
    """Give every movement of a fund as a table, safe to open in a spreadsheet; None where there is no such fund."""
    one = stored.fund_of(fund_id)
    if one is None:
        return None
    entries = stored.entries()
    return write_table(_LEDGER, (_line(movement, one.moved, entries) for movement in one.ledger.movements))


def constitution_json(fund_id: str) -> bytes | None:
    """Give a constitution as the bytes that were hashed; None where there is no such fund."""
    found = stored.constitution(fund_id)
    return canon.encode(found) if found else None


def _line(movement: Movement, numbers: Mapping[str, int], entries: Sequence[Entry]) -> list[object]:
    number = numbers[movement.id]
    return [
        number,
        day(entries[number - 1]).isoformat(),
        movement.id,
        movement.how,
        movement.period,
        movement.to_period,
        movement.round,
        movement.organisation,
        int(movement.capital),
        int(movement.revenue),
    ]


def _address(constitution: Constitution) -> str:
    return f"/funds/{quote(constitution.id)}/"


def _digest(one: StoredFund) -> str:
    return canon.digest(one.constitution.canonical())


def _lead(one: StoredFund) -> Sentence:
    """Say first whether the money is new: the line that must stand before every other on a fund's page."""
    return one.stated.sentence() if one.stated else _NOT_STATED


def _answer(one: StoredFund) -> Sentence:
    wrong = len(one.ledger.findings())
    if wrong:
        return say(
            "{n} thing in the movements of its money is wrong.",
            plural="{n} things in the movements of its money are wrong.",
            by="n",
            n=wrong,
        )
    return say("What was given and what it became agree to the penny.")


def _figures(one: StoredFund) -> tuple[Figure, ...]:
    lines, address = one.ledger.reconciled(), _address(one.constitution)
    promised = sum(line.promised for line in lines)
    return (
        Figure(_money(promised), say("promised for the whole term"), f"/record/{one.entry}/"),
        Figure(_money(sum(line.received for line in lines)), say("received so far"), f"{address}#reconciled"),
        Figure(_money(sum(line.paid for line in lines)), say("paid so far"), f"{address}#reconciled"),
        Figure(_money(sum(line.left for line in lines)), say("received and not yet used"), f"{address}#reconciled"),
    )


def _moved(one: StoredFund, called: Names, entries: Sequence[Entry]) -> Section:
    heading = say("What was moved, newest first")
    if not one.ledger.movements:
        return Section("moved", heading, said=(say("No money has moved yet."),))
    columns = (
        Column(say("Entry")),
        Column(say("Day")),
        Column(say("Period")),
        Column(say("What moved"), "why"),
    )
    rows = []
    for movement in reversed(one.ledger.movements):
        number = one.moved[movement.id]
        entry = entries[number - 1]
        rows.append(
            Row(
                (
                    Cell(say("Entry {number:plain}", number=number), f"/record/{number}/"),
                    Cell(say("{day}", day=day(entry))),
                    Cell(movement.period),
                    Cell(moved(entry.payload, called)),
                ),
                f"movement-{number}",
            )
        )
    return Section("moved", heading, tables=(Table(say("Every movement"), columns, tuple(rows)),))


def _money(pence: int) -> Sentence:
    return say("{sum}", sum=Amount.of_pence(Pence(pence)))
