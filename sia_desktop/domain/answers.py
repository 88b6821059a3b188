"""What is written in the sections of a form, and what is still missing from it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from sia_desktop.domain.framework import Form, FormSection, SectionKind
from sia_desktop.domain.note_of_visit import Answers, Json

NEXT_MEETING: Final = "next_meeting"
"""An agreed action may fall due at the next meeting instead of on a date (T-RD-08)."""


@dataclass(frozen=True, slots=True)
class AgreedAction:
    """One agreed action: what, who, by when, and how success will be seen."""

    what: str = ""
    who: str = ""
    by: str = ""
    """An ISO date, or `next_meeting`."""
    success: str = ""

    @property
    def by_date(self) -> date | None:
        """The date it is due, or None where it is the next meeting or not said."""
        try:
            return date.fromisoformat(self.by)
        except ValueError:
            return None

    def as_answer(self) -> dict[str, Json]:
        """As it is kept in the note."""
        return {"what": self.what, "who": self.who, "by": self.by, "success": self.success}


@dataclass(frozen=True, slots=True)
class JudgementAnswer:
    """What was seen and heard, and the judgement that rests on it."""

    seen: str = ""
    judgement: str = ""

    def as_answer(self) -> dict[str, Json]:
        """As it is kept in the note."""
        return {"seen": self.seen, "judgement": self.judgement}


@dataclass(frozen=True, slots=True)
class Missing:
    """One thing to put right before the note can be signed."""

    section: str
    sentence: str


def text(answer: Json) -> str:
    """A text answer, trimmed; anything else reads as nothing."""
    return answer.strip() if isinstance(answer, str) else ""


def lines(answer: Json) -> tuple[str, ...]:
    """A list answer (people met, recipients), without blanks."""
    return tuple(text(item) for item in answer if text(item)) if isinstance(answer, list) else ()


def judgement(answer: Json) -> JudgementAnswer:
    """A judgement answer."""
    if not isinstance(answer, Mapping):
        return JudgementAnswer()
    return JudgementAnswer(text(answer.get("seen")), text(answer.get("judgement")))


def actions(answer: Json) -> tuple[AgreedAction, ...]:
    """The agreed actions, leaving out rows where nothing is written."""
    rows = [row for row in answer if isinstance(row, Mapping)] if isinstance(answer, list) else []
    read = (AgreedAction(*(text(row.get(name)) for name in ("what", "who", "by", "success"))) for row in rows)
    return tuple(action for action in read if action != AgreedAction())


def is_written(section: FormSection, answer: Json) -> bool:
    """Whether anything stands in the section."""
    match section.kind:
        case SectionKind.JUDGEMENT:
            return judgement(answer) != JudgementAnswer()
        case SectionKind.ACTIONS:
            return bool(actions(answer))
        case SectionKind.PEOPLE | SectionKind.CHOICES | SectionKind.DISTRIBUTION:
            return bool(lines(answer))
        case _:
            return bool(text(answer))


def missing(form: Form, answers: Answers) -> tuple[Missing, ...]:
    """Everything to put right before signing, in the order of the form."""
    found: list[Missing] = []
    for section in form.sections:
        answer = answers.get(section.code)
        if not is_written(section, answer):
            if section.required:
                found.append(Missing(section.code, f"“{section.label}” is still empty."))
            continue
        found += [Missing(section.code, sentence) for sentence in _faults(section, answer)]
    return tuple(found)


def _faults(section: FormSection, answer: Json) -> list[str]:
    match section.kind:
        case SectionKind.JUDGEMENT:
            both = judgement(answer)
            if both.judgement and not both.seen:
                return [
                    f"The judgement under “{section.label}” has no evidence yet: say what was seen or heard."
                ]
            return []
        case SectionKind.ACTIONS:
            return [
                f"Action {number}: {fault}"
                for number, action in enumerate(actions(answer), 1)
                for fault in _action_faults(action)
            ]
        case SectionKind.DATE:
            return [] if _is_date(text(answer)) else [f"“{section.label}” is not a date."]
        case _:
            return []


def _action_faults(action: AgreedAction) -> list[str]:
    wanted = (
        (action.what, "say what will be done."),
        (action.who, "say who will do it."),
        (action.by, "give a date, or “next meeting”."),
        (action.success, "add how success will be seen."),
    )
    found = [fault for value, fault in wanted if not value]
    if action.by and action.by != NEXT_MEETING and action.by_date is None:
        found.append(f"“{action.by}” is not a date; give one, or “next meeting”.")
    return found


def _is_date(value: str) -> bool:
    try:
        date.fromisoformat(value)
    except ValueError:
        return False
    return True
