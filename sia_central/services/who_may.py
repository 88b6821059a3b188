"""Who is asking, how they stand to each school, and so what they may see and do."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from itertools import product
from typing import Final
from uuid import UUID

from sqlalchemy import Connection

from sia_central.services.compartments import CASEWORK, compartments_of
from sia_central.services.council_rules import grants_of
from sia_central.services.refused import Refused
from sia_central.storage.accounts import Account
from sia_central.storage.lines import CouncilLines, lines_of_council, lines_of_person
from sia_central.storage.sequence import Place
from sia_central.storage.sights import Sight
from sia_contract.kinds import RECORD_KINDS
from sia_contract.packs import Pack
from sia_contract.permissions import Action, Grants, Relation, may, may_any
from sia_contract.problems import ProblemCode

_NOTES: Final = frozenset({"note_of_visit", "attachment", "act"})
_SHARED: Final = frozenset(code for code, kind in RECORD_KINDS.items() if not kind.is_scoped)
_OF_ALL: Final = Sight(_SHARED, frozenset(), of_the_council=True)
_HANDED_OVER: Final = frozenset({"held_change"})
_CASEWORK: Final = frozenset({"case_record", "action"})
_OF_NO_SCHOOL: Final = _CASEWORK | _HANDED_OVER | {"meeting"}
"""What may be about several schools or the whole council, and about no one school."""
_ON_CASEWORK: Final = frozenset({"attachment", "act"})


@dataclass(frozen=True, slots=True)
class _View:
    """These kinds, in these compartments, are seen by whoever may do this to their school."""

    action: Action
    kinds: frozenset[str]
    compartments: frozenset[str] = frozenset({""})
    to_paired: bool = True
    """False where it is not for who only comes along."""


_VIEWS: Final = (
    _View(Action.READ_SCHOOL, frozenset(RECORD_KINDS) - _NOTES - _CASEWORK - _SHARED - _HANDED_OVER),
    _View(Action.READ_NOTE, _NOTES),
    _View(Action.READ_CASE_RECORD, _CASEWORK),
    _View(Action.READ_CASE_RECORD, _ON_CASEWORK, frozenset({CASEWORK})),
    _View(Action.ASSIGN_CASELOAD, _HANDED_OVER),
)


@dataclass(frozen=True, slots=True)
class SignedIn:
    """The person at an enrolled laptop."""

    council: str
    device_id: UUID
    person_id: UUID
    role: str
    hands_over: bool = False
    """True for a laptop whose adviser left: whatever it still sends is held for the line manager."""
    place: Place | None = field(default=None, compare=False)
    """Where the order of the council's changes stood when the token was looked at, where that is known."""


@dataclass(frozen=True, slots=True)
class Lines:
    """A council's caseloads and who reports to whom, at one moment, or what of it concerns one person."""

    holders: Mapping[int, Collection[UUID]]
    reports_to: Mapping[UUID, UUID]
    given: Mapping[UUID, Mapping[int, Collection[str]]] = field(default_factory=dict)
    """Who has which school for a stated time, and in what ways, on this day."""
    areas: Mapping[int, str] = field(default_factory=dict)
    """School to district or home borough."""
    works_in: Mapping[UUID, str] = field(default_factory=dict)
    """Person to district or home borough."""

    def managers_above(self, person_id: UUID) -> set[UUID]:
        """Everyone this person answers to, directly or through others."""
        above: set[UUID] = set()
        manager = self.reports_to.get(person_id)
        while manager is not None and manager not in above:
            above.add(manager)
            manager = self.reports_to.get(manager)
        return above

    def relations(self, person_id: UUID, urn: int | None) -> set[Relation]:
        """Every way in which a person of this council stands to a school; None: to all of them together."""
        if urn is None:
            return {Relation.COUNCIL}
        owners = self.holders.get(urn, ())
        below = {owner for owner in owners if person_id in self.managers_above(owner)}
        return self._ways(person_id, urn, below)

    def schools_by_relations(self, person_id: UUID) -> dict[frozenset[Relation], list[int]]:
        """The schools to which this person may stand nearer than to the whole council's, by how they do."""
        below = {each for each in self.reports_to if person_id in self.managers_above(each)}
        found: dict[frozenset[Relation], list[int]] = {}
        for urn in self._schools_near(person_id):
            found.setdefault(frozenset(self._ways(person_id, urn, below)), []).append(urn)
        return found

    def _ways(self, person_id: UUID, urn: int, below: Collection[UUID]) -> set[Relation]:
        found = {Relation.COUNCIL}
        owners = self.holders.get(urn, ())
        if person_id in owners:
            found.add(Relation.OWN_CASELOAD)
        if any(owner in below for owner in owners):
            found.add(Relation.LINE)
        found |= {Relation(way) for way in self.given.get(person_id, {}).get(urn, ())}
        area = self.works_in.get(person_id)
        if area and self.areas.get(urn) == area:
            found.add(Relation.AREA)
        return found

    def _schools_near(self, person_id: UUID) -> set[int]:
        return {*self.holders, *self.given.get(person_id, {}), *self.areas}


