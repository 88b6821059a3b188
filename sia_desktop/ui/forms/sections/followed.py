"""What was agreed last time, each action to be said how far it has come."""

from sia_desktop.domain.answers import Row, action_of, row_id, rows, text
from sia_desktop.domain.completeness import FOLLOWED
from sia_desktop.domain.framework import Choice, Column, FormSection, SectionKind
from sia_desktop.domain.note_of_visit import Json
from sia_desktop.ui.forms.sections.action_words import by_spoken
from sia_desktop.ui.forms.sections.editor import Around
from sia_desktop.ui.forms.sections.listed import Listed
from sia_desktop.ui.widgets.words import Words

HOW = tuple(Choice(code, label) for code, label in FOLLOWED.items())
FOLLOW_UP = (
    Column("status", "How it stands", SectionKind.CHOICE, choices=HOW),
    Column("progress", "Progress", SectionKind.LONG_TEXT),
    Column("impact", "Impact", SectionKind.LONG_TEXT),
)


class Followed(Listed):
    """Rows offered from the last record of this form; none can be added, and none is lost."""

    own_columns = FOLLOW_UP
    may_add = False

    def __init__(self, section: FormSection, around: Around):
        super().__init__(section, around)
        self._none = Words("Nothing is left over from last time.", "body", "text_2", wrap=True)
        self.layout().insertWidget(0, self._none)  # type: ignore[union-attr]  # a column, made by Listed
        self._none.setVisible(not self.cards)

    def show_answer(self, answer: Json) -> None:
        """The rows, and those still offered."""
        super().show_answer(answer)
        self._none.setVisible(not self.cards)

    def _offers(self) -> tuple[dict[str, Json], ...]:
        carried = rows(self._around.carried.get(self.section.code))
        return tuple({**row, "status": "", "progress": "", "impact": ""} for row in carried)

    def _as_row(self, row: Row) -> dict[str, Json]:
        """Words of an older shape said how things stood altogether."""
        shown = dict(row)
        if row_id(row).startswith("words"):
            shown = {"id": row_id(row), "progress": text(row.get("what")) or text(row.get("progress"))}
        return {**shown, **{each.code: text(shown.get(each.code)) for each in self.columns}}

    def _title_of(self, row: Row) -> str:
        action = action_of(row)
        said = ", ".join(part for part in (action.who, by_spoken(action) if action.by else "") if part)
        return f"{action.what} ({said})" if action.what and said else action.what or "Last time’s actions"
