"""Where a school stands, and the decisions that led there, in words and rows; pure."""

from datetime import date

from sia_desktop.domain.category import Track
from sia_desktop.domain.dates import long_date, plain_date
from sia_desktop.services.queries.standings import DecisionLine, ProposalLine, TrackStanding
from sia_desktop.ui.band_words import name_of
from sia_desktop.ui.when_words import row_date
from sia_desktop.ui.widgets.timeline import TimelineRow


def standing_words(standing: TrackStanding) -> str:
    """What it stands at."""
    if standing.in_force:
        return standing.in_force.category.label
    return "Not yet categorised" if standing.track is Track.CATEGORY else "Nothing decided"


def since_words(standing: TrackStanding) -> str:
    """Since when it holds, and why."""
    if standing.in_force is None:
        what = "a category" if standing.track is Track.CATEGORY else "this"
        return f"Nobody has decided {what} for this school yet. It blocks nothing."
    decision = standing.in_force.decision
    reason = f". {decision.reason}" if decision.reason else ""
    return f"Decided on {long_date(decision.decided_on)}{reason}"


def proposed_words(standing: TrackStanding) -> str:
    """What waits for a decision: the band, and who proposed it when."""
    return " ".join(proposal_words(each) for each in standing.proposals)


def proposal_words(line: ProposalLine) -> str:
    """Proposed: High level support, by Priya Nair on 3 June 2026."""
    on = plain_date(line.proposal.recommended_on)
    return f"Proposed: {name_of(line.category)}, by {line.recommended_by} on {on}."


def decision_rows(standing: TrackStanding, day: date) -> tuple[TimelineRow, ...]:
    """Every decision, the latest first; the one in force stands out."""
    return tuple(
        TimelineRow(
            key=str(line.decision.id),
            date=row_date(line.decision.decided_on, day),
            icon="circle-check" if line == standing.in_force else "circle",
            title=name_of(line.category),
            subtitle=_why_and_who(line),
            icon_colour="accent" if line == standing.in_force else "text_2",
        )
        for line in standing.decisions
    )


def criteria_title(line: DecisionLine) -> str:
    """Whose criteria stand below, or that there are none."""
    if not criteria(line):
        return f"The framework states no criteria for {line.category.label}."
    return f"What the framework asks of {line.category.label}"


def criteria(line: DecisionLine) -> tuple[tuple[str, bool], ...]:
    """The pack's criteria, each with whether it was found met; those since dropped from the pack last."""
    met = line.decision.grounds.criteria
    asked = line.category.criteria
    return (*((each, each in met) for each in asked), *((each, True) for each in met if each not in asked))


def details(line: DecisionLine) -> tuple[tuple[str, str], ...]:
    """What the decision rests on and who was part of it, captioned; only what is known."""
    decision = line.decision
    recommended = line.recommended_by
    if recommended and decision.recommended_on:
        recommended += f", {long_date(decision.recommended_on)}"
    found = (
        ("Reason", decision.reason),
        ("Evidence", "\n".join(line.evidence)),
        ("Recommended by", recommended),
        ("Decided by", line.decided_by),
        ("Disagreement", decision.grounds.disagreement),
    )
    return tuple((caption, said) for caption, said in found if said)


def spoken(standing: TrackStanding) -> str:
    """All of it for screen readers."""
    return ". ".join(_spoken(line) for line in standing.decisions)


def _spoken(line: DecisionLine) -> str:
    said = [f"{plain_date(line.decision.decided_on)}: {name_of(line.category)}, {_why_and_who(line)}"]
    said += [f"{caption}: {words}" for caption, words in details(line)[1:]]
    said.append(criteria_title(line))
    said += [f"Met: {words}" if is_met else words for words, is_met in criteria(line)]
    return ". ".join(said)


def _why_and_who(line: DecisionLine) -> str:
    who = f"decided by {line.decided_by}" if line.decided_by else ""
    return " · ".join(part for part in (line.decision.reason, who) if part)
