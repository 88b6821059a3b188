"""The note of one visit: drafted, signed, then never altered; corrected by its next version."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from uuid import UUID

from sia_desktop.domain.errors import RuleBroken
from sia_desktop.domain.ids import Urn, note_id
from sia_desktop.domain.mark import Mark, Response

Json = None | bool | int | float | str | list["Json"] | dict[str, "Json"]
Answers = Mapping[str, Json]
"""Section code to what was written there; its shape follows the section's kind in the pack."""


@dataclass(frozen=True, slots=True)
class Signing:
    """The adviser's signature, and the facts frozen under it so that the page can be drawn again alike."""

    mark: Mark
    facts: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class NoteOfVisit:
    """One version of the note of one visit."""

    visit_id: UUID
    version: int
    urn: Urn
    visited_on: date
    author_id: UUID
    form: str
    pack: str
    pack_version: str
    answers: Answers = field(default_factory=dict)
    supersedes: UUID | None = None
    correction_reason: str = ""
    head_mark: Mark | None = None
    signing: Signing | None = None

    @property
    def id(self) -> UUID:
        """Derived from the visit and the version, so that two laptops meet in one note."""
        return note_id(self.visit_id, self.version)

    @property
    def is_signed(self) -> bool:
        """True once the adviser has signed: from then on nothing changes."""
        return self.signing is not None

    @property
    def digest(self) -> str:
        """SHA-256 of the words shown to a signatory (settled: a mark binds these)."""
        shown = {
            "visit": str(self.visit_id),
            "version": self.version,
            "urn": self.urn,
            "visited_on": self.visited_on.isoformat(),
            "form": [self.pack, self.pack_version, self.form],
            "answers": {
                code: answer for code, answer in self.answers.items() if answer not in ("", [], None)
            },
        }
        words = json.dumps(shown, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
        return hashlib.sha256(words.encode()).hexdigest()

    @property
    def head_mark_stands(self) -> bool:
        """True while the words are still those the headteacher marked."""
        return self.head_mark is not None and self.head_mark.digest == self.digest

    def write(self, answers: Answers) -> "NoteOfVisit":
        """Return the note with these sections rewritten; a signed note is refused."""
        self._refuse_if_signed()
        return replace(self, answers={**self.answers, **answers})

    def with_head_mark(self, mark: Mark) -> "NoteOfVisit":
        """Return the note with the headteacher's response; made under other words it is refused."""
        self._refuse_if_signed()
        if mark.digest != self.digest:
            raise RuleBroken("The note changed while it was being read. Show it to the headteacher again.")
        if mark.is_signature and mark.response is None:
            raise RuleBroken("Choose whether the facts are accurate or something is to be corrected.")
        if mark.response is Response.TO_CORRECT and not mark.comment.strip():
            raise RuleBroken("Say in the comment what is to be corrected; it is printed with the note.")
        return replace(self, head_mark=mark)

    def sign(self, mark: Mark, facts: Mapping[str, str]) -> "NoteOfVisit":
        """Return the signed note; signing twice, or without the headteacher's part settled, is refused."""
        self._refuse_if_signed()
        if not mark.is_signature:
            raise RuleBroken("Draw or type your signature.")
        if mark.digest != self.digest:
            raise RuleBroken("The note changed while you were signing. Check it and sign again.")
        if self.head_mark is None:
            raise RuleBroken(
                "Show the note to the headteacher first. They may sign, leave it for later or decline."
            )
        if not self.head_mark_stands:
            raise RuleBroken(
                "The words changed after the headteacher's mark, so it no longer stands. Show the note again."
            )
        return replace(self, signing=Signing(mark, dict(facts)))

    def next_version(self, reason: str, author_id: UUID) -> "NoteOfVisit":
        """Return the draft that will replace this signed note, with the same words to start from."""
        if not self.is_signed:
            raise RuleBroken("This note is not signed yet. Change it as it stands.")
        if not reason.strip():
            raise RuleBroken("Say why the note is corrected; the reason is printed on the next version.")
        return replace(
            self,
            version=self.version + 1,
            author_id=author_id,
            supersedes=self.id,
            correction_reason=reason.strip(),
            head_mark=None,
            signing=None,
        )

    def _refuse_if_signed(self) -> None:
        if self.is_signed:
            raise RuleBroken("This note is signed and can no longer change. Start its next version instead.")
