"""Clashes in words; pure."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from difflib import SequenceMatcher
from typing import Final

from sia_desktop.domain.clash import Clash, Way
from sia_desktop.domain.dates import long_date
from sia_desktop.domain.framework import SectionKind
from sia_desktop.domain.note_of_visit import Json
from sia_desktop.services.queries.clashes import ClashLine, ClashPage, Field
from sia_desktop.ui.when_words import plural, said
from sia_desktop.ui.widgets.painting import ChipWords, Tone
from sia_desktop.ui.widgets.table_delegate import Cell

NOTHING: Final = "Nothing written"
NOT_CHOSEN: Final = ChipWords("Not chosen yet", "triangle-alert", Tone.WARNING)
CHOSEN: Final = {
    Way.MINE: ChipWords("Yours chosen", "circle-check", Tone.SUCCESS),
    Way.THEIRS: ChipWords("The council’s chosen", "circle-check", Tone.SUCCESS),
    Way.WRITTEN: ChipWords("Both together", "circle-check", Tone.SUCCESS),
}
SIGNED: Final = "Signed words stand. A correction is the note’s next version."
KEPT: Final = "The version not chosen stays in the list of clashes, with the reason."
_TOKENS: Final = re.compile(r"\s+|\w+|[^\w\s]")


def title_of(page: ClashPage) -> str:
    """Riverside Primary (demonstration), note of visit."""
    line = page.line
    return f"{line.school_name}, {line.title}" if line.school_name else line.title


def lead(page: ClashPage) -> str:
    """What the banner says first."""
    labels = _named([field.label for field in (page.fields or page.joined)])
    if page.line.clash.is_settled:
        return f"Settled: {labels}"
    if not page.fields:
        return f"Joined from two people’s changes: {labels}"
    return f"Two people changed {labels} since the last sync"


def sentence(page: ClashPage) -> str:
    """What the banner says then."""
    settlement = page.line.clash.settlement
    if settlement is not None:
        why = f" Reason: {settlement.reason}" if settlement.reason else ""
        return f"By {page.settled_by}.{why}"
    if page.locked:
        return page.locked
    if not page.fields:
        return "Only one of you changed it, so nothing had to give way. Check that it still fits."
    return "Nothing is lost and nothing has been overwritten. Choose for each; the record keeps working."


def mine_when(clash: Clash, today: date) -> str:
    """Today 15:10."""
    return said(clash.mine_at or clash.kept_at, today).capitalize()


def theirs_when(page: ClashPage, today: date) -> str:
    """Helen Okafor, today 16:42."""
    clash = page.line.clash
    who = page.line.theirs_by or "A colleague"
    return f"{who}, {said(clash.theirs_at, today)}" if clash.theirs_at else who


def value_words(field: Field, value: Json) -> str:
    """What stands in a field, as it is read on a page."""
    return _words(field, value).strip() or NOTHING


def _words(field: Field, value: Json) -> str:
    labels = {choice.code: choice.label for choice in field.choices}
    match value:
        case None | "":
            return ""
        case bool():
            return "Yes" if value else "No"
        case str() if value in labels:
            return labels[value]
        case str() if field.kind in (SectionKind.DATE, None):
            return _date(value)
        case list():
            return "\n".join(_row(labels.get(str(each), each)) for each in value)
        case Mapping():
            return "\n".join(f"{_name(key)}: {_row(each)}" for key, each in value.items() if each)
        case _:
            return str(value)


def _row(value: Json) -> str:
    if isinstance(value, Mapping):
        return " · ".join(_row(each) for key, each in value.items() if each and key != "id")
    if isinstance(value, list):
        return ", ".join(_row(each) for each in value)
    return _date(str(value))


def _date(text: str) -> str:
    try:
        return long_date(date.fromisoformat(text))
    except ValueError:
        return text


def _name(code: str) -> str:
    return code.replace("_", " ").capitalize()


def new_parts(before: str, after: str) -> tuple[tuple[int, int], ...]:
    """Where `after` says what `before` did not: start and length of each part."""
    old, new = _TOKENS.findall(before), _TOKENS.findall(after)
    at = [0]
    for token in new:
        at.append(at[-1] + len(token))
    parts = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    spans = [(at[b], at[e] - at[b]) for what, _, _, b, e in parts if what in ("insert", "replace")]
    trimmed = ((s + len(w) - len(w.lstrip()), len(w.strip())) for s, n in spans for w in (after[s : s + n],))
    return tuple((start, length) for start, length in trimmed if length)


def difference_words(before: str, after: str) -> str:
    """The same for those who listen: what it adds and what it leaves out."""
    if before == after:
        return "As it stood before."
    if before == NOTHING:
        return "Nothing stood there before."
    if after == NOTHING:
        return "Leaves out everything that stood there."
    added = [after[start : start + length] for start, length in new_parts(before, after)]
    gone = [before[start : start + length] for start, length in new_parts(after, before)]
    parts = (("Adds", added), ("Leaves out", gone))
    return " ".join(f"{what}: {'; '.join(found)}." for what, found in parts if found)


def both_together(field: Field) -> str:
    """Mine, then what stands in the record: the beginning of what is written together."""
    parts = (value_words(field, field.sides.mine), value_words(field, field.present))
    return "\n".join(dict.fromkeys(part for part in parts if part != NOTHING))


def joined_words(fields: Sequence[Field]) -> str:
    """Next review date (yours). Only one side had changed it."""
    parts = [f"{field.label} ({_whose(field)})" for field in fields]
    them = "them" if len(parts) > 1 else "it"
    return f"{', '.join(parts)}. Only one side had changed {them}."


def _whose(field: Field) -> str:
    sides = field.sides
    if sides.mine != sides.base and sides.theirs != sides.base:
        return "rows of both"
    return "yours" if sides.mine != sides.base else "the council’s"


def left_words(left: int) -> str:
    """2 choices still to make."""
    return f"{plural(left, 'choice')} still to make." if left else KEPT


def banner_words(count: int) -> str:
    """2 clashes to settle."""
    return plural(count, "clash to settle", "clashes to settle")


def _named(labels: Sequence[str]) -> str:
    quoted = [f"“{label}”" for label in dict.fromkeys(labels)]
    if len(quoted) > 3:
        return f"{', '.join(quoted[:2])} and {len(quoted) - 2} more"
    return " and ".join([", ".join(quoted[:-1]), quoted[-1]]) if len(quoted) > 1 else "".join(quoted)


def state_cell(line: ClashLine) -> Cell:
    """To settle; or settled, which way."""
    settlement = line.clash.settlement
    if settlement is None:
        words = "To settle" if line.clash.sides else "Joined: to look at"
        return Cell(words, "medium", "text", icon="triangle-alert", icon_colour="warning")
    ways = set(settlement.ways.values())
    if len(ways) != 1:
        return Cell("Settled", icon="circle-check", icon_colour="success")
    ways_said = {Way.MINE: "yours", Way.THEIRS: "the council’s", Way.WRITTEN: "both"}
    return Cell(f"Settled: {ways_said[ways.pop()]}", icon="circle-check", icon_colour="success")
