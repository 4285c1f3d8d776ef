"""Awards by scores: opening one, with a scheme that is locked from then on."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from commonweal.formats.award_folder import MOST_BYTES, read_opening
from commonweal.formats.prose import prose
from commonweal.terms.sentences import say
from commonweal.web import clock
from commonweal.web.pages.fields import LongWords, One, Pick, Upload
from commonweal.web.pages.work.acts import Act, ActForm, Given, Ids
from commonweal.web.procedures.open_award import Opening, open_award, prepare
from commonweal.web.reads import award_page, fund_work
from commonweal.web.reads.shown import Section
from commonweal.web.rights import Actors

_WAITS = "scheme"
"""Under this name the scheme waits, as it was written."""
_MONEY = (("capital", say("capital")), ("revenue", say("revenue")))


class Opened(ActForm):
    """What money is awarded, and the scheme by which it is."""

    period = Pick(say("The period whose money it is"), [])
    money = One(say("The kind of money"), _MONEY)
    file = Upload(
        say("The scheme, as a file"),
        say("scheme.toml without [opening] and [lot]: the day and the hash come from the record."),
        required=False,
    )
    text = LongWords(say("Or the scheme itself, pasted"), required=False, longest=MOST_BYTES)

    def prepare(self) -> None:
        """Offer the periods of the fund."""
        self.fields["period"].choices = fund_work.periods(self.ids[0])  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Take the scheme from the file, from the box, or as it waits; its faults are told where it is read."""
        given = super().clean() or {}
        file, text, waits = given.get("file"), given.get("text"), self.data.get(_WAITS, "")
        if not (file or text or waits) and "file" not in self.errors:
            self.add_error("file", prose().text(say("Choose the scheme as a file, or paste it below.")))
        elif file and text:
            self.add_error("text", prose().text(say("Choose a file or paste the scheme; not both.")))
        elif file:
            given["written"] = file.read(MOST_BYTES + 1)
        else:
            given["written"] = (text or waits).encode("utf-8")
        return given

    def to_keep(self, sent: Mapping[str, list[str]]) -> dict[str, list[str]]:
        """Keep what the scheme says, never the file."""
        text = self.cleaned_data["written"].decode("utf-8-sig")
        return {"period": sent["period"], "money": sent["money"], _WAITS: [text]}

    def preview(self) -> Sequence[Section]:
        """Show the second person the scheme as bidders will read it."""
        if not self.is_valid():
            return ()
        at = clock.now()
        return award_page.would_be_opened(prepare(_opening(self.cleaned_data, at), at))


def _opening(given: Given, at: datetime) -> Opening:
    """Give what is opened.

    Raises:
        SchemeFaults: with every fault of the scheme.
    """
    return Opening(read_opening(given["written"], at.date()), given["period"], given["money"])


def _open(given: Given, ids: Ids, at: datetime, actors: Actors) -> object:
    return open_award(ids[0], _opening(given, at), at=at, actors=actors)


ACTS = (
    Act(
        "open_award",
        say("Open an award by scores"),
        say(
            "Publish what bidders are scored on, and set the money aside. No vote decides on it; assessors score bids."
        ),
        say("Open this award"),
        say("Criteria, weights and scales are locked: from then on nobody can change a word of them."),
        say("The award is open. Its page shows bidders what counts, and how much."),
        Opened,
        _open,
        ("fund",),
        lambda ids: fund_work.constitution(ids[0]) is not None,
        lambda ids: fund_work.which(ids[0]),
    ),
)
