"""What changed between two packs, in sentences an officer would write: `sia-desktop packs diff`."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from sia_contract.load_pack import PACK_FILE, find_packs, load_pack
from sia_contract.pack_faults import PackFaults, name_of
from sia_desktop.domain.dates import plain_date
from sia_desktop.domain.errors import RuleBroken

SHORT = 120
"""Words longer than this are not repeated whole."""


def differences(earlier: Path, later: Path) -> list[str]:
    """Every difference between two packs, each a sentence; raises `RuleBroken` where one cannot be read."""
    return list(_changed("", _read(earlier), _read(later)))


def pack_folder(said: str, root: Path) -> Path:
    """The folder someone means: a path, a council (its latest pack), or council/date on the shelf."""
    for folder in (Path(said), root / said):
        if (folder / PACK_FILE).is_file():
            return folder
        versions = [pack for pack in find_packs(folder) if pack.parent == folder] if folder.is_dir() else []
        if versions:
            return versions[-1]
    raise RuleBroken(
        f"There is no pack at “{said}”. "
        "Name a folder that holds a pack.toml, a council’s folder of dated packs, or one such as "
        "reading/2016-12-13."
    )


def _read(folder: Path) -> dict[str, Any]:
    try:
        return load_pack(folder).model_dump(mode="python", by_alias=True, exclude_defaults=True)
    except PackFaults as faults:
        raise RuleBroken(f"{folder.name} cannot be compared: {faults.faults[0]}") from faults


def _changed(entry: str, was: Mapping[str, Any], now: Mapping[str, Any]) -> Iterator[str]:
    for key in dict.fromkeys((*was, *now)):
        before, after = was.get(key), now.get(key)
        if before == after:
            continue
        if _is_table(before) or _is_table(after):
            yield from _entries(entry, key, before or (), after or ())
        elif isinstance(before, Mapping) or isinstance(after, Mapping):
            yield from _changed(_joined(entry, key), before or {}, after or {})
        else:
            yield _sentence(entry, key, before, after)


def _is_table(value: Any) -> bool:
    return isinstance(value, tuple | list) and bool(value) and isinstance(value[0], Mapping)


def _entries(
    entry: str, table: str, was: Sequence[Mapping[str, Any]], now: Sequence[Mapping[str, Any]]
) -> Iterator[str]:
    before, after = _by_name(table, was), _by_name(table, now)
    for name in (name for name in before if name not in after):
        yield f"{_begin(_joined(entry, name))} is gone."
    for name, item in after.items():
        whole = _joined(entry, name)
        if name in before:
            yield from _changed(whole, before[name], item)
        else:
            label = item.get("label") or item.get("wording") or item.get("text")
            yield f"{_begin(whole)} is new{f': “{label}”' if label else ''}."


def _by_name(table: str, items: Sequence[Mapping[str, Any]]) -> dict[str, Mapping[str, Any]]:
    return {name_of(table, index, item): item for index, item in enumerate(items)}


def _sentence(entry: str, key: str, was: Any, now: Any) -> str:
    word = key.replace("_", " ")
    what = f"{_begin(entry)}: {word}" if entry else _begin(word)
    if was is None:
        return f"{what} is now {_said(now)}; it was not stated."
    if now is None:
        return f"{what} was {_said(was)}; it is no longer stated."
    return f"{what} was {_said(was)}; it is now {_said(now)}."


def _said(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, date):
        return plain_date(value)
    if isinstance(value, tuple | list):
        return ", ".join(_said(each) for each in value) or "nothing"
    if isinstance(value, int | float):
        return str(value)
    text = str(value)
    return f"“{text if len(text) <= SHORT else text[:SHORT].rstrip() + '…'}”"


def _joined(entry: str, name: str) -> str:
    return f"{entry}, {name}" if entry else name


def _begin(text: str) -> str:
    return text[:1].upper() + text[1:]
