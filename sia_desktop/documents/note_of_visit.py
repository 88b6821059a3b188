"""A signed note of visit, put into the words that are printed."""

from datetime import date

from sia_desktop.documents.printed_note import (
    ActionRow,
    Block,
    DeclinedMark,
    DeferredMark,
    DrawnMark,
    Fact,
    ItemList,
    Judgement,
    Paragraph,
    PrintedNote,
    Response,
    Section,
    SignatureBox,
    TypedMark,
)
from sia_desktop.documents.printed_note import Mark as PrintedMark
from sia_desktop.domain.answers import (
    LISTS,
    NEXT_MEETING,
    AgreedAction,
    Row,
    actions,
    is_written,
    judgement,
    lines,
    rows,
    text,
)
from sia_desktop.domain.completeness import FOLLOWED
from sia_desktop.domain.dates import plain_date, short_date
from sia_desktop.domain.errors import RuleBroken
from sia_desktop.domain.framework import Form, FormSection, SectionKind
from sia_desktop.domain.mark import Mark, MarkWay
from sia_desktop.domain.mark import Response as Answered
from sia_desktop.domain.note_of_visit import Json, NoteOfVisit
from sia_desktop.domain.when import clock_in_england, day_in_england

IN_THE_HEADER = frozenset({"visit_type", "started_at", "finished_at", "people_met"})
"""Sections printed as facts under the title, not under a heading of their own."""

RESPONSES = {
    Answered.ACCURATE: "I have read this note; the facts are accurate.",
    Answered.TO_CORRECT: "I have read this note; I want to correct something.",
}
NOT_AGREEMENT = "Signing records receipt and accuracy, not agreement."
OPEN_LICENCE = "Contains public sector information licensed under the Open Government Licence v3.0."


def printed_note(note: NoteOfVisit, form: Form) -> PrintedNote:
    """Everything that is printed of a signed note; the same note always gives the same."""
    if note.signing is None or note.head_mark is None:
        raise RuleBroken("Only a signed note is printed.")
    facts = note.signing.facts
    signed = note.signing.mark
    left, right = _header(note, form)
    as_at = facts.get("register_as_at")
    source = (
        f" School details: Department for Education, {short_date(date.fromisoformat(as_at))}."
        if as_at
        else ""
    )
    return PrintedNote(
        council=facts["council_full_name"],
        service="School improvement",
        title=form.label,
        school=facts["school_name"],
        urn=str(note.urn),
        left_facts=left,
        right_facts=right,
        due=facts["due_heading"],
        due_explained=facts["due_explained"],
        sections=_correction(note) + tuple(_section(part, note) for part in _printed_sections(form, note)),
        actions=tuple(_action_row(number, action) for number, action in enumerate(_actions(form, note), 1)),
        response=_response(note.head_mark),
        adviser=signer_box(signed, facts["adviser_name"], facts["adviser_role"], facts["council_full_name"]),
        headteacher=head_box(note.head_mark),
        footer=(
            f"{facts['council_name']} · {facts['school_name']} · {form.label}, "
            f"{plain_date(note.visited_on)} · version {note.version}",
            f"Official-sensitive when complete. {OPEN_LICENCE}{source}",
        ),
        made_at=signed.at,
        is_demonstration=bool(facts.get("demonstration")),
    )


def signer_box(mark: Mark, name: str, role: str, council: str) -> SignatureBox:
    """The box of whoever signs with the council's certificate."""
    return SignatureBox(
        name=name,
        role=role,
        mark=_mark(mark),
        lines=(
            f"Signed {short_date(day_in_england(mark.at))}, {clock_in_england(mark.at)}",
            f"Certificate of {council}",
        ),
    )


def head_box(mark: Mark) -> SignatureBox:
    """The headteacher's box: their mark, or why there is none."""
    made = f"{short_date(day_in_england(mark.at))}, {clock_in_england(mark.at)}"
    match mark.way:
        case MarkWay.DRAWN:
            under = (f"Drawn on the adviser’s laptop, {made}", "Witnessed by the adviser’s signature")
        case MarkWay.TYPED:
            under = (f"Typed on the adviser’s laptop, {made}", "Witnessed by the adviser’s signature")
        case MarkWay.DEFERRED:
            under = (f"Left for later, {made}", "")
        case MarkWay.DECLINED:
            under = (f"Declined, {made}", "")
    return SignatureBox(
        name=mark.name or "Headteacher",
        role=mark.role or "Headteacher",
        mark=_mark(mark),
        lines=tuple(line for line in under if line),
    )


def _mark(mark: Mark) -> PrintedMark:
    match mark.way:
        case MarkWay.DRAWN:
            return DrawnMark(mark.strokes, mark.shape)
        case MarkWay.TYPED:
            return TypedMark(mark.typed)
        case MarkWay.DEFERRED:
            return DeferredMark()
        case MarkWay.DECLINED:
            return DeclinedMark(mark.reason)


