"""A framework as plain data, and back: any frozen value of the domain, without a line for each field."""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from functools import cache
from importlib import import_module
from types import MappingProxyType
from typing import Any, Final

KIND: Final = "$"
"""Names what an object was; no field is called that."""
OURS: Final = "sia_desktop.domain."
"""Only values of the domain are made: data never chooses what else is called."""


def to_data(value: object) -> Any:
    """The value in what JSON can write."""
    if isinstance(value, Enum):
        return {KIND: _name(value), "value": value.value}
    if value is None or isinstance(value, str | int | float):
        return value
    if isinstance(value, tuple | list):
        return [to_data(each) for each in value]
    if isinstance(value, frozenset):
        return {KIND: "frozenset", "value": [to_data(each) for each in sorted(value)]}
    if isinstance(value, Mapping):
        return {KIND: "mapping", "value": [[to_data(each) for each in pair] for pair in value.items()]}
    if isinstance(value, date):
        return {KIND: "date", "value": value.isoformat()}
    if is_dataclass(value):
        kept = {each.name: to_data(getattr(value, each.name)) for each in fields(value) if each.init}
        return {KIND: _name(value), **kept}
    raise TypeError(f"{type(value).__name__} has no form as data.")


def from_data(data: Any) -> Any:
    """The same value again; raises `ValueError`, `TypeError` or `LookupError` for anything else."""
    if isinstance(data, list):
        return tuple([from_data(each) for each in data])
    if not isinstance(data, dict):
        return data
    kind = data[KIND]
    if kind == "date":
        return date.fromisoformat(data["value"])
    if kind == "frozenset":
        return frozenset(from_data(data["value"]))
    if kind == "mapping":
        return MappingProxyType(dict(from_data(data["value"])))
    made = _kind(kind)
    if issubclass(made, Enum):
        return made(data["value"])
    return made(**{name: from_data(each) for name, each in data.items() if name != KIND})


def _name(value: object) -> str:
    kind = type(value)
    return f"{kind.__module__.removeprefix(OURS)}:{kind.__qualname__}"


@cache
def _kind(name: str) -> type:
    module, _, kind = name.partition(":")
    found = getattr(import_module(OURS + module), kind, None)
    if not isinstance(found, type) or not (is_dataclass(found) or issubclass(found, Enum)):
        raise LookupError(name)
    return found
