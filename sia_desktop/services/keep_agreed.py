"""What is agreed in the words of a note or record stands on the list of the whole caseload, too."""

from collections.abc import Collection
from dataclasses import replace
from datetime import date
from itertools import product
from uuid import UUID

from sia_desktop.domain.about import About
from sia_desktop.domain.action import Action, ActionStatus
from sia_desktop.domain.answers import NEXT_MEETING, AgreedAction, actions
from sia_desktop.domain.changes import Changed
from sia_desktop.domain.framework import Form, SectionKind
from sia_desktop.domain.ids import Urn, derived_id
from sia_desktop.domain.note_of_visit import Answers
from sia_desktop.services.ports import UnitOfWork


def keep_agreed(
    uow: UnitOfWork, form: Form, about: About, urn: Urn, answers: Answers, today: date
) -> Changed:
    """Keep each action that says what, who and by when; one followed up carries its news to the list.

    The caller commits. What is still half said stays in the words alone.
    """
    changed = Changed()
    for section in form.sections:
        if section.kind is not SectionKind.ACTIONS or section.restricted:
            continue
        for said in actions(answers.get(section.code)):
            action_id = listed_id(about, said)
            known = uow.actions.find(action_id)
            if known is None and not _is_whole(said):
                continue
            agreed = known or _agreed(uow, action_id, about, urn, said, today)
            now = _followed(agreed, said, today) if section.carries else _rewritten(agreed, said)
            if now != known:
                uow.actions.save(now)
                changed |= Changed.one("action", action_id)
    return changed


def keep_agreed_in_turn(
    uow: UnitOfWork, form: Form, schools: Collection[Urn], answers: Answers, today: date
) -> Changed:
    """Keep what a meeting of the council agreed for each school on that school's own list.

    It stands there as agreed about the school: who works with one school reads nothing of the others.
    Where the words name another school now, it is dropped from the list of the one before.
    """
    changed = Changed()
    agreed = [
        said
        for section in form.sections
        if section.kind is SectionKind.ACTIONS and not section.restricted
        for said in actions(answers.get(section.code))
        if said.id
    ]
    for said, urn in product(agreed, schools):
        about = About("school", str(urn))
        action_id = derived_id(about.kind, about.id, "action", said.id)
        known = uow.actions.find(action_id)
        if said.urn != str(urn):
            now = _dropped(known, today) if known else None
        elif known or _is_whole(said):
            listed = _taken_up(known, today) if known else _agreed(uow, action_id, about, urn, said, today)
            now = _rewritten(listed, said)
        else:
            now = None
        if now is not None and now != known:
            uow.actions.save(now)
            changed |= Changed.one("action", action_id)
    return changed


def _dropped(action: Action, today: date) -> Action:
    is_open = action.status is ActionStatus.OPEN
    return replace(action, status=ActionStatus.DROPPED, closed_on=today) if is_open else action


def _taken_up(action: Action, today: date) -> Action:
    """What was dropped today, as another school was named, and is for this one after all."""
    is_back = action.status is ActionStatus.DROPPED and action.closed_on == today and not action.progress
    return replace(action, status=ActionStatus.OPEN, closed_on=None) if is_back else action


def listed_id(about: About, said: AgreedAction) -> UUID:
    """The id on the list of an action in the words; it keeps it when the next record carries it forward."""
    try:
        return UUID(said.id)
    except ValueError:
        return derived_id(about.kind, about.id, "action", said.id or said.what)


def _is_whole(said: AgreedAction) -> bool:
    return bool(said.what and said.who and (said.by == NEXT_MEETING or said.by_date))


def _agreed(
    uow: UnitOfWork, action_id: UUID, about: About, urn: Urn, said: AgreedAction, today: date
) -> Action:
    bare = Action(action_id, urn, about, today, uow.working_for().person_id, said.what, said.who)
    return _rewritten(bare, said)


def _rewritten(action: Action, said: AgreedAction) -> Action:
    """As the words have it now; how it stands is not theirs to say."""
    if not _is_whole(said):
        return action
    return replace(
        action,
        text=said.what,
        owner=said.who,
        due_on=said.by_date,
        at_next_meeting=said.by == NEXT_MEETING,
        success_measure=said.success,
    )


def _followed(action: Action, said: AgreedAction, today: date) -> Action:
    status = ActionStatus(said.status) if said.status else action.status
    closed_on = action.closed_on if status is action.status else today
    return replace(
        action,
        progress=said.progress or action.progress,
        impact=said.impact or action.impact,
        status=status,
        closed_on=None if status is ActionStatus.OPEN else closed_on,
    )