def _response(mark: Mark) -> Response:
    if mark.response is not None:
        return Response(RESPONSES[mark.response], mark.comment, NOT_AGREEMENT)
    if mark.way is MarkWay.DECLINED:
        return Response("The headteacher declined to sign.", mark.comment, NOT_AGREEMENT)
    return Response("The headteacher’s response was left for later.", mark.comment, NOT_AGREEMENT)


def _header(note: NoteOfVisit, form: Form) -> tuple[tuple[Fact, ...], tuple[Fact, ...]]:
    assert note.signing is not None
    facts = note.signing.facts
    times = "–".join(
        text(note.answers.get(code)) for code in ("started_at", "finished_at") if text(note.answers.get(code))
    )
    visit = short_date(note.visited_on) + (f", {times}" if times else "")
    met = "; ".join(lines(note.answers.get("people_met")))
    version = (
        "1, not amended" if note.version == 1 else f"{note.version}, replaces version {note.version - 1}"
    )
    left = [Fact("Visit", visit), Fact("Adviser", f"{facts['adviser_name']}, {facts['adviser_role']}")]
    if met:
        left.append(Fact("People met", met))
    right = [Fact("Version", version)]
    if kind := _choice(form, "visit_type", note.answers.get("visit_type")):
        right.insert(0, Fact("Kind of visit", kind))
    if facts.get("category"):
        right.insert(0, Fact("Category at visit", facts["category"]))
    return tuple(left), tuple(right)


def _choice(form: Form, code: str, answer: Json) -> str:
    section = next((each for each in form.sections if each.code == code), None)
    choices = section.choices if section else ()
    return next((choice.label for choice in choices if choice.code == text(answer)), text(answer))


def _printed_sections(form: Form, note: NoteOfVisit) -> tuple[FormSection, ...]:
    return tuple(
        section
        for section in form.sections
        if section.code not in IN_THE_HEADER
        and (section.kind is not SectionKind.ACTIONS or section.carries)
        and is_written(section, note.answers.get(section.code))
    )


def _correction(note: NoteOfVisit) -> tuple[Section, ...]:
    if not note.correction_reason:
        return ()
    return (Section("Why this version", (Paragraph(note.correction_reason),)),)


def _section(section: FormSection, note: NoteOfVisit) -> Section:
    answer = note.answers.get(section.code)
    return Section(section.label, tuple(_blocks(section, answer)))


def _blocks(section: FormSection, answer: Json) -> list[Block]:
    match section.kind:
        case SectionKind.JUDGEMENT:
            both = judgement(answer)
            blocks: list[Block] = [Paragraph(each) for each in _paragraphs(both.seen)]
            return [*blocks, Judgement(both.judgement)] if both.judgement else blocks
        case SectionKind.PEOPLE | SectionKind.DISTRIBUTION:
            return [ItemList(lines(answer))]
        case SectionKind.CHOICES:
            labels = {choice.code: choice.label for choice in section.choices}
            return [ItemList(tuple(labels.get(code, code) for code in lines(answer)))]
        case SectionKind.CHOICE:
            labels = {choice.code: choice.label for choice in section.choices}
            return [Paragraph(labels.get(text(answer), text(answer)))]
        case SectionKind.YES_NO:
            return [Paragraph(text(answer).capitalize())]
        case SectionKind.ACTIONS:
            return [ItemList(tuple(_followed(action) for action in actions(answer)))]
        case kind if kind in LISTS:
            return [ItemList(tuple(filter(None, (_row_words(row) for row in rows(answer)))))]
        case SectionKind.DATE:
            return [Paragraph(_date_words(text(answer)))]
        case _:
            return [Paragraph(each) for each in _paragraphs(text(answer))]


def _followed(action: AgreedAction) -> str:
    """An action of last time: what, how it stands, how far it has come, what difference it made."""
    state = FOLLOWED.get(action.status, "")
    parts = (action.what, state, action.progress, action.impact)
    return ". ".join(part.rstrip(".") for part in parts if part) + "."


def _row_words(row: Row) -> str:
    apart = ("id", "at")
    return ", ".join(
        _date_words(text(part)) for name, part in row.items() if name not in apart and text(part)
    )


def _paragraphs(words: str) -> list[str]:
    return [part.strip() for part in words.split("\n\n") if part.strip()]


def _actions(form: Form, note: NoteOfVisit) -> list[AgreedAction]:
    return [
        action
        for section in form.sections
        if section.kind is SectionKind.ACTIONS and not section.carries
        for action in actions(note.answers.get(section.code))
    ]


def _action_row(number: int, action: AgreedAction) -> ActionRow:
    by = "Next meeting" if action.by == NEXT_MEETING else _date_words(action.by)
    return ActionRow(str(number), action.what, action.who, by, action.success)


def _date_words(value: str) -> str:
    try:
        return short_date(date.fromisoformat(value))
    except ValueError:
        return value