@dataclass(frozen=True)
class Standing:
    """One person's rights, school by school."""

    person_id: UUID
    grants: Grants
    lines: Lines
    compartments: frozenset[str] = frozenset()
    """Restricted forms that are open to this person's role."""
    switches: frozenset[str] = frozenset()
    """Settings of the council's framework that this person's role may switch."""

    _ways: dict[int | None, set[Relation]] = field(default_factory=dict, compare=False, repr=False)
    """How this person stands to a school, once it was asked."""
    _known: dict[tuple[str, str, int | None], bool] = field(default_factory=dict, compare=False, repr=False)
    """What they may do to a school, and what they see of it: twenty notes of it ask the same."""

    def may(self, action: Action, urn: int | None) -> bool:
        """Whether this person may do this to this school now."""
        asked = ("may", action, urn)
        if asked not in self._known:
            self._known[asked] = may_any(self.grants, action, self._ways_to(urn))
        return self._known[asked]

    def is_near(self, urn: int) -> bool:
        """Whether this person stands to this school in any way but as to every school of the council."""
        return self._ways_to(urn) != {Relation.COUNCIL}

    def may_about(self, kind: str, action: Action, urn: int | None) -> bool:
        """Whether this person may do this to a record of this kind of this school, or of none.

        A record about no one school is the business of those who answer for more than a caseload.
        """
        if urn is None and kind in _OF_NO_SCHOOL:
            return may(self.grants, action, Relation.LINE)
        return self.may(action, urn)

    def schools_for(self, action: Action) -> frozenset[int] | None:
        """The schools this person may do this to; None for every school of the council."""
        return self._schools_for(action, self.lines.schools_by_relations(self.person_id))

    def sees(self, kind: str, urn: int | None, compartment: str = "") -> bool:
        """Whether this person may see records of this kind of this school, in this compartment."""
        asked = (kind, f"in {compartment}", urn)
        if asked not in self._known:
            self._known[asked] = any(
                kind in view.kinds
                and compartment in view.compartments
                and self.may_about(kind, view.action, urn)
                and (view.to_paired or urn is None or self._may_unpaired(view.action, urn))
                for view in self._views()
            )
        return self._known[asked]

    def sees_of(self, urn: int) -> frozenset[tuple[str, str]]:
        """All that this person may see of this school: kinds, and in which compartment."""
        apart = ("", CASEWORK, *self.compartments)
        return frozenset(each for each in product(RECORD_KINDS, apart) if self.sees(each[0], urn, each[1]))

    def _may_unpaired(self, action: Action, urn: int) -> bool:
        return may_any(self.grants, action, self._ways_to(urn) - {Relation.PAIRED})

    def _ways_to(self, urn: int | None) -> set[Relation]:
        if urn not in self._ways:
            self._ways[urn] = self.lines.relations(self.person_id, urn)
        return self._ways[urn]

    @cached_property
    def sights(self) -> tuple[Sight, ...]:
        """Everything this person may see; views of the same schools and compartments are one."""
        near = self.lines.schools_by_relations(self.person_id)
        unpaired: dict[frozenset[Relation], list[int]] = {}
        for ways, schools in near.items():
            unpaired.setdefault(ways - {Relation.PAIRED}, []).extend(schools)
        alike: dict[tuple[frozenset[int] | None, bool, frozenset[str]], frozenset[str]] = {}
        for view in self._views():
            urns = self._schools_for(view.action, near if view.to_paired else unpaired)
            of_the_council = bool(view.kinds & _OF_NO_SCHOOL) and self.may_about(
                "case_record", view.action, None
            )
            if urns is None or urns or of_the_council:
                key = (urns, of_the_council, view.compartments)
                alike[key] = alike.get(key, frozenset()) | view.kinds
        scoped = [
            Sight(kinds, urns, of_the_council, compartments)
            for (urns, of_the_council, compartments), kinds in alike.items()
        ]
        return (*([_OF_ALL] if self.works_with_schools else []), *scoped)

    def _schools_for(
        self, action: Action, near: Mapping[frozenset[Relation], Collection[int]]
    ) -> frozenset[int] | None:
        if may(self.grants, action, Relation.COUNCIL):
            return None
        allowed = [urns for ways, urns in near.items() if may_any(self.grants, action, ways)]
        return frozenset(urn for urns in allowed for urn in urns)

    def _views(self) -> tuple[_View, ...]:
        """What is seen by which right; restricted forms by those they are open to, and by nobody else."""
        if not self.compartments:
            return _VIEWS
        reads_records = may_any(self.grants, Action.READ_CASE_RECORD, Relation)
        action = Action.READ_CASE_RECORD if reads_records else Action.READ_SCHOOL
        return (
            *_VIEWS,
            _View(action, _CASEWORK | _ON_CASEWORK, self.compartments, to_paired=False),
            _View(Action.ASSIGN_CASELOAD, _HANDED_OVER, self.compartments),
        )

    @property
    def works_with_schools(self) -> bool:
        """False for whoever sees totals alone, such as an elected member: no record is theirs to see."""
        return may_any(self.grants, Action.READ_SCHOOL, Relation)


