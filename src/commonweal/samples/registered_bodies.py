"""The bodies of the sample place as a register would tell of them, and words by which named groups are known."""

from datetime import date
from random import Random

from commonweal.evidence.bodies import NO_AREA, NO_YEAR, Body
from commonweal.evidence.named_groups import HandTagged, Tag
from commonweal.samples.places import SamplePlace
from commonweal.terms.money import Pence
from commonweal.terms.sources import Unknown

_KINDS = ("charity", "community group", "infrastructure body")
_NOT_SAID = Unknown("it files no accounts")
_UNSAID = Unknown("its accounts do not say")
_YEAR_END = date(2023, 3, 31)


def sample_bodies(place: SamplePlace) -> tuple[Body, ...]:
    """Make what a register tells of a synthetic place's groups; the smallest file no accounts.

    Args:
        place: its charities, community groups and infrastructure bodies are taken, by their ids.
    """
    random = Random(f"commonweal bodies {place.seed}")  # noqa: S311 - a synthetic place, not a secret
    home = {area.neighbourhood: area.code for area in reversed(place.areas)}
    return tuple(
        _body(body.id, body.name, place.summaries[body.id], home.get(body.home), random)
        for body in place.organisations
        if body.kind in _KINDS
    )


def sample_tags() -> tuple[Tag, ...]:
    """Make words for some groups of the sample place; how often they are right is invented."""
    return (
        Tag(
            "S1",
            "People with a learning disability",
            r"\blearning (disabilit(y|ies)|difficult(y|ies))\b",
            "",
            HandTagged(19, 5, 8, 868),
            ("adults with a learning disability",),
        ),
        Tag(
            "S2",
            "People who use drugs or drink too much",
            r"\b(drugs?|alcohol|addict(ion|ed))\b",
            r"\bdrug store\b",
            HandTagged(24, 3, 9, 864),
            ("people who use drugs chaotically", "people who drink at harmful levels", "people who inject drugs"),
        ),
        Tag(
            "S3",
            "Children and young people",
            r"\b(child(ren)?|young (people|person)|youth|play)\b",
            "",
            HandTagged(140, 22, 31, 707),
            ("young people of 11 to 17", "families with a child under five"),
        ),
        Tag(
            "S4",
            "People who have been in prison",
            r"\b(prison|offenders?|probation)\b",
            "",
            HandTagged(8, 4, 5, 883),
        ),
        Tag(
            "S5",
            "Tenants in debt",
            r"\b(debts?|rent arrears)\b",
            "",
            HandTagged(14, 2, 3, 881),
            ("tenants behind with the rent",),
        ),
    )


def _body(id_: str, name: str, activities: str, area: str | None, random: Random) -> Body:
    files = random.random() < 0.75
    income = Pence(random.randrange(200_000, 40_000_000, 100))
    largest = Pence(income * random.randrange(20, 96) // 100)
    return Body(
        id=id_,
        name=name,
        income=income if files else _NOT_SAID,
        reserves=Pence(income // random.randrange(3, 30)) if files else _NOT_SAID,
        volunteers=random.randrange(3, 60) if files else _NOT_SAID,
        employees=random.randrange(12) if files else _NOT_SAID,
        government_income=_UNSAID if files else _NOT_SAID,
        largest_funder=("the council" if random.random() < 0.5 else "a trust") if files else _NOT_SAID,
        largest_funder_income=largest if files else _NOT_SAID,
        activities=activities,
        area=area or NO_AREA,
        year_end=_YEAR_END if files else NO_YEAR,
    )
