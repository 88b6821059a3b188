"""The search over records kept in memory, behind the port that questions ask for."""

from collections.abc import Iterator
from dataclasses import dataclass

from sia_desktop.domain.about import About
from sia_desktop.domain.found_words import passage, words_in
from sia_desktop.services.progress import Progress
from sia_desktop.services.search import Hit, Wanted
from tests.helpers.memory_store import MemoryStore


@dataclass
class MemorySearch:
    """Reads everything each time it is asked."""

    store: MemoryStore

    def fill(self, progress: Progress) -> None:
        """Nothing is kept."""

    def unread(self) -> int:
        """Everything is read."""
        return 0

    def find(self, wanted: Wanted, limit: int) -> tuple[Hit, ...]:
        """So many records at most, the latest first."""
        found = [
            hit
            for hit in self._all()
            if (wanted.urn is None or hit.urn == wanted.urn)
            and (not wanted.kind or hit.record.kind == wanted.kind)
            and (wanted.since is None or hit.on >= wanted.since)
            and all(any(piece.is_found for piece in passage(hit.words, [term])) for term in wanted.terms)
        ]
        return tuple(sorted(found, key=lambda hit: hit.on, reverse=True)[:limit])

    def _all(self) -> Iterator[Hit]:
        for note in self.store.notes.kept.values():
            words = words_in(dict(note.answers), note.correction_reason)
            about = About("note_of_visit", str(note.id))
            yield Hit(about, note.urn, note.visited_on, words, note.form, note.pack, note.pack_version)
        for record in self.store.case_records.kept.values():
            words = words_in(dict(record.answers), *(move.reason for move in record.moves))
            about = About("case_record", str(record.id))
            yield Hit(
                about, record.urn, record.opened_on, words, record.form, record.pack, record.pack_version
            )
        for meeting in self.store.meetings.kept.values():
            off = meeting.called_off.reason if meeting.called_off else ""
            words = words_in(*(part for day in meeting.days for part in (day.why, day.override)), off)
            about = About("meeting", str(meeting.id))
            yield Hit(
                about,
                meeting.urn,
                meeting.meeting_on,
                words,
                meeting.kind,
                meeting.pack,
                meeting.pack_version,
            )
        for action in self.store.actions.kept.values():
            words = words_in(
                action.text, action.owner, action.success_measure, action.progress, action.impact
            )
            about = About("action", str(action.id))
            yield Hit(about, action.urn, action.agreed_on, words, agreed_in=action.about)
