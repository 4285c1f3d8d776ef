"""The written form of a problem, a plan and a certificate: members by name, exact numbers as integers or "n/d"."""

from collections.abc import Mapping, Sequence
from dataclasses import Field, fields, is_dataclass
from fractions import Fraction
from functools import lru_cache
from types import NoneType, UnionType
from typing import Any, TypeVar, get_args, get_origin, get_type_hints

from commonweal.handover.plan import Plan
from commonweal.terms import canon

Value = TypeVar("Value")


def written(value: Any) -> Any:
    """Give the plain form of a value of this stage, ready for :func:`commonweal.terms.canon.encode`.

    Members that are optional are left out where they have their default.

    Args:
        value: a frozen dataclass, tuple, Fraction, int, str, bool or None.

    Examples:
        >>> from commonweal.handover.pathways import Choice
        >>> written((Choice(4, 2), Fraction(3, 4), None))
        [{'offer': 4, 'start': 2}, '3/4', None]
    """
    if is_dataclass(value):
        members = ((field, getattr(value, field.name)) for field in fields(value))
        return {field.name: written(member) for field, member in members if not _left_out(field, member)}
    if isinstance(value, Fraction):
        return canon.fraction_text(value)
    if isinstance(value, tuple):
        return [written(item) for item in value]
    return value


def read_back(kind: type[Value], plain: Any) -> Value:
    """Give the value that a plain form was written from.

    Args:
        kind: the dataclass that was written.
        plain: its plain form, as JSON gives it.

    Raises:
        ValueError: where a member is missing or unknown, or holds a value of another kind.
    """
    found: Value = _read(kind, plain)
    return found


def plan_form(plan: Plan, input_sha256: str) -> dict[str, Any]:
    """Give the written form of a plan, bound to the data it was made from.

    Args:
        plan: the plan.
        input_sha256: digest of the problem's written form.
    """
    return {"input_sha256": input_sha256, **written(plan)}


@lru_cache(maxsize=64)
def _known(kind: type) -> Mapping[str, Field[Any]]:
    return {field.name: field for field in fields(kind)}


def _left_out(field: Field[Any], member: Any) -> bool:
    """Answer whether a member is one that is not written where it is as by default, and is so."""
    return "left out" in field.metadata and bool(member == field.default)


@lru_cache(maxsize=64)
def _hints(kind: type) -> Mapping[str, Any]:
    return get_type_hints(kind)


def _read(kind: Any, plain: Any) -> Any:
    if get_origin(kind) is UnionType:
        inner = next(part for part in get_args(kind) if part is not NoneType)
        return None if plain is None else _read(inner, plain)
    if get_origin(kind) is tuple:
        return _read_tuple(get_args(kind), plain)
    if is_dataclass(kind):
        return _read_members(kind, plain)
    if kind is Fraction and isinstance(plain, str):
        return Fraction(plain)
    if type(plain) is not kind:
        raise ValueError(f"{plain!r} stands where {kind.__name__} belongs")
    return plain


def _read_tuple(kinds: Sequence[Any], plain: Any) -> tuple[Any, ...]:
    if not isinstance(plain, list):
        raise ValueError(f"{plain!r} stands where a list belongs")  # noqa: TRY004 - one kind of refusal for all forms
    if kinds[-1] is Ellipsis:
        return tuple(_read(kinds[0], item) for item in plain)
    return tuple(_read(kind, item) for kind, item in zip(kinds, plain, strict=True))


def _read_members(kind: Any, plain: Any) -> Any:
    hints, known = _hints(kind), _known(kind)
    needed = {name for name, field in known.items() if "left out" not in field.metadata}
    if not isinstance(plain, dict) or not needed <= set(plain) <= set(hints):
        raise ValueError(f"the members of {kind.__name__} are not as written")
    read = {name: _read(hints[name], member) for name, member in plain.items()}
    if any(_left_out(known[name], member) for name, member in read.items()):
        raise ValueError(f"a member of {kind.__name__} is written that is left out")
    return kind(**read)
