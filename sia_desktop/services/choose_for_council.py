"""What a framework leaves open is settled for the whole council: a setting, a reading, a default."""

from dataclasses import dataclass, field
from uuid import UUID, uuid4

from sia_contract.permissions import Action, Relation, may
from sia_desktop.domain.changes import Changed
from sia_desktop.domain.decisions import SettingValue
from sia_desktop.domain.errors import RuleBroken
from sia_desktop.domain.framework import Framework, Role
from sia_desktop.domain.framework_choice import ChoiceOf, FrameworkChoice
from sia_desktop.domain.time_limits import Mark
from sia_desktop.domain.when import day_in_england
from sia_desktop.services.ports import Clock, Frameworks, UnitOfWork


@dataclass(frozen=True, slots=True)
class ChooseForCouncil:
    """This setting, reading or confirmation, for this reason; a value of None takes the choice back."""

    what: ChoiceOf
    code: str
    value: SettingValue | None
    reason: str
    choice_id: UUID = field(default_factory=uuid4)


def choose_for_council(
    command: ChooseForCouncil, uow: UnitOfWork, frameworks: Frameworks, now: Clock
) -> Changed:
    """Keep the choice; every date worked out from now on follows it."""
    at = now()
    with uow:
        me = uow.working_for()
        framework = frameworks.current(me.council_code, day_in_england(at))
        role = framework.role(me.role)
        if not may_choose(framework, role, command.what, command.code):
            raise RuleBroken(_not_yours(framework, role, command))
        _check(framework, command)
        choice = FrameworkChoice(
            command.choice_id,
            framework.code,
            command.what,
            command.code,
            command.value,
            command.reason.strip(),
            me.person_id,
            at,
        )
        uow.choices.add(choice)
        uow.commit()
    return Changed.one("framework_choice", choice.id)


def may_choose(framework: Framework, role: Role, what: ChoiceOf, code: str) -> bool:
    """Whether somebody in this role may settle this for the whole council."""
    if what is ChoiceOf.SETTING:
        named = framework.settings[code].switched_by if code in framework.settings else ()
        return role.code in named or may(role, Action.CHANGE_SETTING, Relation.COUNCIL)
    return may(role, Action.CHOOSE_READING, Relation.COUNCIL)


def _check(framework: Framework, command: ChooseForCouncil) -> None:
    """Refuse what the framework does not leave open."""
    match command.what:
        case ChoiceOf.SETTING:
            if command.code not in framework.settings:
                raise RuleBroken(f"{framework.name}'s framework has no setting '{command.code}'.")
            if command.value is not None:
                framework.settings[command.code].must_allow(command.value)
        case ChoiceOf.READING:
            framework.timeframe(command.code).read_as(str(command.value) if command.value else None)
        case ChoiceOf.CONFIRMED:
            if command.value and Mark.INFERRED not in framework.timeframe(command.code).marks:
                raise RuleBroken(f"Rule {command.code} is not read by a default of ours: nothing to confirm.")


def _not_yours(framework: Framework, role: Role, command: ChooseForCouncil) -> str:
    who = [each.label for each in framework.roles if may_choose(framework, each, command.what, command.code)]
    return (
        f"As {role.label} you may not settle this for the whole council. "
        f"{' or '.join(who) or 'Nobody in this framework'} can."
    )
