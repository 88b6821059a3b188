"""Printed notes to draw in tests: neutral words about a demonstration school."""

from dataclasses import replace
from datetime import UTC, datetime
from math import cos, sin
from pathlib import Path

from sia_desktop.documents.printed_note import (
    ActionRow,
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
    SmallPrint,
    Stroke,
    TypedMark,
)

FONTS = Path(__file__).parents[2] / "resources" / "fonts"
ADVISER = "Priya Nair"


def ink(turns: float = 8) -> tuple[Stroke, ...]:
    """Return a flourish as the pad would record it."""
    steps = [step / 16 for step in range(int(turns * 16))]
    wave = tuple(
        (
            round(0.1 + 0.75 * step / turns + 0.03 * sin(step * 4.2), 4),
            round(0.5 - 0.36 * cos(step * 4.2) / (1 + 0.6 * step), 4),
        )
        for step in steps
    )
    return (wave, ((0.1, 0.82), (0.5, 0.74), (0.95, 0.78)))


def a_note() -> PrintedNote:
    """Return a note of one page, signed by drawing and by typing."""
    return PrintedNote(
        council="Reading Borough Council",
        service="School improvement",
        title="Note of visit",
        school="Riverside Primary (demonstration)",
        urn="999901",
        left_facts=(
            Fact("Visit", "Wed 20 May 2026, 13:30–15:30"),
            Fact("Adviser", f"{ADVISER}, School Partnership Adviser"),
            Fact("People met", "Headteacher; deputy; English lead"),
        ),
        right_facts=(Fact("Category at visit", "R, Raising Achievement"), Fact("Version", "1, not amended")),
        due="Due to its recipients by Thursday 28 May 2026. Produced Wednesday 20 May 2026.",
        due_explained="Five working days after the visit; 23 and 24 May (weekend) and 25 May "
        "(spring bank holiday) do not count. Rule T-RD-02.",
        sections=(
            Section(
                "Progress on previous actions",
                (
                    Paragraph(
                        "Three of four actions from 24 March are complete. The fourth, sharing the reading "
                        "check by pupil group, moves to the next meeting."
                    ),
                ),
            ),
            Section(
                "Achievement",
                (
                    Paragraph(
                        "Books in Years 3 to 6 show reading journals used each week. Leaders shared the "
                        "spring reading check, and pupils read aloud from books matched to sounds they know."
                    ),
                    ItemList(("Journals seen in Years 3 to 6", "Spelling sequence in three of four classes")),
                    Judgement(
                        "Reading is improving in line with milestone 2 of the plan.",
                        "Rests on evidence E1 and E3.",
                    ),
                ),
            ),
        ),
        actions=(
            ActionRow(
                "1",
                "Extend the spelling sequence to the fourth class",
                "English lead",
                "Fri 26 June 2026",
                "In place in all four classes by the next review",
            ),
            ActionRow(
                "2",
                "Share the reading check by pupil group",
                "Headteacher",
                "Next meeting",
                "Groups compared with milestone 2",
            ),
        ),
        response=Response(
            "I have read this note; the facts are accurate.",
            small_print="Signing records receipt and accuracy, not agreement.",
        ),
        adviser=SignatureBox(
            ADVISER,
            "School Partnership Adviser",
            DrawnMark(ink()),
            ("Signed Wed 20 May 2026, 15:24", "Certificate of Reading Borough Council"),
        ),
        headteacher=SignatureBox(
            "Headteacher (demonstration)",
            "Headteacher",
            TypedMark("Headteacher (demonstration)"),
            ("Typed on the adviser’s laptop, 15:21", "Witnessed by the adviser’s signature"),
        ),
        footer=(
            "Reading · Riverside Primary (demonstration) · Note of visit, 20 May 2026 · version 1",
            "Official. Contains public sector information licensed under the Open Government Licence v3.0.",
        ),
        made_at=datetime(2026, 5, 20, 14, 24, tzinfo=UTC),
        is_demonstration=True,
    )


def a_long_note() -> PrintedNote:
    """Return a note of three pages whose headteacher drew a mark and commented."""
    note = a_note()
    words = (
        "Leaders described how the plan was shared with staff and governors, and which parts are in place. "
        "Lessons were visited with the deputy in each year group, and books were looked at afterwards. "
    )
    paragraphs = tuple(Paragraph(words * 3) for _ in range(4))
    points = ItemList(tuple(f"Point {n}: {words}" for n in range(1, 5)), is_numbered=True)
    rows = tuple(
        ActionRow(str(n), f"Action {n}: {words[:60]}", "Deputy", "Fri 26 June 2026", words[:50])
        for n in range(1, 13)
    )
    return replace(
        note,
        sections=(
            *note.sections,
            Section("Quality of teaching", (*paragraphs, points)),
            Section("Leadership", (paragraphs[0], SmallPrint("From the school’s own evaluation."))),
            Section("Safeguarding"),
        ),
        actions=rows,
        response=replace(note.response, comment="The visit was helpful, and the dates suit the school."),
        headteacher=replace(
            note.headteacher,
            mark=DrawnMark(ink(4)),
            lines=("Drawn on the adviser’s laptop, 15:21", "Witnessed by the adviser’s signature"),
        ),
    )


def a_declined_note() -> PrintedNote:
    """Return a note that the headteacher declined to sign."""
    note = a_note()
    mark = DeclinedMark("The chair of governors asked to read the note first.")
    lines = ("Declined Wed 20 May 2026, 15:21", "Recorded on the adviser’s laptop")
    return replace(
        note,
        response=replace(note.response, words="The headteacher declined to sign."),
        headteacher=replace(note.headteacher, mark=mark, lines=lines),
    )


def a_deferred_note() -> PrintedNote:
    """Return a note that the headteacher will sign later."""
    note = a_note()
    lines = ("Left for later, Wed 20 May 2026, 15:21",)
    return replace(
        note,
        response=replace(note.response, words="The headteacher’s response was left for later."),
        headteacher=replace(note.headteacher, mark=DeferredMark(), lines=lines),
    )
