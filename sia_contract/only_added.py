"""Running records: an entry that was added stands as it was written, on the laptop and at central alike."""

from collections.abc import Mapping
from typing import Any


def touched_entries(was: Mapping[str, Any], now: Mapping[str, Any]) -> tuple[str, ...]:
    """The sections of answers in which an added entry was changed, taken out or put elsewhere.

    An entry was added once it carries who added it and at which instant; a draft may still change.
    """
    touched: list[str] = []
    for code, rows in was.items():
        added = [row for row in _list(rows) if _is_added(row)]
        if [row for row in _list(now.get(code)) if row in added] != added:
            touched.append(code)
    return tuple(touched)


def changed_sections(was: Mapping[str, Any], now: Mapping[str, Any]) -> tuple[str, ...]:
    """The sections in which something else stands now."""
    return tuple(code for code in now if now[code] != was.get(code))


def _list(answer: Any) -> list[Any]:
    return answer if isinstance(answer, list) else []


def _is_added(row: Any) -> bool:
    return isinstance(row, dict) and bool(row.get("who")) and bool(row.get("at"))
