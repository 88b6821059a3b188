"""Whether the entries of a pack make sense: nothing twice, nothing missing that its kind needs."""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date
from itertools import pairwise
from typing import Any

from sia_contract.pack_clock_words import BACKWARD, COUNTED, Direction, Recurrence, Strength
from sia_contract.pack_clocks import limit_of, read_as
from sia_contract.pack_faults import PackFault, name_of
from sia_contract.pack_references import Raw, codes_at, found
from sia_contract.pack_words import CHOOSING, IN_CELLS, IN_COLUMNS, SectionKind
from sia_contract.permissions import Action, is_above

Told = Iterator[tuple[str, str, str]]
"""Entry, problem, remedy."""

UNSEEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]")
"""Control characters, and marks that turn the direction of writing; a new line and a tab are none of them."""
YEARS = ("academic_year", "financial_year")
UNIQUE = (
    *(f"{table}[].code" for table in ("role", "area", "population", "category", "level", "stage", "status")),
    *(f"{table}[].code" for table in ("indicator", "trigger", "form", "meeting", "flow", "power", "setting")),
    "pathway[].code",
    *(f"{table}[].code" for table in ("allocation", "charge", "service", "report", "quality", "access")),
    *(f"{table}[].code" for table in ("distribution", "contradiction")),
)
UNIQUE_WITHIN = (
    ("form[]", "section"),
    ("form[].section[]", "choice"),
    ("form[].section[]", "column"),
    ("form[].section[]", "row"),
    ("flow[]", "state"),
    ("flow[]", "move"),
    ("meeting[]", "paper"),
    ("report[]", "measure"),
    ("timeframe[]", "alternative"),
)


def sense_faults(file: str, raw: Raw) -> Iterator[PackFault]:
    """Everything that contradicts itself, repeats itself or lacks its other half."""
    checks: tuple[Callable[[Raw], Told], ...] = (
        _unseen,
        _repeated,
        _limits,
        _timeframes,
        _cadences,
        _sections,
        _triggers,
        _reporting_lines,
        _flows,
        _signing,
        _restricted,
        _meetings,
        _charges,
        _ranges,
        _settings,
        _treated,
        _retired,
    )
    for check in checks:
        for entry, problem, remedy in check(raw):
            yield PackFault(file, entry, problem, remedy)


def _unseen(raw: Raw) -> Told:
    """Words are shown and printed: what cannot be seen in them could make them read otherwise."""
    for entry, key, words in _all_words(raw):
        if sign := UNSEEN.search(words):
            yield (
                entry,
                f"has in '{key}' a character that cannot be seen (U+{ord(sign[0]):04X})",
                "Type those words anew, without copying them.",
            )


def _all_words(raw: Any, entry: str = "the pack") -> Iterator[tuple[str, str, str]]:
    """Every word in a table and below it: the entry, the key, the word."""
    for key, value in raw.items():
        for index, item in enumerate(value if isinstance(value, list) else [value]):
            if isinstance(item, str):
                yield entry, key, item
            elif isinstance(item, dict):
                inner = name_of(key, index, item) if isinstance(value, list) else key
                yield from _all_words(item, inner if entry == "the pack" else f"{entry}, {inner}")


def _repeated(raw: Raw) -> Told:
    for path in UNIQUE:
        yield from _twice([value for _, value in found(raw, path)], path.partition("[")[0], "the pack")
    for holder, table in UNIQUE_WITHIN:
        for entry, item in found(raw, holder):
            yield from _twice([code for _, code in found(item, f"{table}[].code")], table, entry)
    rules = {table: _rules(raw, table) for table in ("timeframe", "cadence")}
    for table, names in rules.items():
        yield from _twice(names, table, "the pack", "Give each its own 'part', or remove one.")
    for name in sorted({*rules["timeframe"]} & {*rules["cadence"]}):
        told = f"has the rule '{name}' both as a timeframe and as a cadence"
        yield "the pack", told, "Give each its own 'part', or remove one."


