"""The full-text index: what has no entry is read next; triggers take entries away (its migration)."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from sia_desktop.domain.about import About
from sia_desktop.domain.found_words import Term, words_in
from sia_desktop.domain.ids import Urn
from sia_desktop.domain.note_of_visit import Json
from sia_desktop.services.progress import Progress
from sia_desktop.services.search import Hit, Wanted
from sia_desktop.storage.connection import Connection
from sia_desktop.storage.engine import Store

AT_ONCE: Final = 500
"""Records read in one transaction: writers wait about a tenth of a second for it, readers never."""


@dataclass(frozen=True, slots=True)
class _Indexed:
    """How one kind of record is read: its day, its words, and what a result says of it."""

    on: str
    words: tuple[str, ...]
    """Columns of plain words, or of JSON that holds them."""
    json: tuple[str, ...] = ()
    form: str = "''"
    pack: str = "'', ''"
    about: str = "'', ''"

    def columns(self) -> str:
        """What is selected of it, in one order for all kinds."""
        return ", ".join(
            ("t.id", "t.urn", f"t.{self.on}", self.form, self.pack, self.about, *self.words, *self.json)
        )


_PACK: Final = "t.pack, t.pack_version"
_KINDS: Final = {
    "note_of_visit": _Indexed(
        "visited_on", ("t.correction_reason",), ("t.answers", "t.head_mark"), "t.form", _PACK
    ),
    "case_record": _Indexed("opened_on", (), ("t.answers", "t.moves"), "t.form", _PACK),
    "meeting": _Indexed("meeting_on", (), ("t.days", "t.called_off"), "t.meeting", _PACK),
    "action": _Indexed(
        "agreed_on",
        ("t.text", "t.owner", "t.success_measure", "t.progress", "t.impact"),
        about="t.about_kind, t.about_id",
    ),
}
_TYPED: Final = {
    "head_mark": ("comment", "reason"),
    "moves": ("reason", "late_reason"),
    "days": ("why", "override"),
    "called_off": ("reason",),
}
"""What somebody typed in a part that holds more than words."""


class SearchIndex:
    """The words of this laptop."""

    def __init__(self, store: Store) -> None:
        """Index this store."""
        self._store = store

    def fill(self, progress: Progress) -> None:
        """Read what is not in the index yet, the latest first; others write in between."""
        for kind in _KINDS:
            ids = self._missing(kind)
            for start in range(0, len(ids), AT_ONCE):
                progress(start, len(ids), "Reading what was written, for the search")
                with self._store.writing() as connection:
                    _take_in(connection, kind, ids[start : start + AT_ONCE])
        self._tidy()

    def unread(self) -> int:
        """How many records are not in the index yet."""
        with self._store.reading() as connection:
            (held,) = connection.execute(
                f"SELECT {' + '.join(f'(SELECT count(*) FROM {kind})' for kind in _KINDS)}"  # noqa: S608
            ).fetchone()
            (read,) = connection.execute("SELECT count(*) FROM search_entry").fetchone()
        return max(0, int(held) - int(read))

    def find(self, wanted: Wanted, limit: int) -> tuple[Hit, ...]:
        """So many records at most, the latest first."""
        if not wanted.terms:
            return ()
        since = wanted.since.isoformat() if wanted.since else ""
        with self._store.reading() as connection:
            rows = connection.execute(
                "SELECT e.kind, e.record_id FROM search_words w JOIN search_entry e ON e.id = w.rowid "
                "WHERE w.search_words MATCH ? AND (? IS NULL OR e.urn = ?) AND (? = '' OR e.kind = ?) "
                "AND e.happened_on >= ? ORDER BY e.happened_on DESC, e.id DESC LIMIT ?",
                (_match(wanted.terms), wanted.urn, wanted.urn, wanted.kind, wanted.kind, since, limit),
            ).fetchall()
            return tuple(hit for kind, record_id in rows for hit in _hits(connection, kind, [record_id]))

    def _missing(self, kind: str) -> list[str]:
        with self._store.reading() as connection:
            rows = connection.execute(
                f"SELECT id FROM {kind} t WHERE NOT EXISTS (SELECT 1 FROM search_entry e "  # noqa: S608
                f"WHERE e.kind = '{kind}' AND e.record_id = t.id)"
            ).fetchall()
        return [row[0] for row in rows]

    def _tidy(self) -> None:
        """Merge the index, so that the words of what is gone leave the file."""
        with self._store.reading() as connection:
            is_due = connection.execute("SELECT 1 FROM search_leftover").fetchone() is not None
        if is_due:
            with self._store.writing() as connection:
                connection.execute("INSERT INTO search_words (search_words) VALUES ('optimize')")
                connection.execute("DELETE FROM search_leftover")


def _take_in(connection: Connection, kind: str, ids: list[str]) -> None:
    """Index these, but what was indexed or went meanwhile."""
    (last,) = connection.execute("SELECT coalesce(max(id), 0) FROM search_entry").fetchone()
    marks = ", ".join("?" * len(ids))
    known = {
        row[0]
        for row in connection.execute(
            f"SELECT record_id FROM search_entry WHERE kind = ? AND record_id IN ({marks})",  # noqa: S608
            (kind, *ids),
        )
    }
    hits = [hit for hit in _hits(connection, kind, ids) if hit.record.id not in known]
    connection.executemany(
        "INSERT INTO search_entry (id, kind, record_id, urn, happened_on) VALUES (?, ?, ?, ?, ?)",
        [(n, kind, hit.record.id, hit.urn, hit.on.isoformat()) for n, hit in enumerate(hits, last + 1)],
    )
    connection.executemany(
        "INSERT INTO search_words (rowid, words) VALUES (?, ?)",
        [(n, hit.words) for n, hit in enumerate(hits, last + 1)],
    )


def _hits(connection: Connection, kind: str, ids: list[str]) -> Iterator[Hit]:
    reads, marks = _KINDS[kind], ", ".join("?" * len(ids))
    for row in connection.execute(
        f"SELECT {reads.columns()} FROM {kind} t WHERE t.id IN ({marks})",  # noqa: S608 - our own names
        ids,
    ).fetchall():
        record_id, urn, on, form, pack, version, about_kind, about_id, *said = row
        plain, nested = said[: len(reads.words)], said[len(reads.words) :]
        parts = [
            _typed(name.removeprefix("t."), json.loads(part))
            for name, part in zip(reads.json, nested, strict=True)
            if part
        ]
        yield Hit(
            record=About(kind, record_id),
            urn=None if urn is None else Urn(urn),
            on=date.fromisoformat(on),
            words=words_in(*plain, *parts),
            form=form,
            pack=pack,
            pack_version=version,
            agreed_in=About(about_kind, about_id) if about_kind else None,
        )


def _typed(part: str, value: Any) -> Json:
    """What was typed in this part of a record."""
    if part not in _TYPED:
        answers: Json = value
        return answers
    rows = value if isinstance(value, list) else [value]
    return [row[name] for row in rows for name in _TYPED[part] if row.get(name)]


def _match(terms: tuple[Term, ...]) -> str:
    """The terms in FTS5's language; what was typed stands in quotes there, so that none of it is syntax."""
    return " ".join(f'"{" ".join(term.words)}"{"" if term.is_phrase else " *"}' for term in terms)
