"""The decisions of a school's category in words and rows; pure."""

from sia_desktop.domain.dates import plain_date
from sia_desktop.services.queries.school_page import DecisionLine, SchoolPage
from sia_desktop.ui.when_words import row_date
from sia_desktop.ui.widgets.timeline import TimelineRow


def decision_rows(page: SchoolPage) -> tuple[TimelineRow, ...]:
    """Every decision, the latest first; the one in force stands out."""
    in_force = page.decision.id if page.decision else None
    return tuple(
        TimelineRow(
            key=str(line.decision.id),
            date=row_date(line.decision.decided_on, page.day),
            icon="circle-check" if line.decision.id == in_force else "circle",
            title=_name(line),
            subtitle=_why_and_who(line),
            icon_colour="accent" if line.decision.id == in_force else "text_2",
        )
        for line in page.decisions
    )


def criteria_title(page: SchoolPage) -> str:
    """Whose criteria stand below, or that there are none."""
    if page.category is None:
        return "No category is in force, so no criteria apply."
    if not page.category.criteria:
        return f"The framework states no criteria for {page.category.label}."
    return f"What the framework asks of {page.category.label}"


def spoken(page: SchoolPage) -> str:
    """All of it for screen readers."""
    decided = ". ".join(
        f"{plain_date(line.decision.decided_on)}: {_name(line)}, {_why_and_who(line)}"
        for line in page.decisions
    )
    criteria = ". ".join(page.category.criteria) if page.category else ""
    return f"{decided}. {criteria_title(page)}: {criteria}" if criteria else decided


def _name(line: DecisionLine) -> str:
    category = line.category
    return category.label if category.label == category.code else f"{category.code} {category.label}"


def _why_and_who(line: DecisionLine) -> str:
    who = f"decided by {line.decided_by}" if line.decided_by else ""
    return " · ".join(part for part in (line.decision.reason, who) if part)