def _rules(raw: Raw, table: str) -> list[str]:
    """What each rule of the table is asked for by: its id, with its part."""
    names = (
        "/".join(filter(None, (_word(item, "rule"), _word(item, "part"))))
        for _, item in _entries(raw, f"{table}[]")
    )
    return [name for name in names if name]


def _twice(
    codes: list[Any], what: str, entry: str, remedy: str = "Give one of them another code, or remove it."
) -> Told:
    for code, times in Counter(code for code in codes if isinstance(code, str) and code).items():
        if times > 1:
            yield entry, f"has the {what} '{code}' {times} times", remedy


def _limits(raw: Raw) -> Told:
    for entry, item in _entries(raw, "timeframe[]"):
        yield from _limit(entry, item)
        for name, alternative in _entries(item, "alternative[]"):
            said = limit_of(alternative)
            if not said:
                yield f"{entry}, {name}", "changes nothing", "Say what this reading counts differently."
            yield from _limit(f"{entry}, {name}", read_as(item, said))


def _limit(entry: str, limit: dict[str, Any]) -> Told:
    direction, counting = _word(limit, "direction"), _word(limit, "counting")
    if direction in COUNTED:
        for key in ("amount", "unit"):
            if key not in limit:
                yield entry, f"counts '{direction}' but has no '{key}'", f"Add a line '{key} = …'."
    elif direction in set(Direction) and ("amount" in limit or "unit" in limit):
        yield (
            entry,
            f"has an amount or unit, which '{direction}' does not count",
            "Remove them, or change the direction.",
        )
    if direction == Direction.WINDOW and not _rises(limit.get("amount"), limit.get("amount_to")):
        yield entry, "is a window whose 'amount_to' is missing or not the larger", "Give both ends."
    if direction != Direction.WINDOW and "amount_to" in limit:
        yield entry, "has an 'amount_to' but is not a window", "Remove it, or say direction = 'window'."
    if (direction == Direction.BY_DATE) != ("named_day" in limit):
        yield entry, "has only one of direction 'by_date' and 'named_day'", "Give both or neither."
    if direction == Direction.BEFORE and limit.get("unit") in ("half_term", "term", *YEARS):
        yield entry, f"counts back in the unit '{limit['unit']}'", "Count back in days, weeks or months."
    if "day_set" in limit and limit.get("unit") not in ("day", None):
        yield entry, "has a 'day_set' but does not count days", "Remove the day_set, or count days."
    if counting is not None and (counting in BACKWARD) != (direction == Direction.BEFORE):
        yield (
            entry,
            f"counts '{counting}', which does not go with direction '{direction}'",
            "Rules that look ahead to a date count 'day_before' or 'clear_days'; others do not.",
        )


def _triggers(raw: Raw) -> Told:
    sections = {_word(form, "code"): codes_at(form, "section[].code") for _, form in _entries(raw, "form[]")}
    for entry, then in _entries(raw, "trigger[].then[]"):
        section, form = _word(then, "section"), _word(then, "form")
        if section and section not in sections.get(form, set()):
            yield (
                entry,
                f"is written in the section '{section}', which its form does not have",
                "Name the form, and a section of it.",
            )


def _word(item: Any, key: str) -> str | None:
    """What the entry says under this key, if it is a word; its shape is another check's business."""
    value = item.get(key) if isinstance(item, dict) else None
    return value if isinstance(value, str) else None


def _entries(raw: Any, path: str) -> Iterator[tuple[str, dict[str, Any]]]:
    return ((entry, item) for entry, item in found(raw, path) if isinstance(item, dict))


def _rises(low: Any, high: Any) -> bool:
    return isinstance(low, int | float) and isinstance(high, int | float) and low < high


def _timeframes(raw: Raw) -> Told:
    for entry, item in _entries(raw, "timeframe[]"):
        yield from _undefined(entry, item)
        for name, other in _entries(item, "alternative[]"):
            yield from _undefined(f"{entry}, {name}", {**item, **other})
        if item.get("strength") == Strength.HARD and "stops_at" not in item:
            yield entry, "is hard but names no act that stops it", "Add 'stops_at'."
        if (_word(item, "reading") or "literal") in codes_at(item, "alternative[].code"):
            yield entry, "has an alternative with the name of its own reading", "Rename the alternative."


