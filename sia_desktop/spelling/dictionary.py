"""British English as Hunspell has it, read by spylls; what it takes is loaded when first asked for."""

from collections.abc import Iterable
from functools import cached_property
from io import StringIO
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # takes long to import, and nobody needs it before the first long text is written in
    from spylls.hunspell import Dictionary

_MOST = 5


class BritishEnglish:
    """Spellings in -ise, and the words of the job in `advisers.txt`. Slow: never on the screen's thread."""

    def __init__(self, folder: Path) -> None:
        """`folder` holds `en_GB.aff`, `en_GB.dic` and `advisers.txt`."""
        self._folder, self._loading = folder, Lock()

    def unknown(self, words: Iterable[str]) -> frozenset[str]:
        """Those of the words that are in neither list."""
        return frozenset(word for word in words if not self._knows(word.replace("’", "'")))

    def suggestions(self, word: str) -> tuple[str, ...]:
        """What may have been meant, the likeliest first; about a second's work."""
        found = self._dictionary.suggest(word.replace("’", "'"))
        return tuple(each for each, _ in zip(found, range(_MOST), strict=False))

    def _knows(self, word: str) -> bool:
        return word.removesuffix("'s") in self._of_the_job or self._dictionary.lookup(word)

    @cached_property
    def _of_the_job(self) -> frozenset[str]:
        lines = (self._folder / "advisers.txt").read_text(encoding="utf-8").splitlines()
        return frozenset(line.strip() for line in lines if line.strip() and not line.startswith("#"))

    @property
    def _dictionary(self) -> "Dictionary":
        with self._loading:
            return self._loaded

    @cached_property
    def _loaded(self) -> "Dictionary":
        from spylls.hunspell import Dictionary
        from spylls.hunspell.readers import read_aff, read_dic
        from spylls.hunspell.readers.file_reader import BaseReader

        def lines(suffix: str) -> BaseReader:
            """spylls' own reader of files leaves them open."""
            reader = BaseReader(StringIO((self._folder / f"en_GB.{suffix}").read_text(encoding="utf-8")))
            reader.reset_encoding = lambda _: None
            return reader

        aff, context = read_aff(lines("aff"))
        return Dictionary(aff, read_dic(lines("dic"), aff=aff, context=context))
