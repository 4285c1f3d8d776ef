"""Forms that ask the same several times over, in rows: a button adds a row and keeps all that was typed."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from django import forms

from commonweal.terms.sentences import Sentence, say
from commonweal.web.pages.shown_forms import Plan
from commonweal.web.pages.work.acts import ActForm

MORE = "more"
"""What the button that adds a row, or looks something up, is sent as: nothing is done, and nothing is a fault yet."""

_LEFT_OUT = say("What you leave empty here is left out.")


@dataclass(frozen=True, slots=True)
class Rows:
    """A group of fields that is asked several times.

    Attributes:
        name: what its fields are sent as, before their number.
        legend: message of a row's heading, with ``{n}`` for its number.
        another: what the button that adds a row says.
        fields: makes each field of a row.
        least: how many rows must be filled in.
        after: the field that the rows follow.
    """

    name: str
    legend: str
    another: Sentence
    fields: Mapping[str, Callable[[], forms.Field]]
    after: str
    least: int = 0


class RowsForm(ActForm):
    """A form with rows. A row in which nothing is written is left out."""

    groups: ClassVar[tuple[Rows, ...]] = ()
    MOST = 60

    def __init__(self, *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        self._numbers = {group.name: self._count(group) for group in self.groups}
        for group in self.groups:
            for number in range(1, self._numbers[group.name] + 1):
                self._add(group, number)
        self.order_fields([name for plan in self.plan() for name in plan.names])

    def plan(self) -> list[Plan]:
        """Give the fields in the order in which they are asked, the rows each under its heading."""
        own = [name for name in self.fields if name in self.base_fields]
        plans: list[Plan] = []
        for group in self.groups:
            upto = own.index(group.after) + 1
            plans += [Plan(tuple(own[:upto])), *self._rows_of(group)]
            own = own[upto:]
        return [plan for plan in [*plans, Plan(tuple(own))] if plan.names or plan.more]

    def given_rows(self, group: Rows) -> list[dict[str, Any]]:
        """Give what was written in the rows of a group, once it is clean; rows left empty are left out."""
        rows = [
            {field: self.cleaned_data.get(_named(group, number, field)) for field in group.fields}
            for number in range(1, self._numbers[group.name] + 1)
            if self._is_written(group, number)
        ]
        return [*rows]

    def _rows_of(self, group: Rows) -> Iterator[Plan]:
        last = self._numbers[group.name]
        for number in range(1, last + 1):
            names = tuple(_named(group, number, field) for field in group.fields)
            yield Plan(names, say(group.legend, n=number), f"{group.name}-{number}")
        yield Plan((), more=group.name, another=group.another, to=f"{group.name}-{last + 1}", note=_LEFT_OUT)

    def _count(self, group: Rows) -> int:
        """Count the rows to show: those that were sent or stand already, and one more where it was asked for."""
        names: Sequence[str] = [*self.data] if self.is_bound else [*self.initial]
        numbers = [_number(name) for name in names if name.startswith(f"{group.name}-")]
        wanted = max([group.least, *numbers]) + (self.data.get(MORE) == group.name if self.is_bound else 0)
        return min(wanted, self.MOST)

    def _add(self, group: Rows, number: int) -> None:
        needed = number <= group.least or self._is_written(group, number)
        for name, make in group.fields.items():
            field = make()
            # A row may be left out whole; in a row that is not, this must be answered.
            field.goes_with_row = field.required  # type: ignore[attr-defined]
            field.required = field.required and needed
            self.fields[_named(group, number, name)] = field

    def _is_written(self, group: Rows, number: int) -> bool:
        sent = (str(self.data.get(_named(group, number, field), "")) for field in group.fields)
        return self.is_bound and any(text.strip() for text in sent)


def rows_initial(group: Rows, rows: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Give what stands already as what the fields of a group begin with."""
    return {
        _named(group, number, field): row[field]
        for number, row in enumerate(rows, 1)
        for field in group.fields
        if row.get(field) not in {None, ""}
    }


def _named(group: Rows, number: int, field: str) -> str:
    return f"{group.name}-{number}-{field}"


def _number(name: str) -> int:
    told = name.split("-")[1]
    return int(told) if told.isascii() and told.isdigit() and len(told) < 4 else 0