def _undefined(entry: str, limit: dict[str, Any]) -> Told:
    undefined = _word(limit, "direction") == Direction.UNDEFINED
    if undefined != (_word(limit, "strength") == Strength.UNDEFINED):
        yield (
            entry,
            "must be undefined in both direction and strength, or in neither",
            "A limit without a stated time can be neither hard nor counted.",
        )


def _cadences(raw: Raw) -> Told:
    needs: dict[str, tuple[str, ...]] = {
        Recurrence.INTERVAL: ("amount", "unit"),
        Recurrence.COVERAGE: ("period",),
        Recurrence.COUNT: ("amount", "period"),
        Recurrence.UNSTATED: (),
    }
    for entry, item in _entries(raw, "cadence[]"):
        recurs = _word(item, "recurs")
        for key in needs.get(recurs or "", ()):
            if key not in item:
                yield entry, f"recurs by {recurs} but has no '{key}'", f"Add a line '{key} = …'."


def _sections(raw: Raw) -> Told:
    for entry, item in _entries(raw, "form[].section[]"):
        kind = _word(item, "kind")
        if (kind in CHOOSING) != bool(item.get("choice")):
            yield entry, f"is of kind '{kind}', which does not fit its choices", "Only choices have them."
        if kind != SectionKind.ENTRIES and (kind == SectionKind.TABLE) != bool(item.get("column")):
            yield entry, f"is of kind '{kind}', which does not fit its columns", "Only tables have them."
        if item.get("row") and kind != SectionKind.TABLE:
            yield entry, f"is of kind '{kind}', which does not fit its rows", "Only tables have rows."
        if item.get("begins_from") and kind != SectionKind.TABLE:
            yield entry, f"is of kind '{kind}' and begins from another list", "Only tables do."
        if item.get("repeated") and kind in IN_COLUMNS | {SectionKind.ACTIONS}:
            yield entry, f"is of kind '{kind}' and repeated", "A list has as many rows as it needs already."
    for entry, item in _entries(raw, "form[].section[].column[]"):
        kind = _word(item, "kind")
        if kind in set(SectionKind) - IN_CELLS:
            yield (
                entry,
                f"is of kind '{kind}', which no cell can hold",
                f"Use one of {', '.join(sorted(IN_CELLS))}.",
            )
        if (kind == SectionKind.CHOICE) != bool(item.get("choice") or item.get("from_section")):
            yield entry, f"is of kind '{kind}', which does not fit its choices", "Only choices have them."


def _reporting_lines(raw: Raw) -> Told:
    lines = {
        role: _word(item, "reports_to")
        for _, item in _entries(raw, "role[]")
        if (role := _word(item, "code"))
    }
    for role in lines:
        if is_above(role, role, lines):
            yield f"role '{role}'", "reports to itself in the end", "Break the circle of 'reports_to'."


def _flows(raw: Raw) -> Told:
    for entry, flow in _entries(raw, "flow[]"):
        states = codes_at(flow, "state[].code")
        begins, reached = codes_at(flow, "starts_in"), codes_at(flow, "move[].to")
        named = {"starts_in": begins, "to": reached, "from": codes_at(flow, "move[].from[]")}
        for key, said in named.items():
            for state in sorted(said - states):
                yield entry, f"says {key} '{state}', but has no such state", "Add it, or correct the name."
        for name, move in _entries(flow, "move[]"):
            if move.get("returns") and not move.get("needs_reason"):
                yield (
                    f"{entry}, {name}",
                    "returns the record, but says no reason",
                    "Add 'needs_reason = true'.",
                )
        for state in sorted(states - begins - reached):
            yield entry, f"has the state '{state}', which no move leads to", "Add a move, or remove it."


