"""Frozen values to JSON records and back, by one declaration: each member's name, its form, and whether it is needed.

What a record holds beside the members that are declared is kept as it is, so that nothing is lost on the way through.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any, Self

from commonweal.formats.json_shapes import Form, Many, Shape


def needed(form: "Form | Nested") -> Any:
    """Declare a member that must be there."""
    return field(metadata={"form": form, "needed": True})


def may(form: "Form | Nested | Listed") -> Any:
    """Declare a member that may be there; None where it is not."""
    return field(default=None, metadata={"form": form, "needed": False})


@dataclass(frozen=True, slots=True)
class Nested:
    """A member that is another record."""

    record: "type[Record]"


@dataclass(frozen=True, slots=True)
class Listed:
    """A member that is a list of other records."""

    record: "type[Record]"


@dataclass(frozen=True, kw_only=True)
class Record:
    """A record of a standard.

    Attributes:
        extra: members that the standard does not name, as they were read.
    """

    extra: Mapping[str, Any] = field(default_factory=dict)

    @classmethod
    def of(cls, found: Mapping[str, Any]) -> Self:
        """Make the value of a record that was found to have this shape."""
        declared = _declared(cls)
        given = {name: _read(declared[name], value) for name, value in found.items() if name in declared}
        return cls(**given, extra={name: value for name, value in found.items() if name not in declared})

    def as_json(self) -> dict[str, Any]:
        """Give the record as JSON holds it: what is None is left out, and what was kept beside it follows."""
        given = ((name, getattr(self, name)) for name in _declared(type(self)))
        return {**{name: _written(value) for name, value in given if value is not None}, **self.extra}


def shape_of(record: type[Record]) -> Shape:
    """Give the shape that a record's JSON must have."""
    if record in _SHAPES:
        return _SHAPES[record]
    declared = [one for one in fields(record) if one.metadata]
    members = {one.name: _wanted(one.metadata["form"]) for one in declared}
    return _SHAPES.setdefault(record, Shape(members, tuple(one.name for one in declared if one.metadata["needed"])))


_SHAPES: dict[type[Record], Shape] = {}
_DECLARED: dict[type[Record], Mapping[str, Any]] = {}
"""What was found of each kind of record, since every record asks again."""


def _declared(record: type[Record]) -> Mapping[str, Any]:
    if record not in _DECLARED:
        _DECLARED[record] = {one.name: one.metadata["form"] for one in fields(record) if one.metadata}
    return _DECLARED[record]


def _wanted(form: Form | Nested | Listed) -> Form | Many | Shape:
    if isinstance(form, Nested):
        return shape_of(form.record)
    return Many(shape_of(form.record)) if isinstance(form, Listed) else form


def _read(form: Form | Nested | Listed, value: Any) -> Any:
    if isinstance(form, Nested):
        return form.record.of(value)
    return tuple(form.record.of(item) for item in value) if isinstance(form, Listed) else value


def _written(value: Any) -> Any:
    if isinstance(value, Record):
        return value.as_json()
    return [_written(item) for item in value] if isinstance(value, tuple) else value
