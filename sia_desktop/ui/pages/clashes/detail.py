"""Settle a clash: before, yours and the council's side by side; a reason; nothing preselected."""

from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from sia_desktop.domain.changes import Changed
from sia_desktop.services.queries.clashes import AskClash, ClashPage
from sia_desktop.services.settle_clash import SettleClash
from sia_desktop.ui.desk_page import DeskPage
from sia_desktop.ui.main_window import pane
from sia_desktop.ui.page_tools import PageTools
from sia_desktop.ui.pages.clashes import words
from sia_desktop.ui.pages.clashes.field_block import FieldBlock
from sia_desktop.ui.theme import theme
from sia_desktop.ui.trouble import sentence_for
from sia_desktop.ui.widgets.banner import Banner, Icon
from sia_desktop.ui.widgets.buttons import Button, Rule, Variant
from sia_desktop.ui.widgets.card import Card
from sia_desktop.ui.widgets.labelled_field import LabelledField, TextField
from sia_desktop.ui.widgets.painting import Tone
from sia_desktop.ui.widgets.scrolling import Scrolling
from sia_desktop.ui.widgets.words import Words


class ClashPageView(DeskPage):
    """One clash. What is chosen is one command; leaving without it changes nothing."""

    def __init__(self, tools: PageTools):
        super().__init__(tools, "Settle a clash")
        self._clash_id: UUID | None = None
        self._page: ClashPage | None = None
        self.blocks: list[FieldBlock] = []
        self.add_header(with_go_to=False)
        self.banner = Banner(Tone.WARNING, "")
        self._why = ""
        self._make_reason()
        self._scrolling = Scrolling(margin=0, spacing=0)
        space = theme().space
        layout = QVBoxLayout(self.body)
        layout.setContentsMargins(space.page, 0, space.page, space.page - 4)
        layout.setSpacing(space.m)
        layout.addWidget(self.banner)
        layout.addWidget(self._scrolling, 1)
        self._key("Ctrl+Return", self._settle)
        self._key("Ctrl+Enter", self._settle)
        self._key("Esc", self._leave)
        self._key("F8", self._next)

    def open(self, **args: Any) -> None:
        """Come to the front with this clash."""
        wanted = UUID(str(args["clash_id"]))
        if wanted != self._clash_id:
            self._clash_id, self._page = wanted, None
            self._why = ""
        super().open(**args)

    def question(self) -> AskClash:
        """Both versions, and the record as it stands now."""
        assert self._clash_id is not None
        return AskClash(self._clash_id)

    def main_stop(self) -> QWidget:
        """The first choice."""
        return self.blocks[0].mine if self.blocks and self.blocks[0].mine.isEnabled() else self.settle

    def show_answer(self, answer: ClashPage) -> None:
        """What is chosen already stays chosen while another page's change is announced."""
        if answer == self._page:
            return
        self._page = answer
        is_settled = answer.line.clash.is_settled
        title = "Settled clash" if is_settled else "Settle a clash"
        self.say_title(title, words.title_of(answer))
        number = f"  {answer.number} of {answer.of}." if answer.number else ""
        tone = Tone.SUCCESS if is_settled else Tone.WARNING
        self.banner.say(tone, f"{words.sentence(answer)}{number}", lead=words.lead(answer))
        self._build(answer)
        self._look()

    def _build(self, page: ClashPage) -> None:
        column = self._scrolling.fresh_column()
        kept = page.line.clash.settlement
        self._make_reason()
        card = Card()
        card.body.setSpacing(theme().space.l)
        if page.fields:
            card.body.addWidget(self._heads(page))
        self.blocks = [
            FieldBlock(field, is_locked=bool(page.locked), is_settled=kept is not None)
            for field in page.fields
        ]
        for block in self.blocks:
            card.body.addWidget(block)
            if kept is not None:
                block.settled(kept.ways.get(block.field.path), block.field.present)
            block.chosen.connect(self._look)
        if page.fields and kept is None:
            card.body.addWidget(self._reason)
        if page.joined:
            card.body.addWidget(Rule())
            card.body.addWidget(self._joined(page))
        if kept is None:
            card.body.addWidget(Rule())
        foot = self._foot(page)
        card.body.addWidget(foot)
        foot.setHidden(kept is not None)
        column.addWidget(card)
        column.addStretch(1)
        pane(card, "The versions")

    def _make_reason(self) -> None:
        """A field of its own for each clash; what was typed for this one stays while it is shown again."""
        self.reason = TextField(self._why)
        hint = "kept with the record, seen by your line manager"
        self._reason = LabelledField("Reason", self.reason, hint=hint)
        self.reason.textChanged.connect(self._type_reason)

    def _type_reason(self, why: str) -> None:
        self._why = why
        self._reason.fault("")

    def _heads(self, page: ClashPage) -> QWidget:
        today = self.tools.today
        clash = page.line.clash
        holder = QWidget()
        grid = QGridLayout(holder)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme().space.l)
        heads = (
            ("history", "text_2", "Before both changes", "What you both started from"),
            ("laptop", "accent", "Yours, on this laptop", words.mine_when(clash, today)),
            ("users", "accent", "The council’s copy", words.theirs_when(page, today)),
        )
        for column, (icon, colour, title, under) in enumerate(heads):
            line = QHBoxLayout()
            line.setSpacing(theme().space.m)
            line.addWidget(Icon(icon, colour, 18), 0, Qt.AlignmentFlag.AlignTop)
            both = QVBoxLayout()
            both.setSpacing(0)
            for words_ in (Words(title, "strong"), Words(under, "caption", "text_2")):
                both.addWidget(words_, 0, Qt.AlignmentFlag.AlignLeft)  # else the shorter cuts the longer
            line.addLayout(both, 1)
            cell = QWidget()
            line.setContentsMargins(0, 0, 0, 0)
            cell.setLayout(line)
            cell.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
            grid.addWidget(cell, 0, column)
            grid.setColumnStretch(column, 1)
        return holder

    def _joined(self, page: ClashPage) -> QWidget:
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        lead = "Settled without you:"
        said = Words(f"{lead} {words.joined_words(page.joined)}", "body", wrap=True, strong=lead)
        line = QHBoxLayout()
        line.setSpacing(theme().space.m)
        line.addWidget(Icon("circle-check", "success", 18), 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(said, 1)
        column.addLayout(line)
        for field in page.joined:
            was, now = (words.value_words(field, each) for each in (field.sides.base, field.present))
            text = f"{field.label}: {now}. Before: {was}."
            column.addWidget(Words(text, "caption", "text_2", wrap=True))
        return holder

    def _foot(self, page: ClashPage) -> QWidget:
        holder = QWidget()
        line = QHBoxLayout(holder)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(theme().space.m)
        self._left = Words("", "caption", "text_2", wrap=True)
        does = "Settle this clash" if page.fields else "I have looked at it"
        self.later = Button("Decide later", Variant.SECONDARY, press=self._leave)
        self.settle = Button(does, Variant.PRIMARY, press=self._settle)
        line.addWidget(self._left, 1)
        line.addWidget(self.later)
        line.addWidget(self.settle)
        return holder

    def _look(self) -> None:
        left = sum(block.choice is None for block in self.blocks)
        is_locked = self._page is not None and bool(self._page.locked)
        self._left.say(words.SIGNED if is_locked and not left else words.left_words(left))

    def _settle(self) -> None:
        page = self._page
        if page is None or page.line.clash.is_settled:
            return
        choices = {path: choice for block in self.blocks for path, choice in block.choices.items()}
        if any(block.choice is None for block in self.blocks):
            self._next()
            return
        if page.fields and not self.reason.text().strip():
            self._reason.fault("Say why; the reason stays with the record.")
            self.reason.setFocus()
            return
        command = SettleClash(page.line.clash.id, choices, self.reason.text())
        self.tools.commands.send(command, self, self._done, self._hit_trouble)

    def _done(self, _: Changed) -> None:
        page, self._why = self._page, ""
        if page is not None and page.following is not None:
            self.tools.navigation.go("clash", clash_id=page.following)
        else:
            self.tools.navigation.go("clashes")
        self.tools.syncing.request_soon()

    def _hit_trouble(self, trouble: BaseException) -> None:
        self._page = None
        self._reason.fault(sentence_for(trouble))
        self.tools.tasks.tell(trouble, self)
        self.ask_again()

    def _next(self) -> None:
        """F8: the next one not chosen yet."""
        for block in self.blocks:
            if block.choice is None:
                block.mine.setFocus(Qt.FocusReason.OtherFocusReason)
                self._scrolling.ensureWidgetVisible(block)
                return

    def _leave(self) -> None:
        self.tools.navigation.back()

    def _key(self, keys: str, act: Any) -> None:
        here = Qt.ShortcutContext.WidgetWithChildrenShortcut
        QShortcut(QKeySequence(keys), self, context=here).activated.connect(act)
