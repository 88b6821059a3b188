"""Half a character, and the unseen one of number 0, cannot be kept or sent: they give way, all else stays."""

import re
from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from typing import Any, Final

_HALF: Final = re.compile(r"[\ud800-\udfff]")


def whole_characters(words: str) -> str:
    """The words with two halves put together, a half that stands alone shown as “�”, and no number 0."""
    if "\0" in words:  # else the very same: a choice of a fixed list stays what it is
        words = words.replace("\0", "")
    if words.isascii() or not _HALF.search(words):
        return words
    return words.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def in_whole_characters(value: Any) -> Any:
    """The value with all the words in it whole; what needs no mending is handed back itself."""
    match value:
        case str():
            return whole_characters(value)
        case Mapping():
            pairs = {in_whole_characters(key): in_whole_characters(each) for key, each in value.items()}
            return value if pairs == value else pairs
        case list() | tuple() if type(value) in (list, tuple):
            items = [in_whole_characters(each) for each in value]
            return value if items == list(value) else type(value)(items)
        case _ if is_dataclass(value) and not isinstance(value, type):
            parts = {each.name: getattr(value, each.name) for each in fields(value) if each.init}
            whole = {name: in_whole_characters(part) for name, part in parts.items()}
            changed = {name: part for name, part in whole.items() if part is not parts[name]}
            return replace(value, **changed) if changed else value
        case _:
            return value
