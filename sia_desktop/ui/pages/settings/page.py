"""Settings and About: how the screens look, whose laptop this is, and what the program is made of."""

from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from sia_desktop.domain.errors import OutsideTrouble
from sia_desktop.services.progress import Progress
from sia_desktop.ui.page_tools import Look, PageTools
from sia_desktop.ui.pages.settings import words
from sia_desktop.ui.theme import theme
from sia_desktop.ui.trouble import sentence_for
from sia_desktop.ui.widgets.banner import Banner
from sia_desktop.ui.widgets.buttons import Button, RadioButton, Variant
from sia_desktop.ui.widgets.card import Card, column
from sia_desktop.ui.widgets.chip import DEMONSTRATION, Chip
from sia_desktop.ui.widgets.labelled_field import ChoiceBox, LabelledField, label
from sia_desktop.ui.widgets.page_header import PageHeader
from sia_desktop.ui.widgets.painting import Tone
from sia_desktop.ui.widgets.words import Words

COLUMN = 720


class SettingsPage(QWidget):
    """Every choice takes effect at once and is kept."""

    title = "Settings"

    def __init__(self, tools: PageTools):
        super().__init__()
        self._tools = tools
        self.setProperty("ground", "window")
        self.header = PageHeader("Settings")
        self.themes = {code: RadioButton(name) for code, name in words.THEMES}
        self.text_size = ChoiceBox(words.sizes(tools.theme.tokens.text_size_steps))
        self.said = Banner(Tone.SUCCESS, "", closable=True)
        self._build()
        for code, button in self.themes.items():
            button.clicked.connect(lambda _, chosen=code: self._choose_theme(chosen))
        self.text_size.picked.connect(self._choose_size)

    def open(self, **_: Any) -> None:
        """Show what is chosen."""
        look = self._tools.look()
        self.themes.get(look.theme, self.themes["system"]).setChecked(True)
        self.text_size.choose(str(look.text_size))
        self.said.hide()
        self.themes[look.theme].setFocus(Qt.FocusReason.OtherFocusReason)

    def leave(self) -> None:
        """Everything is kept already."""

    def save_root(self, target: Path) -> None:
        """Write the council's root certificate, for whoever checks a PDF elsewhere."""
        pem = self._tools.working_for.root_pem

        def write(_: Progress) -> None:
            try:
                target.write_text(pem, "ascii")
            except OSError as error:
                raise OutsideTrouble(
                    f"The certificate could not be written to {target}. Choose another folder and try again."
                ) from error

        self._tools.tasks.run(
            write, lambda _: self._say(Tone.SUCCESS, f"Saved as {target}."),
            lambda trouble: self._say(Tone.WARNING, sentence_for(trouble)), owner=self,
        )  # fmt: skip

    def _build(self) -> None:
        space = theme().space
        if self._tools.is_demonstration:
            self.header.add(Chip(DEMONSTRATION))
        self.header.add(Button("Lock now", Variant.PRIMARY, icon="lock", press=self._tools.lock))
        narrow = QWidget()
        narrow.setProperty("ground", "none")
        narrow.setMaximumWidth(theme().px(COLUMN))
        inside = QVBoxLayout(narrow)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(space.m)
        for part in (self.said, self._build_look(), self._build_laptop(), self._build_about()):
            inside.addWidget(part)
        inside.addStretch(1)
        self.said.hide()
        holder = QWidget()
        holder.setProperty("ground", "none")
        row = QHBoxLayout(holder)
        row.setContentsMargins(space.page, space.xs, space.page, space.page)
        row.addWidget(narrow, 1)
        row.addStretch(0)
        scroll = QScrollArea()
        scroll.setWidget(holder)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.header)
        layout.addWidget(scroll, 1)

    def _build_look(self) -> Card:
        card = Card("How the screens look")
        card.body.addWidget(label("Colours"))
        group = QWidget()
        group.setAccessibleName("Colours")
        line = QHBoxLayout(group)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(theme().space.xl)
        for button in self.themes.values():
            line.addWidget(button)
        line.addStretch(1)
        card.body.addWidget(group)
        card.body.addSpacing(theme().space.xs)
        size = QHBoxLayout()
        size.addWidget(LabelledField("Text size", self.text_size))
        size.addStretch(1)
        card.body.addLayout(size)
        return card

    def _build_laptop(self) -> Card:
        card = Card("This laptop")
        for caption, value in words.laptop_facts(self._tools.working_for):
            said = Words(value, "body", wrap=True)
            said.setAccessibleName(f"{caption}: {value}")
            card.body.addWidget(column(Words(caption, "caption", "text_2"), said, spacing=0, stretch=False))
        sentence = words.WITH_VAULT if self._tools.has_vault else words.NO_VAULT
        card.body.addWidget(Words(sentence, "body", "text_2", wrap=True))
        line = QHBoxLayout()
        line.addWidget(
            Button(
                "Save the council’s root certificate…", small=True, icon="download", press=self._choose_file
            )
        )
        line.addStretch(1)
        card.body.addLayout(line)
        return card

    def _build_about(self) -> Card:
        card = Card("About SIA Desktop")
        card.body.addWidget(Words(f"Version {_version()}", "body", wrap=True))
        for sentence in (words.OGL, words.SOURCES, words.LICENCES):
            card.body.addWidget(Words(sentence, "body", "text_2", wrap=True))
        return card

    def _choose_theme(self, code: str) -> None:
        self._tools.keep_look(Look(code, self._tools.look().text_size))

    def _choose_size(self, step: str) -> None:
        self._tools.keep_look(Look(self._tools.look().theme, int(step)))

    def _choose_file(self) -> None:
        dialog = QFileDialog(self, "Save the council’s root certificate", "council-root.pem")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("pem")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(lambda name: self.save_root(Path(name)))
        dialog.open()

    def _say(self, tone: Tone, sentence: str) -> None:
        self.said.say(tone, sentence)
        self.said.unfold()


def _version() -> str:
    try:
        return version("sia-desktop")
    except PackageNotFoundError:
        return "of a working copy"
