"""Who is asking, how they stand to each school, and so what they may see and do."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from sqlalchemy import Connection

from sia_central.services.council_rules import grants_of
from sia_central.services.refused import Refused
from sia_central.storage.accounts import Account, lines_of
from sia_central.storage.caseload import caseload_of
from sia_central.storage.records import Sight
from sia_contract.kinds import RECORD_KINDS
from sia_contract.packs import Pack
from sia_contract.permissions import Action, Grants, Relation, may
from sia_contract.problems import ProblemCode

_NOTES: Final = frozenset({"note_of_visit", "attachment", "act"})
_SHARED: Final = frozenset(code for code, kind in RECORD_KINDS.items() if not kind.is_scoped)
_KINDS_BY_ACTION: Final = (
    (Action.READ_SCHOOL, frozenset(RECORD_KINDS) - _NOTES - _SHARED),
    (Action.READ_NOTE, _NOTES),
)


@dataclass(frozen=True, slots=True)
class SignedIn:
    """The person at an enrolled laptop."""

    council: str
    device_id: UUID
    person_id: UUID
    role: str


@dataclass(frozen=True, slots=True)
class Lines:
    """A council's caseloads and who reports to whom, at one moment."""

    holders: Mapping[int, Collection[UUID]]
    reports_to: Mapping[UUID, UUID]

    def managers_above(self, person_id: UUID) -> set[UUID]:
        """Everyone this person answers to, directly or through others."""
        above: set[UUID] = set()
        manager = self.reports_to.get(person_id)
        while manager is not None and manager not in above:
            above.add(manager)
            manager = self.reports_to.get(manager)
        return above

    def relation(self, person_id: UUID, urn: int) -> Relation:
        """How a person of this council stands to a school."""
        owners = self.holders.get(urn, ())
        if person_id in owners:
            return Relation.OWN_CASELOAD
        if any(person_id in self.managers_above(owner) for owner in owners):
            return Relation.LINE
        return Relation.COUNCIL


@dataclass(frozen=True, slots=True)
class Standing:
    """One person's rights, school by school."""

    person_id: UUID
    grants: Grants
    lines: Lines

    def may(self, action: Action, urn: int) -> bool:
        """Whether this person may do this to this school now."""
        return may(self.grants, action, self.lines.relation(self.person_id, urn))

    def schools_for(self, action: Action) -> frozenset[int] | None:
        """The schools this person may do this to; None for every school of the council."""
        if may(self.grants, action, Relation.COUNCIL):
            return None
        return frozenset(urn for urn in self.lines.holders if self.may(action, urn))

    def sees(self, kind: str, urn: int) -> bool:
        """Whether this person may see records of this kind of this school."""
        return any(kind in kinds and self.may(action, urn) for action, kinds in _KINDS_BY_ACTION)

    def sights(self) -> list[Sight]:
        """Everything this person may see."""
        scoped = [Sight(kinds, self.schools_for(action)) for action, kinds in _KINDS_BY_ACTION]
        return [Sight(_SHARED, None), *scoped]


def lines_at(connection: Connection, council: str) -> Lines:
    """The council's caseloads and lines in this transaction's view."""
    return Lines(caseload_of(connection, council), lines_of(connection, council))


def standing_of(connection: Connection, pack: Pack, who: SignedIn) -> Standing:
    """What this person may do, in this transaction's view."""
    return Standing(who.person_id, _grants(pack, who.role), lines_at(connection, who.council))


def who_sees(urn: int, lines: Lines, accounts: Collection[Account], pack: Pack) -> set[UUID]:
    """Everyone whose laptop holds this school."""
    return {
        account.person_id
        for account in accounts
        if (grants := grants_of(pack, account.role)) is not None
        and Standing(account.person_id, grants, lines).may(Action.READ_SCHOOL, urn)
    }


def _grants(pack: Pack, role: str) -> Grants:
    grants = grants_of(pack, role)
    if grants is None:
        raise Refused(
            ProblemCode.NOT_ALLOWED,
            "Your role is not one of this council's framework any more. Ask your administrator for another.",
        )
    return grants
