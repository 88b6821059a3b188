"""The drawer of clashes: versions set aside, and how they were settled."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any, cast
from uuid import UUID

from pydantic import ValidationError
from sqlmodel import Session, col, select

from sia_contract.joining import at, paths_in
from sia_contract.kinds import RECORD_KINDS
from sia_contract.merging import BY_SECTION
from sia_desktop.domain.clash import Clash, Settlement, Sides, Way
from sia_desktop.domain.errors import RuleBroken
from sia_desktop.domain.ids import Urn
from sia_desktop.domain.note_of_visit import Json
from sia_desktop.storage.shelf import Json as Payload
from sia_desktop.storage.shelf import Shelf
from sia_desktop.storage.tables.sync_tables import CentralCopyRow, ConflictCopyRow


class StoredClashes:
    """Every version that was ever set aside here."""

    def __init__(self, shelf: Shelf, session: Session) -> None:
        """Look in this transaction."""
        self._shelf = shelf
        self._session = session

    def get(self, clash_id: UUID) -> Clash:
        """The clash; raises `RuleBroken` if it is not on this laptop."""
        row = self._session.get(ConflictCopyRow, str(clash_id))
        if row is None:
            raise RuleBroken("That clash is not on this laptop: its school may have left it.")
        return self._clash(row)

    def all(self) -> tuple[Clash, ...]:
        """Those to settle first, the oldest first; then those settled, the latest first."""
        rows = self._session.exec(select(ConflictCopyRow).order_by(col(ConflictCopyRow.kept_at)))
        clashes = [self._clash(row) for row in rows]
        settled = [each for each in clashes if each.is_settled]
        return (*(each for each in clashes if not each.is_settled), *reversed(settled))

    def of_record(self, kind: str, record_id: str) -> tuple[Clash, ...]:
        """Those of one record, in the same order."""
        return tuple(each for each in self.all() if (each.kind, each.record_id) == (kind, record_id))

    def record(self, kind: str, record_id: str) -> Mapping[str, Json] | None:
        """The record as it stands now, as the wire spells it, or None if it is gone."""
        return cast("Mapping[str, Json] | None", self._shelf.find(kind, record_id))

    def locked(self, kind: str, record_id: str) -> str | None:
        """The sentence why the record can no longer change, or None."""
        payload = self._shelf.find(kind, record_id)
        return RECORD_KINDS[kind].locked(payload) if payload is not None else None

    def is_at_central(self, kind: str, record_id: str) -> bool:
        """True if central has the record, so that acts about it can go there."""
        return self._session.get(CentralCopyRow, (kind, record_id)) is not None

    def write(self, kind: str, record_id: str, values: Mapping[str, Json]) -> None:
        """An ordinary edit of these fields and sections, queued for sync in this transaction."""
        payload = self._shelf.find(kind, record_id)
        if payload is None:
            raise RuleBroken("This record is no longer on this laptop, so nothing can be put into it.")
        changed = _with(payload, cast("Payload", values))
        try:
            message = RECORD_KINDS[kind].payload.model_validate(changed)
        except ValidationError as fault:
            raise RuleBroken(
                "These choices do not make a whole record together. Choose one side for them all."
            ) from fault
        self._shelf.save(kind, record_id, message)

    def settle(self, clash_id: UUID, settlement: Settlement) -> None:
        """Keep how it was settled beside the words that gave way."""
        row = self._session.get_one(ConflictCopyRow, str(clash_id))
        row.settled_at = settlement.at.isoformat()
        row.settlement = cast(
            "Any",
            {
                "by": str(settlement.by),
                "reason": settlement.reason,
                "ways": {path: way.value for path, way in settlement.ways.items()},
                "gave_way": dict(settlement.gave_way),
            },
        )

    def _clash(self, row: ConflictCopyRow) -> Clash:
        words: Any = row.payload or {}
        to_see: Any = row.to_see or []
        sides = _as_facts(row.kind, self._sides(row, words))
        return Clash(
            id=UUID(row.id),
            kind=row.kind,
            record_id=row.record_id,
            urn=Urn(row.urn) if row.urn is not None else None,
            is_mine=row.whose == "mine",
            sides=tuple(sides[path] for path in paths_in(words)),
            to_see=tuple(sides[path] for path in to_see if path in sides),
            kept_at=datetime.fromisoformat(row.kept_at),
            mine_at=_instant(row.mine_at),
            theirs_at=_instant(row.theirs_at),
            theirs_by=UUID(row.theirs_by) if row.theirs_by else None,
            settlement=_settlement(row),
        )

    def _sides(self, row: ConflictCopyRow, words: Payload) -> dict[str, Sides]:
        if isinstance(row.sides, dict):
            kept = cast("dict[str, list[Json]]", row.sides)
            return {path: Sides(path, base, mine, theirs) for path, (base, mine, theirs) in kept.items()}
        # Set aside before both sides were kept: what is known is the words, and the record as it is now.
        present = self._shelf.find(row.kind, row.record_id) or {}
        return {path: Sides(path, None, at(words, path), at(present, path)) for path in paths_in(words)}


def _as_facts(kind: str, sides: dict[str, Sides]) -> dict[str, Sides]:
    """Each field that is one fact with another names the first of them."""
    for fact in RECORD_KINDS[kind].together:
        first, *others = [path for path in fact if path in sides] or [""]
        sides |= {path: replace(sides[path], goes_with=first) for path in others}
    return sides


def _with(payload: Payload, values: Payload) -> Payload:
    changed = dict(payload)
    for path, value in values.items():
        field, _, section = path.partition("/")
        if section and field in BY_SECTION:
            inside = changed.get(field)
            changed[field] = {**(inside if isinstance(inside, dict) else {}), section: value}
        else:
            changed[field] = value
    return changed


def _settlement(row: ConflictCopyRow) -> Settlement | None:
    if row.settled_at is None:
        return None
    kept: Any = row.settlement or {}
    return Settlement(
        at=datetime.fromisoformat(row.settled_at),
        by=UUID(kept["by"]),
        reason=kept["reason"],
        ways={path: Way(way) for path, way in kept["ways"].items()},
        gave_way=kept["gave_way"],
    )


def _instant(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
