"""A pathway in words and rows; pure."""

from collections.abc import Iterator
from datetime import date

from sia_desktop.domain.dates import long_date
from sia_desktop.domain.deadlines import Standing
from sia_desktop.services.queries.deadlines import OwedDeadline
from sia_desktop.services.queries.meetings import MeetingView
from sia_desktop.services.queries.pathway import PathwayPage
from sia_desktop.services.queries.pathway_record import NextStep, PathwayRecord, Tally
from sia_desktop.ui.note_words import due_icon, due_tone
from sia_desktop.ui.when_words import plural, row_date
from sia_desktop.ui.widgets.due_rows import DueRow
from sia_desktop.ui.widgets.event_rows import EventRow
from sia_desktop.ui.widgets.lines import Line
from sia_desktop.ui.widgets.painting import ChipWords, Tone


def subtitle(page: PathwayPage) -> str:
    """The school, and the category it stands in."""
    category = page.category
    stands = f"category {category.code}, {category.label}" if category else "no category yet"
    return f"{page.school_name}: {stands}."


def now_lines(page: PathwayPage) -> list[Line]:
    """What is next and who takes it; then what is late."""
    return [*_next(page), *_late(page)]


def _next(page: PathwayPage) -> Iterator[Line]:
    if page.waits_for_category and page.leads_to is not None:
        yield Line(
            f"Decide category {page.leads_to.code}, {page.leads_to.label}",
            "arrow-right",
            "accent",
            "The last stage has come to its end; the category is decided on the school’s page.",
        )
    elif page.to_begin is not None:
        yield Line(f"Begin: {page.to_begin.label}", "arrow-right", "accent")
    elif not page.open_stages:
        yield Line("Nothing is open on this pathway.", "circle-check", "text_2")
    for stage in reversed(page.open_stages):
        for step in stage.next:
            colour = "accent" if step.is_mine and not step.why_not else "text_2"
            yield Line(step.label, "arrow-right", colour, f"{stage.label}: {who_takes(step)}")


def who_takes(step: NextStep) -> str:
    """Who takes a step; where it is yours, what stands in the way."""
    if not step.is_mine:
        return f"for the {step.who}"
    return step.why_not or "yours to take"


def _late(page: PathwayPage) -> Iterator[Line]:
    for paper in page.late_papers:
        step = paper.step
        words = f"{step.paper.label} of {row_date(paper.view.meeting.meeting_on, page.day)}"
        colour = "danger" if step.due.deadline and step.due.deadline.turns_red else "warning"
        yield Line(words, "octagon-alert", colour, step.due.distance)
    for owed in page.owed:
        if owed.due.standing is Standing.LATE:
            yield Line(owed.label, "octagon-alert", due_tone(owed.due).value, owed.due.distance)
    for record in page.stages:
        for each in record.milestones:
            if each.is_late(page.day):
                by = f"Milestone, was to be reached by {row_date(each.by, page.day)}" if each.by else ""
                yield Line(each.words, "flag", "warning", by)


def state_icon(page: PathwayPage, record: PathwayRecord) -> tuple[str, str]:
    """Icon and colour of a stage: done, worked on, or to come."""
    if record.is_done:
        return "circle-check", "success"
    if record == page.now:
        return "circle-dot", "accent"
    return ("circle-dot", "text_2") if record.record_id else ("circle", "text_3")


def state_chip(record: PathwayRecord) -> ChipWords:
    """Its state in the council's words."""
    if record.record_id is None:
        return ChipWords("Not begun", "circle", Tone.NEUTRAL)
    if record.is_done:
        return ChipWords(record.state, "circle-check", Tone.SUCCESS)
    return ChipWords(record.state, "circle-dot", Tone.INFO)


def record_words(record: PathwayRecord) -> str:
    """How far it came: tallies, milestones, and the last step."""
    parts = [tally_words(each) for each in record.tallies]
    if record.milestones:
        reached = sum(each.is_reached for each in record.milestones)
        parts.append(f"{reached} of {plural(len(record.milestones), 'milestone')} reached")
    if record.last:
        parts.append(f"Last step: {record.last}")
    return " · ".join(part for part in parts if part)


def tally_words(tally: Tally) -> str:
    """3 of 5 met; or how many are red, amber and green."""
    said = [(word, count) for word, count in tally.counts if count]
    if not said:
        return ""
    if len(tally.counts) == 1:
        word, count = tally.counts[0]
        return f"{count} of {tally.out_of} {word}"
    return ", ".join(f"{count} {word}" for word, count in said)


def milestone_lines(page: PathwayPage) -> list[Line]:
    """Every milestone of the plan, the earliest first."""
    found = [each for record in page.stages for each in record.milestones]
    lines = []
    for each in sorted(found, key=lambda milestone: milestone.by or date.max):
        by = f"By {row_date(each.by, page.day)}" if each.by else "No day yet"
        if each.is_reached:
            lines.append(Line(each.words, "circle-check", "success", f"{by}, reached"))
        elif each.is_late(page.day):
            lines.append(Line(each.words, "flag", "warning", f"{by}, late"))
        else:
            lines.append(Line(each.words, "flag", "text_2", by))
    return lines


def owed_rows(page: PathwayPage) -> list[DueRow]:
    """What runs and what comes round."""
    return [_owed(each, page.day) for each in page.owed]


def _owed(each: OwedDeadline, today: date) -> DueRow:
    due = each.due
    said = "Needs the school’s term dates (Packs)" if due.needs_calendar else due.sentence
    if due.due_on is not None:
        said = f"By {row_date(due.due_on, today)} · {due.distance[:1].lower()}{due.distance[1:]}"
    key = f"{each.rule}-{each.record_id}"
    return DueRow(
        key,
        each.label,
        said,
        tone=due_tone(due),
        icon=due_icon(due),
        has_why=due.due_on is not None,
    )


def meeting_rows(page: PathwayPage) -> list[EventRow]:
    """The meetings, the next one first."""
    return [_meeting(view, page.day) for view in page.meetings]


def _meeting(view: MeetingView, today: date) -> EventRow:
    meeting = view.meeting
    at = f", {meeting.starts_at}" if meeting.starts_at else ""
    if meeting.called_off is not None:
        chip = ChipWords("Called off", "ban")
    elif meeting.meeting_on > today:
        chip = ChipWords("To come", "calendar-clock", Tone.INFO)
    elif meeting.meeting_on == today:
        chip = ChipWords("Today", "clock-alert", Tone.WARNING)
    else:
        chip = ChipWords("Held", "circle-check", Tone.SUCCESS)
    still = sum(step.is_open for step in view.steps) if meeting.called_off is None else 0
    waits = f" · {plural(still, 'paper')} to come" if still else ""
    return EventRow(str(meeting.id), view.kind.label, f"{long_date(meeting.meeting_on)}{at}{waits}", chip)
