"""``commonweal import spending``: what the council paid to whom, from what it publishes over £500."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from commonweal.cli.imports.adding import put_table
from commonweal.cli.imports.options import Files, Place
from commonweal.cli.output import Json, answer, progress, refusals
from commonweal.terms.sentences import Sentence, say


def spending(files: Files, place: Place, *, as_json: Json = False) -> None:
    """Add what a council paid to whom, as it publishes it over £500 (CSV)."""
    with refusals(as_json=as_json):
        lines, machine = _imported(files, place)
    answer(lines, machine, as_json=as_json)


def _imported(files: Sequence[Path], place: Path) -> tuple[list[Sentence | str], dict[str, Any]]:
    from commonweal.evidence.spending import spend_by_supplier
    from commonweal.formats.place_adding import AddedTable, source_of
    from commonweal.formats.place_folder import read_place
    from commonweal.formats.spending_files import read_spending_file
    from commonweal.formats.spending_tables import SPENDING, write_spending
    from commonweal.terms.money import Amount, Pence

    folder = read_place(place)
    read = []
    for file in files:
        progress(say("Reading {path}.", path=str(file)))
        read.append(read_spending_file(file, folder.settings.columns.get("spending")))
    payments = [payment for one in read for payment in one.payments]
    put_table(place, AddedTable(SPENDING, write_spending(payments), source_of([one.source for one in read])))
    total, people = Pence(sum(one.pence for one in payments)), sum(one.people for one in read)
    suppliers, written = spend_by_supplier(payments), str(place / SPENDING)
    lines: list[Sentence | str] = [
        say(
            "{file} holds {n} payments to {suppliers} suppliers, {sum} in all.",
            file=written,
            n=len(payments),
            suppliers=len(suppliers),
            sum=Amount.of_pence(total),
        )
    ]
    if people:
        lines.append(say("{n} are to people, whose names were left out.", n=people))
    machine = {"file": written, "taken": len(payments), "pence": total, "suppliers": len(suppliers), "people": people}
    return lines, machine
