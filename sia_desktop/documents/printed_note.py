"""A note as it will stand on paper: every word already chosen, nothing left to look up."""

from dataclasses import dataclass, field
from datetime import datetime

Stroke = tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class Fact:
    """One labelled fact under the title, such as "Adviser"."""

    label: str
    value: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text; each line break the writer typed is kept."""

    text: str


@dataclass(frozen=True, slots=True)
class Judgement:
    """A judgement, led in by its own word, and the evidence it rests on."""

    text: str
    rests_on: str = ""
    lead_in: str = "Judgement."


@dataclass(frozen=True, slots=True)
class ItemList:
    """A list of points, bulleted or numbered."""

    items: tuple[str, ...]
    is_numbered: bool = False


@dataclass(frozen=True, slots=True)
class SmallPrint:
    """A quiet remark beneath the text it belongs to."""

    text: str


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading inside a section."""

    text: str


@dataclass(frozen=True, slots=True)
class Rag:
    """Red, amber or green: the word, with a swatch of its colour; then why and which way it goes."""

    colour: str
    """`red`, `amber` or `green`."""
    word: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class TableCell:
    """The words of one cell; a rating also shows a swatch of its colour."""

    text: str
    rag: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A table with its column headings; `weights` share out the width of the page."""

    columns: tuple[str, ...]
    rows: tuple[tuple[TableCell, ...], ...]
    weights: tuple[float, ...] = ()
    first_is_heading: bool = False
    """Whether the first cell of a row names the row."""


Block = Paragraph | Judgement | ItemList | SmallPrint | Heading | Rag | Table


@dataclass(frozen=True, slots=True)
class Section:
    """One headed part of the note; without blocks it says that nothing was recorded."""

    heading: str
    blocks: tuple[Block, ...] = ()


@dataclass(frozen=True, slots=True)
class ActionRow:
    """One agreed action as the table shows it."""

    number: str
    action: str
    who: str
    by: str
    success: str


@dataclass(frozen=True, slots=True)
class Response:
    """What the headteacher recorded: words, comment, and what signing does and does not mean."""

    words: str
    comment: str = ""
    small_print: str = ""


@dataclass(frozen=True, slots=True)
class DrawnMark:
    """Ink: strokes of points from 0 to 1 across and down a pad of this shape, its width over its height."""

    strokes: tuple[Stroke, ...]
    shape: float = 3.0

    def __post_init__(self) -> None:
        if not any(self.strokes):
            raise ValueError("A drawn mark needs at least one point.")


@dataclass(frozen=True, slots=True)
class TypedMark:
    """A name typed as a signature."""

    text: str


@dataclass(frozen=True, slots=True)
class DeferredMark:
    """No mark yet; the box keeps its room for one made later."""


@dataclass(frozen=True, slots=True)
class DeclinedMark:
    """No mark, and why; the reason is printed with the response."""

    reason: str
    words: str = "Declined to sign"


Mark = DrawnMark | TypedMark | DeferredMark | DeclinedMark


@dataclass(frozen=True, slots=True)
class SignatureBox:
    """Who signs, how they marked the note, and the lines beneath the mark."""

    name: str
    role: str
    mark: Mark
    lines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FixedWords:
    """The form's own words, for a council that uses others."""

    urn: str = "URN"
    actions: str = "Agreed actions"
    action_columns: tuple[str, str, str, str, str] = (
        "No.",
        "Action",
        "Who",
        "By",
        "How success will be seen",
    )
    no_actions: str = "No actions were agreed."
    nothing_recorded: str = "Nothing recorded."
    response: str = "Headteacher’s response"
    comment: str = "Comment:"
    no_comment: str = "Comment: none."
    reason_declined: str = "Reason given for declining:"
    demonstration: str = "Demonstration"
    page: str = "Page {number} of {count}"
    adviser_field: str = "Adviser’s signature"
    headteacher_field: str = "Headteacher’s signature"
    signature: str = "Signature"
    draft: str = "Draft"
    drawn_signature: str = "Drawn signature of {name}"


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedNote:
    """Everything that is printed, in reading order; equal notes are drawn as equal bytes."""

    council: str
    service: str
    title: str
    school: str
    urn: str
    left_facts: tuple[Fact, ...]
    right_facts: tuple[Fact, ...]
    due: str
    due_explained: str
    sections: tuple[Section, ...]
    actions: tuple[ActionRow, ...]
    response: Response
    adviser: SignatureBox
    headteacher: SignatureBox
    footer: tuple[str, ...]
    made_at: datetime
    is_demonstration: bool = False
    language: str = "en-GB"
    words: FixedWords = field(default_factory=FixedWords)


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedForm:
    """A record of any form as it is printed, in reading order; equal forms are drawn as equal bytes."""

    council: str
    service: str
    title: str
    school: str
    urn: str
    left_facts: tuple[Fact, ...]
    right_facts: tuple[Fact, ...]
    sections: tuple[Section, ...]
    footer: tuple[str, ...]
    made_at: datetime
    signature: SignatureBox | None = None
    """Of whoever signs it; None where it is only printed."""
    is_draft: bool = False
    """Marked as a draft across every page."""
    is_demonstration: bool = False
    language: str = "en-GB"
    words: FixedWords = field(default_factory=FixedWords)


Printed = PrintedNote | PrintedForm
