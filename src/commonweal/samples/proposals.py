"""The sample place's proposals: what most people want more of, and what a few cannot do without."""

from collections.abc import Sequence
from random import Random

from commonweal.proposals.proposal import Proposal
from commonweal.terms.money import Pence
from commonweal.terms.parties import Organisation

POPULAR = (
    ("Better lighting on the main paths", "Replace worn lamps along the paths people use after dark", 28_000),
    ("A safer crossing by the school", "Raised crossing, planting and a lower speed at the school gate", 34_000),
    ("Benches and shade in the park", "Twelve benches, four of them under new trees", 19_000),
    ("A play area for under-sevens", "New surface, swings and a fence that closes", 41_000),
    ("A Saturday repair café", "Tools, tea and someone who knows how, every Saturday for two years", 14_000),
    ("Murals under the railway arches", "Six arches painted with local schools", 12_000),
    ("Five-a-side evenings", "Floodlit pitch hire and a coach on three evenings a week", 22_000),
)
"""Title, summary and usual cost in pounds of what is asked for in every neighbourhood."""

LEARNING_DISABILITY, DRUGS = "adults with a learning disability", "people who use drugs chaotically"
"""Two groups, named as the place names them where it says how many they are."""

RARELY_HEARD = (
    (
        "Easy Read and advocacy desk",
        "An advocate two days a week for people with a learning disability",
        LEARNING_DISABILITY,
        36_000,
    ),
    (
        "Travel buddies",
        "Paid, trained companions so that people with a learning disability can use the bus",
        LEARNING_DISABILITY,
        27_000,
    ),
    (
        "A shared kitchen run by its members",
        "Cooking, eating and company, run by people with a learning disability",
        LEARNING_DISABILITY,
        31_000,
    ),
    (
        "Supported work at the nursery garden",
        "Twelve paid places with support in the nursery garden",
        LEARNING_DISABILITY,
        44_000,
    ),
    (
        "Evening outreach with somewhere to go next",
        "Outreach paired with a place on a programme the same week",
        DRUGS,
        38_000,
    ),
    (
        "A settled-home worker",
        "Keeping tenancies going for people leaving treatment or prison",
        DRUGS,
        33_000,
    ),
    (
        "Breakfast and a nurse",
        "A drop-in with breakfast, wound care and advice, three mornings a week",
        DRUGS,
        24_000,
    ),
    (
        "Neighbours' forum across the boundary",
        "Both neighbourhoods meet monthly on what moves across the canal",
        DRUGS,
        9_000,
    ),
)
"""Title, summary, group and usual cost in pounds of what a minority asks for."""

WHOLE_PLACE = (
    ("Community minibus", "One accessible minibus shared by every group, with two paid drivers", 48_000),
    ("Tool library", "Borrow a drill, a carpet cleaner or a marquee", 16_000),
)


def sample_proposals(
    seed: int, organisations: Sequence[Organisation], neighbourhoods: Sequence[str], count: int = 60
) -> tuple[Proposal, ...]:
    """Make the sample's proposals: the rarely heard first, then the popular ones of each neighbourhood in turn.

    Costs vary by up to a tenth around their usual level, in whole hundreds of pounds.

    Args:
        seed: same seed, same proposals.
        organisations: bodies that may own one; a body at home in the neighbourhood comes first.
        neighbourhoods: names to spread them over.
        count: how many to make, at least as many as the rarely heard.

    Raises:
        ValueError: where ``count`` is smaller than the rarely heard's number, or there is nobody to own one.
    """
    if count < len(RARELY_HEARD) or not organisations:
        message = f"a sample needs at least {len(RARELY_HEARD)} proposals and one organisation"
        raise ValueError(message)
    drawn = Random(f"proposals {seed}")  # noqa: S311 - a sample, not a secret
    wanted: list[tuple[str, str, str, str, int]] = [
        (title, summary, group, "", cost) for title, summary, group, cost in RARELY_HEARD
    ]
    wanted += [(title, summary, "", "", cost) for title, summary, cost in WHOLE_PLACE]
    wanted += [
        (f"{title}, {neighbourhood}", summary, "", neighbourhood, cost)
        for title, summary, cost in POPULAR
        for neighbourhood in neighbourhoods
    ]
    return tuple(
        Proposal(
            id=str(number),
            title=title,
            summary=f"{summary}.",
            organisation=_owner(drawn, organisations, neighbourhood),
            neighbourhood=neighbourhood,
            group=group,
            cost=Pence(round(cost * drawn.uniform(0.9, 1.1) / 100) * 100_00),
        )
        for number, (title, summary, group, neighbourhood, cost) in enumerate(wanted[:count], start=1)
    )


def _owner(drawn: Random, organisations: Sequence[Organisation], neighbourhood: str) -> str:
    bodies = [body for body in organisations if body.kind != "council"] or list(organisations)
    at_home = [body for body in bodies if neighbourhood and body.home == neighbourhood]
    return drawn.choice(at_home or bodies).id
