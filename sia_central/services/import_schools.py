"""Takes schools over from Get Information about Schools: central's copy is the one that counts."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from sia_central.services.audit import by_administrator
from sia_central.services.council_rules import pack_of
from sia_central.services.publish import publish
from sia_central.services.refused import Refused
from sia_central.storage.audit import Deed, record
from sia_central.storage.engine import write
from sia_central.storage.records import Key, StoredRecord, number_records, records_of_kind
from sia_central.storage.store import Store
from sia_contract.gias import Extract, open_state_funded
from sia_contract.payloads.school import SchoolPayload
from sia_contract.problems import ProblemCode


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did with each row; together they are the whole file."""

    added: int
    changed: int
    unchanged: int
    elsewhere: int
    """Schools of other authorities."""
    not_ours: int
    """Schools of this authority that are not open or not state-funded, and that we never held."""
    rejected: int
    missing: tuple[int, ...]
    """Schools held here that the file does not name; they stay."""


def import_schools(
    store: Store, council: str, extract: Extract, authority: str | None, at: datetime
) -> Imported:
    """Add this council's open state-funded schools and bring those already held up to date, all or none."""
    code = authority or _authority_of(council, extract, at)
    of_authority = [school for school in extract.schools if school.authority_code == code]
    if not of_authority:
        raise Refused(ProblemCode.NOT_FOUND, f"No school in this file belongs to the authority {code}.")
    running = {school.urn for school in open_state_funded(of_authority)}

    def take_over(connection: Connection) -> Imported:
        held = records_of_kind(connection, council, "school")
        ours = [each for each in extract.schools if each.urn in running or str(each.urn) in held]
        keys: list[Key] = []
        added = 0
        for school in ours:
            before = held.get(str(school.urn))
            payload = _brought_up_to_date(before, school, extract)
            if before is None or not _is_same(before, payload):
                keys.append(publish(connection, council, ("school", str(school.urn)), payload, before, at))
                added += before is None
        number_records(connection, council, keys)
        deeds = [Deed("school_imported", *key) for key in keys]
        record(connection, council, by_administrator(), at, deeds)
        mine = {each.urn for each in ours}
        return Imported(
            added=added,
            changed=len(keys) - added,
            unchanged=len(ours) - len(keys),
            elsewhere=sum(each.authority_code != code and each.urn not in mine for each in extract.schools),
            not_ours=sum(each.urn not in mine for each in of_authority),
            rejected=len(extract.rejected),
            missing=tuple(sorted(urn for urn in map(int, held) if urn not in mine)),
        )

    return write(store.engine, take_over)


def _authority_of(council: str, extract: Extract, at: datetime) -> str:
    """The authority's code, found by the council's name in the file."""
    name = pack_of(council, at.date()).name
    codes = {s.authority_code for s in extract.schools if s.authority_name.casefold() == name.casefold()}
    if len(codes) == 1:
        return codes.pop()
    raise Refused(
        ProblemCode.NOT_FOUND,
        f"This file has no local authority called {name}. Say which one is meant with --authority CODE.",
    )


def _brought_up_to_date(
    before: StoredRecord | None, school: SchoolPayload, extract: Extract
) -> dict[str, Any]:
    """What the file says; where its layout says nothing, what was known stays."""
    said = school.model_dump(mode="json")
    if before is None:
        return said
    return before.payload | {name: said[name] for name in (*extract.fields, "as_at")}


def _is_same(before: StoredRecord, payload: Mapping[str, Any]) -> bool:
    """Whether only the date of the extract differs."""
    return before.payload | {"as_at": None} == dict(payload) | {"as_at": None}