def _signing(raw: Raw) -> Told:
    """Who signs has a laptop of the council's, and what is signed is printed for one school."""
    outside = {
        code
        for _, role in _entries(raw, "role[]")
        if _word(role, "kind") in {"school", "external", "body"} and (code := _word(role, "code"))
    }
    signing = set()
    for entry, flow in _entries(raw, "flow[]"):
        for name, move in _entries(flow, "move[]"):
            if not move.get("signs"):
                continue
            signing.add(_word(flow, "code"))
            for role in sorted(codes_at(move, "by[]") & outside):
                told = f"signs, but the role '{role}' that takes it has no laptop to sign on"
                yield f"{entry}, {name}", told, "Let roles of the council take it, or remove 'signs'."
    for entry, form in _entries(raw, "form[]"):
        if _word(form, "flow") not in signing:
            continue
        if form.get("restricted"):
            yield entry, "is never printed, but its flow has a step that signs", "Remove one of the two."
        if _word(form, "about") in {"council", "district"}:
            yield entry, "is about no one school, but its flow has a step that signs", "Remove 'signs'."


def _restricted(raw: Raw) -> Told:
    """What is kept apart is written by somebody whom it is open to."""
    grants = ("may[]", "may_for_line[]", "may_for_area[]", "may_for_council[]")
    writers = {
        _word(role, "code")
        for _, role in _entries(raw, "role[]")
        if any(Action.WRITE_CASE_RECORD in codes_at(role, grant) for grant in grants)
    }
    opened = [access for _, access in _entries(raw, "access[]")]
    for entry, form in _entries(raw, "form[]"):
        there = [each for each in opened if _word(form, "code") in codes_at(each, "forms[]")]
        readers = {role for each in there for role in codes_at(each, "roles[]")}
        if form.get("restricted") and not readers & writers:
            told = "is restricted, but open to no role that may write records"
            yield entry, told, "Open it to one in an 'access' entry."


def _meetings(raw: Raw) -> Told:
    for entry, meeting in _entries(raw, "meeting[]"):
        for follows in codes_at(meeting, "paper[].follows") - codes_at(meeting, "paper[].code"):
            yield entry, f"has a paper that follows '{follows}', which is none of its papers", "Correct it."


def _charges(raw: Raw) -> Told:
    for entry, charge in _entries(raw, "charge[]"):
        bands = [band for _, band in _entries(charge, "band[]")]
        for lower, upper in pairwise(bands):
            if not _rises(lower.get("to_days"), upper.get("from_days")):
                yield entry, "has bands that overlap or are out of order", "List them from the lowest up."


def _ranges(raw: Raw) -> Told:
    for entry, item in _entries(raw, "allocation[]"):
        for low, high in (("days", "days_to"), ("pounds", "pounds_to")):
            if high in item and not _rises(item.get(low, 0), item[high]):
                yield entry, f"has a '{high}' that is not above its '{low}'", "Put the smaller first."
    for table in ("timeframe", "cadence"):
        for entry, item in _entries(raw, f"{table}[]"):
            start, end = item.get("effective_from"), item.get("effective_to")
            if isinstance(start, date) and isinstance(end, date) and str(end) < str(start):
                yield entry, "ends before it takes effect", "Correct effective_from or effective_to."


def _settings(raw: Raw) -> Told:
    for entry, item in _entries(raw, "setting[]"):
        values = [value for _, value in found(item, "choice[].value")]
        if values and item.get("default") not in values:
            yield entry, "has a default that is not among its choices", "Add it, or choose another."


def _treated(raw: Raw) -> Told:
    """What switches it can be switched on, and it names a result."""
    choices = {
        _word(item, "code"): [value for _, value in found(item, "choice[].value")]
        for _, item in _entries(raw, "setting[]")
    }
    for entry, item in _entries(raw, "treated_as[]"):
        if "treated" not in choices.get(_word(item, "setting"), ["treated"]):
            yield entry, "has a setting without the choice 'treated'", "Add that choice to the setting."
        if not item.get("overall") and not item.get("areas"):
            yield entry, "names no result", "List the grades in overall or in areas."


def _retired(raw: Raw) -> Told:
    for _, item in _entries(raw, "retired[]"):
        kind, code = _word(item, "kind"), _word(item, "code")
        if code in codes_at(raw, f"{kind}[].code"):
            yield f"retired '{code}'", f"is still in use as a {kind}", "Remove one of the two."
