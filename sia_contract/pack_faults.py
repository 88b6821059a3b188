"""What is wrong with a pack, in sentences that name the file, the entry and the remedy."""

import difflib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from sia_contract.pack_base import AUTHORITY, RULE_ID

NAMES = ("code", "rule", "value", "label", "role", "do")
SHORT = 80
"""Of a value or a line that is wrong so much is repeated."""


@dataclass(frozen=True, slots=True)
class PackFault:
    """One thing wrong: in which file, in which entry, what, and what to do about it."""

    file: str
    entry: str
    problem: str
    remedy: str

    def __str__(self) -> str:
        return f"{self.file}: {self.entry} {self.problem}. {self.remedy}"


class PackFaults(ValueError):
    """Everything wrong with a pack, reported at once."""

    def __init__(self, faults: Iterable[PackFault]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(str(fault) for fault in self.faults))


def shape_faults(file: str, raw: Mapping[str, Any], error: ValidationError) -> list[PackFault]:
    """What pydantic found, told as an officer who wrote the file would want to hear it."""
    return [
        PackFault(file, entry_at(raw, detail["loc"]), *_sentence(detail["type"], detail))
        for detail in error.errors(include_url=False)
        if not (detail["type"] == "too_short" and detail["input"])  # what is wrong in it is told already
    ]


def not_toml(file: str, text: str, trouble: str) -> PackFault:
    """A line that cannot be read at all: which, as it stands, and how it is written."""
    said, _, place = trouble.partition(" (at ")
    number = re.match(r"line (\d+)", place)
    line = text.split("\n")[int(number[1]) - 1].strip() if number else ""
    if re.search("[“”‘’]", line) and not line.startswith("#"):
        remedy = "Use straight quotation marks, not curly ones."
    elif said.startswith("Cannot"):
        remedy = "Write it once; entries of which there are several begin with double square brackets."
    else:
        remedy = "Put words in straight quotation marks, and write dates as 2026-04-01 without any."
    where = f"line {number[1]}" if number else "the end of the file"
    return PackFault(file, where, f"is not TOML ({said}){f': {_short(line)}' if line else ''}", remedy)


def _short(text: str) -> str:
    return text if len(text) <= SHORT else f"{text[:SHORT]}…"


def entry_at(raw: Any, location: Sequence[str | int]) -> str:
    """The entry a location lies in, by the name it goes by: form 'note_of_visit', section 'focus'."""
    names: list[str] = []
    here, table = raw, ""
    for step in location:
        try:
            here = here[step]
        except (KeyError, IndexError, TypeError):
            break
        if isinstance(step, str):
            table = step
        elif isinstance(here, dict):
            names.append(name_of(table, step, here))
    return ", ".join(names) or "the pack"


def name_of(table: str, index: int, entry: Mapping[str, Any]) -> str:
    """Timeframe 'T-RD-02', or number 3 of its kind where it has no name yet."""
    own = next((entry[key] for key in NAMES if isinstance(entry.get(key), str)), None)
    if own is None:
        return f"{table} number {index + 1}"
    part = entry.get("part")
    return f"{table} '{own}/{part}'" if isinstance(part, str) else f"{table} '{own}'"


def nearest(word: str, known: Iterable[str]) -> str:
    """A guess at what was meant, as a sentence, or nothing."""
    close = difflib.get_close_matches(word, list(known), n=1)
    return f" Did you mean '{close[0]}'?" if close else ""


def _sentence(kind: str, detail: Mapping[str, Any]) -> tuple[str, str]:
    key = next((str(step) for step in reversed(detail["loc"]) if isinstance(step, str)), "")
    given, context = _short(repr(detail.get("input"))), detail.get("ctx", {})
    match kind:
        case "missing":
            return f"has no '{key}'", f"Add a line '{key} = …'."
        case "extra_forbidden":
            return f"has '{key}', which no pack entry of this kind has", "Remove it or correct its spelling."
        case "enum" | "literal_error":
            expected = str(context.get("expected", "")).replace(" or ", ", ")
            guess = nearest(str(detail.get("input")), [word.strip("' ") for word in expected.split(",")])
            says = (
                f"says {key} = {given}" if key != "[key]" else f"has the key {given} in '{detail['loc'][0]}'"
            )
            return f"{says}, which is not in the list", f"Use one of {expected}.{guess}"
        case "string_pattern_mismatch":
            what, remedy = PATTERNS.get(context.get("pattern", ""), PATTERNS[""])
            return f"says {key} = {given}, which is not {what}", remedy
        case "too_short" | "string_too_short":
            return f"leaves '{key}' empty", "Give it at least one value, or remove the line."
        case "greater_than_equal" | "less_than_equal":
            bound = context.get("ge", context.get("le"))
            word = "at least" if "ge" in context else "at most"
            return f"says {key} = {given}, which is out of range", f"It must be {word} {bound}."
        case _:
            wanted = kind.removesuffix("_type").removesuffix("_parsing").replace("_", " ")
            wanted = WANTED.get(wanted, wanted)
            if wanted == WANTED["tuple"] and isinstance(detail.get("input"), dict):
                wanted = f"one of a list: write its heading in double square brackets, [[{key}]]"
            return f"says {key} = {given}, which is of the wrong kind", f"It must be {wanted}."


PATTERNS = {
    "": ("a code", "Use letters, digits, - and _ only."),
    RULE_ID: ("a rule’s id", "Write capitals, a hyphen and figures, such as T-EX-02 or C-04."),
    AUTHORITY: ("an authority’s code", "Write its three figures in quotation marks, such as '870'."),
}

WANTED = {
    "int": "a whole number without quotation marks",
    "int from float": "a whole number",
    "float": "a number without quotation marks",
    "string": "words in quotation marks",
    "bool": "true or false, without quotation marks",
    "date": "a date as 2026-04-01",
    "date from datetime": "a date as 2026-04-01",
    "date from datetime inexact": "a date as 2026-04-01",
    "tuple": "a list in square brackets",
    "dict": "a table",
    "model": "a table",
}
