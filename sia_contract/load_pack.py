"""Reads framework packs and inspection scales, and reports everything wrong with one at once."""

import json
import re
import tomllib
from collections.abc import Collection, Iterator, Mapping
from datetime import date, datetime, time
from itertools import islice
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from sia_contract.pack_faults import PackFault, PackFaults, nearest, not_toml, shape_faults
from sia_contract.pack_law import over_law
from sia_contract.pack_references import found, reference_faults
from sia_contract.pack_sense import sense_faults
from sia_contract.pack_words import Layer
from sia_contract.packs import SCHEMA, Examples, InspectionScale, Pack
from sia_contract.resources import resources

PACK_FILE = "pack.toml"
EXAMPLES_FILE = "examples.toml"
DEEPEST = 12
"""Tables and lists within one another, at most: twice as deep as a pack can mean anything by."""
HEAD_LINES = 60
"""Within so many lines a pack says what layer it is."""

T = TypeVar("T", bound=BaseModel)


def load_pack(folder: Path, scales: dict[str, InspectionScale] | None = None) -> Pack:
    """The pack in this folder, checked whole; raises PackFaults with every fault found."""
    raw = _read_toml(folder / PACK_FILE)
    if raw.get("schema") != SCHEMA:
        raise PackFaults([_schema_fault(raw.get("schema"))])
    known = load_scales() if scales is None else scales
    pack, faults = _shaped(Pack, PACK_FILE, raw)
    faults += _header_faults(folder, raw, known)
    faults += _treated_faults(raw, known)
    faults += sense_faults(PACK_FILE, raw)
    faults += reference_faults(PACK_FILE, raw, _grades(known.get(str(raw.get("inspection_scale")))))
    if faults or pack is None:
        raise PackFaults(dict.fromkeys(faults))
    return pack


def load_examples(folder: Path) -> Examples:
    """The worked examples beside a pack; none where there is no such file."""
    if not (folder / EXAMPLES_FILE).exists():
        return Examples.model_validate({})
    examples, faults = _shaped(Examples, EXAMPLES_FILE, _read_toml(folder / EXAMPLES_FILE))
    if faults or examples is None:
        raise PackFaults(faults)
    return examples


def load_scales(folder: Path | None = None) -> dict[str, InspectionScale]:
    """Every inspection scale the program knows, by code."""
    scales = {}
    for path in sorted((folder or resources() / "inspection_scales").glob("*.toml")):
        scale, faults = _shaped(InspectionScale, path.name, _read_toml(path))
        if faults or scale is None:
            raise PackFaults(faults)
        scales[scale.code] = scale
    return scales


def find_packs(root: Path) -> list[Path]:
    """The folders under this one that hold a pack, itself included, in order of name."""
    return sorted(path.parent for path in root.rglob(PACK_FILE))


def councils(root: Path) -> list[str]:
    """The codes of the councils that have a pack under this folder; law that lies under them is none."""
    return sorted({folder.parent.name for folder in find_packs(root) if not _is_statutory(folder)})


def statutes(root: Path) -> list[Pack]:
    """The packs of law under this folder, the oldest first."""
    packs = [load_pack(folder) for folder in find_packs(root) if _is_statutory(folder)]
    return sorted(packs, key=lambda pack: pack.effective_from)


def packs_of(council: str, root: Path) -> list[Pack]:
    """Every version of a council's pack under this folder, over the law's forms; none for a stranger."""
    if council not in {folder.parent.name for folder in find_packs(root)}:
        return []
    packs = [load_pack(folder) for folder in find_packs(root / council)]
    if any(pack.layer is Layer.COUNCIL for pack in packs):
        law = statutes(root)
        packs = [over_law(pack, law) for pack in packs]
    return sorted(packs, key=lambda pack: pack.effective_from)


def _is_statutory(folder: Path) -> bool:
    """Whether its head says so; the whole of every council's pack need not be read to know."""
    with (folder / PACK_FILE).open(encoding="utf-8", errors="replace") as file:
        return any(re.match(r"layer\s*=\s*.statutory.", line) for line in islice(file, HEAD_LINES))


def _read_toml(path: Path) -> dict[str, Any]:
    too_deep = PackFault(
        path.name, "the file", "has tables or lists too deep within one another", "Write the entry out flat."
    )
    try:
        text = path.read_bytes().decode("utf-8-sig")
        raw = tomllib.loads(text)
        if _is_flat(raw):
            return raw
        fault = too_deep
    except RecursionError:
        fault = too_deep
    except FileNotFoundError:
        fault = PackFault(path.name, "the file", "is not there", f"Put a {path.name} into the folder.")
    except OSError as error:
        fault = PackFault(path.name, "the file", f"cannot be read ({error.strerror})", "See who may read it.")
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        fault = PackFault(path.name, f"line {line}", "is not UTF-8 text", "Save the file as UTF-8.")
    except tomllib.TOMLDecodeError as error:
        fault = not_toml(path.name, text, str(error))
    except ValueError:
        fault = PackFault(
            path.name, "the file", "holds a number of thousands of figures", "Write a smaller number."
        )
    raise PackFaults([fault])


