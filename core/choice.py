"""Choice: a frozen record that names a function; the same record is the form, the JSON and the call."""

import dataclasses
import importlib
import math
import types
import typing
from collections.abc import Mapping
from typing import Any, ClassVar, Literal, TypeVar

from core.problems import Problem

T = TypeVar("T")


def N_(context: str, text: str) -> str:  # noqa: N802 - the name that the catalogue tool looks for
    """Mark `text` for translation in `context` without importing Qt."""
    return text


class Choice:
    """A frozen record that names a function; its fields are that function's keywords."""

    source: ClassVar[str]
    """The function, as "module:name"."""
    title: ClassVar[str]


def make(choice: Choice, **context: Any) -> Any:
    """Call the function that a choice names, with its own fields and what the engine adds."""
    own = {f.name: getattr(choice, f.name) for f in dataclasses.fields(choice)}  # type: ignore[arg-type]
    return resolve(choice)(**own, **context)


def resolve(choice: Choice | type[Choice]) -> Any:
    """The function that a choice names."""
    module, _, name = choice.source.partition(":")
    return getattr(importlib.import_module(module), name)


# --- fields: what a form needs to know of a value -------------------------------------------------


@dataclasses.dataclass(frozen=True)
class About:
    """What a form shows and `problem_of` checks of one field."""

    title: str
    help: str = ""
    low: float = -math.inf
    high: float = math.inf
    log: bool = False
    """The useful values span orders of magnitude."""
    more: bool = False
    """An expert's field, folded under *More*."""
    options: tuple[tuple[Any, str], ...] = ()
    """For a closed set: (value, title)."""


def about(field: "dataclasses.Field[Any]") -> About:
    """The description of a record's field; every field of a recipe record has one."""
    found = field.metadata["about"]
    assert isinstance(found, About)
    return found


def value(default: Any, *, title: str, **known: Any) -> Any:
    """A field of a record with its description: `lr: float = value(1e-3, title=..., low=1e-7)`."""
    return dataclasses.field(default=default, metadata={"about": About(title, **known)})


def union_of(cls: type, name: str) -> tuple[type[Choice], ...]:
    """The choices that a field accepts: of `loss: A | B` or `penalties: tuple[A | B, ...]`."""
    hint = typing.get_type_hints(cls)[name]
    if typing.get_origin(hint) is tuple:
        hint = typing.get_args(hint)[0]
    members = typing.get_args(hint) if _is_union(hint) else (hint,)
    return tuple(m for m in members if isinstance(m, type) and issubclass(m, Choice))


def is_tuple(cls: type, name: str) -> bool:
    """Whether the field holds several records or words rather than one value."""
    return typing.get_origin(typing.get_type_hints(cls)[name]) is tuple


def _is_union(hint: Any) -> bool:
    return typing.get_origin(hint) in (typing.Union, types.UnionType)


# --- JSON ----------------------------------------------------------------------------------------


def to_json(record: Any) -> Any:
    """A record as plain JSON values; a choice says its `kind` first."""
    if dataclasses.is_dataclass(record) and not isinstance(record, type):
        body = {f.name: to_json(getattr(record, f.name)) for f in dataclasses.fields(record)}
        return {"kind": type(record).__name__, **body} if isinstance(record, Choice) else body
    if isinstance(record, tuple | list):
        return [to_json(v) for v in record]
    if isinstance(record, Mapping):
        return {str(k): to_json(v) for k, v in record.items()}
    return record


def from_json(cls: type[T], data: Any, where: str = "recipe") -> T:
    """A record from `to_json`'s values; missing fields take their defaults.

    Raises Problem `bad_field` (unknown field or kind) or `bad_value` (wrong type or range).
    """
    if not isinstance(data, dict):
        raise Problem("bad_value", field=where, value=repr(data), expected="an object")
    hints = typing.get_type_hints(cls)
    known = {f.name for f in dataclasses.fields(cls)}  # type: ignore[arg-type]
    body = {k: v for k, v in data.items() if k != "kind"}
    for name in body.keys() - known:
        raise Problem("bad_field", field=f"{where}.{name}", known=", ".join(sorted(known)))
    return cls(**{k: _value(cls, k, hints[k], v, f"{where}.{k}") for k, v in body.items()})


def _value(cls: type, name: str, hint: Any, data: Any, where: str) -> Any:
    if is_tuple(cls, name):
        if not isinstance(data, list | tuple):
            raise Problem("bad_value", field=where, value=repr(data), expected="a list")
        members = union_of(cls, name)
        inner = typing.get_args(hint)[0]
        return tuple(_one(inner, members, v, f"{where}[{i}]") for i, v in enumerate(data))
    return _one(hint, union_of(cls, name), data, where)


