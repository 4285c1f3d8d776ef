"""The register of the Charity Commission for England and Wales: its public extract, streamed, and tables made of it.

Of the extract's thirteen tables five are read. Trustees and contacts are people: their tables and columns are not.

Source: Charity Commission for England and Wales, full register download; the names of tables and fields are its own.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from commonweal.errors import Fault, RecordsRefused, RegisterMissing
from commonweal.evidence.bodies import NO_AREA, NO_YEAR, Body
from commonweal.formats.bodies_table import NOT_STATED, unsaid
from commonweal.formats.json_shapes import NUMBER, TEXT, WHOLE, YES_NO, Form, Shape, look, or_none
from commonweal.formats.json_stream import Item, Listing, items
from commonweal.terms.money import Pence
from commonweal.terms.sentences import key
from commonweal.terms.sources import Source, Unknown

STANDARD = "the register extract"
REGISTER = "GB-CHC"
PUBLISHER = "Charity Commission for England and Wales"
LICENCE = "Open Government Licence v3.0"
_CHARITY, _PART_A, _PART_B = "charity", "charity_annual_return_parta", "charity_annual_return_partb"
_CLASSES, _OPERATES = "charity_classification", "charity_area_of_operation"
TABLES = (_OPERATES, _CHARITY, _PART_A, _PART_B, _CLASSES)
"""The tables that are read, in the order in which they are."""
_TEXT, _NUMBER = or_none(TEXT), or_none(NUMBER)


def _is_day(value: Any) -> bool:
    try:
        return value is None or bool(date.fromisoformat(value[:10]))
    except (ValueError, TypeError):
        return False


_DAY = Form(key("a date such as 2027-03-31"), _is_day)
_OF_CHARITY = {"organisation_number": WHOLE, "registered_charity_number": WHOLE}
_SHAPES: Mapping[str, Shape] = {
    _CHARITY: Shape(
        {
            **_OF_CHARITY,
            "linked_charity_number": WHOLE,
            "charity_name": TEXT,
            "charity_registration_status": TEXT,
            "latest_income": _NUMBER,
            "latest_acc_fin_period_end_date": _DAY,
            "charity_activities": _TEXT,
            "charity_contact_postcode": _TEXT,
        },
        (*_OF_CHARITY, "linked_charity_number", "charity_name", "charity_registration_status"),
    ),
    _OPERATES: Shape({**_OF_CHARITY, "geographic_area_description": _TEXT}, ("organisation_number",)),
    _PART_A: Shape(
        {
            **_OF_CHARITY,
            "latest_fin_period_submitted_ind": or_none(YES_NO),
            "fin_period_end_date": _DAY,
            "total_gross_income": _NUMBER,
            "charity_receives_govt_funding_contracts": or_none(YES_NO),
            "charity_receives_govt_funding_grants": or_none(YES_NO),
            "income_from_government_contracts": _NUMBER,
            "income_from_government_grants": _NUMBER,
            "count_volunteers": or_none(WHOLE),
        },
        ("organisation_number", "latest_fin_period_submitted_ind"),
    ),
    _PART_B: Shape(
        {
            **_OF_CHARITY,
            "latest_fin_period_submitted_ind": or_none(YES_NO),
            "reserves": _NUMBER,
            "count_employees": or_none(WHOLE),
        },
        ("organisation_number", "latest_fin_period_submitted_ind"),
    ),
    _CLASSES: Shape(
        {**_OF_CHARITY, "classification_type": _TEXT, "classification_description": _TEXT}, ("organisation_number",)
    ),
}


@dataclass(frozen=True, slots=True)
class CharityRegister:
    """What was read of a register.

    Attributes:
        bodies: the charities that were wanted, by their number.
        read: how many charities the register lists.
        linked: how many of them are parts of another charity, and left out.
        removed: how many are off the register, and left out.
        elsewhere: how many neither work in the place nor are based there, and left out.
        sources: the files that were read, hashed.
        unread: names of files that were given and not read, those of trustees among them.
    """

    bodies: tuple[Body, ...]
    read: int
    linked: int
    removed: int
    elsewhere: int
    sources: tuple[Source, ...]
    unread: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which charities are wanted.

    Attributes:
        operating_in: names of areas as the register's area of operation has them; empty where that is not asked.
        areas: codes of the small areas in which a charity may be based; empty where that is not asked.
        locate: finds the small area of a postcode, or None where no postcodes are on file.
    """

    operating_in: Collection[str] = ()
    areas: Collection[str] = ()
    locate: Callable[[str], str | None] | None = None


