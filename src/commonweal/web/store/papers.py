"""From rows of paper ballots, each read twice, to values, and back."""

import json
from collections import Counter

from commonweal.funding.box.choices import BallotForm, read_kept
from commonweal.funding.box.paper import Batch, Entered, Paper, PaperAt
from commonweal.terms import canon
from commonweal.web.store import models
from commonweal.web.store.balloting import PAPER


def keep_batch(round_id: str, name: str) -> None:
    """Begin a batch of paper ballots, unless it was begun."""
    models.PaperBatchRow.objects.get_or_create(round=round_id, name=name)


def batches(round_id: str, form: BallotForm) -> tuple[Batch, ...]:
    """Give the paper ballots of a round as far as they are entered."""
    found = []
    for row in models.PaperBatchRow.objects.filter(round=round_id).order_by("name"):
        checked_in = models.CastRow.objects.filter(round=round_id, channel=PAPER, batch=row.name).count()
        papers = tuple(_paper(paper, form) for paper in row.papers.order_by("number"))
        found.append(Batch(row.name, checked_in, papers))
    return tuple(found)


def adjudicated(round_id: str) -> dict[str, int]:
    """Give how many papers of a round were decided by each reason, sorted: asked at the opening, as they go then."""
    rows = models.PaperRow.objects.filter(batch__round=round_id).exclude(reason="").values_list("reason", flat=True)
    return dict(sorted(Counter(rows).items()))


def paper(round_id: str, at: PaperAt) -> models.PaperRow | None:
    """Give the row of a paper ballot, or None where nothing of it was entered."""
    return models.PaperRow.objects.filter(batch__round=round_id, batch__name=at.batch, number=at.number).first()


def begin_paper(round_id: str, at: PaperAt) -> models.PaperRow:
    """Begin the row of a paper ballot of a batch that there is; it is not kept yet."""
    return models.PaperRow(batch=models.PaperBatchRow.objects.get(round=round_id, name=at.batch), number=at.number)


def written(entered: Entered) -> str:
    """Write what somebody read on paper as it is kept."""
    if entered.choices is None:
        return canon.encode({"spoilt": entered.spoilt}).decode("utf-8")
    return entered.choices.canonical().decode("utf-8")


def entered(text: str, form: BallotForm) -> Entered | None:
    """Read back what somebody read on paper; None where nothing is kept."""
    if not text:
        return None
    spoilt = json.loads(text).get("spoilt", "")
    return Entered(spoilt=spoilt) if spoilt else Entered(read_kept(form, text.encode()))


def _paper(row: models.PaperRow, form: BallotForm) -> Paper:
    first, second, decided = (entered(text, form) for text in (row.first, row.second, row.decided))
    return Paper(row.number, first, second, decided)
