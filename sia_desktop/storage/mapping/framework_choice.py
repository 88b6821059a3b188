"""The council's choices, both ways."""

from uuid import UUID

from sia_contract.payloads.framework_choice import FrameworkChoicePayload
from sia_desktop.domain.framework_choice import ChoiceOf, FrameworkChoice


def choice_of(choice_id: str, payload: FrameworkChoicePayload) -> FrameworkChoice:
    """The choice a payload describes."""
    return FrameworkChoice(
        id=UUID(choice_id),
        pack=payload.pack,
        what=ChoiceOf(payload.what),
        code=payload.code,
        value=payload.value,
        reason=payload.reason,
        by=payload.by,
        at=payload.at,
    )


def choice_payload(choice: FrameworkChoice) -> FrameworkChoicePayload:
    """The payload that describes a choice; a date among values travels as its text."""
    value = choice.value
    return FrameworkChoicePayload(
        pack=choice.pack,
        what=choice.what.value,
        code=choice.code,
        value=value if value is None or isinstance(value, str | int | float | bool) else value.isoformat(),
        reason=choice.reason,
        by=choice.by,
        at=choice.at,
    )
