"""A meeting in words and rows; pure."""

from datetime import date

from sia_desktop.domain.answers import NEXT_MEETING, AgreedAction
from sia_desktop.domain.dates import long_date
from sia_desktop.services.queries.meeting_page import MeetingPage, MemberLine, PaperLine
from sia_desktop.ui.note_words import due_icon, due_tone, kept_words
from sia_desktop.ui.when_words import row_date
from sia_desktop.ui.widgets.due_rows import DueRow
from sia_desktop.ui.widgets.lines import Line
from sia_desktop.ui.widgets.painting import ChipWords, Tone

_THERE = {
    "present": ("Present", "circle-check", "success"),
    "apologies": ("Apologies", "mail", "text_2"),
    "absent": ("Absent", "circle-alert", "warning"),
    "": ("Not said", "circle", "text_2"),
}

ONLY_BROUGHT = (
    "Whoever brings this paper brings it to the meeting: the framework gives it no form and no day of its "
    "own. What it led to is written in the meeting’s record."
)
"""Why nothing is written or recorded for a paper."""


def state_of(page: MeetingPage) -> ChipWords:
    """Whether it is to come, was held, or was called off."""
    if page.view.meeting.called_off is not None:
        return ChipWords("Called off", "ban", Tone.NEUTRAL)
    if not page.is_held:
        return ChipWords("To come", "calendar-clock", Tone.INFO)
    if page.view.meeting.meeting_on == page.day:
        return ChipWords("Today", "clock-alert", Tone.WARNING)
    return ChipWords("Held", "circle-check", Tone.SUCCESS)


def trail(page: MeetingPage) -> str:
    """Where one came from: a school, or the team."""
    return "Team › Council meeting" if page.view.meeting.urn is None else "Caseload › School › Meeting"


def when_and_where(page: MeetingPage) -> str:
    """The school, the day and the hour."""
    meeting = page.view.meeting
    at = f", {meeting.starts_at}" if meeting.starts_at else ""
    return f"{page.view.school_name}, {long_date(meeting.meeting_on)}{at}."


def paper_rows(page: MeetingPage) -> list[DueRow]:
    """Each paper: who brings it, by when, and how far it is."""
    return [_paper(each, page.day) for each in page.papers]


def _paper(each: PaperLine, today: date) -> DueRow:
    brought = f"From the {each.brought_by}" if each.brought_by else ""
    written = "written" if each.is_written else "begun" if each.is_begun else ""
    step = each.step
    if step is None:
        said = " · ".join(part for part in (brought, written or "no day is set for it") if part)
        icon = "circle-check" if each.is_written else "file-text"
        tone = Tone.SUCCESS if each.is_written else Tone.NEUTRAL
        return DueRow(each.paper.code, each.paper.label, said, tone=tone, icon=icon, has_why=False)
    late = step.act.late_reason if step.act else ""
    said = " · ".join(part for part in (brought, written, f"late: {late}" if late else "") if part)
    if step.act is not None:
        verb = step.act.act.replace("_", " ").capitalize()
        on, far = row_date(step.act.on, today), f"{verb} {kept_words(step.due).lower()}".strip()
    elif step.due.due_on is not None:
        on, far = f"By {row_date(step.due.due_on, today)}", step.due.distance
    else:
        on, far, said = "", "", step.due.sentence
    has_why = step.due.due_on is not None
    return DueRow(
        each.paper.code, each.paper.label, said, on, far, due_tone(step.due), due_icon(step.due), has_why
    )


def member_lines(page: MeetingPage) -> list[Line]:
    """Who takes the chair, and who belongs to it."""
    chairs = " or ".join(each.label for each in page.chairs)
    lines = [Line(chairs, "badge-check", "accent", "Takes the chair")] if chairs else []
    chairing = {each.label for each in page.chairs}
    return lines + [_member(each) for each in page.members if each.label not in chairing]


def _member(each: MemberLine) -> Line:
    expected = {"optional": "May come", "invited": "Invited"}.get(each.presence, "")
    vote = "" if each.has_vote else "no vote"
    return Line(each.label, "user", note=" · ".join(part for part in (expected, each.note, vote) if part))


def purpose_words(page: MeetingPage) -> str:
    """What it is for."""
    purposes = page.view.kind.purposes
    return f"{'; '.join(purposes)}." if purposes else ""


def attended_lines(page: MeetingPage) -> list[Line]:
    """Who came, as the minutes say."""
    found = []
    for each in page.attended:
        words, icon, colour = _THERE.get(each.state, _THERE[""])
        found.append(Line(each.name, icon, colour, words))
    return found


def decided_lines(page: MeetingPage) -> list[Line]:
    """What was settled, item by item."""
    return [Line(each.words, "stamp", note=each.about) for each in page.decided]


def agreed_lines(page: MeetingPage) -> list[Line]:
    """Who does what by when."""
    return [
        Line(each.what or each.progress, "arrow-right", note=_owner_and_day(each, page.day))
        for each in page.agreed
    ]


def _owner_and_day(action: AgreedAction, today: date) -> str:
    by = action.by_date
    when = f"by {row_date(by, today)}" if by else "at the next meeting" if action.by == NEXT_MEETING else ""
    return ", ".join(part for part in (action.school, action.who, when) if part)


def day_lines(page: MeetingPage) -> list[Line]:
    """Every day it was fixed for, by whom and why; what was passed over for it; that it was called off."""
    found = []
    for n, each in enumerate(page.days):
        verb = "Fixed for" if n == 0 else "Moved to"
        by = f"{each.by_name}, {row_date(each.day.at.date(), page.day)}"
        why = f": {each.day.why}" if each.day.why else ""
        found.append(Line(f"{verb} {row_date(each.day.on, page.day)}", "calendar-clock", note=f"{by}{why}"))
        if each.day.override:
            said = f"{each.by_name}: {each.day.override}"
            found.append(Line("Inside its lead time", "info", "warning", said))
    off = page.view.meeting.called_off
    if off is not None:
        found.append(Line("Called off", "ban", note=f"{page.called_off_by}: {off.reason}"))
    return found


def next_words(page: MeetingPage) -> str:
    """When this kind of meeting is held again here."""
    if page.after is None:
        return "The next meeting of this kind is not fixed yet."
    return f"The next is on {long_date(page.after.meeting_on)}."
