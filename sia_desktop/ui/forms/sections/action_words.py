"""An agreed action in words: by when, and what is still to be said of it."""

from sia_desktop.domain.answers import NEXT_MEETING, AgreedAction
from sia_desktop.domain.dates import day_and_month, short_date, weekday_and_day

NOT_SAID = "Not said yet"


def by_words(action: AgreedAction) -> str:
    """Fri 26 June; Next meeting; or the words as they were typed."""
    if action.by == NEXT_MEETING:
        return "Next meeting"
    if action.by_date is None:
        return action.by
    return f"{short_date(action.by_date)[:3]} {day_and_month(action.by_date)}"


def to_add(action: AgreedAction) -> str:
    """What is missing, as one line: “Add who and how success will be seen”."""
    wanted = (
        (action.what, "what will be done"),
        (action.who, "who will do it"),
        (action.by if action.by == NEXT_MEETING or action.by_date else "", "a date or “next meeting”"),
        (action.success, "how success will be seen"),
    )
    missing = [words for value, words in wanted if not value.strip()]
    if not missing:
        return ""
    listed = missing[0] if len(missing) == 1 else f"{', '.join(missing[:-1])} and {missing[-1]}"
    return f"Add {listed}"


def spoken(number: int, action: AgreedAction) -> str:
    """The whole of it in one sentence, for screen readers."""
    parts = [f"Action {number}: {action.what or 'nothing written yet'}"]
    if action.area:
        parts.append(f"for: {action.area}")
    if action.school:
        parts.append(f"at {action.school}")
    if action.who:
        parts.append(action.who)
    if action.by:
        parts.append(by_spoken(action))
    if action.success:
        parts.append(f"success: {action.success}")
    if missing := to_add(action):
        parts.append(missing)
    return ". ".join(parts)


def by_spoken(action: AgreedAction) -> str:
    """By Friday 26 June; at the next meeting."""
    if action.by == NEXT_MEETING:
        return "at the next meeting"
    return f"by {weekday_and_day(action.by_date)}" if action.by_date else f"by {action.by}"