def _one(hint: Any, members: tuple[type[Choice], ...], data: Any, where: str) -> Any:
    if members:
        kind = data.get("kind") if isinstance(data, dict) else data
        for member in members:
            if member.__name__ == kind:
                return from_json(member, data if isinstance(data, dict) else {}, where)
        names = ", ".join(m.__name__ for m in members)
        raise Problem("bad_value", field=where, value=repr(kind), expected=names)
    if dataclasses.is_dataclass(hint):
        return from_json(typing.cast(type, hint), data, where)
    return _plain(hint, data, where)


def _plain(hint: Any, data: Any, where: str) -> Any:
    if typing.get_origin(hint) is Literal:
        allowed: tuple[Any, ...] = typing.get_args(hint)
        if data not in allowed:
            raise Problem("bad_value", field=where, value=repr(data), expected=", ".join(map(str, allowed)))
        return data
    if hint is float and isinstance(data, int) and not isinstance(data, bool):
        return float(data)
    if not isinstance(data, hint) or (hint is int and isinstance(data, bool)):
        raise Problem("bad_value", field=where, value=repr(data), expected=_TYPES.get(hint, str(hint)))
    return data


_TYPES = {int: "a whole number", float: "a number", bool: "true or false", str: "a text"}


# --- checks and edits ----------------------------------------------------------------------------


def problems_of(record: Any, where: str = "recipe") -> list[Problem]:
    """Every number of a record tree that lies outside its range, or is not a number."""
    found: list[Problem] = []
    for field in dataclasses.fields(record):
        here, now = f"{where}.{field.name}", getattr(record, field.name)
        for i, v in enumerate(now if isinstance(now, tuple) else (now,)):
            inner = f"{here}[{i}]" if isinstance(now, tuple) else here
            if dataclasses.is_dataclass(v):
                found += problems_of(v, inner)
            elif isinstance(v, int | float) and not isinstance(v, bool):
                known = about(field)
                if not known.low <= v <= known.high:  # also catches NaN
                    found.append(Problem("out_of_range", field=inner, value=v, low=known.low, high=known.high))
    return found


def differences(before: Any, after: Any, where: str = "") -> list[str]:
    """The dotted paths, as of `replace_at`, at which two records differ; one of another kind differs as a whole."""
    if type(before) is not type(after) or not (dataclasses.is_dataclass(before) or isinstance(before, tuple)):
        return [] if before == after else [where]
    if isinstance(before, tuple):
        if len(before) != len(after) or any(type(a) is not type(b) for a, b in zip(before, after, strict=True)):
            return [where]
        pairs = [(f"{where}[{i}]", a, b) for i, (a, b) in enumerate(zip(before, after, strict=True))]
    else:
        pairs = [(f"{where}.{f.name}" if where else f.name, getattr(before, f.name), getattr(after, f.name))
                 for f in dataclasses.fields(before) if f.compare]
    return [path for here, a, b in pairs for path in differences(a, b, here)]


def value_at(record: Any, path: str) -> Any:
    """The value at a dotted path; the path must be one of the record's."""
    for part in path.split("."):
        name, _, index = part.removesuffix("]").partition("[")
        record = getattr(record, name)
        record = record[int(index)] if index else record
    return record


def about_at(record: Any, path: str) -> About:
    """What a form shows of the field at a dotted path."""
    above, _, name = path.rpartition(".")
    owner = value_at(record, above) if above else record
    return next(about(f) for f in dataclasses.fields(owner) if f.name == name.partition("[")[0])


def replace_at(record: T, path: str, new: Any) -> T:
    """The record with the field at the dotted `path` set to the JSON value `new`; the others stay."""
    head, _, rest = path.partition(".")
    name, index = (head[:-1].split("[", 1) + [""])[:2] if head.endswith("]") else (head, "")
    if not dataclasses.is_dataclass(record) or name not in {f.name for f in dataclasses.fields(record)}:
        known = [f.name for f in dataclasses.fields(record)] if dataclasses.is_dataclass(record) else []
        raise Problem("bad_field", field=path, known=", ".join(sorted(known)))
    now = getattr(record, name)
    if index:
        try:
            items = list(now)
            i = int(index)
            items[i] = replace_at(items[i], rest, new) if rest else new
        except (ValueError, IndexError, TypeError) as error:
            raise Problem("bad_field", field=path, known=f"{name}[0…{len(now) - 1}]") from error
        made: Any = tuple(items)
    elif rest:
        made = replace_at(now, rest, new)
    else:
        cls = type(record)
        made = _value(cls, name, typing.get_type_hints(cls)[name], new, path)
    return dataclasses.replace(record, **{name: made})  # type: ignore[type-var]
