"""What whoever publishes a ballot sees first: what would stand on it, what waits, and what is missing beside it."""

from pathlib import Path
from typing import Any

from commonweal.proposals.statements import Statement
from tests.web.procedures.proposing import FOR_IT, OFFICER, PROPOSER, begun, day, proposed, reviewed, submission


def parts() -> dict[str, Any]:
    from commonweal.web.reads import voting_desk

    return {part.id: part for part in voting_desk.shortlist_part("r1", day(30))}


def said(part: Any) -> str:
    return " ".join(str(cell.text) for table in part.tables for row in table.rows for cell in row.cells)


def test_what_is_still_asked_for_stands_beside_the_shortlist(stored_place: Path) -> None:
    from commonweal.web.procedures.add_statement import add_statement

    begun()
    alone = proposed("Patrols", marks=("enforcement only",))
    other = proposed("Lights", marks=("enforcement only",))
    for one in (alone, other):
        reviewed(one.id, *FOR_IT)
    for of in ("argument for", "argument against", "support partner"):
        body = "o2" if of == "support partner" else ""
        add_statement("r1", other.id, Statement(of, "Said so.", body), at=day(6), actors=OFFICER)
    asked = said(parts()["asked"])
    assert asked.count("Patrols") == 3
    assert "Lights" not in asked


def test_what_nobody_read_yet_waits(stored_place: Path) -> None:
    from commonweal.web.procedures.submit_proposal import submit_proposal

    begun()
    submit_proposal("r1", submission("Songs"), at=day(4), actors=PROPOSER)
    found = parts()
    assert "Songs It waits to be read." in said(found["shortlist"])
    assert "asked" not in found
