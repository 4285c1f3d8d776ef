"""Tables of charities that others made of the register: any whose columns are named."""

from dataclasses import replace
from pathlib import Path

from commonweal.errors import Fault, TableFaults
from commonweal.evidence.bodies import NO_AREA, NO_YEAR, Body
from commonweal.formats.bodies_table import unsaid
from commonweal.formats.charity_register import REGISTER, CharityRegister, Wanted
from commonweal.formats.column_names import CHARITIES, Named
from commonweal.formats.named_tables import NamedRow, named_rows, source_of_file
from commonweal.formats.tables import WHOLE
from commonweal.formats.written_money import WRITTEN
from commonweal.terms.sentences import key

_WORDS = (str, key("text"))


def read_charity_table(path: Path, named: Named | None = None, wanted: Wanted | None = None) -> CharityRegister:
    """Read a table with a row for each charity.

    Args:
        path: the file.
        named: what its columns are called, where it is no published layout that is known.
        wanted: which charities: those based in some areas, or every one of the table.

    Raises:
        FileMissing: where there is no such file.
        ColumnsUnnamed: where it is not known what its columns hold.
        TableFaults: with every fault at once.
    """
    asked = wanted or Wanted()
    faults: list[Fault] = []
    lines: dict[str, int] = {}
    bodies, read, elsewhere = [], 0, 0
    for row in named_rows(path, CHARITIES, named or {}, faults):
        read += 1
        body = _body(row, asked)
        if body is None:
            continue
        if lines.setdefault(body.id, row.line) != row.line:
            row.fault("number", key("{text} stands already at line {first}"), text=body.id, first=str(lines[body.id]))
        elif asked.areas and body.area not in asked.areas:
            elsewhere += 1
        else:
            bodies.append(body)
    if faults:
        raise TableFaults(*faults, file=path.name)
    bodies.sort(key=lambda body: body.id)
    return CharityRegister(tuple(bodies), read, 0, 0, elsewhere, (source_of_file(path),))


def _body(row: NamedRow, wanted: Wanted) -> Body | None:
    number, name = row.read("number", WHOLE, needed=True), row.read("name", _WORDS, needed=True)
    income, year_end = row.read("income", WRITTEN), row.read("year_end", row.day())
    postcode = row.texts.get("postcode", "")
    area = wanted.locate(postcode) if wanted.locate and postcode else None
    if number is None or name is None:
        return None
    body = unsaid(f"{REGISTER}-{number}", " ".join(name.split()))
    return replace(
        body,
        income=income if income is not None else body.income,
        activities=" ".join(row.texts.get("activities", "").split()),
        classes=tuple(word.strip() for word in row.texts.get("classes", "").split(";") if word.strip()),
        area=area or NO_AREA,
        year_end=year_end or NO_YEAR,
    )