def _is_flat(raw: dict[str, Any]) -> bool:
    """Whether nothing in it lies deeper than a pack goes; asked level by level, for any depth."""
    level: list[Any] = [raw]
    for _ in range(DEEPEST):
        inner = (each.values() if isinstance(each, dict) else each for each in level)
        level = [item for items in inner for item in items if isinstance(item, dict | list)]
        if not level:
            return True
    return False


def _shaped(model: type[T], file: str, raw: dict[str, Any]) -> tuple[T | None, list[PackFault]]:
    """The model, or what is wrong with its shape. JSON in between lets types be strict but codes be words."""
    try:
        return model.model_validate_json(json.dumps(raw, default=_as_text)), []
    except ValidationError as error:
        return None, shape_faults(file, raw, error)


def _as_text(value: object) -> str:
    if isinstance(value, date | datetime | time):
        return value.isoformat()
    raise TypeError(type(value).__name__)


def _schema_fault(schema: object) -> PackFault:
    if isinstance(schema, int) and schema > SCHEMA:
        problem, remedy = f"has schema {schema}, newer than this program", "Update the program first."
    else:
        problem, remedy = "has no schema this program knows", f"Begin the file with 'schema = {SCHEMA}'."
    return PackFault(PACK_FILE, "the pack", problem, remedy)


def _header_faults(folder: Path, raw: dict[str, Any], scales: Collection[str]) -> Iterator[PackFault]:
    scale = raw.get("inspection_scale")
    if isinstance(scale, str) and scale not in scales:
        yield PackFault(
            PACK_FILE,
            "the pack",
            f"says inspection_scale '{scale}', but there is no such scale",
            f"Use one of {', '.join(sorted(scales))}.{nearest(scale, scales)}",
        )
    terms = raw.get("term_dates")
    if isinstance(terms, str) and not is_beside(folder, terms):
        yield PackFault(
            PACK_FILE,
            "the pack",
            f"says term_dates '{terms}', but there is no such file",
            "Put the file beside the pack, or correct its name.",
        )
    yield from _folder_faults(folder.resolve(), raw)


def is_beside(folder: Path, name: str) -> bool:
    """Whether a file of this very name lies in the folder; a path to elsewhere is none."""
    try:
        return any(each.name == name and each.is_file() for each in folder.iterdir())
    except (OSError, ValueError):
        return False


def _folder_faults(folder: Path, raw: dict[str, Any]) -> Iterator[PackFault]:
    """A folder named by a date lies in its council's, and both say what the pack says."""
    code, starts = raw.get("code"), raw.get("effective_from")
    try:
        date.fromisoformat(folder.name)
    except ValueError:
        return
    if isinstance(code, str) and code != folder.parent.name:
        yield PackFault(
            PACK_FILE,
            "the pack",
            f"has the code '{code}' but lies in the folder of '{folder.parent.name}'",
            f"Move it to {code}/{folder.name}, or correct its code.",
        )
    if type(starts) is date and starts.isoformat() != folder.name:
        yield PackFault(
            PACK_FILE,
            "the pack",
            f"takes effect on {starts} but lies in the folder {folder.name}",
            "Rename the folder, or correct effective_from.",
        )


def _treated_faults(raw: dict[str, Any], scales: Mapping[str, InspectionScale]) -> Iterator[PackFault]:
    """What counts as a judgement of the framework's own stands on another scale, in that scale's grades."""
    for entry, code in found(raw, "treated_as[].scale"):
        if isinstance(code, str) and (code == raw.get("inspection_scale") or code not in scales):
            others = ", ".join(sorted(set(scales) - {str(raw.get("inspection_scale"))}))
            yield PackFault(
                PACK_FILE,
                entry,
                f"says scale '{code}', but that is not another of Ofsted's scales",
                f"Use one of {others}.",
            )
    for key in ("overall", "areas"):
        for entry, item in found(raw, "treated_as[]"):
            if not isinstance(item, dict):
                continue
            known = _grades(scales.get(str(item.get("scale"))))
            for _, grade in found({"treated_as": [item]}, f"treated_as[].{key}[]"):
                if known and isinstance(grade, str) and grade not in known:
                    yield PackFault(
                        PACK_FILE,
                        entry,
                        f"says {key} '{grade}', but the scale '{item.get('scale')}' has no such grade",
                        f"Use one of {', '.join(sorted(known))}.",
                    )


def _grades(scale: InspectionScale | None) -> set[str]:
    if scale is None:
        return set()
    own = {grade.code for area in scale.areas for grade in area.grades}
    return own | {grade.code for grade in scale.grades}
