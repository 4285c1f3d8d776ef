"""Spending over £500, as councils publish it: any table whose columns are named."""

from dataclasses import dataclass
from pathlib import Path

from commonweal.errors import Fault, TableFaults
from commonweal.evidence.spending import A_PERSON, Payment
from commonweal.formats.column_names import SPENDING, Named
from commonweal.formats.named_tables import NamedRow, named_rows, source_of_file
from commonweal.formats.people_names import without_person
from commonweal.formats.written_money import WRITTEN
from commonweal.terms.sentences import key
from commonweal.terms.sources import Source


@dataclass(frozen=True, slots=True)
class SpendingFile:
    """Payments as a council published them.

    Attributes:
        payments: in the file's order, each with its line.
        people: how many were to a person, whose name is left out.
        source: the file, hashed.
    """

    payments: tuple[Payment, ...]
    people: int
    source: Source


def read_spending_file(path: Path, named: Named | None = None) -> SpendingFile:
    """Read payments.

    A sum is read to the exact penny: ``1,234.50`` and ``£20`` are sums, ``(20.00)`` and ``-20`` are money that came
    back, and anything else is a fault at its line. Source: Local Government Transparency Code 2015, which names the
    columns.

    Args:
        path: the file.
        named: what its columns are called, where they are not called as the Code calls them.

    Raises:
        FileMissing: where there is no such file.
        ColumnsUnnamed: where it is not known what its columns hold.
        TableFaults: with every fault at once.
    """
    faults: list[Fault] = []
    payments = tuple(
        payment for row in named_rows(path, SPENDING, named or {}, faults) if (payment := _payment(row)) is not None
    )
    if faults:
        raise TableFaults(*faults, file=path.name)
    return SpendingFile(payments, sum(one.supplier == A_PERSON for one in payments), source_of_file(path))


_WORDS = (str, key("text"))


def _payment(row: NamedRow) -> Payment | None:
    on = row.read("date", row.day(), needed=True)
    supplier = row.read("beneficiary", _WORDS, needed=True)
    pence = row.read("amount", WRITTEN, needed=True)
    if on is None or supplier is None or pence is None:
        return None
    return Payment(
        on,
        row.texts.get("department", ""),
        without_person(supplier),
        row.texts.get("purpose", ""),
        pence,
        row.line,
    )
