"""What the council settled where its framework leaves a choice: each choice a record, the latest stands."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sia_desktop.domain.decisions import Decisions, SettingValue
from sia_desktop.domain.errors import RuleBroken


class ChoiceOf(StrEnum):
    """What is chosen."""

    SETTING = "setting"
    """The value of a setting."""
    READING = "reading"
    """How the wording of a rule is read."""
    CONFIRMED = "confirmed"
    """That the default reading of a rule is the council's own."""


@dataclass(frozen=True, slots=True)
class FrameworkChoice:
    """One choice of the council, with who made it, when and why."""

    id: UUID
    pack: str
    what: ChoiceOf
    code: str
    """The setting's code, or the rule's id."""
    value: SettingValue | None
    """None: back to what the framework, or our default, says."""
    reason: str
    by: UUID
    at: datetime

    def __post_init__(self) -> None:
        """A reason without words is none."""
        if not self.reason.strip():
            raise RuleBroken("A choice for the whole council needs a reason. Write why, for others to read.")


def standing_choices(choices: Iterable[FrameworkChoice], pack: str) -> dict[tuple[str, str], FrameworkChoice]:
    """The latest word on each thing of this pack, by what and code."""
    ordered = sorted((each for each in choices if each.pack == pack), key=lambda each: (each.at, each.id.hex))
    return {(each.what, each.code): each for each in ordered}


def decisions_of(choices: Iterable[FrameworkChoice], pack: str) -> Decisions:
    """What the council has settled so far of this pack."""
    standing = [
        (each.what, each.code, each.value)
        for each in standing_choices(choices, pack).values()
        if each.value is not None
    ]
    return Decisions(
        settings={code: value for what, code, value in standing if what is ChoiceOf.SETTING},
        readings={code: str(value) for what, code, value in standing if what is ChoiceOf.READING},
        confirmed=frozenset(code for what, code, value in standing if what is ChoiceOf.CONFIRMED and value),
    )
