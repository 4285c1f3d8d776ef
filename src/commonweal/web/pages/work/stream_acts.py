"""Allocating protected money: from the tables as one zip, of which only what may be published waits."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from commonweal.formats.stream_upload import read_stream_upload, requests_of, requests_text
from commonweal.terms.sentences import say
from commonweal.web.pages.fields import Pick, Upload
from commonweal.web.pages.work.acts import Act, Given, Ids
from commonweal.web.pages.work.zipped import Zipped, zip_of
from commonweal.web.procedures.allocate_stream import Asked, allocate_stream, fund_for, prepare
from commonweal.web.reads import fund_work, stream_part
from commonweal.web.reads.shown import Section
from commonweal.web.rights import Actors


class Allocated(Zipped):
    """Which money is allocated, and the tables that it is allocated from: without where anything is."""

    under, salt = "requests", "commonweal.allocate_stream"
    read_back = staticmethod(requests_of)

    aside = Pick(say("The money"), [], say("What stands set aside now, by stream, period and kind."))
    file = Upload(
        say("The tables, as one zip"),
        say("stream_needs.csv, stream_proposals.csv and panel.csv. Where a service is, is dropped as they are read."),
    )

    def prepare(self) -> None:
        """Offer the money that stands set aside, and take up tables that were read before."""
        super().prepare()
        self.fields["aside"].choices = stream_part.asides(self.ids[0])  # type: ignore[attr-defined]

    def to_keep(self, sent: Mapping[str, list[str]]) -> dict[str, list[str]]:
        """Keep what was read from the file, never the file, with the hash of what the second person is shown."""
        asked = _asked(self.cleaned_data, self.ids)
        seen = prepare(self.ids[0], asked).digest
        return {"aside": sent["aside"], **self.signed(requests_text(asked.requests), seen)}

    def preview(self) -> Sequence[Section]:
        """Show the second person what will be published."""
        if not self.is_valid() or self.waits is None:
            return ()
        asked = _asked(self.cleaned_data, self.ids)
        bodies = {one.id: one.organisation for one in asked.requests.proposals if one.organisation}
        return stream_part.would_be(prepare(self.ids[0], asked).files, bodies)


def _asked(given: Given, ids: Ids) -> Asked:
    """Give what is asked: from the tables that wait, or from the zip.

    Raises:
        StreamTablesRefused: with every fault of the zip.
    """
    aside = stream_part.aside_of(given["aside"])
    if given["waits"]:
        return Asked(aside, *given["waits"])
    return Asked(aside, read_stream_upload(zip_of(given), fund_for(ids[0], aside)))


def _allocate(given: Given, ids: Ids, at: datetime, actors: Actors) -> object:
    return allocate_stream(ids[0], _asked(given, ids), at=at, actors=actors)


ACTS = (
    Act(
        "allocate_stream",
        say("Allocate protected money"),
        say(
            "Divide what is set aside for a protected stream by need, in the order of its panel. No vote decides on it."
        ),
        say("Allocate this money"),
        say("The tables are published without where anything is, and the money moves to whom it is given."),
        say("The money is allocated. The page of the fund shows to whom, and why."),
        Allocated,
        _allocate,
        ("fund",),
        lambda ids: fund_work.constitution(ids[0]) is not None,
        lambda ids: fund_work.which(ids[0]),
        due=lambda ids: bool(stream_part.asides(ids[0])),
    ),
)