def lines_at(connection: Connection, council: str, day: date) -> Lines:
    """The council's caseloads and lines on a day, in this transaction's view."""
    return _lines(lines_of_council(connection, council, day))


def _lines(found: CouncilLines) -> Lines:
    return Lines(found.holders, found.reports_to, found.given, found.areas, found.works_in)


def standing_of(connection: Connection, pack: Pack, who: SignedIn, day: date) -> Standing:
    """What this person may do on a day, in this transaction's view."""
    switches = frozenset(each.code for each in pack.settings if who.role in each.switched_by)
    lines = _lines(lines_of_person(connection, who.council, who.person_id, day))
    return Standing(who.person_id, _grants(pack, who.role), lines, compartments_of(pack, who.role), switches)


def who_sees(urn: int, lines: Lines, accounts: Collection[Account], pack: Pack) -> set[UUID]:
    """Everyone whose laptop holds this school."""
    return {
        account.person_id
        for account in accounts
        if (grants := grants_of(pack, account.role)) is not None
        and Standing(account.person_id, grants, lines).may(Action.READ_SCHOOL, urn)
    }


def sees_less(urn: int, before: Lines, after: Lines, account: Account, pack: Pack) -> bool:
    """Whether somebody's laptop keeps this school, and not all that it held of it."""
    if before.relations(account.person_id, urn) == after.relations(account.person_id, urn):
        return False
    grants = grants_of(pack, account.role)
    if grants is None:
        return False
    apart = compartments_of(pack, account.role)
    was, now = (Standing(account.person_id, grants, each, apart) for each in (before, after))
    return now.may(Action.READ_SCHOOL, urn) and bool(was.sees_of(urn) - now.sees_of(urn))


def _grants(pack: Pack, role: str) -> Grants:
    grants = grants_of(pack, role)
    if grants is None:
        raise Refused(
            ProblemCode.NOT_ALLOWED,
            "Your role is not one of this council's framework any more. Ask your administrator for another.",
        )
    return grants