@dataclass(slots=True)
class _Found:
    """What was found so far, by organisation number."""

    operating: set[int] = field(default_factory=set)
    bodies: dict[int, Body] = field(default_factory=dict)
    classes: dict[int, list[str]] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    sources: list[Source] = field(default_factory=list)
    read: int = 0
    linked: int = 0
    removed: int = 0
    elsewhere: int = 0


def read_register(files: Sequence[Path], wanted: Wanted) -> CharityRegister:
    """Read the extract's JSON tables, each streamed once.

    A charity is wanted where it works in an area of one of the names, or is based in one of the small areas; where
    neither is asked, every one is. Parts of another charity (a linked number that is not 0) and charities off the
    register are left out.

    Args:
        files: the tables, or folders that hold them; a table is known by its name. Tables of annual returns and
            classes may be missing: what they would say is then Unknown.
        wanted: which charities.

    Raises:
        FileMissing: where a file is not there.
        RegisterMissing: where there is no table of charities among them.
        TableFaults: where a file is not JSON.
        RecordsRefused: with every fault of every table at once.
    """
    tables, unread = _tables(files)
    if _CHARITY not in tables:
        raise RegisterMissing(files=", ".join(path.name for path in files))
    found = _Found()
    takes: Mapping[str, Callable[[Mapping[str, Any]], None]] = {
        _OPERATES: lambda row: _note_operating(row, wanted, found),
        _CHARITY: lambda row: _take(row, wanted, found),
        _PART_A: lambda row: _join(row, found, _with_part_a),
        _PART_B: lambda row: _join(row, found, _with_part_b),
        _CLASSES: lambda row: _note_class(row, found),
    }
    for name in TABLES:
        for row in _rows(tables[name], name, found) if name in tables else ():
            takes[name](row)
    if found.faults:
        raise RecordsRefused(
            *found.faults, file=", ".join(sorted({one.file for one in found.faults})), standard=STANDARD
        )
    bodies = (
        replace(body, classes=tuple(dict.fromkeys(found.classes.get(number, ()))))
        for number, body in found.bodies.items()
    )
    return CharityRegister(
        tuple(sorted(bodies, key=lambda body: body.id)),
        found.read,
        found.linked,
        found.removed,
        found.elsewhere,
        tuple(found.sources),
        tuple(unread),
    )


def _tables(files: Iterable[Path]) -> tuple[dict[str, Path], list[str]]:
    """Give each table's file by the table's name, and the names of files that are none of those that are read."""
    tables: dict[str, Path] = {}
    unread = []
    for path in files:
        for one in sorted(path.iterdir()) if path.is_dir() else [path]:
            name = one.name.removesuffix(".json").removeprefix("publicextract.")
            if name in TABLES:
                tables[name] = one
            else:
                unread.append(one.name)
    return tables, unread


def _rows(path: Path, name: str, found: _Found) -> Iterator[Mapping[str, Any]]:
    """Give the sound rows of one table; what is wrong with the others is noted, and only what is named is looked at."""
    listing = Listing()
    shape = _SHAPES[name]
    for item in items(path, (), listing):
        row = item.value
        if isinstance(row, dict):
            row = {one: value for one, value in row.items() if one in shape.members}
        faults = look(row, shape).faults
        if faults:
            found.faults.extend(_placed(faults, path.name, item))
        else:
            yield row
    found.sources.append(replace(listing.source, publisher=PUBLISHER, licence=LICENCE))


