"""Awards by scores: opening one, with a scheme that is locked from then on, and deciding it from bids and scores."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from commonweal.formats.award_folder import MOST_BYTES, SEED, read_opening
from commonweal.formats.award_upload import read_award_upload, tabled_of, tabled_text
from commonweal.formats.awards import scheme_of
from commonweal.formats.prose import prose
from commonweal.terms.sentences import say
from commonweal.web import clock
from commonweal.web.pages.fields import LongWords, One, Pick, Upload, Words
from commonweal.web.pages.work.acts import Act, ActForm, Given, Ids
from commonweal.web.pages.work.zipped import Zipped, zip_of
from commonweal.web.procedures.decide_scored_award import Scored, decide_scored_award
from commonweal.web.procedures.decide_scored_award import prepare as prepare_decision
from commonweal.web.procedures.open_award import Opening, open_award, prepare
from commonweal.web.reads import award_page, award_parts, fund_work, stored
from commonweal.web.reads.naming import KINDS_OF_MONEY
from commonweal.web.reads.shown import Section
from commonweal.web.rights import Actors

_WAITS = "scheme"
"""Under this name the scheme waits, as it was written."""


class Opened(ActForm):
    """What money is awarded, and the scheme by which it is."""

    period = Pick(say("The period whose money it is"), [])
    money = One(say("The kind of money"), [*KINDS_OF_MONEY.items()])
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


class Decided(Zipped):
    """The tables that an award is decided from, and the seed of a lot where only that can decide."""

    under, salt = "scores", "commonweal.decide_scored_award"
    read_back = staticmethod(tabled_of)

    file = Upload(
        say("The tables, as one zip"),
        say("bids.csv, promises.csv, interests.csv and scores.csv. Of what a bid costs, only the total is kept."),
    )
    seed = Words(
        say("The seed of the lot"),
        say("Only where bids are equal in all else: letters, digits, dots and hyphens, drawn in public after scoring."),
        longest=64,
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        """Take the tables, and a seed that can be hashed as people read it out."""
        given = super().clean()
        if given.get("seed") and not SEED.fullmatch(given["seed"]):
            self.add_error("seed", prose().text(say("Write up to 64 letters, digits, dots, hyphens and underscores.")))
        return given

    def to_keep(self, sent: Mapping[str, list[str]]) -> dict[str, list[str]]:
        """Keep what may be published of the file, never the file, with the hash of what the second person is shown."""
        scored = _scored(self.cleaned_data, self.ids)
        seen = prepare_decision(self.ids[0], scored).digest
        return {"seed": sent.get("seed", [""]), **self.signed(tabled_text(scored.bids, scored.panel), seen)}

    def preview(self) -> Sequence[Section]:
        """Show the second person what will be published, with what to look at first."""
        if not self.is_valid() or self.waits is None:
            return ()
        return award_parts.would_be(prepare_decision(self.ids[0], _scored(self.cleaned_data, self.ids)).files)


def _scored(given: Given, ids: Ids) -> Scored:
    """Give what an award is decided from: the tables that wait, or the zip.

    Raises:
        AwardTablesRefused: with every fault of the zip.
    """
    if given["waits"]:
        tables, seen = given["waits"]
        return Scored(tables[0], tables[1], given["seed"], seen)
    one = stored.award_of(ids[0])
    assert one is not None  # noqa: S101 - the address of an act is looked up before
    bids, panel = read_award_upload(zip_of(given), scheme_of(one.scheme_value()))
    return Scored(bids, panel, given["seed"])


def _decide(given: Given, ids: Ids, at: datetime, actors: Actors) -> object:
    return decide_scored_award(ids[0], _scored(given, ids), at=at, actors=actors)


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
    Act(
        "decide_scored_award",
        say("Decide an award by scores"),
        say("Add up what assessors gave, on the scheme that was locked before anybody bid, and award what it gives."),
        say("Decide this award"),
        say(
            "Every score is published with its reason, the money moves to whom it is awarded, and what awarded bids "
            "promise becomes undertakings."
        ),
        say("The award is decided. Its page shows every bidder its scores, the reasons, and how it compares."),
        Decided,
        _decide,
        ("award",),
        lambda ids: stored.award_of(ids[0]) is not None,
        lambda ids: award_page.which(ids[0]),
        due=lambda ids: any(name == ids[0] for name, _ in award_page.undecided()),
    ),
)
