"""How a section stood before: each state to be read, and one of them to be taken back."""

from collections.abc import Callable, Iterator
from datetime import date

from PySide6.QtWidgets import QHBoxLayout, QWidget

from sia_desktop.domain.answers import rows, said, text
from sia_desktop.domain.earlier_words import EarlierWords
from sia_desktop.domain.note_of_visit import Json
from sia_desktop.ui.theme import theme
from sia_desktop.ui.when_words import said as when_said
from sia_desktop.ui.widgets.buttons import Button, Rule, Variant
from sia_desktop.ui.widgets.confirm import Dialog
from sia_desktop.ui.widgets.scrolling import Scrolling
from sia_desktop.ui.widgets.words import Words

_TALL, _WIDE = 360, 560
_LONGEST = 600


class HistoryDialog(Dialog):
    """The latest first; taking one back rewrites the section, and what stood there joins the history."""

    def __init__(
        self,
        label: str,
        states: tuple[EarlierWords, ...],
        today: date,
        take_back: Callable[[Json], None],
        parent: QWidget,
    ):
        sentence = (
            "How this section stood before it was rewritten on this laptop. Taking one back loses nothing: "
            "what stands there now joins this list."
            if states
            else "Nothing has been rewritten here on this laptop yet."
        )
        super().__init__(f"Earlier words: {label}", sentence, parent)
        self.setMinimumWidth(theme().px(_WIDE))
        self.buttons: list[Button] = []
        if states:
            area = Scrolling("surface", margin=0, spacing=theme().space.m)
            area.setMinimumHeight(theme().px(_TALL))
            for state in states:
                when = f"Until {when_said(state.until, today)}"
                back = Button("Take this back", Variant.LINK, icon="undo-2", small=True)
                back.setAccessibleDescription(when)
                back.clicked.connect(lambda _=False, answer=state.answer: self._take(take_back, answer))
                self.buttons.append(back)
                head = QHBoxLayout()
                head.addWidget(Words(when, "caption_strong"))
                head.addStretch(1)
                head.addWidget(back)
                area.column.addLayout(head)
                area.column.addWidget(Words(_short("\n".join(_read(state.answer))), "body", wrap=True))
                area.column.addWidget(Rule())
            area.column.addStretch(1)
            self.body.addWidget(area)
        self.acts.addWidget(Button("Close", Variant.SECONDARY, press=self.reject))

    def _take(self, take_back: Callable[[Json], None], answer: Json) -> None:
        self.accept()
        take_back(answer)


def _read(answer: Json) -> Iterator[str]:
    """Any answer as lines."""
    if isinstance(answer, str):
        yield answer
        return
    for row in rows(answer) if isinstance(answer, list) else (said(answer),):
        yield ", ".join(words for name, part in row.items() if name != "id" and (words := text(part)))


def _short(words: str) -> str:
    return words if len(words) <= _LONGEST else f"{words[: _LONGEST - 1]}…"
