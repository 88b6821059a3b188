"""What is known of words: asked for once, off the screen's thread, and remembered."""

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal

from sia_desktop.services.add_word import AddWord
from sia_desktop.services.queries.own_words import AskOwnWords
from sia_desktop.ui.page_tools import PageTools
from sia_desktop.ui.tasks import Lane

_WORD: Final = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_SHORTEST = 2


def words_in(text: str) -> Iterator[tuple[int, str]]:
    """Each word and where it begins; abbreviations in capitals and single letters are none."""
    for found in _WORD.finditer(text):
        word = found.group()
        is_beside_digit = (
            text[max(found.start() - 1, 0)].isdigit() or text[found.end() : found.end() + 1].isdigit()
        )
        if len(word) >= _SHORTEST and not word.isupper() and not is_beside_digit:
            yield found.start(), word


class Speller(QObject):
    """One for all forms of a page; `learnt` when words are known that were not before."""

    learnt = Signal()

    def __init__(self, tools: PageTools, parent: QObject):
        super().__init__(parent)
        self._tools = tools
        self._known: dict[str, bool] = {}
        self._own: set[str] = set()
        self._passed: set[str] = set()
        self._asked: set[str] = set()
        self._to_ask: set[str] = set()
        self._soon = QTimer(self, singleShot=True, interval=50)
        self._soon.timeout.connect(self._ask)
        self._has_own_words = False

    def is_wrong(self, word: str) -> bool:
        """True for a word that is known to be in no list; one never met before is looked up meanwhile."""
        if word in self._own or word in self._passed:
            return False
        is_right = self._known.get(word)
        if is_right is None and word not in self._asked:
            self._to_ask.add(word)
            if not self._soon.isActive():
                self._soon.start()
        return is_right is False

    def when_known(self, texts: Iterable[str], then: Callable[[], None]) -> None:
        """Look up every word of these texts, then call on."""
        words = {word for text in texts for _, word in words_in(text)} - self._known.keys()
        self._look_up(frozenset(words), then)

    def suggest(self, word: str, then: Callable[[tuple[str, ...]], None]) -> None:
        """What may have been meant; the answer takes a moment."""
        spelling = self._tools.spelling
        self._tools.tasks.run(lambda _: spelling.suggestions(word), then, owner=self, lane=Lane.WORDS)

    def add(self, word: str) -> None:
        """A word of one's own: right from now on, on this laptop."""
        self._own.add(word)
        self._tools.commands.send(AddWord(word), self)
        self.learnt.emit()

    def let_pass(self, word: str) -> None:
        """Not asked about again until the program is started anew."""
        self._passed.add(word)
        self.learnt.emit()

    def _ask(self) -> None:
        words, self._to_ask = frozenset(self._to_ask), set()
        self._look_up(words, lambda: None)

    def _look_up(self, words: frozenset[str], then: Callable[[], None]) -> None:
        if not self._has_own_words:
            self._has_own_words = True
            self._tools.questions.ask(AskOwnWords(), self, self._take_own)
        if not words:
            then()
            return
        self._asked |= words
        spelling = self._tools.spelling

        def heard(unknown: frozenset[str]) -> None:
            self._known |= {word: word not in unknown for word in words}
            self.learnt.emit()
            then()

        self._tools.tasks.run(lambda _: spelling.unknown(words), heard, owner=self, lane=Lane.WORDS)

    def _take_own(self, words: frozenset[str]) -> None:
        self._own |= words
        self.learnt.emit()
