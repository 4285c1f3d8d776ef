"""The form of a fund's constitution, with rows for its periods, its protected streams and the floors of groups."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any, ClassVar

from django.utils.text import slugify

from commonweal.funding.fund.constitution import Constitution
from commonweal.terms.canon import fraction_text
from commonweal.terms.sentences import key, say
from commonweal.web.pages.fields import Carried, Day, LongWords, One, Pounds, Share, Whole, Words
from commonweal.web.pages.work.acts import Given
from commonweal.web.pages.work.rows import Rows, RowsForm, rows_initial
from commonweal.web.reads import fund_work

_PERIODS = Rows(
    "periods",
    key("Period {n}"),
    say("One more period"),
    {
        "period": lambda: Words(say("Its short name"), say("Such as: 2027-28. No spaces."), longest=100),
        "first": lambda: Day(say("Its first day")),
        "last": lambda: Day(say("Its last day")),
        "capital": lambda: Pounds(say("Capital promised for it"), required=False),
        "revenue": lambda: Pounds(say("Revenue promised for it"), required=False),
    },
    after="last",
    least=1,
)
_PROTECTED = Rows(
    "protected",
    key("Protected stream {n}"),
    say("One more protected stream"),
    {
        "name": lambda: Words(say("What residents call it")),
        "for_whom": lambda: Words(say("Whom it is for"), say("Such as: people whom a vote would leave out.")),
        "share": lambda: Share(
            say("The least part of each period's money"),
            say("Such as 1/5, or 20 %. Give a part or a sum, not both."),
            required=False,
        ),
        "sum": lambda: Pounds(say("Or the least sum in each period"), required=False),
        "figure": lambda: One(
            say("Where a need is known only as a range, what counts"),
            [("low", say("its low end")), ("middle", say("its middle")), ("high", say("its high end"))],
            required=False,
        ),
        "panel": lambda: LongWords(
            say("Who sits on its panel"),
            say("Two roles or more, one on each line, such as: community nurse. Roles only, no names."),
        ),
        "id": lambda: Carried(required=False),
    },
    after="notice_months",
)
_FLOORS = Rows(
    "floors",
    key("Group {n}"),
    say("One more group"),
    {
        "name": lambda: Words(say("The group"), say("An area or a category of projects, as ballots will name it.")),
        "kind": lambda: One(
            say("What it is"), [("area", say("an area")), ("category", say("a category of projects"))], required=False
        ),
        "share": lambda: Share(say("The least part of each round that goes to it"), say("Such as 1/10, or 10 %.")),
    },
    after="uplift",
)


class Fund(RowsForm):
    """What a fund is constituted as."""

    groups: ClassVar[tuple[Rows, ...]] = (_PERIODS, _PROTECTED, _FLOORS)
    title = Words(say("What residents call the fund"))
    fund = Words(
        say("A short name for addresses"),
        say("Small letters, digits and hyphens, such as harbour-fund. It is never changed."),
        longest=60,
    )
    purpose = LongWords(say("What it is for"), say("In plain words. Residents read this."), longest=20_000)
    accountable_body = Words(say("Who answers for the money in law"), say("Such as the council."))
    first = Day(say("First day of the fund"))
    last = Day(
        say("Last day of the fund"),
        say("The periods below share out its whole term: each begins on the day after the one before it."),
    )
    carry_over = Share(
        say("How much of what is left may go on to the next period"),
        say("All of it: 100 %, nothing: 0 %."),
    )
    notice_months = Whole(
        say("Months of notice before a change"),
        say("How long before a change those who depend on the fund are told. At least three."),
    )
    uplift = Words(
        say("How rising prices are met"), say("Such as: each year by the consumer price index of September before.")
    )

    def prepare(self) -> None:
        """Begin with the fund as it stands, where it is changed, and with the body that answers for the place."""
        self.initial = {"accountable_body": fund_work.accountable_body(), "carry_over": "100 %"}
        made = fund_work.constitution(self.ids[0]) if self.ids else None
        if made:
            self.initial = _as_form(made)
            self.fields["fund"].disabled = True

    def clean(self) -> dict[str, Any]:
        """Gather the rows into the constitution that is read."""
        given = super().clean() or {}
        if not self.errors:
            given["constitution"] = _constitution(given, self)
        return given


def _constitution(given: Given, form: Fund) -> dict[str, Any]:
    return {
        **{name: given[name] for name in ("fund", "title", "accountable_body", "notice_months", "uplift")},
        "from": given["first"].isoformat(),
        "until": given["last"].isoformat(),
        "carry_over": fraction_text(given["carry_over"]),
        "periods": [_period(row) for row in form.given_rows(_PERIODS)],
        "protected": [_stream(row) for row in form.given_rows(_PROTECTED)],
        "equity_floors": [
            {"kind": row["kind"] or "area", "name": row["name"], "share": fraction_text(row["share"])}
            for row in form.given_rows(_FLOORS)
        ],
    }


def _period(row: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "period": row["period"],
        "from": row["first"].isoformat(),
        "until": row["last"].isoformat(),
        "capital_pence": int(row["capital"] or 0),
        "revenue_pence": int(row["revenue"] or 0),
    }


def _stream(row: Mapping[str, Any]) -> dict[str, Any]:
    share: Fraction | None = row["share"]
    return {
        "id": row["id"] or slugify(row["name"]) or "stream",
        "name": row["name"],
        "for_whom": row["for_whom"],
        "figure": row["figure"] or "middle",
        "panel": [role for line in row["panel"].splitlines() if (role := line.strip())],
        **({"share": fraction_text(share)} if share is not None else {}),
        **({"pence": int(row["sum"])} if row["sum"] is not None else {}),
    }


def _as_form(made: Constitution) -> dict[str, Any]:
    """Give a constitution as the fields of its form."""
    periods = [
        {
            "period": one.id,
            "first": one.first,
            "last": one.last,
            "capital": _pounds(one.capital),
            "revenue": _pounds(one.revenue),
        }
        for one in made.periods
    ]
    streams = [
        {
            **{name: getattr(one, name) for name in ("id", "name", "for_whom", "figure")},
            "share": Share.written(one.share) if one.share is not None else "",
            "sum": _pounds(one.pence) if one.pence is not None else "",
            "panel": "\n".join(one.panel),
        }
        for one in made.protected
    ]
    groups = [{"name": one.name, "kind": one.kind, "share": Share.written(one.share)} for one in made.equity_floors]
    return {
        "fund": made.id,
        "purpose": fund_work.purpose(made.id),
        "carry_over": Share.written(made.carry_over),
        **{
            name: getattr(made, name)
            for name in ("title", "accountable_body", "first", "last", "notice_months", "uplift")
        },
        **rows_initial(_PERIODS, periods),
        **rows_initial(_PROTECTED, streams),
        **rows_initial(_FLOORS, groups),
    }


def _pounds(pence: int) -> str:
    return f"{pence // 100}.{pence % 100:02d}"