def _placed(faults: Iterable[Fault], file: str, item: Item) -> Iterator[Fault]:
    yield from (replace(one, file=file, line=item.line, field=f"[{item.nth}] {one.field}".strip()) for one in faults)


def _note_operating(row: Mapping[str, Any], wanted: Wanted, found: _Found) -> None:
    names = {name.casefold() for name in wanted.operating_in}
    if str(row.get("geographic_area_description") or "").casefold() in names:
        found.operating.add(row["organisation_number"])


def _note_class(row: Mapping[str, Any], found: _Found) -> None:
    if row["organisation_number"] in found.bodies and row.get("classification_description"):
        word = f"{row.get('classification_type') or '?'}: {row['classification_description']}".replace(";", ",")
        found.classes.setdefault(row["organisation_number"], []).append(word)


def _join(row: Mapping[str, Any], found: _Found, read: Callable[[Body, Mapping[str, Any]], Body]) -> None:
    """Join what the latest annual return says to its charity."""
    number = row["organisation_number"]
    if row["latest_fin_period_submitted_ind"] and number in found.bodies:
        found.bodies[number] = read(found.bodies[number], row)


def _take(row: Mapping[str, Any], wanted: Wanted, found: _Found) -> None:
    found.read += 1
    number = row["organisation_number"]
    if row["linked_charity_number"] != 0:
        found.linked += 1
        return
    if row["charity_registration_status"].casefold() != "registered":
        found.removed += 1
        return
    postcode = row.get("charity_contact_postcode")
    area = wanted.locate(postcode) if wanted.locate and postcode else None
    asked = wanted.operating_in or wanted.areas
    if asked and number not in found.operating and area not in wanted.areas:
        found.elsewhere += 1
        return
    year_end = row.get("latest_acc_fin_period_end_date")
    found.bodies[number] = replace(
        unsaid(f"{REGISTER}-{row['registered_charity_number']}", " ".join(row["charity_name"].split())),
        income=pounds(row.get("latest_income"), "income_pounds"),
        activities=" ".join((row.get("charity_activities") or "").split()),
        area=area or NO_AREA,
        year_end=date.fromisoformat(year_end[:10]) if year_end else NO_YEAR,
    )


def _with_part_a(body: Body, row: Mapping[str, Any]) -> Body:
    income = pounds(row.get("total_gross_income"), "income_pounds")
    volunteers = row.get("count_volunteers")
    year_end = row.get("fin_period_end_date")
    return replace(
        body,
        income=income if not isinstance(income, Unknown) else body.income,
        volunteers=volunteers if volunteers is not None else body.volunteers,
        government_income=_from_government(row),
        year_end=date.fromisoformat(year_end[:10]) if year_end else body.year_end,
    )


def _with_part_b(body: Body, row: Mapping[str, Any]) -> Body:
    employees = row.get("count_employees")
    return replace(
        body,
        reserves=pounds(row.get("reserves"), "reserves_pounds"),
        employees=employees if employees is not None else body.employees,
    )


def _from_government(row: Mapping[str, Any]) -> Pence | Unknown:
    """Add grants and contracts of government; one of which nothing is said leaves the sum unknown."""
    total = 0
    for kind in ("contracts", "grants"):
        part = row.get(f"income_from_government_{kind}")
        if part is None and row.get(f"charity_receives_govt_funding_{kind}") is not False:
            return Unknown(NOT_STATED["government_income_pounds"])
        sum_ = pounds(part or 0, "government_income_pounds")
        if isinstance(sum_, Unknown):
            return sum_
        total += sum_
    return Pence(total)


def pounds(value: Any, column: str) -> Pence | Unknown:
    """Give a sum of the register in pence; what is no sum of whole pence is not rounded, and so not known."""
    if value is None:
        return Unknown(NOT_STATED[column])
    pence = Decimal(str(value)) * 100
    if pence != pence.to_integral_value() or (pence < 0 and column != "reserves_pounds"):
        return Unknown(f"the register gives {value}, which is no such sum")
    return Pence(int(pence))
